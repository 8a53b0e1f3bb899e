//! Two friends who praise each other.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::{Correspondence, Ledger, Verdict};
use bmail_testing::{DAY, Harness, PERIOD, Person, REPUTATION};
use postage::Rules;
use reputation_core::{Parameters, minted};
use units::Q32;

use crate::deeds::{HIGH_FEE, cut_at, judged, settle, shares_minted, valuable_between, weight_of};

/// Two people with fifty reputation each, who both charge a high fee.
fn friends() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_reputation();
    for friend in [&ada, &bo] {
        harness.seed(friend, 50 * REPUTATION).run();
        harness.set_mailbox(friend).min_fee(HIGH_FEE).run();
    }
    (harness, ada, bo)
}

/// One praises the other. Checks what that earns and returns the amount.
#[track_caller]
fn praise(harness: &mut Harness, from: &Person, to: &Person, earlier: Q32) -> u64 {
    assert_eq!(valuable_between(harness, from, to), earlier);
    let cut = settle(HIGH_FEE, postage::Verdict::Valuable).treasury.0;
    let expected = shares_minted(harness, cut, earlier, weight_of(harness, to));
    let event = harness.exchange(from, to, Verdict::Valuable);
    assert_eq!((event.cut, event.shares_after - event.shares_before), (cut, expected));
    expected
}

/// Shows reputation.md: Each verdict of valuable within a pair earns half of the one before, in either direction.
/// Shows security.md: Two friends who mark each other's messages as valuable.
#[test]
fn what_two_friends_earn_from_each_other_halves_with_each_verdict_in_either_direction() {
    let (mut harness, ada, bo) = friends();
    let mut earned = Vec::new();
    for round in 0..40 {
        let (from, to) = if round % 3 == 0 { (&ada, &bo) } else { (&bo, &ada) };
        earned.push(praise(&mut harness, from, to, Q32::from_int(round)));
    }
    let cut = settle(HIGH_FEE, postage::Verdict::Valuable).treasury;
    let most = minted(cut, Parameters::PERSONAL.rate, Q32::ZERO, Q32::ONE).0;
    assert!(earned.iter().sum::<u64>() < 2 * most, "{earned:?} of {most}");
    assert_eq!(earned[33..], [0; 7]);
}

/// Shows reputation.md: Each verdict of valuable within a pair earns half of the one before, in either direction.
#[test]
fn after_the_pairs_half_life_friends_earn_again_as_the_formula_says() {
    let (mut harness, ada, bo) = friends();
    let half_life = Rules::PERSONAL.pair_half_life;
    for round in 0..4 {
        praise(&mut harness, &ada, &bo, Q32::from_int(round));
    }
    harness.advance(half_life.0 as i64);
    let two = units::decay_up(Q32::from_int(4), half_life, half_life);
    assert!(two.0.abs_diff(Q32::from_int(2).0) < 1 << 4, "{two:?}");
    praise(&mut harness, &bo, &ada, two);
    harness.advance(half_life.0 as i64 / 3);
    let before = Q32(two.0 + Q32::ONE.0);
    praise(&mut harness, &ada, &bo, units::decay_up(before, units::Seconds(half_life.0 / 3), half_life));
}

/// Shows reputation.md: A message that paid the treasury nothing (between contacts, or refunded) earns nothing.
/// Shows security.md: Two friends who mark each other's messages as valuable.
#[test]
fn friends_who_write_free_earn_nothing_and_do_not_use_up_what_they_can_earn() {
    let (mut harness, ada, bo) = friends();
    harness.befriend(&ada, &bo);
    for _ in 0..5 {
        for (from, to) in [(&ada, &bo), (&bo, &ada)] {
            let event = harness.exchange(from, to, Verdict::Valuable);
            assert_eq!((event.earned, event.cut, harness.standing(from).own), (0, 0, 50 * REPUTATION));
        }
    }
    assert_eq!(harness.account::<Correspondence>(harness.correspondence_of(&ada, &bo)).valuable, 0);
    harness.set_contact(&ada, &bo).contact(false).run();
    assert_ne!(praise(&mut harness, &ada, &bo, Q32::ZERO), 0);
}

/// Shows reputation.md: A message that paid the treasury nothing (between contacts, or refunded) earns nothing.
#[test]
fn a_fee_that_was_given_back_earns_nothing_and_does_not_use_up_what_the_two_can_earn() {
    let (mut harness, ada, bo) = friends();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.refund(&bo, message).run();
    let event = judged(&harness.judge(&bo, message).run());
    assert_eq!((event.earned, event.cut, harness.standing(&ada).own), (0, 0, 50 * REPUTATION));
    assert_ne!(praise(&mut harness, &ada, &bo, Q32::ZERO), 0);
}

/// Shows reputation.md: A verdict of abstain moves no reputation, and neither does `acknowledge`.
#[test]
fn a_verdict_of_abstain_earns_nothing_though_it_pays_the_treasury() {
    let (mut harness, ada, bo) = friends();
    let event = harness.exchange(&ada, &bo, Verdict::Abstain);
    assert_eq!(event.cut, settle(HIGH_FEE, postage::Verdict::Abstain).treasury.0);
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
    assert_ne!(praise(&mut harness, &ada, &bo, Q32::ZERO), 0);
}

/// Shows reputation.md: The cut that reputation was minted for never comes back, neither by sweeping nor by refunding
///   nor by leaving.
/// Shows security.md: Two friends who mark each other's messages as valuable.
#[test]
fn what_was_paid_for_reputation_stays_with_the_treasury() {
    let (mut harness, ada, bo) = friends();
    let treasury = Person::named("treasury").address();
    let event = harness.exchange(&ada, &bo, Verdict::Valuable);
    assert_ne!(event.shares_after, event.shares_before);

    // Neither refunding nor expiring other messages reduces it.
    let (refunded, expired) = (harness.send(&ada, &bo).run_and_find(), harness.send(&bo, &ada).run_and_find());
    harness.refund(&bo, refunded).run();
    harness.advance(PERIOD + 1);
    harness.expire(expired).run();
    harness.expire(refunded).run();
    assert_eq!(cut_at(&harness, &bo), event.cut);

    // Half of it is swept; the other half waits in the ledger of the network that both leave.
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury), event.cut);
    let again = harness.exchange(&ada, &bo, Verdict::Valuable);
    harness.advance(30 * DAY);
    for friend in [&ada, &bo] {
        harness.close_standing(friend).run();
        harness.close_mailbox(friend).run();
    }
    let ledger: Ledger = harness.account(PROGRAMS.ledger(&harness.network).0);
    assert_eq!(ledger.unpaid, again.cut);
    harness.sweep(&bo).without_mailbox().run();
    assert_eq!(harness.lamports(treasury), event.cut + again.cut);
}
