//! States that no instruction produces, written behind the program's back: they pay out nothing that is not there, and
//! no verdict fails because of them (`record_verdict`), because a fee depends on it.

use bmail_sdk::{
    PROGRAMS,
    accounts::Verdict,
    generated::reputation::layout::{
        arguments::record_verdict::{CUT, VERDICT},
        fields::{
            reputation::SEEDED,
            standing::{GIVEN, OWN, POOL_GENERATION, POOL_UNITS, POOL_VALUE, RECEIVED, STAKE_FACTOR, SUPPORT},
        },
    },
};
use bmail_testing::{Harness, Person, REPUTATION, ReputationError};
use solana_pubkey::Pubkey;

use crate::{ada_endorsed_bo, sync::with_tokens};

/// Values at which arithmetic could go wrong.
const EDGES: [u64; 5] = [0, 1, u64::MAX / 2, u64::MAX - 1, u64::MAX];

fn standing_with(harness: &mut Harness, person: &Person, numbers: &[(usize, u64)]) -> Pubkey {
    let standing = harness.standing_of(person);
    numbers.iter().for_each(|(at, value)| harness.rewrite(standing, *at, &value.to_le_bytes()));
    standing
}

#[test]
fn the_places_are_where_a_standing_keeps_its_numbers() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let all = [OWN, SUPPORT, POOL_VALUE, POOL_UNITS, POOL_GENERATION, STAKE_FACTOR];
    let numbers: Vec<_> = all.into_iter().zip(1..).collect();
    standing_with(&mut harness, &ada, &numbers);
    harness.rewrite(harness.standing_of(&ada), GIVEN, &[7, 0, 0, 0, 8, 0, 0, 0]);
    let s = harness.standing(&ada);
    let found = [s.own, s.support, s.pool_value, s.pool_units, s.pool_generation, s.stake_factor];
    assert_eq!((found, s.given, s.received), ([1, 2, 3, 4, 5, 6], 7, 8));
    harness.rewrite(PROGRAMS.reputation(&harness.network).0, SEEDED, &9_u64.to_le_bytes());
    assert_eq!(crate::reputation(&harness).seeded, 9);
}

/// Shows reputation.record_verdict: It never fails because of an amount, since a fee depends on it.
#[test]
fn no_verdict_fails_whatever_lies_at_the_two_standings() {
    for own in EDGES {
        for pool in EDGES {
            let (mut harness, ada, bo) = ada_endorsed_bo();
            harness.endorse(&bo, &ada, REPUTATION).run();
            for person in [&ada, &bo] {
                standing_with(
                    &mut harness,
                    person,
                    &[(OWN, own), (SUPPORT, pool), (POOL_VALUE, pool), (POOL_UNITS, pool)],
                );
            }
            for verdict in [Verdict::Valuable, Verdict::Spam, Verdict::Abstain] {
                harness.exchange(&ada, &bo, verdict);
            }
            for stake_factor in [0, 1, u64::MAX] {
                standing_with(&mut harness, &ada, &[(STAKE_FACTOR, stake_factor)]);
                harness.exchange(&ada, &bo, Verdict::Spam);
            }
        }
    }
}

/// Shows reputation.record_verdict: It never fails because of an amount, since a fee depends on it.
#[test]
fn what_fits_no_number_is_lost() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    standing_with(&mut harness, &ada, &[(OWN, u64::MAX - 1)]);
    harness.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!(harness.standing(&ada).own, u64::MAX);
    harness.seed(&ada, 5).run();
    assert_eq!(harness.standing(&ada).own, u64::MAX);
    harness.exchange(&ada, &bo, Verdict::Spam);
    assert!(harness.standing(&ada).own < u64::MAX / 10 * 9);
}

/// Shows reputation.record_verdict: It never fails because of an amount, since a fee depends on it.
#[test]
fn a_verdict_with_any_numbers_succeeds() {
    for cut in EDGES {
        for earlier in EDGES {
            for now in EDGES {
                let (mut harness, ada, bo) = Harness::with_citizens();
                harness.trust_everybody();
                for verdict in [0, 1] {
                    let numbers = [cut, earlier, now].map(u64::to_le_bytes).concat();
                    let call = harness.record_verdict(&bo, &ada);
                    call.data(move |data| {
                        data[VERDICT] = verdict;
                        data[CUT..].copy_from_slice(&numbers);
                    })
                    .run();
                }
            }
        }
    }
}

#[test]
fn a_budget_near_the_greatest_number_is_spent() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let address = PROGRAMS.reputation(&harness.network).0;
    harness.rewrite(address, SEEDED, &u64::MAX.to_le_bytes());
    for amount in [0, 1, u64::MAX] {
        harness.seed(&ada, amount).expect_error(ReputationError::BudgetSpent);
    }
}

#[test]
fn a_standing_counts_no_more_endorsements_than_it_can() {
    for (of_endorser, at) in [(true, GIVEN), (false, RECEIVED)] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        let standing = harness.standing_of(if of_endorser { &ada } else { &bo });
        harness.rewrite(standing, at, &u32::MAX.to_le_bytes());
        harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::Overflow);
        harness.rewrite(standing, at, &(u32::MAX - 1).to_le_bytes());
        harness.endorse(&ada, &bo, REPUTATION).run();
        harness.begin_unendorse(&ada, &bo).run();
        harness.advance(crate::COOL_DOWN);
        // A count cannot fall below zero either.
        harness.rewrite(standing, at, &0_u32.to_le_bytes());
        harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::Overflow);
        harness.rewrite(standing, at, &1_u32.to_le_bytes());
        harness.finish_unendorse(&ada, &bo).run();
    }
}

#[test]
fn a_pool_that_is_diluted_or_full_takes_no_more() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    // A share is worth so many units that the units of another stake do not fit.
    standing_with(&mut harness, &bo, &[(POOL_VALUE, 1), (POOL_UNITS, u64::MAX / 2)]);
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::Diluted);
    standing_with(&mut harness, &bo, &[(POOL_VALUE, u64::MAX), (POOL_UNITS, u64::MAX)]);
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::Diluted);
    // A unit is worth so many shares that a stake buys none.
    standing_with(&mut harness, &bo, &[(POOL_VALUE, u64::MAX / 2), (POOL_UNITS, 1)]);
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::StakeTooSmall);
    assert_eq!(harness.standing(&ada).own, 40 * REPUTATION);
}

#[test]
fn after_the_last_generation_of_a_pool_comes_the_first() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    standing_with(&mut harness, &bo, &[(POOL_UNITS, 5), (POOL_GENERATION, u64::MAX)]);
    harness.endorse(&ada, &bo, REPUTATION).run();
    let standing = harness.standing(&bo);
    assert_eq!((standing.pool_generation, standing.pool_units), (0, REPUTATION));
}

#[test]
fn more_than_all_tokens_are_not_minted() {
    let (mut harness, ada, bo) = with_tokens();
    harness.sync(&bo).run();
    standing_with(&mut harness, &ada, &[(OWN, u64::MAX), (POOL_VALUE, u64::MAX)]);
    harness.sync(&ada).expect_error(ReputationError::IndexRunOut);
    standing_with(&mut harness, &ada, &[(POOL_VALUE, 0), (OWN, u64::MAX - 50 * REPUTATION)]);
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(u64::MAX - 50 * REPUTATION));
}
