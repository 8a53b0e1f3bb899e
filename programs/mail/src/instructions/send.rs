//! Sending a message in one step, or posting it without its key, which `reveal` publishes later.

use anchor_lang::{address_eq, prelude::*};
use kit::{init_seeded, now, rent, require_new, write_at, Account, PossiblyNew};
use mail_interface::REVEAL_PERIOD;
use postage::{Quote, MAX_FEE, MAX_SIZE};
use reputation_interface::Standing;
use units::{Reputation, Timestamp};

use crate::{
    seeds,
    state::{Body, Correspondence, CurrentKey, Mailbox, Message, Network, Pair, SealedKey},
    MailError,
};

// The recipient's mailbox is read-only, so mail from many senders to one recipient runs in parallel.
#[derive(Accounts)]
pub struct SendMessage {
    #[account(mut)]
    pub sender: Signer,
    pub network: Account<Network>,
    #[account(mut)]
    pub sender_mailbox: Account<Mailbox>,
    pub recipient_mailbox: Account<Mailbox>,
    /// The account of the two people, created with the first message between them.
    #[account(mut)]
    pub correspondence: PossiblyNew<Correspondence>,
    /// A new seeded account, at the address derived from the sender, their mailbox and the sequence number.
    #[account(mut)]
    pub message: UncheckedAccount,
    /// The body that the message refers to, if it carries no ciphertext itself.
    #[account(mut)]
    pub body: Option<Account<Body>>,
    /// If there is no account at the address, the sender counts as a newcomer.
    pub sender_standing: UncheckedAccount,
    pub system_program: Program<System>,
}

/// The values for which the sender accepted the price, and what they offer.
pub struct Limits {
    pub max_fee: u64,
    pub offer: u64,
    pub sequence: u64,
    pub rules_version: u32,
}

/// The content that the instruction brings.
pub struct Content<'a> {
    /// The recipient's key to which the content key is sealed. `None` if the message is posted without its key.
    pub sealed_to: Option<CurrentKey<'a>>,
    /// The sealed key, unless the message is posted; then the ciphertext, unless there is a body.
    pub bytes: &'a [u8],
}

impl Content<'_> {
    const KEY: usize = core::mem::size_of::<SealedKey>();

    /// Bytes of the sealed key.
    #[inline(always)]
    fn key(&self) -> usize {
        if self.sealed_to.is_some() {
            Self::KEY
        } else {
            0
        }
    }

    /// Bytes of the ciphertext. An error if there are fewer bytes than a sealed key has.
    #[inline(always)]
    fn ciphertext(&self) -> Result<usize> {
        self.bytes.len().checked_sub(self.key()).ok_or_else(|| MailError::InvalidLength.into())
    }
}

impl SendMessage {
    /// Checks everything except the content and the price.
    #[inline(always)]
    fn validate(&self, limits: &Limits, content: &Content) -> Result<()> {
        // mailboxes: they differ, because Anchor refuses an account that is given twice if one of the two is mutable
        let network = self.network.address();
        require!(address_eq(&self.sender_mailbox.owner, self.sender.address()), MailError::NotYourMailbox);
        require!(address_eq(&self.sender_mailbox.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.recipient_mailbox.network, network), MailError::OtherNetwork);

        // network
        require!(self.network.paused == 0, MailError::SendingPaused);

        // what the sender accepted
        require!(limits.offer <= MAX_FEE.0, MailError::OfferTooHigh);
        require!(limits.rules_version == self.network.rules_version, MailError::RulesChanged);
        require!(limits.sequence == self.sender_mailbox.next_sequence, MailError::SequenceTaken);
        require!(
            content.sealed_to.as_ref().is_none_or(|key| self.recipient_mailbox.has_key(key)),
            MailError::KeyChanged
        );
        Ok(())
    }

    /// The bytes of ciphertext to pay for. They are in the message or in the body, not in both.
    #[inline(always)]
    fn size(&self, own: usize) -> Result<u32> {
        match &self.body {
            None if own > 0 && own <= MAX_SIZE as usize => Ok(own as u32),
            Some(body) if own == 0 => {
                require!(address_eq(&body.author, self.sender.address()), MailError::NotYourBody);
                require!(body.sealed != 0, MailError::BodyNotSealed);
                Body::length(body.account().data_len())
            }
            _ => Err(MailError::InvalidLength.into()),
        }
    }

