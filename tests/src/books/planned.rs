//! Wallets: a planned step takes from them what its locks say, and gives them what its returns say, and no other wallet
//! gains or loses anything.

use std::collections::HashSet;

use bmail_sdk::{
    SPL_TOKEN_ID, TOKEN_2022_ID,
    accounts::{Contribution, Network, StoredMessage},
    instructions::{Lock, Purpose, Step},
    token::Money,
};
use solana_account::{Account, ReadableAccount};
use solana_pubkey::Pubkey;

use super::{Snapshot, money::tokens};

/// Panics unless wallets gained and lost what the step says. The payer of the fees is not one of them, and neither is a
/// wallet that a network names as its treasury, because a sweep does not say what it pays it.
#[track_caller]
pub fn moved_as_planned(step: &Step, before: &Snapshot, after: &Snapshot, payer: &Pubkey) {
    let treasuries: HashSet<_> = after.decoded::<Network>().map(|(_, network)| network.treasury).collect();
    let named = step.locks.iter().map(|lock| lock.from).chain(step.returns.iter().map(|back| back.to));
    let concerned: HashSet<_> = before.changed_to(after).into_iter().chain(named).collect();
    let is_wallet = |address: &Pubkey| [before, after].iter().all(|all| is_wallet(all, address));
    for wallet in concerned.iter().filter(|one| *one != payer && !treasuries.contains(*one) && is_wallet(one)) {
        let gained = i128::from(after.lamports(wallet)) - i128::from(before.lamports(wallet));
        let planned = planned(step, before, after, wallet);
        assert_eq!(gained, planned, "the lamports that {wallet} gained, and what was planned: {step:?}");
    }
    for (wallet, mint) in moved_tokens(step) {
        let account = Money::of_mint(&mint, &account(before, &mint)).expect("a mint").account_of(&wallet);
        let gained = i128::from(tokens(after, &account)) - i128::from(tokens(before, &account));
        let planned = planned_tokens(step, before, after, &wallet, &mint);
        assert_eq!(gained, planned, "the tokens that {wallet} gained, and what was planned: {step:?}");
    }
}

fn is_wallet(snapshot: &Snapshot, address: &Pubkey) -> bool {
    let found = snapshot.0.get(address);
    found.is_none_or(|account| *account.owner() == Pubkey::default() && account.data().is_empty())
}

/// The lamports that a wallet gains.
fn planned(step: &Step, before: &Snapshot, after: &Snapshot, wallet: &Pubkey) -> i128 {
    let locks = step.locks.iter().filter(|lock| lock.mint.is_none() && lock.from == *wallet);
    let taken: i128 = locks.map(|lock| taken(step, lock, before, after)).sum();
    let returns = step.returns.iter().filter(|back| back.mint.is_none() && back.to == *wallet);
    let back: i128 = returns.map(|back| i128::from(back.amount)).sum();
    back - taken
}

/// What a lock takes at last. A fee and a contribution may be less than their maximum, and a token account that exists
/// costs nothing. What an address was given before is a part of the rent of an account that a program creates there, and
/// goes to the sender of a message that is created there.
#[track_caller]
fn taken(step: &Step, lock: &Lock, before: &Snapshot, after: &Snapshot) -> i128 {
    let amount = i128::from(lock.amount);
    let given = i128::from(before.lamports(&lock.held_by));
    let is_created = step.creations.iter().any(|creation| creation.account.address == lock.held_by);
    match lock.purpose {
        Purpose::Contribution => contributed(lock, before, after),
        // It never became a contribution: everything in it went back, whoever had given it.
        Purpose::Rent if is_created && !after.0.contains_key(&lock.held_by) => -given,
        Purpose::Postage => {
            let fee = after.decode::<StoredMessage>(&lock.held_by).map_or(0, |message| message.header.fee);
            assert!(fee <= lock.amount, "a fee of {fee} is above {}", lock.amount);
            i128::from(fee)
        }
        Purpose::Rent if after.decode::<StoredMessage>(&lock.held_by).is_some() => amount - given,
        Purpose::Rent if is_token_account(before, &lock.held_by) => 0,
        Purpose::Rent if !is_created => (amount - given).max(0),
        _ => amount,
    }
}

/// What a bounty took of a contribution.
#[track_caller]
fn contributed(lock: &Lock, before: &Snapshot, after: &Snapshot) -> i128 {
    let given = |all: &Snapshot| -> i128 {
        let contributions = all.decoded::<Contribution>().map(|(_, contribution)| contribution);
        contributions.filter(|one| one.contributor == lock.from).map(|one| i128::from(one.amount)).sum()
    };
    let taken = given(after) - given(before);
    assert!(taken <= i128::from(lock.amount), "a contribution of {taken} is above {}", lock.amount);
    taken
}

