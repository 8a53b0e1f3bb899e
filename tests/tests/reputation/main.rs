//! The reputation program from the outside: a module for each instruction's specification with one test per bullet, and
//! a module for each way to cheat. Attacks on every instruction of the programs are in `tests/attacks`; how much a
//! verdict moves is in `tests/mail`. For what every test checks implicitly, see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

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
    PROGRAMS,
    accounts::{Endorsement, Reputation, Standing},
};
use bmail_testing::{Harness, Person, REPUTATION};
use reputation_core::Parameters;

/// The lengths of the accounts, in bytes.
const REPUTATION_SPACE: usize = Reputation::LEN;
const STANDING: usize = Standing::LEN;
const ENDORSEMENT: usize = Endorsement::LEN;

/// The cool-down of the default parameters, in seconds.
const COOL_DOWN: i64 = Parameters::PERSONAL.cool_down.0 as i64;

/// Ada has staked 10 of her 50 reputation on Bo, who also has 50.
fn ada_endorsed_bo() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    (harness, ada, bo)
}

/// The network's reputation.
fn reputation(harness: &Harness) -> Reputation {
    harness.account(PROGRAMS.reputation(&harness.network).0)
}

/// One person's endorsement of the other.
fn endorsement(harness: &Harness, endorser: &Person, endorsed: &Person) -> Endorsement {
    harness.account(harness.endorsement_of(endorser, endorsed))
}

/// The shares that a Q32.32 factor leaves, rounded down.
fn part(shares: u64, factor: u64) -> u64 {
    ((u128::from(shares) * u128::from(factor)) >> 32) as u64
}

/// Switches to another network with a reputation and no people. Returns the previous network.
fn elsewhere(harness: &mut Harness) -> solana_pubkey::Pubkey {
    let here = harness.network;
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    here
}

/// Hands the network's authority over.
fn hand_over(harness: &mut Harness, heir: &Person) {
    harness.propose_authority(&harness.founder(), heir.address()).run();
    harness.accept_authority(heir).run();
}
