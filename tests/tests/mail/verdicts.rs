//! `acknowledge_with_reputation`: how much a verdict moves. The crate `reputation_core` computes the
//! expectations from the chain's earlier state.

use bmail_sdk::accounts::{Standing, Verdict};
use bmail_testing::{DAY, Harness, Person, REPUTATION, events::MessageAcknowledged};
use postage::Rules;
use reputation_core::{Burn, Parameters, minted, stake_factor_after, weight};
use units::{Lamports, Q32, Seconds};

/// The weight of a person's verdict now.
fn weight_of(harness: &Harness, marker: &Person) -> Q32 {
    weight(harness.reputation_of(marker), Parameters::PERSONAL.constant)
}

/// Shares that a valuable verdict by this person earns now for a cut, after this many earlier ones.
fn earned(harness: &Harness, marker: &Person, cut: u64, earlier: Q32) -> u64 {
    let minted = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight_of(harness, marker));
    harness.index().shares(minted).unwrap()
}

/// What this person's spam mark burns now, after this many earlier ones.
fn burn(harness: &Harness, marker: &Person, earlier: Q32) -> Burn {
    Burn::new(Parameters::PERSONAL.spam_burn, weight_of(harness, marker), earlier)
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn valuable_earns_the_sender_reputation_for_what_the_treasury_gets() {
    for time in [0, 1, 100 * DAY, 3 * 365 * DAY] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.advance(time);
        let (before, bos) = (harness.standing(&ada), harness.standing(&bo));
        let fee = harness.quote(&ada, &bo, 300).postage.0;
        let event = harness.exchange(&ada, &bo, Verdict::Valuable);
        assert_eq!(event.cut, fee * u64::from(Rules::PERSONAL.treasury_share.0) / 10_000);
        let earned = earned(&harness, &bo, event.cut, Q32::ZERO);
        assert!(earned > 1_000);
        let after = Standing { own: before.own + earned, ..before };
        assert_eq!((harness.standing(&ada), harness.standing(&bo)), (after, bos));
    }
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn what_was_free_or_refunded_earns_nothing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let before = harness.standing(&ada);
    let message = harness.send(&ada, &bo).run_and_find();
    harness.refund(&bo, message).run();
    harness.judge(&bo, message).run();
    harness.befriend(&ada, &bo);
    harness.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!(harness.standing(&ada), before);
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn on_a_network_whose_treasury_takes_nothing_nothing_is_earned() {
    let mut harness = Harness::new();
    harness.network_with(Rules { treasury_share: units::Bps(0), ..Rules::PERSONAL });
    harness.reputation(Parameters::PERSONAL);
    let (ada, bo) = (harness.citizen("Ada", 0), harness.citizen("Bo", 50 * REPUTATION));
    let event = harness.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!((event.cut, event.shares_after), (0, 0));
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn spam_burns_a_part_of_what_the_sender_has_lent_and_was_lent() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let cy = harness.citizen("Cy", 20 * REPUTATION);
    harness.endorse(&cy, &ada, 10 * REPUTATION).run();
    harness.endorse(&ada, &cy, 12 * REPUTATION).run();
    let (before, cys, burn) = (harness.standing(&ada), harness.standing(&cy), burn(&harness, &bo, Q32::ZERO));
    let event = harness.exchange(&ada, &bo, Verdict::Spam);
    let after = harness.standing(&ada);
    assert_eq!(after.own, before.own - burn.of(before.own));
    assert_eq!(after.pool_value, before.pool_value - burn.of(before.pool_value));
    assert_eq!(after.support, after.pool_value / 2);
    assert_eq!(after.stake_factor, stake_factor_after(Q32::ONE, burn).0);
    assert_eq!((event.shares_before, event.shares_after), (before.held(), after.held()));
    // What she lent burns when it is next touched or collected.
    assert_eq!(harness.standing(&cy), cys);
    harness.collect(&ada, &cy).run();
    let left = (u128::from(cys.pool_value) * u128::from(after.stake_factor)) >> 32;
    assert!(u128::from(harness.standing(&cy).pool_value).abs_diff(left) <= 1);
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn spam_of_somebody_who_lent_nothing_leaves_no_mark_on_what_they_lend_later() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!(harness.standing(&ada).stake_factor, Q32::ONE.0);
}

/// Shows mail.acknowledge_with_reputation: Valuable: the sender earns reputation for what the treasury gets
#[test]
fn abstaining_moves_none() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let before = [&ada, &bo].map(|person| harness.standing(person));
    harness.exchange(&ada, &bo, Verdict::Abstain);
    assert_eq!([&ada, &bo].map(|person| harness.standing(person)), before);
}

