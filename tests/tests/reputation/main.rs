//! The reputation program from outside: a module for each instruction's specification, one test for each bullet, and a
//! module for each way to cheat. What is tried on every instruction of both programs is in `tests/attacks`, how much a
//! verdict moves in `tests/mail`. What every test checks without saying so: see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, in what tests share too

mod apply_parameters;
mod begin_unendorse;
mod bumps;
mod clock;
mod close_standing;
mod collect;
mod create_reputation;
mod displayed;
mod donations;
mod economy;
mod endorse;
mod finish_unendorse;
mod mint;
mod open_standing;
mod overflow;
mod parameters;
mod propose_parameters;
mod record_award;
mod record_verdict;
mod rent;
mod reopen;
mod seed;
mod stake_account;
mod sync;
mod token;
mod token_account;

use bmail_sdk::{
    accounts::{Endorsement, Reputation, Standing},
    pda,
};
use bmail_testing::{Harness, Person, REPUTATION};
use reputation_core::Parameters;

/// Bytes of the accounts.
const REPUTATION_SPACE: usize = Reputation::LEN;
const STANDING: usize = Standing::LEN;
const ENDORSEMENT: usize = Endorsement::LEN;

/// Seconds of default parameters' cool-down.
const COOL_DOWN: i64 = Parameters::PERSONAL.cool_down.0 as i64;

/// Ada has staked 10 of her 50 reputation on Bo, who has as much.
fn ada_endorsed_bo() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    (harness, ada, bo)
}

/// The network's reputation.
fn reputation(harness: &Harness) -> Reputation {
    harness.account(pda::reputation(&harness.network).0)
}

/// What one staked on the other.
fn endorsement(harness: &Harness, endorser: &Person, endorsed: &Person) -> Endorsement {
    harness.account(harness.endorsement_of(endorser, endorsed))
}

/// What a factor of Q32.32 leaves of shares, rounded down.
fn part(shares: u64, factor: u64) -> u64 {
    ((u128::from(shares) * u128::from(factor)) >> 32) as u64
}

/// Goes to another network with a reputation, on which nobody is yet. Returns the one before.
fn elsewhere(harness: &mut Harness) -> solana_pubkey::Pubkey {
    let here = harness.network;
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    here
}

/// Hands the network's authority over to somebody.
fn hand_over(harness: &mut Harness, heir: &Person) {
    harness.propose_authority(&harness.founder(), heir.address()).run();
    harness.accept_authority(heir).run();
}
