//! What a client shows and no account stores. Amounts are in lamports, times in unix seconds.
//!
//! Sending a message emits nothing: the message's account is the record, and an event would add a tenth to the cost.

use anchor_lang::prelude::*;
use postage::Verdict;

/// A network was created.
#[event]
pub struct NetworkCreated {
    pub network: Address,
    pub founder: Address,
    pub treasury: Address,
}

/// A mailbox was opened.
#[event]
pub struct MailboxOpened {
    pub mailbox: Address,
    pub network: Address,
    pub owner: Address,
}

/// A mailbox's settings changed.
#[event]
pub struct MailboxChanged {
    pub mailbox: Address,
    pub min_fee: u64,
    pub min_reputation: u64,
    pub accepting: bool,
}

/// A mailbox has a new encryption key.
#[event]
pub struct KeyRotated {
    pub mailbox: Address,
    pub key_version: u32,
}

/// A recipient acknowledged a message and earned its fee. The verdict may have moved the sender's shares.
#[event]
pub struct MessageAcknowledged {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    pub verdict: Verdict,
    /// Lamports to the recipient's wallet.
    pub earned: u64,
    /// Lamports to the network's treasury.
    pub cut: u64,
    /// The shares in the sender's standing before the verdict and after it. Both are zero if it moved none.
    pub shares_before: u64,
    pub shares_after: u64,
}

/// A message expired, and its fee went back to the sender.
#[event]
pub struct MessageExpired {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    pub refunded: u64,
}

/// New rules were proposed.
#[event]
pub struct RulesProposed {
    pub network: Address,
    /// When the rules can be applied, in unix seconds.
    pub due_at: i64,
}

/// New rules were applied.
#[event]
pub struct RulesApplied {
    pub network: Address,
    pub rules_version: u32,
}

/// The authority was offered to a wallet.
#[event]
pub struct AuthorityProposed {
    pub network: Address,
    /// The address to which it is offered. The default address means that the offer was withdrawn.
    pub authority: Address,
}

/// A wallet accepted the authority.
#[event]
pub struct AuthorityAccepted {
    pub network: Address,
    pub authority: Address,
}

/// Sending was paused or resumed.
#[event]
pub struct SendingChanged {
    pub network: Address,
    pub paused: bool,
}

/// A contact was added or removed.
#[event]
pub struct ContactChanged {
    /// The mailbox whose owner added or removed the contact.
    pub mailbox: Address,
    /// The contact's mailbox.
    pub other: Address,
    pub contact: bool,
}

/// A recipient refunded a fee.
#[event]
pub struct MessageRefunded {
    pub message: Address,
    /// The sender's wallet.
    pub sender: Address,
    /// The recipient's mailbox.
    pub recipient: Address,
    pub refunded: u64,
}

/// What a mailbox added to its network's ledger.
#[event]
pub struct MailboxSwept {
    pub mailbox: Address,
    pub network: Address,
    /// Lamports to the treasury. If the mailbox was closed, they wait for it in the ledger.
    pub cut: u64,
    /// Lamports that verdicts earned the owner since the last sweep.
    pub earned: u64,
    /// Messages sent since the last sweep.
    pub messages: u64,
}

/// A mailbox was closed.
#[event]
pub struct MailboxClosed {
    pub mailbox: Address,
    pub network: Address,
    pub owner: Address,
}

/// A correspondence was closed.
#[event]
pub struct CorrespondenceClosed {
    pub correspondence: Address,
    /// The wallet that got the rent.
    pub payer: Address,
}

/// A network adopted the bounty program's treasury.
#[event]
pub struct TreasuryAdopted {
    pub network: Address,
    pub treasury: Address,
}
