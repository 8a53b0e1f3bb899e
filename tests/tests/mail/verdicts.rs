//! Bullets 5 and 7 of `acknowledge_with_reputation`: how much a verdict moves. Expectations are those of the crate
//! `standing`, from the chain's state before.

use bmail_sdk::accounts::{Standing, Verdict};
use bmail_testing::{DAY, Person, REPUTATION, Stage, events::MessageAcknowledged};
use postage::{Lamports, Q32, Rules, Seconds};
use standing::{Burn, Parameters, kept_after, minted, weight};

/// What somebody's verdict weighs now.
fn weight_of(stage: &Stage, marker: &Person) -> Q32 {
    weight(stage.reputation_of(marker), Parameters::PERSONAL.constant)
}

/// Shares that a cut earns now, for somebody's verdict of valuable, after so many others.
fn earned(stage: &Stage, marker: &Person, cut: u64, earlier: Q32) -> u64 {
    let minted = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight_of(stage, marker));
    stage.index().shares(minted).unwrap()
}

/// What somebody's mark burns now, after so many others.
fn burn(stage: &Stage, marker: &Person, earlier: Q32) -> Burn {
    Burn::new(Parameters::PERSONAL.spam_burn, weight_of(stage, marker), earlier)
}

#[test]
fn bullet_5_valuable_earns_the_sender_reputation_for_what_the_treasury_gets() {
    for time in [0, 1, 100 * DAY, 3 * 365 * DAY] {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.advance(time);
        let (before, bos) = (stage.standing(&ada), stage.standing(&bo));
        let fee = stage.quote(&ada, &bo, 300).postage.0;
        let event = stage.exchange(&ada, &bo, Verdict::Valuable);
        assert_eq!(event.cut, fee / 10);
        let earned = earned(&stage, &bo, event.cut, Q32::ZERO);
        assert!(earned > 1_000);
        let after = Standing { own: before.own + earned, ..before };
        assert_eq!((stage.standing(&ada), stage.standing(&bo)), (after, bos));
    }
}

#[test]
fn bullet_5_what_was_free_or_refunded_earns_nothing() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let before = stage.standing(&ada);
    let message = stage.send(&ada, &bo).run_and_find();
    stage.refund(&bo, message).run();
    stage.judge(&bo, message).run();
    stage.befriend(&ada, &bo);
    stage.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!(stage.standing(&ada), before);
}

#[test]
fn bullet_5_on_a_network_whose_treasury_takes_nothing_nothing_is_earned() {
    let mut stage = Stage::new();
    stage.network_with(Rules { treasury_share: postage::Bps(0), ..Rules::PERSONAL });
    stage.reputation(Parameters::PERSONAL);
    let (ada, bo) = (stage.citizen("Ada", 0), stage.citizen("Bo", 50 * REPUTATION));
    let event = stage.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!((event.cut, event.shares_after), (0, 0));
}

#[test]
fn bullet_5_spam_burns_a_part_of_what_the_sender_has_lent_and_was_lent() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let cy = stage.citizen("Cy", 20 * REPUTATION);
    stage.endorse(&cy, &ada, 10 * REPUTATION).run();
    stage.endorse(&ada, &cy, 12 * REPUTATION).run();
    let (before, cys, burn) = (stage.standing(&ada), stage.standing(&cy), burn(&stage, &bo, Q32::ZERO));
    let event = stage.exchange(&ada, &bo, Verdict::Spam);
    let after = stage.standing(&ada);
    assert_eq!(after.own, before.own - burn.of(before.own));
    assert_eq!(after.pool_value, before.pool_value - burn.of(before.pool_value));
    assert_eq!(after.support, after.pool_value / 2);
    assert_eq!(after.kept, kept_after(Q32::ONE, burn).0);
    assert_eq!((event.shares_before, event.shares_after), (before.held(), after.held()));
    // What she lent burns when it is next touched, or collected.
    assert_eq!(stage.standing(&cy), cys);
    stage.collect(&ada, &cy).run();
    let left = (u128::from(cys.pool_value) * u128::from(after.kept)) >> 32;
    assert!(u128::from(stage.standing(&cy).pool_value).abs_diff(left) <= 1);
}

#[test]
fn bullet_5_spam_of_somebody_who_lent_nothing_leaves_no_mark_on_what_they_lend_later() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!(stage.standing(&ada).kept, Q32::ONE.0);
}

#[test]
fn bullet_5_abstaining_moves_none() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let before = [&ada, &bo].map(|person| stage.standing(person));
    stage.exchange(&ada, &bo, Verdict::Abstain);
    assert_eq!([&ada, &bo].map(|person| stage.standing(person)), before);
}

