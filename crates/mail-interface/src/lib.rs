//! What other programs know of the mail program: its address, the heads of its accounts (their first fields), and how
//! long a verdict can take. `programs/mail` compiles only if its accounts begin with these heads.
//!
//! This is not part of the program's crate, because a program that depends on an Anchor program includes that program's
//! entry point, and with it all of its code.
#![deny(missing_docs)]

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use kit::head;
use postage::Rules;
use units::Seconds;

/// The address of the mail program.
pub const ID: Address = Address::from_str_const(addresses::MAIL);

/// How long the sender of a posted message has to reveal it. The recipient does not depend on it.
pub const REVEAL_PERIOD: Seconds = Seconds::days(1);

/// A network, up to the last field that other programs need.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct NetworkHead {
    /// The address that may change the network, its reputation and its treasuries.
    pub authority: Address,
    /// The address to which the authority is offered.
    pub pending_authority: Address,
    /// The address that receives the network's cut.
    pub treasury: Address,
    /// The founder.
    pub founder: Address,
    /// UTF-8, padded with zeros.
    pub name: [u8; 32],
    /// The rules in force.
    pub rules: Rules,
    /// The longest answering period of any rules that were ever in force, in seconds.
    pub longest_answering: u64,
}

/// A network's totals, up to the last field that other programs need.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct LedgerHead {
    /// The network.
    pub network: Address,
    /// How many mailboxes are open.
    pub mailboxes: u64,
    /// Messages sent.
    pub messages: u64,
    /// Lamports that verdicts earned their recipients.
    pub earned: u64,
}

/// A mailbox's network and owner. Only the mail program creates mailboxes, each at its only address. So if a mailbox
/// signs, the mail program made the call.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct MailboxHead {
    /// The network.
    pub network: Address,
    /// The mailbox's owner.
    pub owner: Address,
}

head!(NetworkHead of "Network", owned by ID);
head!(LedgerHead of "Ledger", owned by ID);
head!(MailboxHead of "Mailbox", owned by ID);

impl NetworkHead {
    /// The longest possible time from sending to a verdict, under any rules that this network ever had: the time to
    /// reveal a posted message, plus the answering period.
    pub fn longest_until_verdict(&self) -> Seconds {
        Seconds(self.longest_answering.saturating_add(REVEAL_PERIOD.0))
    }
}
