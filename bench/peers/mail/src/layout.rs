//! The accounts, as the programs lay them out: see `programs/mail/src/state` and `crates/reputation-interface`.

use machine::{Kind, Record, Words};
use postage::Rules;

#[repr(C)]
pub struct Network {
    between: [Words; 5],
    pub rules: Rules,
    longest_answering: u64,
    pending_rules: Rules,
    rules_due_at: i64,
    pub rules_version: u32,
    pub paused: u8,
    rest: [u8; 3],
}

#[repr(C)]
pub struct Mailbox {
    pub network: Words,
    pub owner: Words,
    pub encryption_key: Words,
    pub min_fee: u64,
    pub min_reputation: u64,
    pub load: u64,
    pub load_at: i64,
    pub next_sequence: u64,
    swept_sequence: u64,
    pub earned: u64,
    pub cut: u64,
    pub key_version: u32,
    pub accepting: u8,
    rest: [u8; 3],
}

#[repr(C)]
pub struct Correspondence {
    pub low: Words,
    pub high: Words,
    pub low_sent: u64,
    pub high_sent: u64,
    pub updated_at: i64,
    verdicts: [u64; 4],
    pub flags: u8,
    rest: [u8; 7],
}

#[repr(C)]
pub struct Message {
    pub sender: Words,
    pub recipient: Words,
    pub correspondence: Words,
    pub fee: u64,
    pub sequence: u64,
    pub sent_at: i64,
    pub deadline: i64,
    pub treasury_share: u32,
    pub spam_forfeit: u32,
    pub key_version: u32,
    pub answering_period: u32,
    pub pair_half_life: u32,
    pub revealed: u8,
    pub has_body: u8,
    padding: [u8; 2],
    /// The sealed key; the ciphertext follows.
    pub sealed: [u8; 80],
}

/// Of the reputation program.
#[repr(C)]
pub struct Standing {
    pub network: Words,
    pub owner: Words,
    pub genesis: i64,
    pub half_life: u64,
    pub own: u64,
    pub support: u64,
    rest: [u64; 7],
}

impl Correspondence {
    pub const LOW_WROTE: u8 = 1;
    pub const HIGH_WROTE: u8 = 2;
    pub const LOW_CONTACT: u8 = 8;
    pub const HIGH_CONTACT: u8 = 16;
    pub const MUTUAL: u8 = Self::LOW_CONTACT | Self::HIGH_CONTACT;
}

// As long as in the programs.
const _: () = {
    assert!(Record::<Network>::LEN == 416);
    assert!(Record::<Mailbox>::LEN == 176);
    assert!(Record::<Correspondence>::LEN == 136);
    assert!(Record::<Message>::LEN == 240);
    assert!(Record::<Standing>::LEN == 160);
};

impl Kind for Network {
    const NAME: &'static str = "Network";
}

impl Kind for Mailbox {
    const NAME: &'static str = "Mailbox";
}

impl Kind for Correspondence {
    const NAME: &'static str = "Correspondence";
}

impl Kind for Message {
    const NAME: &'static str = "Message";
}

impl Kind for Standing {
    const NAME: &'static str = "Standing";
}
