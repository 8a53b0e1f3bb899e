//! What other programs know of the mail program: its address, the heads of its accounts, and how long a verdict can take.
//! `programs/mail` does not compile unless its accounts begin like that.
//!
//! Apart from the program, because Anchor exports the dispatch of a program that another depends on, and with it all of
//! its code.
#![deny(missing_docs)]

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use kit::head;
use postage::Rules;
use units::Seconds;

/// The address of the mail program.
pub const ID: Address = Address::from_str_const(addresses::MAIL);

/// How long a message that was posted waits to be revealed. Nothing of the recipient's depends on it.
pub const REVEAL_PERIOD: Seconds = Seconds::days(1);

/// A network, up to the last field that is needed here.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct NetworkHead {
    /// Who may change the network, its reputation, and its treasuries.
    pub authority: Address,
    /// To whom the authority is offered.
    pub pending_authority: Address,
    /// Where the network's cut goes.
    pub treasury: Address,
    /// Who founded it.
    pub founder: Address,
    /// UTF-8, filled up with zeros.
    pub name: [u8; 32],
    /// The rules in force.
    pub rules: Rules,
    /// The longest answering period that the network's rules ever promised, in seconds.
    pub longest_answering: u64,
}

/// What a network's people did, up to the last field that is needed here.
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

/// A mailbox's network and owner. The program made each at its one address, so that a mailbox that signs is the mail
/// program's word.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct MailboxHead {
    /// The network.
    pub network: Address,
    /// Whose mailbox it is.
    pub owner: Address,
}

head!(NetworkHead of "Network", owned by ID);
head!(LedgerHead of "Ledger", owned by ID);
head!(MailboxHead of "Mailbox", owned by ID);

impl NetworkHead {
    /// The longest time from sending to a verdict that anyone on this network was ever promised: the answering period,
    /// and the time in which a posted message can be revealed.
    pub fn longest_until_verdict(&self) -> Seconds {
        Seconds(self.longest_answering.saturating_add(REVEAL_PERIOD.0))
    }
}
