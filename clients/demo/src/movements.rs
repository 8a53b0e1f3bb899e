//! What each transaction moved, from the chain's record of it: from which account to which, and how much.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID, generated};
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{
    people::Cast,
    stage::{Called, Record},
};

const SYSTEM_ID: Pubkey = Pubkey::new_from_array([0; 32]);

/// An account, and what it is to the transaction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// None for the cluster, which takes the fees.
    pub address: Option<String>,
    /// The account's name in the program's IDL, "wallet", or "the cluster".
    pub role: &'static str,
    /// Whose wallet, mailbox or standing it is.
    pub whose: Option<&'static str>,
}

/// What one account gave to another.
#[derive(Serialize)]
pub struct Movement {
    pub from: Place,
    pub to: Place,
    #[serde(flatten)]
    pub amount: Amount,
}

/// How much.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub enum Amount {
    Lamports {
        lamports: u64,
    },
    /// Base units of a token. What is minted comes from the mint, and what is burned goes to it.
    Tokens {
        tokens: u64,
        mint: String,
    },
}

/// The accounts that a transaction names, except for programs, and what it moved between them.
pub fn trace(record: &Record, cast: &Cast) -> Result<(Vec<Place>, Vec<Movement>)> {
    let places = places(record, cast);
    let place = |at: usize| -> Place {
        places.get(&at).cloned().unwrap_or_else(|| named(&record.accounts[at], "account", cast))
    };
    let cluster = Place { address: None, role: "the cluster", whose: None };
    let lamports = |lamports| Amount::Lamports { lamports };
    let mut movements = vec![Movement { from: place(0), to: cluster, amount: lamports(record.network_fee) }];
    for (from, to, amount) in flows(record)? {
        movements.push(Movement { from: place(from), to: place(to), amount: lamports(amount) });
    }
    for (mint, changes) in &record.tokens {
        let minter = Place { address: Some(mint.clone()), role: "mint", whose: None };
        let sum: i128 = changes.iter().map(|(_, change)| change).sum();
        // The mint balances what the token accounts got, under a number that no account has.
        let balanced = changes.iter().copied().chain((sum != 0).then_some((usize::MAX, -sum)));
        let place = |at| if at == usize::MAX { minter.clone() } else { place(at) };
        for (from, to, tokens) in matched(balanced.collect())? {
            let amount = Amount::Tokens { tokens, mint: mint.clone() };
            movements.push(Movement { from: place(from), to: place(to), amount });
        }
    }
    Ok((places.into_values().collect(), movements))
}

/// The accounts by their index, as the first instruction of a program of ours names them.
fn places(record: &Record, cast: &Cast) -> BTreeMap<usize, Place> {
    let mut places = BTreeMap::new();
    for (program, accounts, data) in &record.instructions {
        let program = record.accounts[*program];
        let instructions = match program {
            MAIL_ID => generated::mail::layout::INSTRUCTIONS,
            REPUTATION_ID => generated::reputation::layout::INSTRUCTIONS,
            BOUNTY_ID => generated::bounty::layout::INSTRUCTIONS,
            _ => continue,
        };
        let Some((_, _, roles)) = instructions.iter().find(|(number, ..)| data.first() == Some(number)) else {
            continue;
        };
        for (at, role) in accounts.iter().zip(*roles) {
            // A program stands for an account that is left out, and needs no role as one.
            if record.accounts[*at] != program && !role.ends_with("_program") {
                places.entry(*at).or_insert_with(|| named(&record.accounts[*at], role, cast));
            }
        }
    }
    places
}

fn named(address: &Pubkey, role: &'static str, cast: &Cast) -> Place {
    let is_wallet = cast.people().any(|person| person.address() == *address);
    let role = if is_wallet { "wallet" } else { role };
    Place { address: Some(address.to_string()), role, whose: cast.owner(address).ok() }
}

/// From where to where lamports went: first as the system program was asked to move them, and for the rest, what the
/// programs took from one account and gave to others.
fn flows(record: &Record) -> Result<Vec<(usize, usize, u64)>> {
    let mut changes = record.changes.clone();
    changes[0] += i128::from(record.network_fee);
    let mut flows: Vec<_> = record.instructions.iter().filter_map(|one| transfer(record, one)).collect();
    for (from, to, amount) in &flows {
        changes[*from] += i128::from(*amount);
        changes[*to] -= i128::from(*amount);
    }
    // A mailbox that closes in the same transaction as a message gives only to its owner.
    for (mailbox, owner) in record.instructions.iter().filter_map(|one| closed_mailbox(record, one)) {
        let given = u64::try_from(-changes[mailbox]).unwrap_or(0);
        changes[mailbox] += i128::from(given);
        changes[owner] -= i128::from(given);
        flows.extend((given > 0).then_some((mailbox, owner, given)));
    }
    flows.extend(matched(changes.into_iter().enumerate().collect())?);
    Ok(flows)
}

/// The mailbox that an instruction closes, and its owner.
fn closed_mailbox(record: &Record, (program, accounts, data): &Called) -> Option<(usize, usize)> {
    if record.accounts[*program] != MAIL_ID {
        return None;
    }
    let (_, name, roles) =
        generated::mail::layout::INSTRUCTIONS.iter().find(|(number, ..)| data.first() == Some(number))?;
    let at = |role: &str| accounts.get(roles.iter().position(|one| *one == role)?).copied();
    if *name == "close_mailbox" { Some((at("mailbox")?, at("owner")?)) } else { None }
}

/// What an instruction of the system program moves.
fn transfer(record: &Record, instruction: &Called) -> Option<(usize, usize, u64)> {
    let (program, accounts, data) = instruction;
    let number = |at: usize| Some(u64::from_le_bytes(*data.get(at..)?.first_chunk()?));
    let kind = u32::from_le_bytes(*data.first_chunk()?);
    if record.accounts[*program] != SYSTEM_ID {
        return None;
    }
    let (to, amount) = match kind {
        // CreateAccount and Transfer.
        0 | 2 => (1, number(4)?),
        // CreateAccountWithSeed: behind the base and the seed.
        3 => (1, number(44_usize.checked_add(usize::try_from(number(36)?).ok()?)?)?),
        // TransferWithSeed.
        11 => (2, number(4)?),
        _ => return None,
    };
    (amount > 0).then_some((accounts[0], accounts[to], amount))
}

/// Who gave how much to whom, if one gave or one got. Otherwise the changes do not say it.
fn matched(changes: Vec<(usize, i128)>) -> Result<Vec<(usize, usize, u64)>> {
    let givers: Vec<_> = changes.iter().filter(|(_, change)| *change < 0).collect();
    let takers: Vec<_> = changes.iter().filter(|(_, change)| *change > 0).collect();
    anyhow::ensure!(changes.iter().map(|(_, change)| change).sum::<i128>() == 0, "a transaction does not balance");
    let amount = |change: i128| u64::try_from(change.unsigned_abs()).context("an amount is too great");
    match (&givers[..], &takers[..]) {
        (givers, [(to, _)]) => givers.iter().map(|(from, change)| Ok((*from, *to, amount(*change)?))).collect(),
        ([(from, _)], takers) => takers.iter().map(|(to, change)| Ok((*from, *to, amount(*change)?))).collect(),
        ([], []) => Ok(Vec::new()),
        _ => anyhow::bail!("several accounts gave and several got, so it is not clear who gave to whom"),
    }
}
