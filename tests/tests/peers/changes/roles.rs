//! Changes to the accounts: different ones, too few, too many, duplicates, and different flags.

use bmail_sdk::{BOUNTY_ID, MAIL_ID, REPUTATION_ID};
use solana_account::ReadableAccount;
use solana_instruction::AccountMeta;
use solana_pubkey::Pubkey;

use super::Change;
use crate::call::Call;

const ELSEWHERE: Pubkey = Pubkey::new_from_array([7; 32]);

pub fn changes(call: &Call) -> Vec<Change> {
    let mut changes = Vec::new();
    let roles = call.roles();
    for count in 0..roles {
        changes
            .push(Change::new(format!("only {count} accounts"), move |call| call.instruction.accounts.truncate(count)));
    }
    for role in 0..roles {
        for other in (0..roles).filter(|other| *other != role) {
            changes.push(with_another(format!("account {other} as {role}"), role, other, |accounts, role, other| {
                accounts[role].pubkey = accounts[other].pubkey;
            }));
            changes.push(with_another(
                format!("account {other} and {role} swapped"),
                role,
                other,
                |accounts, role, other| {
                    accounts.swap(role, other);
                },
            ));
        }
        changes.push(with_another(format!("account {role} once more"), role, role, |accounts, role, _| {
            accounts.push(accounts[role].clone());
        }));
        changes.extend(flags(role));
        changes.push(Change::new(format!("account {role} at another address"), move |call| {
            if let Some(account) = call.account(role).filter(|account| !account.executable) {
                call.instruction.accounts[role].pubkey = ELSEWHERE;
                call.accounts.insert(ELSEWHERE, account);
            }
        }));
        changes.extend(crowd(call).into_iter().map(move |address| {
            Change::new(format!("{address} as account {role}"), move |call| {
                if let Some(meta) = call.instruction.accounts.get_mut(role) {
                    meta.pubkey = address;
                }
            })
        }));
    }
    changes
}

/// A change to two accounts, if both are still passed.
fn with_another(
    what: String,
    role: usize,
    other: usize,
    change: impl Fn(&mut Vec<AccountMeta>, usize, usize) + 'static,
) -> Change {
    Change::new(what, move |call| {
        if role.max(other) < call.roles() {
            change(&mut call.instruction.accounts, role, other);
        }
    })
}

/// All combinations of the signer and writable flags.
fn flags(role: usize) -> impl Iterator<Item = Change> {
    [(false, false), (false, true), (true, false), (true, true)].into_iter().map(move |(signs, writable)| {
        Change::new(format!("account {role}: signs {signs}, writable {writable}"), move |call| {
            if let Some(meta) = call.instruction.accounts.get_mut(role) {
                (meta.is_signer, meta.is_writable) = (signs, writable);
            }
        })
    })
}

/// Everything on the harness: all accounts of the programs, some wallets, programs and sysvars, and an empty address.
fn crowd(call: &Call) -> Vec<Pubkey> {
    const OTHERS: [Pubkey; 4] = [
        Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111"),
        Pubkey::from_str_const("11111111111111111111111111111111"),
        Pubkey::from_str_const("BPFLoader2111111111111111111111111111111111"),
        Pubkey::from_str_const("Nobody1111111111111111111111111111111111111"),
    ];
    const PROGRAMS: [Pubkey; 3] = [MAIL_ID, REPUTATION_ID, BOUNTY_ID];
    let accounts = &call.harness().svm.accounts_db().inner;
    let ours = accounts.iter().filter(|(_, account)| PROGRAMS.contains(account.owner())).map(|(address, _)| *address);
    let mut crowd: Vec<_> = ours.chain(PROGRAMS).chain(OTHERS).collect();
    let wallets = ["Eve", "Ada", "Bo"].map(|name| bmail_testing::Person::named(name).address());
    crowd.extend(wallets);
    crowd.sort();
    crowd
}
