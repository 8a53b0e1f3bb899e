//! Beginning anew after a burn.

use bmail_sdk::accounts::{Correspondence, Verdict};
use bmail_testing::{FORTUNE, REPUTATION, ReputationError, Stage};
use postage::Reputation;

use crate::COOL_DOWN;

#[test]
fn who_closes_a_standing_and_opens_it_again_starts_at_zero_and_pays_the_newcomers_price() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.exchange(&ada, &bo, Verdict::Spam);
    let kept = stage.reputation_of(&ada);
    assert!(kept > Reputation(40 * REPUTATION));
    let close = stage.close_standing(&ada).instruction();
    let open = stage.open_standing(&ada).instruction();
    stage.execute(&[close, open]).succeeded("closing and opening at once");
    assert_eq!(stage.reputation_of(&ada), Reputation(0));
    let reader = stage.resident("reader");
    assert_eq!(stage.quote(&ada, &reader, 300).postage.0, 650_000);
}

#[test]
fn nobody_has_less_than_nothing_to_lose_so_that_a_new_wallet_is_never_better() {
    let (mut stage, ada, _) = Stage::with_citizens();
    let readers: Vec<_> = (0..12).map(|number| stage.citizen(&format!("reader {number}"), 60 * REPUTATION)).collect();
    let fresh = stage.citizen("a new wallet", 0);
    for reader in &readers {
        stage.exchange(&ada, reader, Verdict::Spam);
        assert!(stage.reputation_of(&ada) > stage.reputation_of(&fresh));
    }
    stage.advance(30 * 86_400);
    let reader = stage.resident("somebody new to both");
    let [burned, new] = [&ada, &fresh].map(|person| stage.quote(person, &reader, 300).postage);
    assert!(burned < new, "{burned:?}, {new:?}");
}

#[test]
fn the_marks_that_a_pair_gave_stay_with_the_pair_when_a_standing_opens_again() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.exchange(&ada, &bo, Verdict::Spam);
    stage.exchange(&ada, &bo, Verdict::Valuable);
    let address = stage.correspondence_of(&ada, &bo);
    let before: Correspondence = stage.account(address);
    stage.close_standing(&ada).run();
    stage.open_standing(&ada).run();
    assert_eq!(stage.account::<Correspondence>(address), before);
}

#[test]
fn who_lent_or_was_lent_something_does_not_get_away() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.endorse(&ada, &bo, 40 * REPUTATION).run();
    let message = stage.send(&bo, &ada).run_and_find();
    stage.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    stage.begin_unendorse(&ada, &bo).by(&bo).run();
    stage.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    stage.close_standing(&ada).expect_error(ReputationError::StillEndorsing);
    // The mark comes in time, while both are still there.
    const { assert!(bmail_testing::PERIOD < COOL_DOWN) };
    stage.advance(bmail_testing::PERIOD);
    stage.judge(&ada, message).verdict(Verdict::Spam).run();
    assert!(stage.standing(&bo).pool_value < 38 * REPUTATION);
}

#[test]
fn who_left_before_the_mark_lost_everything_and_keeps_nobody_from_earning() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let message = stage.send(&ada, &bo).run_and_find();
    stage.close_standing(&ada).run();
    let before = stage.lamports(bo.address());
    stage.judge(&bo, message).verdict(Verdict::Spam).run();
    assert!(stage.lamports(bo.address()) > before);
    // Nor does who opened it again in between, who had nothing to burn.
    let message = stage.send(&ada, &bo).run_and_find();
    stage.open_standing(&ada).run();
    stage.judge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(stage.reputation_of(&ada), Reputation(0));
    assert!(stage.lamports(ada.address()) < FORTUNE);
}
