//! Starting over after a burn.

use bmail_sdk::accounts::{Correspondence, Verdict};
use bmail_testing::{FORTUNE, Harness, REPUTATION, ReputationError};
use units::Reputation;

use crate::COOL_DOWN;

#[test]
fn who_closes_a_standing_and_opens_it_again_starts_at_zero_and_pays_the_newcomers_price() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.exchange(&ada, &bo, Verdict::Spam);
    let left = harness.reputation_of(&ada);
    assert!(left > Reputation(40 * REPUTATION));
    let close = harness.close_standing(&ada).instruction();
    let open = harness.open_standing(&ada).instruction();
    harness.execute(&[close, open]).succeeded("closing and opening at once");
    assert_eq!(harness.reputation_of(&ada), Reputation(0));
    let reader = harness.resident("reader");
    assert_eq!(harness.quote(&ada, &reader, 300).postage.0, 650_000);
}

/// Shows security.md: Replacing a marked standing or wallet with a new one.
#[test]
fn nobody_has_less_than_nothing_to_lose_so_that_a_new_wallet_is_never_better() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let readers: Vec<_> = (0..12).map(|number| harness.citizen(&format!("reader {number}"), 60 * REPUTATION)).collect();
    let fresh = harness.citizen("a new wallet", 0);
    for reader in &readers {
        harness.exchange(&ada, reader, Verdict::Spam);
        assert!(harness.reputation_of(&ada) > harness.reputation_of(&fresh));
    }
    harness.advance(30 * 86_400);
    let reader = harness.resident("somebody new to both");
    let [burned, new] = [&ada, &fresh].map(|person| harness.quote(person, &reader, 300).postage);
    assert!(burned < new, "{burned:?}, {new:?}");
}

/// Shows security.md: Replacing a marked standing or wallet with a new one.
#[test]
fn the_marks_that_a_pair_gave_stay_with_the_pair_when_a_standing_opens_again() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.exchange(&ada, &bo, Verdict::Spam);
    harness.exchange(&ada, &bo, Verdict::Valuable);
    let address = harness.correspondence_of(&ada, &bo);
    let before: Correspondence = harness.account(address);
    harness.close_standing(&ada).run();
    harness.open_standing(&ada).run();
    assert_eq!(harness.account::<Correspondence>(address), before);
}

#[test]
fn who_lent_or_was_lent_something_does_not_get_away() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 40 * REPUTATION).run();
    let message = harness.send(&bo, &ada).run_and_find();
    harness.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    harness.begin_unendorse(&ada, &bo).by(&bo).run();
    harness.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    harness.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    // The mark arrives in time, while both are still there.
    const { assert!(bmail_testing::PERIOD < COOL_DOWN) };
    harness.advance(bmail_testing::PERIOD);
    harness.judge(&ada, message).verdict(Verdict::Spam).run();
    assert!(harness.standing(&bo).pool_value < 38 * REPUTATION);
}

#[test]
fn who_left_before_the_mark_lost_everything_and_keeps_nobody_from_earning() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.close_standing(&ada).run();
    let before = harness.lamports(bo.address());
    harness.judge(&bo, message).verdict(Verdict::Spam).run();
    assert!(harness.lamports(bo.address()) > before);
    // Reopening the standing in between does not help either; it had nothing to burn.
    let message = harness.send(&ada, &bo).run_and_find();
    harness.open_standing(&ada).run();
    harness.judge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(harness.reputation_of(&ada), Reputation(0));
    assert!(harness.lamports(ada.address()) < FORTUNE);
}
