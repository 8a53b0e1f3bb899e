//! Accounts that do not belong where they are passed: every kind that the programs have, on the same network and on
//! another, and every kind that they do not have.

use bmail_sdk::{
    PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Network, Reputation, Treasury},
};
use bmail_testing::{Harness, Person};
use reputation_core::Parameters;
use solana_pubkey::Pubkey;

use super::belongings::{letters, stakes, work};
use crate::every::{Kind, Program};

pub struct Intruder {
    pub what: String,
    pub kind: Kind,
    pub address: Pubkey,
    /// The length of the data in bytes.
    pub length: usize,
    /// Whether it belongs to the network on which the instruction succeeds.
    pub is_here: bool,
}

/// One of every kind except copies. Eve and her correspondent Cora have nothing to do with the instruction.
pub fn all(harness: &mut Harness) -> Vec<Intruder> {
    let (eve, cora) = (harness.person("Eve"), harness.person("Cora"));
    let here = harness.network;
    let mut found = Vec::new();
    if harness.find_account::<Network>(here).is_some() {
        found.extend(letters(harness, &eve, &cora, true));
        found.push((Kind::Body, harness.body(&eve, b"Eve's"), true));
    }
    if harness.find_account::<Reputation>(PROGRAMS.reputation(&here).0).is_some() {
        found.extend(stakes(harness, &harness.founder(), &eve, &cora, true));
    }
    if harness.find_account::<Treasury>(PROGRAMS.treasury(&here).0).is_some() {
        found.extend(work(harness, &eve, &cora, true));
    }
    found.extend(elsewhere(harness, &eve, &cora));
    harness.network = here;

    found.push((Kind::Wallet, eve.address(), false));
    found.push((Kind::Nothing, Person::named("nobody").address(), false));
    // The mail program is left out, because it stands for an omitted account.
    found.push((Kind::Program, Pubkey::from_str_const("BPFLoader2111111111111111111111111111111111"), false));
    found.push((Kind::Sysvar, Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111"), false));
    found.into_iter().map(|(kind, address, is_here)| intruder(harness, kind, address, is_here)).collect()
}

/// What exists on Eve's network, which becomes the current one.
fn elsewhere(harness: &mut Harness, eve: &Person, cora: &Person) -> Vec<(Kind, Pubkey, bool)> {
    let call = harness.create_network(eve).name("elsewhere");
    let there = call.address();
    call.run();
    harness.network = there;
    harness.create_reputation(eve).parameters(&Parameters::PERSONAL).run();
    harness.create_treasury(eve).run();
    let mut found = vec![
        (Kind::Network, there, false),
        (Kind::Ledger, PROGRAMS.ledger(&there).0, false),
        (Kind::Reputation, PROGRAMS.reputation(&there).0, false),
        (Kind::Mint, PROGRAMS.mint(&there).0, false),
        (Kind::Treasury, PROGRAMS.treasury(&there).0, false),
        (Kind::WeeklyStats, PROGRAMS.weekly_stats(&there).0, false),
    ];
    found.extend(letters(harness, eve, cora, false));
    found.extend(stakes(harness, eve, eve, cora, false));
    found.extend(work(harness, eve, cora, false));
    found
}

/// A copy of the right account. If that account does not exist yet, or is a program, a copy of a message.
pub fn copy(harness: &mut Harness, right: &Pubkey, intruders: &[Intruder]) -> Intruder {
    let is_known = |owner: &Pubkey| Program::is_one(owner) || [SPL_TOKEN_ID, TOKEN_2022_ID].contains(owner);
    let is_ours = harness.svm.get_account(right).is_some_and(|account| is_known(&account.owner));
    let message = intruders.iter().find(|intruder| intruder.kind == Kind::Message).unwrap().address;
    let original = if is_ours { *right } else { message };
    let address = harness.forge_copy(original, Person::named("another program").address());
    intruder(harness, Kind::Copy, address, false)
}

fn intruder(harness: &Harness, kind: Kind, address: Pubkey, is_here: bool) -> Intruder {
    let length = harness.svm.get_account(&address).map_or(0, |account| account.data.len());
    let place = if is_here { "the same network" } else { "elsewhere" };
    Intruder { what: format!("a {kind:?} of {place}"), kind, address, length, is_here }
}
