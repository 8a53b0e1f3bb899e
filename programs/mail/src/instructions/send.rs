//! Sending a message.

use anchor_lang::{
    cpi::{CpiSeed, CpiSigner},
    prelude::*,
};
use pinocchio_system::instructions::{Allocate, Assign, CreateAccount, Transfer};
use postage::Timestamp;

use crate::{
    reputation, seeds,
    state::{store, Correspondence, Mailbox, Message, Network, PossiblyNew, SealedKey, Side},
    MailError, MessageSent,
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
    fn validate(&self, limits: &Limits, ciphertext: &[u8]) -> Result<()> {
        // mailboxes: the recipient differs from the sender, because no account may stand twice where one is mutable
        let network = self.network.address();
        require!(self.sender_mailbox.owner == *self.sender.address(), MailError::NotYourMailbox);
        require!(self.sender_mailbox.network == *network, MailError::OtherNetwork);
        require!(self.recipient_mailbox.network == *network, MailError::OtherNetwork);

        // what the sender saw
        require!(limits.rules_version == self.network.rules_version, MailError::RulesChanged);
        require!(limits.sequence == self.sender_mailbox.next_sequence, MailError::SequenceTaken);
        require!(limits.key_version == self.recipient_mailbox.key_version, MailError::KeyChanged);

        require!(!ciphertext.is_empty(), MailError::InvalidLength);
        Ok(())
    }

    pub fn run(&mut self, limits: Limits, bump: u8, sealed_key: SealedKey, ciphertext: &[u8]) -> Result<()> {
        self.validate(&limits, ciphertext)?;
        let now = Timestamp(Clock::get()?.unix_timestamp);
        let reputation = reputation::of_sender();
        let side = Side::of(self.sender_mailbox.address(), self.recipient_mailbox.address());
        let mut correspondence = self.correspondence(side, now)?;
        if !correspondence.knows(side) {
            self.recipient_mailbox.admit_stranger(reputation)?;
        }

        let rules = postage::Rules::from(&self.network.rules);
        let quote = postage::quote(
            &rules,
            &self.sender_mailbox.sender_state(reputation),
            &correspondence.pair_state(side),
            &self.recipient_mailbox.recipient_state(),
            u32::try_from(ciphertext.len()).unwrap_or(u32::MAX),
            now,
        )
        .map_err(|_| MailError::InvalidLength)?;
        require!(quote.postage.0 <= limits.max_fee, MailError::PriceAboveMax);

        correspondence.record_sent(side, &quote, now);
        self.sender_mailbox.record_sent(quote.load, now)?;
        let fee = quote.postage.0;
        self.escrow(fee, limits.sequence, bump, Message::HEADER.saturating_add(ciphertext.len()))?;
        let message = Message {
            sender: *self.sender.address(),
            recipient: *self.recipient_mailbox.address(),
            fee,
            sequence: limits.sequence,
            sent_at: now.0,
            deadline: now.after(rules.answering_period).0,
            treasury_share: rules.treasury_share.0,
            spam_forfeit: rules.spam_forfeit.0,
            key_version: limits.key_version,
            bump,
            padding: [0; 3],
            sealed_key,
        };
        message.invariant(self.message.get_lamports())?;
        store(self.message.account(), &message, ciphertext)?;
        emit!(MessageSent {
            message: *self.message.address(),
            sender: *self.sender.address(),
            recipient: *self.recipient_mailbox.address(),
            fee,
            sequence: limits.sequence,
        });
        Ok(())
    }

    /// Creates the message's account with its rent and the fee, in one transfer.
    ///
    /// Somebody may have sent lamports to the address before, which the system program's `CreateAccount` refuses:
    /// then the same is done in three steps, and what was given returns with the rent.
    #[inline(always)]
    fn escrow(&self, fee: u64, sequence: u64, bump: u8, space: usize) -> Result<()> {
        let (from, to) = (self.sender.account(), self.message.account());
        let lamports = Rent::get()?.try_minimum_balance(space)?.checked_add(fee).ok_or(MailError::Overflow)?;
        let (space, owner) = (space as u64, &crate::ID);

        let (sequence, bump) = (sequence.to_le_bytes(), [bump]);
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

    /// The pair's account. It is trusted if the program owns it and it names both: only this function makes one,
    /// at the one address that the search gives.
    #[inline(always)]
    fn correspondence(&mut self, sender: Side, now: Timestamp) -> Result<Account<Correspondence>> {
        let view = *self.correspondence.account();
        if !view.owned_by(&crate::ID) {
            self.create_correspondence(sender, now)?;
        }
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        let correspondence = unsafe { Account::<Correspondence>::load_mut(view)? };
        let (low, high) = self.sorted(sender);
        require!(correspondence.low == *low && correspondence.high == *high, MailError::WrongCorrespondence);
        Ok(correspondence)
    }

    #[inline(always)]
    fn sorted(&self, sender: Side) -> (&Address, &Address) {
        let (own, other) = (self.sender_mailbox.address(), self.recipient_mailbox.address());
        match sender {
            Side::Low => (own, other),
            Side::High => (other, own),
        }
    }

    #[inline(never)]
    fn create_correspondence(&mut self, sender: Side, now: Timestamp) -> Result<()> {
        let (low, high) = self.sorted(sender);
        let (address, bump) = find_program_address(&[seeds::CORRESPONDENCE, low.as_ref(), high.as_ref()], &crate::ID);
        require!(address == *self.correspondence.address(), MailError::WrongCorrespondence);
        create_account_signed(
            self.sender.account(),
            self.correspondence.account(),
            8 + core::mem::size_of::<Correspondence>(),
            &crate::ID,
            &[seeds::CORRESPONDENCE, low.as_ref(), high.as_ref(), &[bump]],
        )?;

        let correspondence = Correspondence {
            low: *low,
            high: *high,
            low_sent: 0,
            high_sent: 0,
            updated_at: now.0,
            flags: if sender == Side::High { Correspondence::HIGH_PAID } else { 0 },
            bump,
            padding: [0; 6],
        };
        store(self.correspondence.account(), &correspondence, &[])
    }
}
