//! A person's presence on a network.

use anchor_lang::{address_eq, bytemuck::cast_ref, prelude::*};
use kit::{assert_begins_with, increase};
use mail_interface::MailboxHead;
use pinocchio::cpi::{Seed, Signer};
use postage::{RecipientState, SenderState, MAX_FEE};
use units::{decay_up, Lamports, Reputation, Seconds, Timestamp, Q32};

use crate::{seeds, MailError};

assert_begins_with!(Mailbox, MailboxHead { network, owner });

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
    /// The number up to which the network's ledger has counted this mailbox's messages.
    pub swept_sequence: u64,
    /// Lamports that verdicts earned the owner since the mailbox was swept.
    pub earned: u64,
    /// The network's cut of what was earned here, in lamports, until it is swept.
    pub cut: u64,
    /// Rises with each new key, from one.
    pub key_version: u32,
    /// Whether strangers may write: zero or one.
    pub accepting: u8,
    pub bump: u8,
    pub padding: [u8; 2],
}

/// A recipient's key as a sender knows it.
pub struct CurrentKey<'a> {
    pub version: u32,
    pub bytes: &'a [u8; 32],
}

impl Mailbox {
    /// Load of a mailbox that was just opened: one message. A mailbox that has sent more cannot close, so that closing
    /// and opening again never makes mail cheaper.
    pub const FIRST_LOAD: Q32 = Q32::ONE;
    /// Sequence numbers for each second of unix time: more than anybody can send.
    const SEQUENCES_A_SECOND: u32 = 20;

    /// The number with which a mailbox that opens at `now` starts. It rises with time, so that a mailbox that is closed
    /// and opened again uses no number twice: messages' addresses and what they are sealed to follow from it.
    pub fn first_sequence(now: Timestamp) -> u64 {
        now.0.max(0).unsigned_abs() << Self::SEQUENCES_A_SECOND
    }

    /// Refuses to close a mailbox that would be better off opened anew: with less load, or with used numbers.
    pub fn check_closable(&self, half_life: Seconds, now: Timestamp) -> Result<()> {
        let load = decay_up(Q32(self.load), now.since(Timestamp(self.load_at)), half_life);
        let fresh = load <= Self::FIRST_LOAD && self.next_sequence <= Self::first_sequence(now);
        require!(fresh, MailError::LoadTooHigh);
        Ok(())
    }

    /// Signs as the mailbox.
    #[inline(always)]
    pub fn sign<T>(&self, call: impl FnOnce(Signer) -> T) -> T {
        let bump = [self.bump];
        let (network, owner) = (self.network.as_ref(), self.owner.as_ref());
        call(Signer::from(&[seeds::MAILBOX.into(), network.into(), owner.into(), Seed::from(&bump)]))
    }

    /// Adds what a verdict divided: what the owner earned, and the network's cut, which stays here.
    #[inline(always)]
    pub fn record_earned(&mut self, earned: u64, cut: u64) -> Result<()> {
        increase(&mut self.earned, earned).ok_or(MailError::Overflow)?;
        increase(&mut self.cut, cut).ok_or_else(|| MailError::Overflow.into())
    }

    #[inline(always)]
    pub fn sender_state(&self, reputation: Reputation) -> SenderState {
        SenderState { load: Q32(self.load), load_at: Timestamp(self.load_at), reputation }
    }

    #[inline(always)]
    pub fn recipient_state(&self) -> RecipientState {
        RecipientState { min_fee: Lamports(self.min_fee) }
    }

    /// Whether this is the key to which senders seal. Its version alone would not tell: it starts anew when a mailbox
    /// is closed and opened again, and whoever tells a sender of the key might lie. Nor would the key alone: an owner
    /// can return to an old one under a new version, and the version is part of what is sealed.
    #[inline(always)]
    pub fn has_key(&self, key: &CurrentKey) -> bool {
        key.version == self.key_version && address_eq(cast_ref(key.bytes), cast_ref(&self.encryption_key))
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
        increase(&mut self.next_sequence, 1).ok_or_else(|| MailError::Overflow.into())
    }

    /// Refuses a mailbox that holds less than it owes, or asks for more than may be asked.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(self.min_fee <= MAX_FEE.0, MailError::MinFeeTooHigh);
        require!(lamports >= self.cut, MailError::Insolvent);
        Ok(())
    }
}
