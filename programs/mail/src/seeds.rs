//! Seeds of the program's addresses.
//!
//! Networks, ledgers, mailboxes and correspondences are PDAs. Messages and bodies are seeded accounts: the author has
//! the system program create the account (`CreateAccountWithSeed`), and this program initializes it. See the crate
//! `seeded`.

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
/// eight groups of seven bits, lowest first.
#[inline(always)]
pub fn message(mailbox: &Address, sequence: u64) -> Seed {
    seeded::numbered(mailbox, sequence)
}

/// A body's seed: the hash of its content, without the high bit of each byte.
pub fn body(hash: &[u8; 32]) -> Seed {
    seeded::seed(hash)
}
