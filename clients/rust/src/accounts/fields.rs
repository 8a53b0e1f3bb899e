//! What the fields of accounts mean.

use solana_pubkey::Pubkey;
use units::Timestamp;

use super::{Correspondence, Mailbox, Network};
use crate::text::shown;

impl Correspondence {
    /// The lower mailbox has written to the higher one at least once.
    pub const LOW_WROTE: u8 = 1;
    /// The higher mailbox has written to the lower one at least once.
    pub const HIGH_WROTE: u8 = 2;
    /// The owner of the higher mailbox paid the rent. Without this flag, the owner of the lower one did.
    pub const HIGH_PAID: u8 = 4;
    /// The owner of the lower mailbox has the other as a contact.
    pub const LOW_CONTACT: u8 = 8;
    /// The owner of the higher mailbox has the other as a contact.
    pub const HIGH_CONTACT: u8 = 16;

    /// Whether the owner of `mailbox` has ever written to the other.
    pub fn has_written(&self, mailbox: &Pubkey) -> bool {
        let flag = if *mailbox == self.low { Self::LOW_WROTE } else { Self::HIGH_WROTE };
        self.flags & flag != 0
    }

    /// Whether the owner of `mailbox` has the other as a contact.
    pub fn has_contact(&self, mailbox: &Pubkey) -> bool {
        let flag = if *mailbox == self.low { Self::LOW_CONTACT } else { Self::HIGH_CONTACT };
        self.flags & flag != 0
    }

    /// The mailbox whose owner paid the rent.
    pub fn payer(&self) -> &Pubkey {
        if self.flags & Self::HIGH_PAID == 0 { &self.low } else { &self.high }
    }

    /// Whether each has the other as a contact. If so, mail between them is free.
    pub fn is_mutual(&self) -> bool {
        self.has_contact(&self.low) && self.has_contact(&self.high)
    }
}

impl Network {
    /// The name as it can be shown: with escapes for characters that cannot be seen (see [`shown`]).
    /// Names are not unique, and the program takes some that the SDK does not give.
    pub fn display_name(&self) -> String {
        shown(String::from_utf8_lossy(&self.name).trim_end_matches('\0')).to_string()
    }
}

impl Mailbox {
    /// When the mailbox was opened. This follows from its next sequence number: the first one encodes the time, and
    /// each message sent since then adds about a microsecond.
    pub fn opened_at(&self) -> Timestamp {
        const SEQUENCE_BITS_PER_SECOND: u32 = 20;
        Timestamp(i64::try_from(self.next_sequence >> SEQUENCE_BITS_PER_SECOND).unwrap_or(i64::MAX))
    }
}