    /// The sender's effective reputation. Without a standing it is zero, so hiding one's standing never pays.
    #[inline(always)]
    fn reputation(&self, now: Timestamp) -> Result<Reputation> {
        let (view, network) = (self.sender_standing.account(), self.network.address());
        let standing = Standing::find(view, network, self.sender.address(), MailError::WrongStanding)?;
        Ok(standing.map_or(Reputation(0), |standing| standing.effective(standing.index(now))))
    }

    /// Checks that the recipient admits the sender, and prices the message.
    #[inline(always)]
    fn quote(&self, pair: &Pair, size: u32, now: Timestamp) -> Result<Quote> {
        let reputation = self.reputation(now)?;
        if !pair.is_known() {
            self.recipient_mailbox.admit_stranger(reputation)?;
        }
        let quote = postage::quote(
            &self.network.rules,
            &self.sender_mailbox.sender_state(reputation),
            &pair.state(now),
            &self.recipient_mailbox.recipient_state(),
            size,
            now,
        );
        quote.map_err(|_| MailError::InvalidLength.into())
    }

    /// Checks that the account can become the message: it is new, has the right size, and holds its rent and the fee.
    /// Returns the lamports that it holds beyond that.
    #[inline(always)]
    fn validate_message(&self, sequence: u64, space: usize, fee: u64) -> Result<u64> {
        let (view, seed) = (self.message.account(), seeds::message(self.sender_mailbox.address(), sequence));
        require_new(view, self.sender.address(), &seed, &crate::ID).map_err(MailError::from)?;
        require!(view.data_len() == space, MailError::NotNew);
        let owed = rent(space)?.checked_add(fee).ok_or(MailError::Overflow)?;
        view.lamports().checked_sub(owed).ok_or_else(|| MailError::Underfunded.into())
    }

    // Not inlined, so that `send` and `post` share one copy: each copy would be a tenth of the program.
    #[inline(never)]
    pub fn run(&mut self, limits: Limits, content: Content) -> Result<()> {
        self.validate(&limits, &content)?;
        let ciphertext = content.ciphertext()?;
        let size = self.size(ciphertext)?;
        let now = now()?;
        // These copies are pointers to the accounts, so they do not copy the addresses.
        let (own, other) = (*self.sender_mailbox.account(), *self.recipient_mailbox.account());
        let (own, other) = (own.address(), other.address());
        let pair = Correspondence::find(&self.correspondence, own, other)?;
        let quote = self.quote(&pair, size, now)?.offering(units::Lamports(limits.offer));
        let fee = quote.postage.0;
        require!(fee <= limits.max_fee, MailError::PriceAboveMax);
        let tail = if self.body.is_some() { size_of::<Address>() } else { ciphertext };
        let space = Message::BEFORE_CONTENT.saturating_add(tail);
        let excess = self.validate_message(limits.sequence, space, fee)?;

        let (mut correspondence, side) = pair.open(&self.correspondence, own, other, self.sender.account(), now)?;
        correspondence.record_sent(side, &quote, now);
        self.sender_mailbox.record_sent(quote.load, now)?;
        if excess != 0 {
            self.message.sub_lamports(excess)?;
            self.sender.add_lamports(excess)?;
        }
        self.write_content(&content)?;
        let mut message = init_seeded::<Message>(self.message.account())?;
        message.sender = *self.sender.address();
        message.recipient = *other;
        message.correspondence = *correspondence.address();
        message.fee = fee;
        message.sequence = limits.sequence;
        message.sent_at = now.0;
        message.store_rules(&self.network.rules);
        message.has_body = self.body.is_some().into();
        match &content.sealed_to {
            Some(key) => message.start_answering(key.version, now),
            None => message.deadline = now.after(REVEAL_PERIOD).0,
        }
        message.invariant(message.get_lamports())
    }

    /// Writes the content: the sealed key unless the message is posted, then the ciphertext or the body's address.
    #[inline(always)]
    fn write_content(&mut self, content: &Content) -> Result<()> {
        let mut view = *self.message.account();
        // SAFETY: there is no other reference to its data, because duplicates of a mutable account are refused.
        let data = unsafe { view.borrow_unchecked_mut() };
        let start = if content.sealed_to.is_some() { Message::BEFORE_SEALED } else { Message::BEFORE_CONTENT };
        write_at(data, start, content.bytes).map_err(MailError::from)?;
        let Some(body) = &mut self.body else { return Ok(()) };
        write_at(data, Message::BEFORE_CONTENT, body.address().as_ref()).map_err(MailError::from)?;
        body.refer()
    }
}
