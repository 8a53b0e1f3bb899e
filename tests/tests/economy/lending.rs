//! Lending reputation for as long as it is useful, and getting it back before it burns.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, Outcome, PERIOD, Person, REPUTATION, ReputationError, events::UnendorsementBegun};
use postage::Rules;
use reputation_core::{Parameters, Pool, Stake};
use solana_pubkey::Pubkey;
use units::{Q32, Seconds};

use crate::deeds::{burn, discounted, weight_of};

/// What Ada lends.
pub const LENT: u64 = 20 * REPUTATION;
/// Seconds in which a posted message can be revealed.
pub const REVEAL_PERIOD: i64 = DAY;

/// Ada and Bo have fifty reputation each; Cy has an empty standing. A stake may leave as soon as no verdict can reach
/// it.
pub fn lender_marker_and_friend() -> (Harness, [Person; 3]) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for person in [&ada, &bo] {
        harness.open_standing(person).run();
        harness.seed(person, 50 * REPUTATION).run();
    }
    let cy = harness.citizen("Cy", 0);
    (harness, [ada, bo, cy])
}

/// Marks a message as the first verdict between the two. Returns what the mark burns of the stakes on the sender.
#[track_caller]
fn mark(harness: &mut Harness, marker: &Person, sender: &Person, message: Pubkey) -> u64 {
    let before = harness.standing(sender).pool_value;
    let burned = burn(Q32::ZERO, weight_of(harness, marker)).of(before);
    harness.judge(marker, message).verdict(Verdict::Spam).run();
    assert_eq!(harness.standing(sender).pool_value, before - burned);
    burned
}

/// When a leaving stake can be withdrawn, in unix seconds.
pub fn ready_at(outcome: &Outcome) -> i64 {
    outcome.event::<UnendorsementBegun>().ready_at
}

/// Shows security.md: Endorsing, using the reputation, and withdrawing before the burn.
#[test]
fn what_was_lent_for_a_cheaper_letter_cannot_be_withdrawn_before_the_letter_burns_it() {
    let (mut harness, [ada, bo, cy]) = lender_marker_and_friend();
    let expensive = harness.quote(&cy, &bo, 300).postage;
    harness.endorse(&ada, &cy, LENT).run();
    assert_eq!(harness.standing(&cy).support, discounted(LENT));
    let cheap = harness.quote(&cy, &bo, 300).postage;
    assert!(cheap < expensive);
    let message = harness.send(&cy, &bo).max_fee(cheap.0).run_and_find();

    // In the same second the support is gone, but the stake is still there.
    harness.finish_unendorse(&ada, &cy).expect_error(ReputationError::NothingLeaving);
    let sent_at = harness.now();
    let ready = ready_at(&harness.begin_unendorse(&ada, &cy).run());
    assert_eq!(ready, sent_at + PERIOD + REVEAL_PERIOD + 1);
    assert_eq!((harness.standing(&cy).support, harness.reputation_of(&cy).0), (0, 0));
    harness.set_time(sent_at + PERIOD);
    harness.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    let burned = mark(&mut harness, &bo, &cy, message);

    harness.set_time(ready - 1);
    harness.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    harness.set_time(ready);
    harness.finish_unendorse(&ada, &cy).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION - burned);
}

/// Shows reputation.md: The cool-down of a stake is longer than any answering period that the network ever promised.
/// Shows security.md: Endorsing, using the reputation, and withdrawing before the burn.
#[test]
fn a_letter_that_was_revealed_and_marked_at_the_last_moment_still_finds_the_stake() {
    let (mut harness, [ada, bo, cy]) = lender_marker_and_friend();
    harness.endorse(&ada, &cy, LENT).run();
    let message = harness.post(&cy, &bo).run_and_find();
    let ready = ready_at(&harness.begin_unendorse(&ada, &cy).run());

    harness.advance(REVEAL_PERIOD);
    harness.reveal(&cy, &bo, message).run();
    harness.advance(PERIOD);
    harness.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    assert_eq!(harness.now(), ready - 1);
    let burned = mark(&mut harness, &bo, &cy, message);
    harness.advance(1);
    harness.finish_unendorse(&ada, &cy).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION - burned);
}

/// Shows reputation.md: The cool-down of a stake is longer than any answering period that the network ever promised.
/// Shows security.md: Endorsing, using the reputation, and withdrawing before the burn.
#[test]
fn a_letter_under_longer_rules_that_are_no_longer_in_force_still_finds_the_stake() {
    let (mut harness, [ada, bo, cy]) = lender_marker_and_friend();
    let long = Rules { answering_period: Seconds::days(100), ..Rules::PERSONAL };
    harness.change_rules(long);
    harness.propose_rules(&harness.founder(), Rules::PERSONAL).run();
    harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
    harness.endorse(&ada, &cy, LENT).run();
    let message = harness.post(&cy, &bo).run_and_find();
    harness.apply_rules().run();

    let ready = ready_at(&harness.begin_unendorse(&ada, &cy).run());
    harness.advance(REVEAL_PERIOD);
    harness.reveal(&cy, &bo, message).run();
    harness.advance(100 * DAY);
    assert_eq!(harness.now(), ready - 1);
    harness.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    let burned = mark(&mut harness, &bo, &cy, message);
    harness.advance(1);
    harness.finish_unendorse(&ada, &cy).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION - burned);
}

/// Shows reputation.md: Spam burns the same fraction of the sender's own shares, of what others staked on the sender,
///   and of what the sender lent.
#[test]
fn a_mark_takes_the_same_part_of_every_stake_whether_it_is_leaving_or_not() {
    let (mut harness, [ada, bo, cy]) = lender_marker_and_friend();
    let dee = harness.citizen("Dee", 90 * REPUTATION);
    let (mut pool, mut adas, mut dees) = (Pool::default(), Stake::default(), Stake::default());
    harness.endorse(&ada, &cy, LENT).run();
    harness.endorse(&dee, &cy, 3 * LENT).run();
    pool.endorse(&mut adas, LENT).unwrap();
    pool.endorse(&mut dees, 3 * LENT).unwrap();
    let message = harness.send(&cy, &bo).run_and_find();
    harness.begin_unendorse(&ada, &cy).run();
    pool.leave(&mut adas, LENT).unwrap();

    let weight = weight_of(&harness, &bo);
    let burned = mark(&mut harness, &bo, &cy, message);
    assert_eq!(pool.burn(burn(Q32::ZERO, weight)), burned);
    assert_eq!(harness.standing(&cy).pool(), pool);
    // Three times as much, except for rounding down.
    assert!(pool.worth_of(&dees) - 3 * pool.worth_of(&adas) < 3);

    harness.begin_unendorse(&dee, &cy).run();
    pool.leave(&mut dees, 3 * LENT).unwrap();
    harness.advance(PERIOD + REVEAL_PERIOD + 1);
    for (lender, stake, had) in [(&ada, &mut adas, 50), (&dee, &mut dees, 90)] {
        let back = pool.unendorse(stake);
        let lent = harness.standing(lender).own;
        harness.finish_unendorse(lender, &cy).run();
        assert_eq!(harness.standing(lender).own, lent + back);
        assert!(lent + back < had * REPUTATION);
    }
    let (ada, dee) = (harness.standing(&ada).own, harness.standing(&dee).own);
    assert_eq!(ada + dee + burned, 140 * REPUTATION);
}
