//! Seeds of the program's addresses.
//!
//! Networks, ledgers, mailboxes and correspondences are at addresses that the program signs for. Messages and bodies
//! are at addresses that their author signs for: the author lets the system program create the account
//! (`CreateAccountWithSeed`) before it becomes the program's: see the crate `seeded`.

use anchor_lang::prelude::*;
use seeded::Seed;

/// `[NETWORK, founder, name]`
pub const NETWORK: &[u8] = b"network";
/// `[LEDGER, network]`
pub const LEDGER: &[u8] = b"ledger";
/// `[MAILBOX, network, owner]`
pub const MAILBOX: &[u8] = b"mailbox";
/// `[CORRESPONDENCE, lower mailbox, higher mailbox]`
pub const CORRESPONDENCE: &[u8] = b"correspondence";

/// A message's seed: the first 24 bytes of the sender's mailbox without their high bits, then the sequence number in
/// eight times seven bits, the lowest first.
#[inline(always)]
pub fn message(mailbox: &Address, sequence: u64) -> Seed {
    seeded::numbered(mailbox, sequence)
}

/// A body's seed: the hash of its content without the high bits of its bytes.
pub fn body(hash: &[u8; 32]) -> Seed {
    seeded::seed(hash)
}
