//! Lending reputation to a second wallet of one's own before the marks arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, PERIOD, Person, REPUTATION, Stage, events::Collected};
use postage::{Q32, Seconds};
use standing::{Burn, Parameters, Pool, Stake, kept_after};

use crate::deeds::{burn, discounted, weight_of};

/// What Ada has.
pub const WEALTH: u64 = 50 * REPUTATION;
/// What of it she can lend.
pub const LENT: u64 = WEALTH - Parameters::PERSONAL.reserve.0;

/// Ada has lent all that she can to a second wallet before Bo marked her letter; returns the part that his mark burned.
pub fn shielded() -> (Stage, [Person; 3], Burn) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for person in [&ada, &bo] {
        stage.open_standing(person).run();
        stage.seed(person, WEALTH).run();
    }
    let second = stage.citizen("Ada's second wallet", 0);
    stage.endorse(&ada, &second, LENT).run();
    let burn = mark(&mut stage, &ada, &bo, Q32::ZERO);
    (stage, [ada, bo, second], burn)
}

/// Marks a letter; checks what that burns, and returns the part.
#[track_caller]
pub fn mark(stage: &mut Stage, sender: &Person, marker: &Person, earlier: Q32) -> Burn {
    let (burn, before) = (burn(earlier, weight_of(stage, marker)), stage.standing(sender));
    stage.exchange(sender, marker, Verdict::Spam);
    let after = stage.standing(sender);
    assert_eq!(after.own, before.own - burn.of(before.own));
    assert_eq!(after.kept, kept_after(Q32(before.kept), burn).0);
    burn
}

/// What marks leave of a stake that was alone in its pool.
pub fn left_of(lent: u64, kept: Q32) -> u64 {
    let (mut pool, mut stake) = (Pool::default(), Stake { kept: Q32::ONE, ..Stake::default() });
    pool.endorse(&mut stake, lent).unwrap();
    pool.settle(&mut stake, kept);
    pool.value
}

/// What one mark leaves of it: as much as of what its lender kept, but for two shares of rounding.
#[track_caller]
pub fn left_of_one(burn: Burn) -> u64 {
    let left = left_of(LENT, kept_after(Q32::ONE, burn));
    assert!((LENT - left).abs_diff(burn.of(LENT)) <= 2);
    left
}

#[test]
fn anybody_burns_of_the_second_wallet_what_the_mark_took_of_the_first() {
    let (mut stage, [ada, bo, second], burn) = shielded();
    assert_eq!(stage.standing(&second).support, discounted(LENT));
    let left = left_of_one(burn);
    let collected: Collected = stage.collect(&ada, &second).run().event();
    assert_eq!(collected.shares, LENT - left);
    let shield = stage.standing(&second);
    assert_eq!((shield.pool_value, shield.support), (left, discounted(left)));
    // Once.
    stage.collect(&ada, &second).run().without_events();
    assert_eq!(stage.standing(&second), shield);
    assert_eq!(stage.standing(&bo).own, WEALTH);
}

#[test]
fn the_mark_and_what_it_takes_of_the_second_wallet_fit_one_transaction() {
    let (mut stage, [ada, bo, second], first) = shielded();
    let message = stage.send(&ada, &bo).run_and_find();
    let burn = burn(Q32::ONE, weight_of(&stage, &bo));
    let mark = stage.judge(&bo, message).verdict(Verdict::Spam).instruction();
    let collect = stage.collect(&ada, &second).instruction();
    stage.execute(&[mark, collect]).succeeded("marking and collecting");
    let kept = kept_after(kept_after(Q32::ONE, first), burn);
    assert_eq!(stage.standing(&second).pool_value, left_of(LENT, kept));
}

#[test]
fn whoever_takes_the_shield_down_gets_back_what_the_mark_left() {
    let (mut stage, [ada, _, second], burn) = shielded();
    let own = stage.standing(&ada).own;
    stage.begin_unendorse(&ada, &second).run();
    stage.advance(PERIOD + DAY + 1);
    stage.finish_unendorse(&ada, &second).run();
    assert_eq!(stage.standing(&ada).own, own + left_of_one(burn));
    assert_eq!(stage.standing(&second).pool_value, 0);
}

#[test]
fn a_shield_that_was_leaving_before_the_mark_burns_at_the_end() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    let (first, second) = (ada, stage.citizen("second", 0));
    stage.seed(&first, WEALTH).run();
    stage.seed(&bo, WEALTH).run();
    stage.endorse(&first, &second, LENT).run();
    stage.begin_unendorse(&first, &second).run();
    let burn = mark(&mut stage, &first, &bo, Q32::ZERO);
    let own = stage.standing(&first).own;
    stage.advance(60 * DAY);
    let outcome = stage.finish_unendorse(&first, &second).run();
    let left = left_of_one(burn);
    assert_eq!(outcome.events::<Collected>()[0].shares, LENT - left);
    assert_eq!(stage.standing(&first).own, own + left);
}
