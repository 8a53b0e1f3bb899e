//! The index runs out: shares no longer fit their numbers.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, REPUTATION, ReputationError, Stage};
use postage::{Lamports, MAX_FEE, Q32, Rules};
use standing::{Parameters, SHORTEST_HALF_LIFE, minted};

use crate::deeds::{burn, cut_at, judged, settle, weight_of};

const HALF_LIFE: i64 = SHORTEST_HALF_LIFE.0 as i64;

/// What Ada and Bo got, and the shares that this was 33 half-lives after genesis.
const GIVEN: u64 = 10 * REPUTATION;
const SHARES: u64 = GIVEN << 33;

/// Ada and Bo were given something 33 half-lives after genesis, and twelve later a little is left of it.
fn long_after() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.reputation(Parameters { half_life: SHORTEST_HALF_LIFE, ..Parameters::PERSONAL });
    stage.advance(33 * HALF_LIFE);
    for person in [&ada, &bo] {
        stage.open_standing(person).run();
        stage.seed(person, GIVEN).run();
        stage.open_token_account(person);
    }
    stage.advance(12 * HALF_LIFE);
    (stage, ada, bo)
}

#[test]
fn when_the_index_has_run_out_a_verdict_settles_the_fee_and_mints_nothing() {
    let (mut stage, ada, bo) = long_after();
    stage.set_mailbox(&bo).min_fee(MAX_FEE.0).run();
    let fee = MAX_FEE.0;
    for (verdict, said) in
        [(Verdict::Valuable, postage::Verdict::Valuable), (Verdict::Abstain, postage::Verdict::Abstain)]
    {
        let share = settle(fee, said);
        let would = minted(share.treasury, Parameters::PERSONAL.rate, Q32::ZERO, weight_of(&stage, &bo));
        assert!(would.0 != 0 && stage.index().shares(would).is_none(), "{would:?} should not fit");
        let message = stage.send(&ada, &bo).max_fee(fee).run_and_find();
        let (before, cut) = (stage.lamports(bo.address()), cut_at(&stage, &bo));
        let report = judged(&stage.judge(&bo, message).verdict(verdict).run());
        assert_eq!(report.shares_before, report.shares_after);
        assert_eq!(stage.lamports(bo.address()), before + share.recipient.0);
        assert_eq!(cut_at(&stage, &bo), cut + share.treasury.0);
        stage.give(ada.address(), fee);
    }
}

#[test]
fn when_the_index_has_run_out_marks_still_burn_and_what_there_is_decays_on() {
    let (mut stage, ada, bo) = long_after();
    assert_eq!((stage.standing(&ada).own, stage.reputation_of(&ada).0), (SHARES, GIVEN >> 12));
    for halvings in 13..20 {
        stage.advance(HALF_LIFE);
        assert_eq!(stage.reputation_of(&ada).0, GIVEN >> halvings);
    }
    let burned = burn(Q32::ZERO, weight_of(&stage, &bo)).of(SHARES);
    assert_ne!(burned, 0);
    let message = stage.send(&ada, &bo).run_and_find();
    let report = judged(&stage.judge(&bo, message).verdict(Verdict::Spam).run());
    assert_eq!(report.shares_after, SHARES - burned);
    stage.sync(&ada).run();
    assert_eq!(stage.tokens_of(&ada), Some(SHARES - burned));
}

#[test]
fn when_the_index_has_run_out_nothing_is_seeded_or_lent_and_prices_are_a_newcomers_at_last() {
    let (mut stage, ada, bo) = long_after();
    for shares in [1, SHARES, u64::MAX] {
        stage.endorse(&ada, &bo, shares).expect_error(ReputationError::IndexRunOut);
    }
    stage.seed(&ada, REPUTATION).expect_error(ReputationError::IndexRunOut);
    stage.advance(30 * HALF_LIFE);
    assert_eq!(stage.reputation_of(&ada).0, 0);
    let price = stage.quote(&ada, &bo, 300);
    let surcharge = u64::from(Rules::PERSONAL.newcomer_surcharge.0 / 10_000);
    assert_eq!((price.newcomer, price.postage), (Q32((1 + surcharge) << 32), Lamports(650_000)));
    stage.send(&ada, &bo).max_fee(650_000).run();
    stage.close_standing(&ada).run();
}

#[test]
fn what_was_lent_before_the_index_ran_out_comes_back() {
    let (mut stage, ada, bo) = long_after();
    stage.set_time(stage.now() - 11 * HALF_LIFE);
    let lent = SHARES / 2;
    stage.endorse(&ada, &bo, lent).run();
    stage.advance(11 * HALF_LIFE);
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(HALF_LIFE);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, SHARES);
}
