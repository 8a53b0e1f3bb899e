//! A person's presence on a network.

use anchor_lang::prelude::*;
use postage::{Lamports, RecipientState, Reputation, SenderState, Timestamp, MAX_FEE, Q32};

use crate::MailError;

#[account]
pub struct Mailbox {
    pub network: Address,
    pub owner: Address,
    /// X25519 public key to which senders seal.
    pub encryption_key: [u8; 32],
    /// Lamports that a message to this mailbox costs at least.
    pub min_fee: u64,
    /// Millionths of reputation that strangers need.
    pub min_reputation: u64,
    /// Messages sent, decayed up to `load_at`, in Q32.32.
    pub load: u64,
    /// Unix seconds.
    pub load_at: i64,
    /// The number of the next message that this mailbox sends.
    pub next_sequence: u64,
    /// The network's cut of what was earned here, in lamports, until it is swept.
    pub cut: u64,
    /// Rises with each new key, from one.
    pub key_version: u32,
    /// Whether strangers may write: zero or one.
    pub accepting: u8,
    pub bump: u8,
    pub padding: [u8; 2],
}

impl Mailbox {
    #[inline(always)]
    pub fn sender_state(&self, reputation: Reputation) -> SenderState {
        SenderState { load: Q32(self.load), load_at: Timestamp(self.load_at), reputation }
    }

    #[inline(always)]
    pub fn recipient_state(&self) -> RecipientState {
        RecipientState { min_fee: Lamports(self.min_fee) }
    }

    /// Refuses a stranger, as the owner wishes.
    #[inline(always)]
    pub fn admit_stranger(&self, reputation: Reputation) -> Result<()> {
        require!(self.accepting != 0, MailError::NotAccepting);
        require!(reputation.0 >= self.min_reputation, MailError::ReputationTooLow);
        Ok(())
    }

    /// Counts a message that was sent, and uses up its number.
    #[inline(always)]
    pub fn record_sent(&mut self, load: Q32, now: Timestamp) -> Result<()> {
        self.load = load.0;
        self.load_at = self.load_at.max(now.0);
        self.next_sequence = self.next_sequence.checked_add(1).ok_or(MailError::Overflow)?;
        Ok(())
    }

    /// Refuses a mailbox that holds less than it owes, or asks for more than may be asked.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(self.min_fee <= MAX_FEE.0, MailError::MinFeeTooHigh);
        require!(lamports >= self.cut, MailError::Insolvent);
        Ok(())
    }
}
