//! Sending a message, at once or in two steps: posting it, and revealing its key.

use anchor_lang::{address_eq, prelude::*};
use postage::{Reputation, Timestamp};
use reputation_interface::Standing;

use crate::{
    seeds,
    state::{put, take_over, Body, Correspondence, CurrentKey, Mailbox, Message, Network, PossiblyNew, SealedKey},
    MailError,
};

// Recipients are only read, so that mail from many to one runs in parallel.
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
    /// A new account at the address that the sender, their mailbox and the sequence number give.
    #[account(mut)]
    pub message: UncheckedAccount,
    /// What the message refers to if it carries no ciphertext.
    #[account(mut)]
    pub body: Option<Account<Body>>,
    /// An address at which there is none yet counts as a newcomer's.
    pub sender_standing: UncheckedAccount,
    pub system_program: Program<System>,
}

/// What the sender knew when they agreed to the price.
pub struct Limits {
    pub max_fee: u64,
    pub sequence: u64,
    pub rules_version: u32,
}

/// What a message brings.
pub struct Content<'a> {
    /// The recipient's key to which the content key is sealed; nothing before it is revealed.
    pub sealed_to: Option<CurrentKey>,
    /// The sealed key if it is published, and then the ciphertext if there is no body.
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

    /// Bytes of the ciphertext; an error if the sealed key is not whole.
    #[inline(always)]
    fn ciphertext(&self) -> Result<usize> {
        self.bytes.len().checked_sub(self.key()).ok_or_else(|| MailError::InvalidLength.into())
    }
}

impl SendMessage {
    /// Checks all but the content and the price.
    #[inline(always)]
    fn validate(&self, limits: &Limits, content: &Content) -> Result<()> {
        // mailboxes: the recipient differs from the sender, because no account may stand twice where one is mutable
        let network = self.network.address();
        require!(address_eq(&self.sender_mailbox.owner, self.sender.address()), MailError::NotYourMailbox);
        require!(address_eq(&self.sender_mailbox.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.recipient_mailbox.network, network), MailError::OtherNetwork);

        // network
        require!(self.network.paused == 0, MailError::SendingPaused);

        // what the sender saw
        require!(limits.rules_version == self.network.rules_version, MailError::RulesChanged);
        require!(limits.sequence == self.sender_mailbox.next_sequence, MailError::SequenceTaken);
        require!(
            content.sealed_to.as_ref().is_none_or(|key| self.recipient_mailbox.has_key(key)),
            MailError::KeyChanged
        );
        Ok(())
    }

    /// Refers to the body if there is one. Returns the bytes of ciphertext to pay for, which come with the message or
    /// with the body, not with both.
    #[inline(always)]
    fn size(&mut self, own: usize) -> Result<u32> {
        match &mut self.body {
            // None is refused here, many by the quote.
            None if own > 0 => Ok(u32::try_from(own).unwrap_or(u32::MAX)),
            Some(body) if own == 0 => {
                require!(address_eq(&body.author, self.sender.address()), MailError::NotYourBody);
                require!(body.sealed != 0, MailError::BodyNotSealed);
                body.refer()?;
                Body::length(body.account().data_len())
            }
            _ => Err(MailError::InvalidLength.into()),
        }
    }

    /// The sender's effective reputation.
    #[inline(always)]
    fn reputation(&self, now: Timestamp) -> Result<Reputation> {
        // Where there is nothing, nobody pays less than a newcomer.
        if self.sender_standing.account().is_data_empty() {
            return Ok(Reputation(0));
        }
        let standing = Account::<Standing>::load(*self.sender_standing.account())?;
        require!(address_eq(&standing.network, self.network.address()), MailError::WrongStanding);
        require!(address_eq(&standing.owner, self.sender.address()), MailError::WrongStanding);
        Ok(standing.effective(standing.index(now)))
    }

