//! The index runs out: shares no longer fit into 64 bits.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{
    Harness, Person, REPUTATION, ReputationError,
    events::{Collected, Seeded, UnendorsementFinished},
};
use postage::{MAX_FEE, Rules};
use reputation_core::{Parameters, SHORTEST_HALF_LIFE, minted};
use units::{Lamports, Q32};

use crate::deeds::{burn, cut_at, judged, settle, weight_of};

const HALF_LIFE: i64 = SHORTEST_HALF_LIFE.0 as i64;

/// What Ada and Bo got, and the shares that this was 33 half-lives after genesis.
const GIVEN: u64 = 10 * REPUTATION;
const SHARES: u64 = GIVEN << 33;

/// Ada and Bo were seeded 33 half-lives after genesis. Twelve half-lives later, a little of that is left.
fn long_after() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { half_life: SHORTEST_HALF_LIFE, ..Parameters::PERSONAL });
    harness.advance(33 * HALF_LIFE);
    for person in [&ada, &bo] {
        harness.open_standing(person).run();
        harness.seed(person, GIVEN).run();
        harness.open_token_account(person);
    }
    harness.advance(12 * HALF_LIFE);
    (harness, ada, bo)
}

/// Shows reputation.md: After that, verdicts still settle fees but mint nothing.
/// Shows security.md: Breaking the reputation program to lock up fees.
#[test]
fn when_the_index_has_run_out_a_verdict_settles_the_fee_and_mints_nothing() {
    let (mut harness, ada, bo) = long_after();
    harness.set_mailbox(&bo).min_fee(MAX_FEE.0).run();
    let fee = MAX_FEE.0;
    for (verdict, said) in
        [(Verdict::Valuable, postage::Verdict::Valuable), (Verdict::Abstain, postage::Verdict::Abstain)]
    {
        let share = settle(fee, said);
        let would = minted(share.treasury, Parameters::PERSONAL.rate, Q32::ZERO, weight_of(&harness, &bo));
        assert!(would.0 != 0 && harness.index().shares(would).is_none(), "{would:?} should not fit");
        let message = harness.send(&ada, &bo).max_fee(fee).run_and_find();
        let (before, cut) = (harness.lamports(bo.address()), cut_at(&harness, &bo));
        let event = judged(&harness.judge(&bo, message).verdict(verdict).run());
        assert_eq!(event.shares_before, event.shares_after);
        assert_eq!(harness.lamports(bo.address()), before + share.recipient.0);
        assert_eq!(cut_at(&harness, &bo), cut + share.treasury.0);
        harness.give(ada.address(), fee);
    }
}

/// Shows reputation.md: After that, verdicts still settle fees but mint nothing.
#[test]
fn when_the_index_has_run_out_marks_still_burn_and_what_there_is_decays_on() {
    let (mut harness, ada, bo) = long_after();
    assert_eq!((harness.standing(&ada).own, harness.reputation_of(&ada).0), (SHARES, GIVEN >> 12));
    for halvings in 13..20 {
        harness.advance(HALF_LIFE);
        assert_eq!(harness.reputation_of(&ada).0, GIVEN >> halvings);
    }
    let burned = burn(Q32::ZERO, weight_of(&harness, &bo)).of(SHARES);
    assert_ne!(burned, 0);
    let message = harness.send(&ada, &bo).run_and_find();
    let event = judged(&harness.judge(&bo, message).verdict(Verdict::Spam).run());
    assert_eq!(event.shares_after, SHARES - burned);
    harness.sync(&ada).run();
    assert_eq!(harness.tokens_of(&ada), Some(SHARES - burned));
}

/// Shows reputation.md: Nothing can be seeded or lent anymore, but what was lent comes back.
#[test]
fn when_the_index_has_run_out_nothing_is_seeded_or_lent_and_prices_are_a_newcomers_at_last() {
    let (mut harness, ada, bo) = long_after();
    for shares in [1, SHARES, u64::MAX] {
        harness.endorse(&ada, &bo, shares).expect_error(ReputationError::IndexRunOut);
    }
    harness.seed(&ada, REPUTATION).expect_error(ReputationError::IndexRunOut);
    harness.advance(30 * HALF_LIFE);
    assert_eq!(harness.reputation_of(&ada).0, 0);
    let price = harness.quote(&ada, &bo, 300);
    let surcharge = u64::from(Rules::PERSONAL.newcomer_surcharge.0);
    let newcomers = Q32(((10_000 + surcharge) << 32) / 10_000);
    assert_eq!((price.newcomer, price.postage), (newcomers, Lamports(650_000)));
    harness.send(&ada, &bo).max_fee(650_000).run();
    harness.close_standing(&ada).run();
}

/// Shows reputation.md: Nothing can be seeded or lent anymore, but what was lent comes back.
#[test]
fn what_was_lent_before_the_index_ran_out_comes_back() {
    let (mut harness, ada, bo) = long_after();
    harness.set_time(harness.now() - 11 * HALF_LIFE);
    let lent = SHARES / 2;
    harness.endorse(&ada, &bo, lent).run();
    harness.advance(11 * HALF_LIFE);
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(HALF_LIFE);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, SHARES);
}

/// Shows reputation.md: Events say what a standing had room for. What it had no room for is collected.
#[test]
fn what_a_full_standing_has_no_room_for_is_said_by_the_events() {
    let (mut harness, ada, bo) = long_after();
    harness.set_time(harness.now() - 11 * HALF_LIFE);
    let lent = SHARES / 2;
    harness.endorse(&ada, &bo, lent).run();
    harness.advance(10 * HALF_LIFE);
    harness.begin_unendorse(&ada, &bo).run();
    harness.seed(&ada, REPUTATION).run();
    let room = u64::MAX - harness.standing(&ada).own;
    assert!(room > lent, "{room}");
    let event: Seeded = harness.seed(&ada, REPUTATION / 2).run().event();
    assert_eq!((event.shares, harness.standing(&ada).own), (room, u64::MAX));
    harness.advance(HALF_LIFE);
    let outcome = harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(outcome.events::<UnendorsementFinished>()[0].shares, 0);
    assert_eq!(outcome.events::<Collected>()[0].shares, lent);
    assert_eq!((harness.standing(&ada).own, harness.standing(&bo).pool_value), (u64::MAX, 0));
}
