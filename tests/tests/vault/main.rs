//! Owners that are a program's address, as a multisig's vault is. The program of `tests/vault` signs for them: everything
//! that they do here is a call of that program.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod bounties;
mod letters;
mod network;
mod reputation;
mod sizes;
mod strangers;

use bmail_testing::{FORTUNE, Harness, Person};

/// What a vault has gained since it was added. The wallet behind it never has anything.
#[track_caller]
fn gained(harness: &Harness, vault: &Person) -> i64 {
    assert_eq!(harness.lamports(vault.behind_vault().unwrap()), 0, "the wallet behind the vault gets nothing");
    harness.lamports(vault.address()).cast_signed() - FORTUNE.cast_signed()
}
