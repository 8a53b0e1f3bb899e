//! Money of treasuries and bounties: each transaction logs everything that comes in or goes out, and nothing else
//! moves.

use std::collections::{HashMap, HashSet};

use bmail_sdk::{
    PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Bounty, Network, Submission, Treasury, Week, WeeklyStats},
};
use solana_account::ReadableAccount;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{
    Snapshot,
    told::{Told, given, given_tokens, is_for_sol, returned_tokens, swept},
};
use crate::events::{BountyClosed, decode};

/// A token account's balance; zero if there is none.
pub fn tokens(snapshot: &Snapshot, account: &Pubkey) -> u64 {
    let found = snapshot.0.get(account).filter(|account| [SPL_TOKEN_ID, TOKEN_2022_ID].contains(account.owner()));
    found.and_then(|account| bmail_sdk::token::balance(account.data())).unwrap_or(0)
}

/// The token accounts of an owner.
fn token_accounts(snapshot: &Snapshot, owner: &Pubkey) -> Vec<Pubkey> {
    let is_theirs = |data: &[u8]| data.len() >= 165 && data[32..64] == owner.to_bytes();
    let all = snapshot.0.iter().filter(|(_, account)| [SPL_TOKEN_ID, TOKEN_2022_ID].contains(account.owner()));
    all.filter(|(_, account)| is_theirs(account.data())).map(|(address, _)| *address).collect()
}

/// Panics unless treasuries, bounties and submissions changed as the transaction says, and the weekly figures include
/// it.
#[track_caller]
pub fn moved_as_told(before: &Snapshot, after: &Snapshot, instructions: &[Instruction], logs: &[String]) {
    let told = Told::by(before, after, logs);
    treasuries(before, after, instructions, logs, &told);
    let held = |snapshot: &Snapshot, address: &Pubkey| {
        snapshot.decode::<Bounty>(address).map_or(0, |bounty| i128::from(bounty.held))
    };
    let closed: Vec<Pubkey> = decode(logs).into_iter().map(|BountyClosed { bounty }| bounty).collect();
    for address in before.decoded::<Bounty>().chain(after.decoded()).map(|(address, _)| address) {
        let change = held(after, &address) - held(before, &address);
        assert_eq!(change, told.gained(&address), "what the bounty {address} counts as its own");
        if !closed.contains(&address) {
            lies_there([before, after], instructions, logs, &told, &address);
        }
    }
    for (address, _) in before.decoded::<Submission>() {
        if after.decode::<Submission>(&address).is_some() {
            let change = i128::from(after.lamports(&address)) - i128::from(before.lamports(&address));
            assert_eq!(change, given(instructions, &address), "the lamports of the submission {address}");
        }
    }
    weeks_count(before, after, &told);
}

/// A treasury gains what the logs say, the postage of a network that names it, and what people give.
#[track_caller]
fn treasuries(before: &Snapshot, after: &Snapshot, instructions: &[Instruction], logs: &[String], told: &Told) {
    let swept = swept(before, after, logs);
    for (address, treasury) in after.decoded::<Treasury>() {
        // A new treasury includes what was given to its address beforehand.
        if before.decode::<Treasury>(&address).is_none() {
            continue;
        }
        let change = i128::from(after.lamports(&address)) - i128::from(before.lamports(&address));
        if treasury.mint == Pubkey::default() {
            let named = after.decode::<Network>(&treasury.network).is_some_and(|network| network.treasury == address);
            let postage = if named { swept.get(&treasury.network).copied().unwrap_or(0) } else { 0 };
            let expected = told.gained(&address) + postage + given(instructions, &address);
            assert_eq!(change, expected, "what came to the treasury {address}");
            continue;
        }
        assert_eq!(change, given(instructions, &address), "lamports came to the token treasury {address}");
        let accounts: HashSet<_> = [before, after].iter().flat_map(|all| token_accounts(all, &address)).collect();
        let held = |all: &Snapshot| accounts.iter().map(|account| i128::from(tokens(all, account))).sum::<i128>();
        let given: i128 = accounts.iter().map(|account| given_tokens(instructions, account)).sum();
        assert_eq!(held(after) - held(before), told.gained(&address) + given, "what came to the treasury {address}");
    }
}

/// A bounty or its vault holds what it held before, plus what the program moved and what people gave.
#[track_caller]
fn lies_there(
    [before, after]: [&Snapshot; 2],
    instructions: &[Instruction],
    logs: &[String],
    told: &Told,
    address: &Pubkey,
) {
    let is = after.decode::<Bounty>(address).unwrap_or_else(|| panic!("the bounty {address} vanished"));
    let Some(was) = before.decode::<Bounty>(address) else { return };
    let lamports = i128::from(after.lamports(address)) - i128::from(before.lamports(address));
    let (moved, given_here) = (told.moved(address), given(instructions, address));
    let moved_here = if is_for_sol(&is) { moved } else { 0 } - told.paid_of_bond(address);
    assert_eq!(lamports, moved_here + given_here, "the lamports of the bounty {address}");
    let put_down = if was.opened_at == 0 && is.opened_at != 0 { i128::from(is.terms.bond.0) } else { 0 };
    let bond = i128::from(is.bond) - i128::from(was.bond);
    assert_eq!(bond, put_down - told.paid_of_bond(address), "the bond of {address}");
    if !is_for_sol(&is) && is.vault_bump == was.vault_bump {
        let vault = PROGRAMS.vault(address).0;
        let change = i128::from(tokens(after, &vault)) - i128::from(tokens(before, &vault));
        let came = given_tokens(instructions, &vault) - returned_tokens(instructions, logs, address);
        assert_eq!(change, moved + came, "the tokens in the vault of {address}");
    }
}

/// Panics unless the weekly figures include what was invested and spent.
#[track_caller]
fn weeks_count(before: &Snapshot, after: &Snapshot, told: &Told) {
    for (address, weekly_stats) in after.decoded::<WeeklyStats>() {
        let earlier = before.decode::<WeeklyStats>(&address);
        let counts = |week: &Week| [week.invested, week.spent].map(i128::from);
        let earlier = earlier.iter().flat_map(|weekly_stats| weekly_stats.weeks.iter());
        let earlier: HashMap<u64, [i128; 2]> = earlier.map(|week| (week.number, counts(week))).collect();
        let mut counted = [0, 0];
        for week in weekly_stats.weeks.iter() {
            let was = earlier.get(&week.number).copied().unwrap_or_default();
            counted = [0, 1].map(|place| counted[place] + counts(week)[place] - was[place]);
            assert!(week.self_funded <= week.spent, "someone was paid less than they paid to themselves: {week:?}");
        }
        let expected = told.counted(&weekly_stats.network).map(i128::from);
        assert_eq!(counted, expected, "what the weekly figures {address} count as invested and spent");
    }
}