    // Once for `send` and `post`: each would be a tenth of the program.
    #[inline(never)]
    pub fn run(&mut self, limits: Limits, content: Content) -> Result<()> {
        self.validate(&limits, &content)?;
        let ciphertext = content.ciphertext()?;
        let size = self.size(ciphertext)?;
        let now = Timestamp(Clock::get()?.unix_timestamp);
        let reputation = self.reputation(now)?;
        let (own, other) = (self.sender_mailbox.address(), self.recipient_mailbox.address());
        let (mut correspondence, side) = self.correspondence.between(own, other, self.sender.account(), now)?;
        if !correspondence.knows(side) {
            self.recipient_mailbox.admit_stranger(reputation)?;
        }

        let rules = postage::Rules::from(&self.network.rules);
        let quote = postage::quote(
            &rules,
            &self.sender_mailbox.sender_state(reputation),
            &correspondence.pair_state(side),
            &self.recipient_mailbox.recipient_state(),
            size,
            now,
        )
        .map_err(|_| MailError::InvalidLength)?;
        let fee = quote.postage.0;
        require!(fee <= limits.max_fee, MailError::PriceAboveMax);

        correspondence.record_sent(side, &quote, now);
        let mut message = self.open_message(limits.sequence, fee, &content, ciphertext)?;
        self.sender_mailbox.record_sent(quote.load, now)?;
        message.sender = *self.sender.address();
        message.recipient = *self.recipient_mailbox.address();
        message.correspondence = *correspondence.address();
        message.fee = fee;
        message.sequence = limits.sequence;
        message.sent_at = now.0;
        message.treasury_share = rules.treasury_share.0;
        message.spam_forfeit = rules.spam_forfeit.0;
        message.answering_period = u32::try_from(rules.answering_period.0).unwrap_or(u32::MAX);
        message.pair_half_life = u32::try_from(rules.pair_half_life.0).unwrap_or(u32::MAX);
        message.has_body = self.body.is_some().into();
        match &content.sealed_to {
            Some(key) => message.start_answering(key.version, now),
            None => message.deadline = now.after(Message::REVEAL_PERIOD).0,
        }
        message.invariant(message.get_lamports())
    }

    /// Takes over the account that the sender made for the message, with its rent and at least the fee; what is more
    /// goes back at once. Writes the discriminator and what follows the fields.
    #[inline(always)]
    fn open_message(
        &mut self,
        sequence: u64,
        fee: u64,
        content: &Content,
        ciphertext: usize,
    ) -> Result<Account<Message>> {
        let mut view = *self.message.account();
        take_over(&view, self.sender.address(), &seeds::message(self.sender_mailbox.address(), sequence))?;

        let tail = if self.body.is_some() { core::mem::size_of::<Address>() } else { ciphertext };
        let space = Message::BEFORE_CONTENT.saturating_add(tail);
        require!(view.data_len() == space, MailError::NotNew);
        let owed = Rent::get()?.try_minimum_balance(space)?.checked_add(fee).ok_or(MailError::Overflow)?;
        let excess = view.lamports().checked_sub(owed).ok_or(MailError::Underfunded)?;
        if excess != 0 {
            view.set_lamports(owed);
            self.sender.add_lamports(excess)?;
        }

        write_message(&mut view, content, self.body.as_ref().map(|body| body.address()))?;
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        unsafe { Account::load_mut_after_init(view) }
    }
}

/// Writes the discriminator and what follows the fields: the key if it is published, then the ciphertext or the body's
/// address.
#[inline(always)]
fn write_message(view: &mut AccountView, content: &Content, body: Option<&Address>) -> Result<()> {
    let mut data = view.try_borrow_mut()?;
    let (key, ciphertext) = content.bytes.split_at_checked(content.key()).ok_or(MailError::InvalidLength)?;
    let tail = body.map_or(ciphertext, |body| body.as_ref());
    put(&mut data, 0, Message::DISCRIMINATOR)?;
    put(&mut data, Message::BEFORE_SEALED, key)?;
    put(&mut data, Message::BEFORE_CONTENT, tail)
}
