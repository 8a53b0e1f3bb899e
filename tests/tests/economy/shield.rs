//! Lending reputation to one's own second wallet before the marks arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, PERIOD, Person, REPUTATION, events::Collected};
use reputation_core::{Burn, Parameters, Pool, Stake, stake_factor_after};
use units::{Q32, Seconds};

use crate::deeds::{burn, discounted, weight_of};

/// Ada's reputation.
pub const WEALTH: u64 = 50 * REPUTATION;
/// The part of it that she can lend.
pub const LENT: u64 = WEALTH - Parameters::PERSONAL.reserve.0;

/// Ada had lent all that she could to a second wallet before Bo marked her letter. Returns the fraction that his mark
/// burned.
pub fn shielded() -> (Harness, [Person; 3], Burn) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for person in [&ada, &bo] {
        harness.open_standing(person).run();
        harness.seed(person, WEALTH).run();
    }
    let second = harness.citizen("Ada's second wallet", 0);
    harness.endorse(&ada, &second, LENT).run();
    let burn = mark(&mut harness, &ada, &bo, Q32::ZERO);
    (harness, [ada, bo, second], burn)
}

/// Marks a letter. Checks what that burns and returns the fraction.
#[track_caller]
pub fn mark(harness: &mut Harness, sender: &Person, marker: &Person, earlier: Q32) -> Burn {
    let (burn, before) = (burn(earlier, weight_of(harness, marker)), harness.standing(sender));
    harness.exchange(sender, marker, Verdict::Spam);
    let after = harness.standing(sender);
    assert_eq!(after.own, before.own - burn.of(before.own));
    assert_eq!(after.stake_factor, stake_factor_after(Q32(before.stake_factor), burn).0);
    burn
}

/// What marks leave of a stake that was alone in its pool.
pub fn left_of(lent: u64, stake_factor: Q32) -> u64 {
    let (mut pool, mut stake) = (Pool::default(), Stake { stake_factor: Q32::ONE, ..Stake::default() });
    pool.endorse(&mut stake, lent).unwrap();
    pool.settle(&mut stake, stake_factor);
    pool.value
}

/// What one mark leaves of the stake: the same fraction as of what its lender kept, up to two shares of rounding.
#[track_caller]
pub fn left_of_one(burn: Burn) -> u64 {
    let left = left_of(LENT, stake_factor_after(Q32::ONE, burn));
    assert!((LENT - left).abs_diff(burn.of(LENT)) <= 2);
    left
}

/// Shows reputation.md: A person's own spam also burns what they lent.
/// Shows security.md: Shielding reputation from marks by lending it to a second wallet.
#[test]
fn anybody_burns_of_the_second_wallet_what_the_mark_took_of_the_first() {
    let (mut harness, [ada, bo, second], burn) = shielded();
    assert_eq!(harness.standing(&second).support, discounted(LENT));
    let left = left_of_one(burn);
    let collected: Collected = harness.collect(&ada, &second).run().event();
    assert_eq!(collected.shares, LENT - left);
    let shield = harness.standing(&second);
    assert_eq!((shield.pool_value, shield.support), (left, discounted(left)));
    // Only once.
    harness.collect(&ada, &second).run().without_events();
    assert_eq!(harness.standing(&second), shield);
    assert_eq!(harness.standing(&bo).own, WEALTH);
}

/// Shows security.md: Shielding reputation from marks by lending it to a second wallet.
#[test]
fn the_mark_and_what_it_takes_of_the_second_wallet_fit_one_transaction() {
    let (mut harness, [ada, bo, second], first) = shielded();
    let message = harness.send(&ada, &bo).run_and_find();
    let burn = burn(Q32::ONE, weight_of(&harness, &bo));
    let mark = harness.judge(&bo, message).verdict(Verdict::Spam).instruction();
    let collect = harness.collect(&ada, &second).instruction();
    harness.execute(&[mark, collect]).succeeded("marking and collecting");
    let stake_factor = stake_factor_after(stake_factor_after(Q32::ONE, first), burn);
    assert_eq!(harness.standing(&second).pool_value, left_of(LENT, stake_factor));
}

/// Shows reputation.md: A person's own spam also burns what they lent.
#[test]
fn whoever_takes_the_shield_down_gets_back_what_the_mark_left() {
    let (mut harness, [ada, _, second], burn) = shielded();
    let own = harness.standing(&ada).own;
    harness.begin_unendorse(&ada, &second).run();
    harness.advance(PERIOD + DAY + 1);
    harness.finish_unendorse(&ada, &second).run();
    assert_eq!(harness.standing(&ada).own, own + left_of_one(burn));
    assert_eq!(harness.standing(&second).pool_value, 0);
}

#[test]
fn a_shield_that_was_leaving_before_the_mark_burns_at_the_end() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    let (first, second) = (ada, harness.citizen("second", 0));
    harness.seed(&first, WEALTH).run();
    harness.seed(&bo, WEALTH).run();
    harness.endorse(&first, &second, LENT).run();
    harness.begin_unendorse(&first, &second).run();
    let burn = mark(&mut harness, &first, &bo, Q32::ZERO);
    let own = harness.standing(&first).own;
    harness.advance(60 * DAY);
    let outcome = harness.finish_unendorse(&first, &second).run();
    let left = left_of_one(burn);
    assert_eq!(outcome.events::<Collected>()[0].shares, LENT - left);
    assert_eq!(harness.standing(&first).own, own + left);
}
