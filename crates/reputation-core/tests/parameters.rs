//! The default parameters, and the bounds of all parameters.

mod common;
use common::*;
use proptest::prelude::*;
use reputation_core::*;
use units::*;

#[test]
fn the_presets_have_the_names_of_the_rules_and_are_accepted() {
    assert_eq!(Parameters::PRESETS.map(|(name, _)| name), postage::Rules::PRESETS.map(|(name, _)| name));
    for (name, parameters) in Parameters::PRESETS {
        assert_eq!(parameters.validate(), Ok(()), "{name}");
        assert_eq!(Parameters::preset(name), Some(parameters));
    }
    let all = [Parameters::PERSONAL, Parameters::NEWSLETTER, Parameters::CIRCLE];
    assert_eq!(["personal", "newsletter", "circle"].map(Parameters::preset), all.map(Some));
    assert_eq!(["", "Personal", "professional"].map(Parameters::preset), [None; 3]);
}

#[test]
fn the_defaults_are_those_of_the_search() {
    assert_eq!(PARAMETERS.half_life, Interest::for_half_life(Seconds::days(365)).unwrap().half_life);
    assert_eq!(PARAMETERS.rate, Rate::per_sol(Reputation(2_500_000_000)));
    assert_eq!((PARAMETERS.constant, PARAMETERS.reserve), (Reputation(10_000_000), Reputation(1_000_000)));
    assert_eq!(PARAMETERS.constant, postage::Rules::PERSONAL.newcomer_constant);
    assert_eq!(PARAMETERS.cool_down, Seconds::days(60));
    assert_eq!(PARAMETERS.award_rate, Rate::per_sol(Reputation(10_000_000)));
    assert_eq!((PARAMETERS.endorsement_discount, PARAMETERS.spam_burn), (Bps(5_000), Bps(2_000)));
    assert_eq!(PARAMETERS.seed_budget, Reputation(1_000_000_000));
    assert_eq!(size_of::<Parameters>(), 7 * 8 + 2 * 4);
}

/// Shows reputation.md: Parameters out of bounds are refused.
#[test]
fn each_bound_of_the_parameters_is_enforced_and_reached() {
    use ParametersError as E;
    let check = |edit: fn(&mut Parameters), expected| {
        let mut parameters = PARAMETERS;
        edit(&mut parameters);
        assert_eq!(parameters.validate(), expected, "{parameters:?}");
    };
    assert_eq!(PARAMETERS.validate(), Ok(()));
    check(|p| p.half_life = Seconds::days(365), Err(E::HalfLife));
    check(|p| p.half_life = SHORTEST_HALF_LIFE, Ok(()));
    check(|p| p.half_life = Seconds(SHORTEST_HALF_LIFE.0 - 1), Err(E::HalfLife));
    check(|p| p.half_life = Interest::for_half_life(LONGEST_HALF_LIFE).unwrap().half_life, Ok(()));
    check(|p| p.rate = Rate(0), Err(E::Rate));
    check(|p| p.rate = MAX_RATE, Ok(()));
    check(|p| p.rate = Rate(MAX_RATE.0 + 1), Err(E::Rate));
    check(|p| p.award_rate = Rate(0), Ok(()));
    check(|p| p.award_rate = MAX_RATE, Ok(()));
    check(|p| p.award_rate = Rate(MAX_RATE.0 + 1), Err(E::Rate));
    check(|p| p.constant = Reputation(0), Err(E::Constant));
    check(|p| p.constant = MAX_CONSTANT, Ok(()));
    check(|p| p.constant = Reputation(MAX_CONSTANT.0 + 1), Err(E::Constant));
    check(|p| p.reserve = Reputation(0), Ok(()));
    check(|p| p.reserve = MAX_CONSTANT, Ok(()));
    check(|p| p.reserve = Reputation(MAX_CONSTANT.0 + 1), Err(E::Reserve));
    check(|p| p.cool_down = Seconds(Seconds::days(1).0 - 1), Err(E::CoolDown));
    check(|p| p.cool_down = Seconds::days(1), Ok(()));
    check(|p| p.cool_down = Seconds::days(730), Ok(()));
    check(|p| p.cool_down = Seconds::days(731), Err(E::CoolDown));
    check(|p| p.seed_budget = MAX_SEED_BUDGET, Ok(()));
    check(|p| p.seed_budget = Reputation(MAX_SEED_BUDGET.0 + 1), Err(E::SeedBudget));
    check(|p| p.endorsement_discount = Bps::WHOLE, Ok(()));
    check(|p| p.endorsement_discount = Bps(10_001), Err(E::EndorsementDiscount));
    check(|p| p.spam_burn = Bps::WHOLE, Ok(()));
    check(|p| p.spam_burn = Bps(10_001), Err(E::SpamBurn));
}

#[test]
fn the_greatest_rate_mints_less_than_2_to_60_for_the_dearest_message() {
    assert!(minted(postage::MAX_FEE, MAX_RATE, Q32::ZERO, Q32::ONE) < Reputation(1 << 60));
}

#[test]
fn a_cool_down_is_longer_than_any_verdict_can_take() {
    let after = |answerable| Parameters::cool_down_after(PARAMETERS.cool_down, answerable);
    assert_eq!(after(Seconds(postage::Rules::PERSONAL.answering_period.0 + Seconds::days(1).0)), PARAMETERS.cool_down);
    assert_eq!(after(Seconds(PARAMETERS.cool_down.0 - 1)), PARAMETERS.cool_down);
    assert_eq!(after(PARAMETERS.cool_down), Seconds(PARAMETERS.cool_down.0 + 1));
    assert_eq!(after(Seconds::days(366)), Seconds(Seconds::days(366).0 + 1));
    assert_eq!(after(Seconds(u64::MAX)), Seconds(u64::MAX));
}

#[test]
fn half_life_seed_budget_and_discount_never_change_and_the_rest_can() {
    let can = |edit: fn(&mut Parameters)| {
        let mut next = PARAMETERS;
        edit(&mut next);
        assert_ne!(next, PARAMETERS);
        PARAMETERS.can_become(&next)
    };
    assert!(!can(|p| p.half_life = SHORTEST_HALF_LIFE));
    assert!(!can(|p| p.seed_budget.0 += 1));
    assert!(!can(|p| p.endorsement_discount.0 += 1));
    assert!(can(|p| p.rate.0 += 1));
    assert!(can(|p| p.award_rate.0 += 1));
    assert!(can(|p| p.constant.0 += 1));
    assert!(can(|p| p.reserve.0 += 1));
    assert!(can(|p| p.cool_down.0 += 1));
    assert!(can(|p| p.spam_burn.0 += 1));
}

proptest! {
    #[test]
    fn who_stakes_all_they_can_keeps_the_reserve(
        own in amount(), reserve in 0..=MAX_CONSTANT.0, half_life in half_life(), elapsed in 0..1u64 << 34,
    ) {
        let parameters = Parameters { reserve: Reputation(reserve), ..PARAMETERS };
        let index = index(elapsed, half_life);
        let stake = parameters.endorsable(own, index);
        prop_assert!(stake <= own);
        if stake > 0 {
            prop_assert!(index.effective(own - stake) >= Reputation(reserve));
        }
        // One more share would touch the reserve, or does not exist.
        prop_assert!(stake == own || index.effective(own - stake - 1) < Reputation(reserve));
    }
}