/// Shows mail.acknowledge_with_reputation: The amount depends on the recipient's reputation
#[test]
fn the_more_reputation_the_recipient_has_the_more_a_verdict_moves() {
    // In lamports, of the 441,667 that 300 bytes cost a sender with 50 reputation. Each lamport mints 2.5 millionths.
    const CUT: u64 = 106_000;
    let millionths = [0, 1, REPUTATION, 10 * REPUTATION, 500 * REPUTATION];
    let moved = millionths.map(|recipients| {
        let (mut harness, ada, _) = Harness::with_citizens();
        let dee = harness.citizen("Dee", recipients);
        let expected = earned(&harness, &dee, CUT, Q32::ZERO);
        let up = harness.exchange(&ada, &dee, Verdict::Valuable);
        assert_eq!((up.cut, up.shares_after - up.shares_before), (CUT, expected));
        let down = harness.exchange(&ada, &dee, Verdict::Spam);
        (up.shares_after - up.shares_before, down.shares_before - down.shares_after)
    });
    assert_eq!(moved[0], (0, 0));
    assert!(moved[1..].windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 < pair[1].1), "{moved:?}");
    // Never more than the rate, nor more than the whole burn.
    assert!(moved[4].0 < CUT * 5 / 2 && moved[4].1 < 50 * REPUTATION / 5, "{moved:?}");
}

/// Shows mail.acknowledge_with_reputation: The amount depends on the recipient's reputation
#[test]
fn each_valuable_verdict_between_the_two_halves_the_next_whoever_gives_it() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    for earlier in 0..6 {
        let (from, to) = if earlier % 2 == 0 { (&ada, &bo) } else { (&bo, &ada) };
        let weight = weight_of(&harness, to);
        let event = harness.exchange(from, to, Verdict::Valuable);
        let expected = minted(Lamports(event.cut), Parameters::PERSONAL.rate, Q32::from_int(earlier), weight);
        assert_eq!(event.shares_after - event.shares_before, expected.0);
    }
    // With other people they earn the usual amount.
    let cy = harness.citizen("Cy", 10 * REPUTATION);
    let expected = |harness: &Harness, cut| earned(harness, &cy, cut, Q32::ZERO);
    let event = harness.exchange(&ada, &cy, Verdict::Valuable);
    assert_eq!(event.shares_after - event.shares_before, expected(&harness, event.cut));
}

/// Shows mail.acknowledge_with_reputation: The amount depends on the recipient's reputation
#[test]
fn each_mark_of_this_recipient_of_this_sender_halves_the_next() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    for earlier in 0..4 {
        let burn = burn(&harness, &bo, Q32::from_int(earlier));
        let event = harness.exchange(&ada, &bo, Verdict::Spam);
        assert_eq!(event.shares_before - event.shares_after, burn.of(event.shares_before));
    }
    // Her verdicts on him, and another person's on her, are first ones.
    let burn_of_bo = burn(&harness, &ada, Q32::ZERO);
    let event = harness.exchange(&bo, &ada, Verdict::Spam);
    assert_eq!(event.shares_before - event.shares_after, burn_of_bo.of(event.shares_before));
    let cy = harness.citizen("Cy", 10 * REPUTATION);
    let burn_of_ada = burn(&harness, &cy, Q32::ZERO);
    let event = harness.exchange(&ada, &cy, Verdict::Spam);
    assert_eq!(event.shares_before - event.shares_after, burn_of_ada.of(event.shares_before));
}

/// Shows mail.acknowledge_with_reputation: The amount depends on the recipient's reputation
#[test]
fn verdicts_count_half_after_the_pair_half_life_of_the_messages_rules() {
    let rules = Rules { pair_half_life: Seconds::days(4), rules_delay: Seconds(3_600), ..Rules::PERSONAL };
    let mut harness = Harness::new();
    harness.network_with(rules);
    harness.reputation(Parameters::PERSONAL);
    let (ada, bo) = (harness.citizen("Ada", 0), harness.citizen("Bo", 50 * REPUTATION));
    harness.exchange(&ada, &bo, Verdict::Valuable);
    let message = harness.send(&ada, &bo).run_and_find();
    // The next rules would forget it at once, had the message been sent under them.
    harness.change_rules(Rules { pair_half_life: Seconds(60), ..rules });
    harness.advance(4 * DAY - 3_600);
    let event: MessageAcknowledged = harness.judge(&bo, message).run().event();
    assert_eq!(event.shares_after - event.shares_before, earned(&harness, &bo, event.cut, Q32(Q32::ONE.0 / 2)));

    // By now there are one and a half, which a message of the new rules finds forgotten.
    harness.advance(3_600);
    let event = harness.exchange(&ada, &bo, Verdict::Valuable);
    let whole = earned(&harness, &bo, event.cut, Q32::ZERO);
    assert!(whole > 1_000 && whole - (event.shares_after - event.shares_before) <= 2, "{event:?}, {whole}");
}
