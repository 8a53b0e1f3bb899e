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
    /// The X25519 public key to which senders seal.
    pub encryption_key: [u8; 32],
    /// The least that a message to this mailbox costs, in lamports.
    pub min_fee: u64,
    /// The reputation that strangers need, in millionths.
    pub min_reputation: u64,
    /// Messages sent, decayed up to `load_at`, in Q32.32.
    pub load: u64,
    /// Unix seconds.
    pub load_at: i64,
    /// The sequence number of the next message that this mailbox sends.
    pub next_sequence: u64,
    /// The sequence number up to which the network's ledger has counted this mailbox's messages.
    pub swept_sequence: u64,
    /// Lamports that verdicts earned the owner since the last sweep.
    pub earned: u64,
    /// The network's cut since the last sweep, in lamports. It is held here.
    pub cut: u64,
    /// Increases by one with each new key. The first is one.
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
    /// The load of a new mailbox: one message. A mailbox with a higher load cannot close, so closing and reopening does
    /// not make mail cheaper.
    pub const FIRST_LOAD: Q32 = Q32::ONE;
    /// The base-2 logarithm of the sequence numbers for each second of unix time: more than anyone can send.
    const SEQUENCE_BITS_PER_SECOND: u32 = 20;

    /// The first sequence number of a mailbox that is opened at `now`. It grows with time, so a mailbox that is closed
    /// and reopened never uses a number twice. Addresses of messages and what they are sealed to depend on that.
    pub fn first_sequence(now: Timestamp) -> u64 {
        now.0.max(0).unsigned_abs() << Self::SEQUENCE_BITS_PER_SECOND
    }

    /// Refuses a key to which nobody should seal: zero, and one with the highest bit set. X25519 ignores that bit, but HPKE
    /// binds all bytes of a key, so nobody could open what was sealed to it. Clients refuse the other keys that are not
    /// canonical or of small order, too: here, the comparison would cost more than it protects, because only the key's
    /// owner loses by them.
    pub fn check_key(key: &[u8; 32]) -> Result<()> {
        require!(*key != [0; 32], MailError::InvalidKey);
        require!(key[31] < 0x80, MailError::KeyNotCanonical);
        Ok(())
    }

    /// Checks that reopening the mailbox would neither reduce its load nor reuse sequence numbers.
    pub fn check_closable(&self, half_life: Seconds, now: Timestamp) -> Result<()> {
        let load = decay_up(Q32(self.load), now.since(Timestamp(self.load_at)), half_life);
        let fresh = load <= Self::FIRST_LOAD && self.next_sequence <= Self::first_sequence(now);
        require!(fresh, MailError::LoadTooHigh);
        Ok(())
    }

    /// Makes a call for which the mailbox signs.
    #[inline(always)]
    pub fn sign<T>(&self, call: impl FnOnce(Signer) -> T) -> T {
        let bump = [self.bump];
        let (network, owner) = (self.network.as_ref(), self.owner.as_ref());
        call(Signer::from(&[seeds::MAILBOX.into(), network.into(), owner.into(), Seed::from(&bump)]))
    }

    /// Adds the two parts of a fee, in lamports: the owner's, and the network's cut, which stays here until a sweep.
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

    /// Whether this is the mailbox's current key. The version alone is not enough: it restarts at one when a mailbox is
    /// reopened, and an RPC node could give a sender a false key with the right version. The key alone is not enough
    /// either: an owner can return to an old key under a new version, and the sealed key is bound to the version.
    #[inline(always)]
    pub fn has_key(&self, key: &CurrentKey) -> bool {
        key.version == self.key_version && address_eq(cast_ref(key.bytes), cast_ref(&self.encryption_key))
    }

    /// Refuses a stranger if the owner accepts none, or asks for more reputation.
    #[inline(always)]
    pub fn admit_stranger(&self, reputation: Reputation) -> Result<()> {
        require!(self.accepting != 0, MailError::NotAccepting);
        require!(reputation.0 >= self.min_reputation, MailError::ReputationTooLow);
        Ok(())
    }

    /// Counts a message that was sent, and moves to the next sequence number.
    #[inline(always)]
    pub fn record_sent(&mut self, load: Q32, now: Timestamp) -> Result<()> {
        self.load = load.0;
        self.load_at = self.load_at.max(now.0);
        increase(&mut self.next_sequence, 1).ok_or_else(|| MailError::Overflow.into())
    }

    /// Refuses a minimum fee above the maximum, and a mailbox that holds less than it owes.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(self.min_fee <= MAX_FEE.0, MailError::MinFeeTooHigh);
        require!(lamports >= self.cut, MailError::Insolvent);
        Ok(())
    }
}