fn is_token_account(snapshot: &Snapshot, address: &Pubkey) -> bool {
    snapshot.0.get(address).is_some_and(|account| [SPL_TOKEN_ID, TOKEN_2022_ID].contains(account.owner()))
}

fn moved_tokens(step: &Step) -> HashSet<(Pubkey, Pubkey)> {
    let locks = step.locks.iter().filter_map(|lock| Some((lock.from, lock.mint?)));
    locks.chain(step.returns.iter().filter_map(|back| Some((back.to, back.mint?)))).collect()
}

fn planned_tokens(step: &Step, before: &Snapshot, after: &Snapshot, wallet: &Pubkey, mint: &Pubkey) -> i128 {
    let locks = step.locks.iter().filter(|lock| lock.mint == Some(*mint) && lock.from == *wallet);
    let returns = step.returns.iter().filter(|back| back.mint == Some(*mint) && back.to == *wallet);
    let back: i128 = returns.map(|back| i128::from(back.amount)).sum();
    back - locks.map(|lock| taken(step, lock, before, after)).sum::<i128>()
}

fn account(snapshot: &Snapshot, address: &Pubkey) -> Account {
    snapshot.0.get(address).cloned().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    //! A check that cannot fail is worth nothing.

    use bmail_sdk::instructions::{Return, Until, bounty, mail, reputation};

    use super::*;
    use crate::{Harness, Person};

    /// Bo acknowledges a message of Ada's, after the plan was changed.
    fn acknowledged(change: impl Fn(&mut Step)) {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let message = harness.send(&ada, &bo).run_and_find();
        let at = mail::MessageAt::new(&message, &harness.account(message), harness.lamports(message));
        let chain = harness.chain();
        let mut step = mail::acknowledge(&chain, &bo.address(), &at, bmail_sdk::accounts::Verdict::Valuable).only();
        let before = harness.snapshot();
        harness.execute(&step.instructions()).succeeded("acknowledging");
        change(&mut step);
        moved_as_planned(&step, &before, &harness.snapshot(), &Person::named("fee payer").address());
    }

    /// Carries out a step, which has to move what it says.
    fn carry_out(harness: &mut Harness, step: &Step) {
        let before = harness.snapshot();
        harness.execute(&step.instructions()).succeeded("carrying out a step");
        moved_as_planned(step, &before, &harness.snapshot(), &Person::named("fee payer").address());
    }

    #[test]
    fn a_treasurys_token_account_costs_its_rent_for_good_and_nothing_if_it_exists() {
        let mut harness = Harness::with_treasury();
        let (founder, pat) = (harness.founder(), harness.person("Pat").address());
        for money in [harness.spl_token(), harness.token_2022()] {
            harness.create_token_treasury(&founder, &money).run();
            harness.mint_to(&pat, &money, 10);
            let account = money.account_of(&harness.treasury_for(&money));
            harness.give(account, 1_000); // a part of the rent
            for amount in [3, 4] {
                let (chain, network) = (harness.chain(), harness.network);
                let step = bounty::contribute_tokens(&chain, &network, &pat, &money, amount, Some(&pat)).only();
                carry_out(&mut harness, &step);
                let Lock { amount, held_by, back_to, .. } = step.locks[0];
                assert_eq!((amount, held_by, back_to), (harness.lamports(account), account, None));
            }
            assert_eq!(harness.balance(account), 7);
        }
    }

    #[test]
    fn an_account_of_a_reputation_token_costs_whoever_creates_it_its_rent_and_is_its_owners() {
        let (mut harness, ada, bo) = Harness::with_citizens();
        let (chain, network, [ada, bo]) = (harness.chain(), harness.network, [ada, bo].map(|one| one.address()));
        let step = reputation::sync(&chain, &network, &ada, Some(&bo)).only();
        carry_out(&mut harness, &step);
        let Lock { amount, held_by, from, back_to, .. } = step.locks[0];
        assert_eq!((amount, from, back_to), (harness.lamports(held_by), bo, Some(ada)));
        assert!(harness.balance(held_by) > 0);
    }

    #[test]
    fn what_was_planned_passes() {
        acknowledged(|_| ());
    }

    #[test]
    #[should_panic(expected = "gained")]
    fn a_return_that_is_not_planned_is_noticed() {
        acknowledged(|step| step.returns.retain(|back| back.purpose != Purpose::Rent));
    }

    #[test]
    #[should_panic(expected = "gained")]
    fn a_return_that_is_a_lamport_too_high_is_noticed() {
        acknowledged(|step| step.returns[0].amount += 1);
    }

    #[test]
    #[should_panic(expected = "gained")]
    fn a_lock_that_takes_nothing_is_noticed() {
        acknowledged(|step| {
            let Return { amount, mint, held_by, to, .. } = step.returns[0];
            let purpose = Purpose::Stake;
            step.locks.push(Lock { purpose, amount, mint, held_by, from: to, back_to: Some(to), until: Until::Closed });
        });
    }
}
