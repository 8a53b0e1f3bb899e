//! What a network can do whose index has run out: everything but mint and stake.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Person, REPUTATION, ReputationError, Stage};
use postage::Reputation;
use standing::{Parameters, SHORTEST_HALF_LIFE};

use crate::COOL_DOWN;

/// Ada has staked on Bo, with whom she had 50 reputation; then so many of the shortest half-lives went by.
fn after(half_lives: i64) -> (Stage, Person, Person) {
    let mut stage = Stage::new();
    stage.network();
    stage.reputation(Parameters { half_life: SHORTEST_HALF_LIFE, ..Parameters::PERSONAL });
    let (ada, bo) = (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 50 * REPUTATION));
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    stage.open_token_account(&ada);
    stage.advance(half_lives * SHORTEST_HALF_LIFE.0 as i64);
    (stage, ada, bo)
}

/// When one reputation takes more shares than there are numbers: 2^64 / 10^6 is just below 2^45.
const RUN_OUT: i64 = 45;

#[test]
fn nothing_is_minted_and_nothing_staked_any_more() {
    let (mut stage, ada, _) = after(RUN_OUT - 1);
    stage.seed(&ada, REPUTATION).run();
    let (mut stage, ada, bo) = after(RUN_OUT);
    stage.seed(&ada, REPUTATION).expect_error(ReputationError::IndexRunOut);
    stage.endorse(&ada, &bo, u64::MAX).expect_error(ReputationError::IndexRunOut);
    stage.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::IndexRunOut);
    // A little less of it still fits.
    stage.seed(&ada, 1).run();
}

#[test]
fn fees_settle_whatever_the_verdict() {
    for half_lives in [RUN_OUT, 64, 96, 1_000] {
        let (mut stage, ada, bo) = after(half_lives);
        for verdict in [Verdict::Valuable, Verdict::Abstain, Verdict::Spam] {
            let message = stage.send(&ada, &bo).run_and_find();
            let fee = stage.account::<StoredMessage>(message).header.fee;
            let (before, cut) = (stage.lamports(bo.address()), stage.account::<Mailbox>(stage.mailbox_of(&bo)).cut);
            stage.judge(&bo, message).verdict(verdict).run();
            let cut = stage.account::<Mailbox>(stage.mailbox_of(&bo)).cut - cut;
            assert_eq!(stage.lamports(bo.address()) - before + cut, fee);
        }
        assert_eq!(stage.standing(&ada).own, 40 * REPUTATION);
    }
}

#[test]
fn awards_succeed_and_earn_nothing() {
    let (mut stage, ada, _) = after(100);
    stage.trust_everybody();
    stage.record_award(&ada, u64::MAX).run();
    assert_eq!(stage.standing(&ada).own, 40 * REPUTATION);
}

#[test]
fn everybody_is_a_newcomer_and_stakes_tokens_and_standings_end_as_ever() {
    let (mut stage, ada, bo) = after(RUN_OUT);
    let cy = stage.resident("Cy");
    assert_eq!((stage.reputation_of(&bo), stage.quote(&bo, &cy, 300).postage.0), (Reputation(0), 650_000));
    stage.sync(&ada).run();
    assert_eq!(stage.tokens_of(&ada), Some(40 * REPUTATION));
    stage.collect(&ada, &bo).run();
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
    stage.open_standing(&cy).run();
    for person in [&ada, &bo, &cy] {
        stage.close_standing(person).run();
    }
}

#[test]
fn a_verdict_that_would_earn_more_than_there_are_numbers_earns_nothing_and_a_smaller_one_all() {
    // Of a thousand reputation, shares do not fit any more; of what a letter earns they do.
    let (mut stage, ada, _) = after(RUN_OUT - 10);
    let cy = stage.citizen("Cy", 100 * REPUTATION);
    let little = stage.exchange(&ada, &cy, Verdict::Valuable);
    assert!(little.shares_after > 1 << 40, "{little:?}");
    stage.set_mailbox(&cy).min_fee(1_000_000_000_000).run();
    let much = stage.exchange(&ada, &cy, Verdict::Valuable);
    assert_eq!((much.cut, much.shares_after), (100_000_000_000, much.shares_before));
}
