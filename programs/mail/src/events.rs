//! What a client would show and no account has. Amounts are lamports, times unix seconds.
//!
//! Nothing is emitted for a message that is sent: its account is the record, and a tenth of what sending costs.

use anchor_lang::prelude::*;
use postage::Verdict;

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
    /// The shares at the sender's standing before the verdict, and after it: both zero where it moved none.
    pub shares_before: u64,
    pub shares_after: u64,
}

#[event]
pub struct MessageExpired {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    pub refunded: u64,
}

#[event]
pub struct RulesProposed {
    pub network: Address,
    /// When they can be applied, in unix seconds.
    pub due_at: i64,
}

#[event]
pub struct RulesApplied {
    pub network: Address,
    pub rules_version: u32,
}

#[event]
pub struct AuthorityProposed {
    pub network: Address,
    /// The default address takes an offer back.
    pub authority: Address,
}

#[event]
pub struct AuthorityAccepted {
    pub network: Address,
    pub authority: Address,
}

#[event]
pub struct SendingChanged {
    pub network: Address,
    pub paused: bool,
}

#[event]
pub struct ContactChanged {
    /// Whose contact it is.
    pub mailbox: Address,
    /// The contact's mailbox.
    pub other: Address,
    pub contact: bool,
}

#[event]
pub struct MessageRefunded {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    pub refunded: u64,
}

/// What a mailbox adds to its network's ledger.
#[event]
pub struct MailboxSwept {
    pub mailbox: Address,
    pub network: Address,
    /// To the treasury, or waiting for it in the ledger where the mailbox is closed.
    pub cut: u64,
    /// What verdicts earned its owner since the last time.
    pub earned: u64,
    /// Messages sent since the last time.
    pub messages: u64,
}

#[event]
pub struct MailboxClosed {
    pub mailbox: Address,
    pub network: Address,
    pub owner: Address,
}

#[event]
pub struct CorrespondenceClosed {
    pub correspondence: Address,
    /// To whom the rent went.
    pub payer: Address,
}

#[event]
pub struct TreasuryAdopted {
    pub network: Address,
    pub treasury: Address,
}
