//! What two people wrote to each other.

use anchor_lang::{address_eq, prelude::*};
use postage::{PairState, Quote, Timestamp, Q32};

#[account]
pub struct Correspondence {
    /// The mailbox with the lower address.
    pub low: Address,
    /// The mailbox with the higher address.
    pub high: Address,
    /// Messages of the lower mailbox, decayed up to `updated_at`, in Q32.32.
    pub low_sent: u64,
    /// Messages of the higher mailbox, likewise.
    pub high_sent: u64,
    /// Unix seconds.
    pub updated_at: i64,
    /// Who ever wrote, and who paid the rent: see the constants.
    pub flags: u8,
    pub bump: u8,
    pub padding: [u8; 6],
}

/// A mailbox's place in the sorted pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Low,
    High,
}

impl Correspondence {
    /// Bytes of the account.
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();
    /// The lower mailbox has written to the higher at least once.
    pub const LOW_WROTE: u8 = 1;
    /// The higher mailbox has written to the lower at least once.
    pub const HIGH_WROTE: u8 = 2;
    /// The rent was paid by the owner of the higher mailbox; else by that of the lower.
    pub const HIGH_PAID: u8 = 4;

    /// The place of `mailbox` in the pair with `other`, if this is theirs.
    #[inline(always)]
    pub fn side_of(&self, mailbox: &Address, other: &Address) -> Option<Side> {
        if address_eq(&self.low, mailbox) && address_eq(&self.high, other) {
            return Some(Side::Low);
        }
        (address_eq(&self.high, mailbox) && address_eq(&self.low, other)).then_some(Side::High)
    }

    /// What the pair's history is for a message from `sender`'s side.
    #[inline(always)]
    pub fn pair_state(&self, sender: Side) -> PairState {
        let (sent, received) = match sender {
            Side::Low => (self.low_sent, self.high_sent),
            Side::High => (self.high_sent, self.low_sent),
        };
        PairState {
            sent: Q32(sent),
            received: Q32(received),
            updated_at: Timestamp(self.updated_at),
            mutual_contacts: false,
        }
    }

    /// Whether the other side ever wrote to `sender`'s: then the sender is no stranger to them.
    #[inline(always)]
    pub fn knows(&self, sender: Side) -> bool {
        let other_wrote = match sender {
            Side::Low => Self::HIGH_WROTE,
            Side::High => Self::LOW_WROTE,
        };
        self.flags & other_wrote != 0
    }

    /// Counts the message that was quoted.
    #[inline(always)]
    pub fn record_sent(&mut self, sender: Side, quote: &Quote, now: Timestamp) {
        let (sent, received, wrote) = match sender {
            Side::Low => (&mut self.low_sent, &mut self.high_sent, Self::LOW_WROTE),
            Side::High => (&mut self.high_sent, &mut self.low_sent, Self::HIGH_WROTE),
        };
        *sent = quote.sent.0;
        *received = quote.received.0;
        self.flags |= wrote;
        self.updated_at = self.updated_at.max(now.0);
    }
}
