//! What a network can still do after its index has run out: everything except minting and staking.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Harness, Person, REPUTATION, ReputationError};
use reputation_core::{Parameters, SHORTEST_HALF_LIFE};
use units::Reputation;

use crate::COOL_DOWN;

/// Ada and Bo each had 50 reputation, and Ada staked on Bo. Then this many of the shortest half-lives passed.
fn after(half_lives: i64) -> (Harness, Person, Person) {
    let mut harness = Harness::new();
    harness.network();
    harness.reputation(Parameters { half_life: SHORTEST_HALF_LIFE, ..Parameters::PERSONAL });
    let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 50 * REPUTATION));
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    harness.open_token_account(&ada);
    harness.advance(half_lives * SHORTEST_HALF_LIFE.0 as i64);
    (harness, ada, bo)
}

/// The number of half-lives after which one reputation takes more than 2^64 shares: 2^64 / 10^6 is just below 2^45.
const RUN_OUT: i64 = 45;

#[test]
fn nothing_is_minted_and_nothing_staked_any_more() {
    let (mut harness, ada, _) = after(RUN_OUT - 1);
    harness.seed(&ada, REPUTATION).run();
    let (mut harness, ada, bo) = after(RUN_OUT);
    harness.seed(&ada, REPUTATION).expect_error(ReputationError::IndexRunOut);
    harness.endorse(&ada, &bo, u64::MAX).expect_error(ReputationError::IndexRunOut);
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::IndexRunOut);
    // A smaller amount still fits.
    harness.seed(&ada, 1).run();
}

#[test]
fn fees_settle_whatever_the_verdict() {
    for half_lives in [RUN_OUT, 64, 96, 1_000] {
        let (mut harness, ada, bo) = after(half_lives);
        for verdict in [Verdict::Valuable, Verdict::Abstain, Verdict::Spam] {
            let message = harness.send(&ada, &bo).run_and_find();
            let fee = harness.account::<StoredMessage>(message).header.fee;
            let (before, cut) =
                (harness.lamports(bo.address()), harness.account::<Mailbox>(harness.mailbox_of(&bo)).cut);
            harness.judge(&bo, message).verdict(verdict).run();
            let cut = harness.account::<Mailbox>(harness.mailbox_of(&bo)).cut - cut;
            assert_eq!(harness.lamports(bo.address()) - before + cut, fee);
        }
        assert_eq!(harness.standing(&ada).own, 40 * REPUTATION);
    }
}

#[test]
fn awards_succeed_and_earn_nothing() {
    let (mut harness, ada, _) = after(100);
    harness.trust_everybody();
    harness.record_award(&ada, u64::MAX).run();
    assert_eq!(harness.standing(&ada).own, 40 * REPUTATION);
}

#[test]
fn everybody_is_a_newcomer_and_stakes_tokens_and_standings_end_as_ever() {
    let (mut harness, ada, bo) = after(RUN_OUT);
    let cy = harness.resident("Cy");
    assert_eq!((harness.reputation_of(&bo), harness.quote(&bo, &cy, 300).postage.0), (Reputation(0), 650_000));
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(40 * REPUTATION));
    harness.collect(&ada, &bo).run();
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
    harness.open_standing(&cy).run();
    for person in [&ada, &bo, &cy] {
        harness.close_standing(person).run();
    }
}

/// Shows security.md: Breaking the reputation program to lock up fees.
#[test]
fn a_verdict_that_would_earn_more_than_there_are_numbers_earns_nothing_and_a_smaller_one_all() {
    // The shares of a thousand reputation no longer fit; those that a letter earns do.
    let (mut harness, ada, _) = after(RUN_OUT - 10);
    let cy = harness.citizen("Cy", 100 * REPUTATION);
    let little = harness.exchange(&ada, &cy, Verdict::Valuable);
    assert!(little.shares_after > 1 << 40, "{little:?}");
    harness.set_mailbox(&cy).min_fee(1_000_000_000_000).run();
    let much = harness.exchange(&ada, &cy, Verdict::Valuable);
    assert_eq!((much.cut, much.shares_after), (240_000_000_000, much.shares_before));
}
