//! What a client would show and no account has. Amounts are lamports, times unix seconds.
//!
//! Nothing is emitted for a message that is sent: its account is the record, and a tenth of what sending costs.

use anchor_lang::prelude::*;

use crate::state::Verdict;

#[event]
pub struct NetworkCreated {
    pub network: Address,
    pub founder: Address,
    pub treasury: Address,
}

#[event]
pub struct MailboxOpened {
    pub mailbox: Address,
    pub network: Address,
    pub owner: Address,
}

#[event]
pub struct MailboxChanged {
    pub mailbox: Address,
    pub min_fee: u64,
    pub min_reputation: u64,
    pub accepting: bool,
}

#[event]
pub struct KeyRotated {
    pub mailbox: Address,
    pub key_version: u32,
}

#[event]
pub struct MessageAcknowledged {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    pub verdict: Verdict,
    /// To the recipient's wallet.
    pub earned: u64,
    /// To the network.
    pub cut: u64,
}

#[event]
pub struct MessageExpired {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    pub refunded: u64,
}
