//! What the reputation program reads of the mail program's accounts: the fields at their beginning. `programs/mail` does not
//! compile unless they are where they are here.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
    Discriminator, Owner,
};
use postage::Seconds;

/// The address of the mail program.
pub const ID: Address = Address::from_str_const(addresses::MAIL);

/// A network, up to the last field that is needed here.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Network {
    /// Who may change the network, and its reputation.
    pub authority: Address,
    between: [Address; 3],
    name: [u8; 32],
    rules: [u64; 11],
    /// Seconds for which new rules are public before they bind.
    pub rules_delay: u64,
    shares: [u32; 4],
    /// The longest answering period that the network's rules ever promised, in seconds.
    pub longest_answering: u64,
}

/// What a network's people did, up to the last field that is needed here.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Ledger {
    pub network: Address,
    /// How many mailboxes are open.
    pub mailboxes: u64,
    messages: u64,
    /// Lamports that verdicts earned their recipients.
    pub earned: u64,
}

/// The owner of a mailbox, and where it is. The program made each at its one address, so that one that signs is the mail
/// program's word.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Mailbox {
    pub network: Address,
    pub owner: Address,
}

impl Network {
    /// The longest time from sending to a verdict that anybody on this network was ever promised: the answering period,
    /// and the day in which what was posted can be revealed.
    pub fn longest_until_verdict(&self) -> Seconds {
        Seconds(self.longest_answering.saturating_add(REVEAL_PERIOD.0))
    }
}

/// How long a message that was posted waits to be revealed.
pub const REVEAL_PERIOD: Seconds = Seconds::days(1);

impl Owner for Network {
    const OWNER: Address = ID;
}

impl Discriminator for Network {
    const DISCRIMINATOR: &'static [u8] = &[51, 5, 209, 183, 60, 99, 156, 251];
}

impl Owner for Ledger {
    const OWNER: Address = ID;
}

impl Discriminator for Ledger {
    const DISCRIMINATOR: &'static [u8] = &[43, 41, 21, 213, 180, 176, 95, 32];
}

impl Owner for Mailbox {
    const OWNER: Address = ID;
}

impl Discriminator for Mailbox {
    const DISCRIMINATOR: &'static [u8] = &[239, 86, 144, 166, 102, 68, 64, 45];
}

// SAFETY: `repr(C)`, addresses and integers without padding between them: any bits are a value.
unsafe impl Zeroable for Network {}
// SAFETY: as above.
unsafe impl Pod for Network {}
// SAFETY: as above.
unsafe impl Zeroable for Mailbox {}
// SAFETY: as above.
unsafe impl Pod for Mailbox {}

// SAFETY: as above.
unsafe impl Zeroable for Ledger {}
// SAFETY: as above.
unsafe impl Pod for Ledger {}

impl IdlAccountType for Network {}
impl IdlAccountType for Ledger {}
impl IdlAccountType for Mailbox {}