#[test]
fn bullet_7_the_more_reputation_the_recipient_has_the_more_a_verdict_moves() {
    // Lamports of the 216,667 that 300 bytes cost somebody with 50 reputation. A tenth of a millionth is minted for each.
    const CUT: u64 = 21_666;
    let millionths = [0, 1, REPUTATION, 10 * REPUTATION, 500 * REPUTATION];
    let moved = millionths.map(|recipients| {
        let (mut stage, ada, _) = Stage::with_citizens();
        let dee = stage.citizen("Dee", recipients);
        let expected = earned(&stage, &dee, CUT, Q32::ZERO);
        let up = stage.exchange(&ada, &dee, Verdict::Valuable);
        assert_eq!((up.cut, up.shares_after - up.shares_before), (CUT, expected));
        let down = stage.exchange(&ada, &dee, Verdict::Spam);
        (up.shares_after - up.shares_before, down.shares_before - down.shares_after)
    });
    assert_eq!(moved[0], (0, 0));
    assert!(moved[1..].windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 < pair[1].1), "{moved:?}");
    // Never more than the rate, nor than the whole burn.
    assert!(moved[4].0 < CUT / 10 && moved[4].1 < 50 * REPUTATION / 5, "{moved:?}");
}

#[test]
fn bullet_7_each_valuable_verdict_between_the_two_halves_the_next_whoever_gives_it() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    for earlier in 0..6 {
        let (from, to) = if earlier % 2 == 0 { (&ada, &bo) } else { (&bo, &ada) };
        let weight = weight_of(&stage, to);
        let event = stage.exchange(from, to, Verdict::Valuable);
        let expected = minted(Lamports(event.cut), Parameters::PERSONAL.rate, Q32::from_int(earlier), weight);
        assert_eq!(event.shares_after - event.shares_before, expected.0);
    }
    // With others they earn as ever.
    let cy = stage.citizen("Cy", 10 * REPUTATION);
    let expected = |stage: &Stage, cut| earned(stage, &cy, cut, Q32::ZERO);
    let event = stage.exchange(&ada, &cy, Verdict::Valuable);
    assert_eq!(event.shares_after - event.shares_before, expected(&stage, event.cut));
}

#[test]
fn bullet_7_each_mark_of_this_recipient_of_this_sender_halves_the_next() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    for earlier in 0..4 {
        let burn = burn(&stage, &bo, Q32::from_int(earlier));
        let event = stage.exchange(&ada, &bo, Verdict::Spam);
        assert_eq!(event.shares_before - event.shares_after, burn.of(event.shares_before));
    }
    // Hers of him, and another's of her, are first ones.
    let burn_of_bo = burn(&stage, &ada, Q32::ZERO);
    let event = stage.exchange(&bo, &ada, Verdict::Spam);
    assert_eq!(event.shares_before - event.shares_after, burn_of_bo.of(event.shares_before));
    let cy = stage.citizen("Cy", 10 * REPUTATION);
    let burn_of_ada = burn(&stage, &cy, Q32::ZERO);
    let event = stage.exchange(&ada, &cy, Verdict::Spam);
    assert_eq!(event.shares_before - event.shares_after, burn_of_ada.of(event.shares_before));
}

#[test]
fn bullet_7_verdicts_count_half_after_the_pair_half_life_of_the_messages_rules() {
    let rules = Rules { pair_half_life: Seconds::days(4), rules_delay: Seconds(3_600), ..Rules::PERSONAL };
    let mut stage = Stage::new();
    stage.network_with(rules);
    stage.reputation(Parameters::PERSONAL);
    let (ada, bo) = (stage.citizen("Ada", 0), stage.citizen("Bo", 50 * REPUTATION));
    stage.exchange(&ada, &bo, Verdict::Valuable);
    let message = stage.send(&ada, &bo).run_and_find();
    // The rules that follow would have it forgotten at once, had the message been sent under them.
    stage.change_rules(Rules { pair_half_life: Seconds(60), ..rules });
    stage.advance(4 * DAY - 3_600);
    let event: MessageAcknowledged = stage.judge(&bo, message).run().event();
    assert_eq!(event.shares_after - event.shares_before, earned(&stage, &bo, event.cut, Q32(Q32::ONE.0 / 2)));

    // One and a half by now, which a message of the new rules finds forgotten.
    stage.advance(3_600);
    let event = stage.exchange(&ada, &bo, Verdict::Valuable);
    let whole = earned(&stage, &bo, event.cut, Q32::ZERO);
    assert!(whole > 1_000 && whole - (event.shares_after - event.shares_before) <= 2, "{event:?}, {whole}");
}
