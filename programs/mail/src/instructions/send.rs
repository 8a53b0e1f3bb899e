//! Sending a message.

use anchor_lang::{
    address_eq,
    cpi::{CpiSeed, CpiSigner},
    find_and_verify_program_address,
    prelude::*,
    AccountInitialize,
};
use pinocchio_system::instructions::{Allocate, Assign, CreateAccount, Transfer};
use postage::Timestamp;

use crate::{
    reputation, seeds,
    state::{Correspondence, Mailbox, Message, Network, PossiblyNew, SealedKey, Side},
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
    /// The address that the sender's mailbox and sequence number give.
    // Created here: the system program refuses an address that the seeds do not give, or that is in use.
    #[account(mut)]
    pub message: UncheckedAccount,
    pub system_program: Program<System>,
}

/// What the sender knew when they sealed the message and agreed to its price.
pub struct Limits {
    pub max_fee: u64,
    pub sequence: u64,
    pub rules_version: u32,
    pub key_version: u32,
}

impl SendMessage {
    /// Checks all but the price, and returns the ciphertext's length.
    #[inline(always)]
    fn validate(&self, limits: &Limits, sealed: &[u8]) -> Result<u32> {
        // mailboxes: the recipient differs from the sender, because no account may stand twice where one is mutable
        let network = self.network.address();
        require!(address_eq(&self.sender_mailbox.owner, self.sender.address()), MailError::NotYourMailbox);
        require!(address_eq(&self.sender_mailbox.network, network), MailError::OtherNetwork);
        require!(address_eq(&self.recipient_mailbox.network, network), MailError::OtherNetwork);

        // what the sender saw
        require!(limits.rules_version == self.network.rules_version, MailError::RulesChanged);
        require!(limits.sequence == self.sender_mailbox.next_sequence, MailError::SequenceTaken);
        require!(limits.key_version == self.recipient_mailbox.key_version, MailError::KeyChanged);

        // content: an empty one is refused, a long one by the quote
        let size = sealed.len().checked_sub(core::mem::size_of::<SealedKey>());
        let size = size.filter(|size| *size > 0).ok_or(MailError::InvalidLength)?;
        Ok(u32::try_from(size).unwrap_or(u32::MAX))
    }

    #[inline(always)]
    pub fn run(&mut self, limits: Limits, bump: u8, sealed: &[u8]) -> Result<()> {
        let size = self.validate(&limits, sealed)?;
        let now = Timestamp(Clock::get()?.unix_timestamp);
        let reputation = reputation::of_sender();
        let (mut correspondence, side) = self.correspondence(now)?;
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
        require!(quote.postage.0 <= limits.max_fee, MailError::PriceAboveMax);

        correspondence.record_sent(side, &quote, now);
        self.sender_mailbox.record_sent(quote.load, now)?;
        let fee = quote.postage.0;
        self.create_message(fee, (&limits.sequence.to_le_bytes(), &[bump]), sealed.len())?;
        let mut message = self.open_message(sealed)?;
        message.sender = *self.sender.address();
        message.recipient = *self.recipient_mailbox.address();
        message.fee = fee;
        message.sequence = limits.sequence;
        message.sent_at = now.0;
        message.deadline = now.after(rules.answering_period).0;
        message.treasury_share = rules.treasury_share.0;
        message.spam_forfeit = rules.spam_forfeit.0;
        message.key_version = limits.key_version;
        message.bump = bump;
        message.invariant(message.get_lamports())
    }

    /// Creates the message's account with its rent and the fee, in one transfer.
    ///
    /// Somebody may have sent lamports to the address before, which the system program's `CreateAccount` refuses:
    /// then the same is done in three steps, and what was given returns with the rent.
    #[inline(always)]
    fn create_message(&self, fee: u64, (sequence, bump): (&[u8; 8], &[u8; 1]), sealed: usize) -> Result<()> {
        let (from, to) = (self.sender.account(), self.message.account());
        let space = Message::BEFORE_SEALED.saturating_add(sealed);
        let lamports = Rent::get()?.try_minimum_balance(space)?.checked_add(fee).ok_or(MailError::Overflow)?;
        let (space, owner) = (space as u64, &crate::ID);
        let seeds = [
            CpiSeed::from(seeds::MESSAGE),
            CpiSeed::from(self.sender_mailbox.address().as_ref()),
            CpiSeed::from(sequence.as_slice()),
            CpiSeed::from(bump.as_slice()),
        ];
        let signer = [CpiSigner::from(&seeds)];
        if to.lamports() == 0 {
            return CreateAccount { from, to, lamports, space, owner }.invoke_signed(&signer);
        }
        Transfer { from, to, lamports }.invoke()?;
        Allocate { account: to, space }.invoke_signed(&signer)?;
        Assign { account: to, owner }.invoke_signed(&signer)
    }

    /// The account that [`Self::create_message`] made, with its discriminator and its end written.
    #[inline(always)]
    fn open_message(&self, sealed: &[u8]) -> Result<Account<Message>> {
        let mut view = *self.message.account();
        let mut data = view.try_borrow_mut()?;
        data[..Message::DISCRIMINATOR.len()].copy_from_slice(Message::DISCRIMINATOR);
        data[Message::BEFORE_SEALED..].copy_from_slice(sealed);
        drop(data);
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        unsafe { Account::load_mut_after_init(view) }
    }

    /// The pair's account, and the sender's place in it. It is trusted if the program owns it and it names both: only
    /// [`Self::create_correspondence`] makes one, at the one address that the search gives.
    #[inline(always)]
    fn correspondence(&self, now: Timestamp) -> Result<(Account<Correspondence>, Side)> {
        let view = *self.correspondence.account();
        if view.is_data_empty() {
            return self.create_correspondence(now);
        }
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        let correspondence = unsafe { Account::<Correspondence>::load_mut(view)? };
        let side = correspondence.side_of(self.sender_mailbox.address(), self.recipient_mailbox.address());
        Ok((correspondence, side.ok_or(MailError::WrongCorrespondence)?))
    }

    #[inline(never)]
    fn create_correspondence(&self, now: Timestamp) -> Result<(Account<Correspondence>, Side)> {
        let (own, other) = (self.sender_mailbox.address(), self.recipient_mailbox.address());
        let (low, high, side, flags) = match own.as_array() < other.as_array() {
            true => (own, other, Side::Low, 0),
            false => (other, own, Side::High, Correspondence::HIGH_PAID),
        };
        let seeds = [seeds::CORRESPONDENCE, low.as_ref(), high.as_ref()];
        let bump = find_and_verify_program_address(&seeds, &crate::ID, self.correspondence.address())
            .map_err(|_| MailError::WrongCorrespondence)?;
        let mut correspondence = Account::<Correspondence>::create_and_initialize(
            self.sender.account(),
            self.correspondence.account(),
            Correspondence::SPACE,
            &crate::ID,
            &(),
            Some(&[seeds[0], seeds[1], seeds[2], &[bump]]),
            None,
        )?;
        correspondence.low = *low;
        correspondence.high = *high;
        correspondence.updated_at = now.0;
        correspondence.flags = flags;
        correspondence.bump = bump;
        Ok((correspondence, side))
    }
}
