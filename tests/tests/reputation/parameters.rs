//! `create_reputation` and `propose_parameters`: the bounds of the parameters, each with its own error.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, REPUTATION, ReputationError};
use reputation_core::{
    Interest, LONGEST_HALF_LIFE, MAX_CONSTANT, MAX_RATE, MAX_SEED_BUDGET, Parameters, ParametersError, Rate,
    SHORTEST_HALF_LIFE,
};
use units::{Bps, Reputation, Seconds};

type Change = fn(&mut Parameters);

fn of_rate(wanted: Seconds) -> Seconds {
    Interest::for_half_life(wanted).unwrap().half_life
}

/// Just inside each bound.
const ACCEPTED: [(&str, Change); 20] = [
    ("the shortest half_life", |p| p.half_life = SHORTEST_HALF_LIFE),
    ("half_life of two years", |p| p.half_life = of_rate(Seconds::days(730))),
    ("the longest half_life", |p| p.half_life = of_rate(LONGEST_HALF_LIFE)),
    ("the lowest rate", |p| p.rate = Rate(1)),
    ("the highest rate", |p| p.rate = MAX_RATE),
    ("no award_rate", |p| p.award_rate = Rate(0)),
    ("the highest award_rate", |p| p.award_rate = MAX_RATE),
    ("constant of 0.000001", |p| p.constant = Reputation(1)),
    ("constant of 4,000", |p| p.constant = MAX_CONSTANT),
    ("no reserve", |p| p.reserve = Reputation(0)),
    ("reserve of 4,000", |p| p.reserve = MAX_CONSTANT),
    ("cool_down of a day", |p| p.cool_down = Seconds::days(1)),
    ("cool_down of two years", |p| p.cool_down = Seconds::days(730)),
    ("no seed_budget", |p| p.seed_budget = Reputation(0)),
    ("seed_budget of a million", |p| p.seed_budget = MAX_SEED_BUDGET),
    ("no endorsement_discount", |p| p.endorsement_discount = Bps(0)),
    ("endorsement_discount of 100%", |p| p.endorsement_discount = Bps(10_000)),
    ("no spam_burn", |p| p.spam_burn = Bps(0)),
    ("spam_burn of 100%", |p| p.spam_burn = Bps(10_000)),
    ("the defaults of personal mail", |_| ()),
];

/// Just outside each bound, and as far outside as possible.
const REFUSED: [(&str, Change, ReputationError); 23] = {
    use ReputationError::*;
    [
        ("half_life of zero", |p| p.half_life = Seconds(0), InvalidHalfLife),
        ("half_life below the shortest", |p| p.half_life = Seconds(SHORTEST_HALF_LIFE.0 - 1), InvalidHalfLife),
        ("half_life without a whole rate", |p| p.half_life = Seconds::days(365), InvalidHalfLife),
        ("a second more than a rate's", |p| p.half_life.0 += 1, InvalidHalfLife),
        ("a second less than a rate's", |p| p.half_life.0 -= 1, InvalidHalfLife),
        ("half_life above the longest", |p| p.half_life = Seconds(LONGEST_HALF_LIFE.0 + 1), InvalidHalfLife),
        ("half_life of u64::MAX", |p| p.half_life = Seconds(u64::MAX), InvalidHalfLife),
        ("no rate", |p| p.rate = Rate(0), InvalidRate),
        ("rate above the maximum", |p| p.rate = Rate(MAX_RATE.0 + 1), InvalidRate),
        ("rate of u64::MAX", |p| p.rate = Rate(u64::MAX), InvalidRate),
        ("award_rate above the maximum", |p| p.award_rate = Rate(MAX_RATE.0 + 1), InvalidRate),
        ("no constant", |p| p.constant = Reputation(0), InvalidConstant),
        ("constant above 4,000", |p| p.constant.0 = MAX_CONSTANT.0 + 1, InvalidConstant),
        ("reserve above 4,000", |p| p.reserve.0 = MAX_CONSTANT.0 + 1, InvalidReserve),
        ("reserve of u64::MAX", |p| p.reserve = Reputation(u64::MAX), InvalidReserve),
        ("cool_down below a day", |p| p.cool_down = Seconds(86_399), InvalidCoolDown),
        ("no cool_down", |p| p.cool_down = Seconds(0), InvalidCoolDown),
        ("cool_down above two years", |p| p.cool_down = Seconds(730 * 86_400 + 1), InvalidCoolDown),
        ("seed_budget above a million", |p| p.seed_budget.0 = MAX_SEED_BUDGET.0 + 1, InvalidSeedBudget),
        ("seed_budget of u64::MAX", |p| p.seed_budget = Reputation(u64::MAX), InvalidSeedBudget),
        ("endorsement_discount above 100%", |p| p.endorsement_discount = Bps(10_001), InvalidEndorsementDiscount),
        ("spam_burn above 100%", |p| p.spam_burn = Bps(10_001), InvalidSpamBurn),
        ("spam_burn of u32::MAX", |p| p.spam_burn = Bps(u32::MAX), InvalidSpamBurn),
    ]
};

fn changed(change: Change) -> Parameters {
    let mut parameters = Parameters::PERSONAL;
    change(&mut parameters);
    parameters
}

/// Shows reputation.create_reputation: `parameters` must pass `reputation_core::Parameters::validate`.
/// Shows reputation.propose_parameters: `parameters` must pass `reputation_core::Parameters::validate`.
#[test]
fn parameters_within_every_bound_are_accepted_and_verdicts_and_stakes_go_on() {
    for (what, change) in ACCEPTED {
        eprintln!("{what}");
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let parameters = changed(change);
        harness.reputation(parameters);
        harness.open_standing(&ada).run();
        harness.open_standing(&bo).run();
        harness.seed(&bo, parameters.seed_budget.0).run();
        for verdict in [Verdict::Valuable, Verdict::Spam] {
            harness.exchange(&ada, &bo, verdict);
        }
        let spare = harness.standing(&bo).own.saturating_sub(parameters.reserve.0);
        let stake = harness.endorse(&bo, &ada, spare.max(REPUTATION));
        match spare >= REPUTATION {
            true => drop(stake.run()),
            false => drop(stake.expect_error(ReputationError::ReserveNeeded)),
        }
    }
}

/// Shows reputation.create_reputation: `parameters` must pass `reputation_core::Parameters::validate`.
/// Shows reputation.propose_parameters: `parameters` must pass `reputation_core::Parameters::validate`.
/// Shows reputation.md: Parameters out of bounds are refused.
#[test]
fn parameters_beyond_any_bound_are_refused_with_its_own_error() {
    let (mut without, ..) = Harness::with_ada_and_bo();
    let (mut with, ..) = Harness::with_reputation();
    let founder = with.founder();
    for (what, change, error) in REFUSED {
        let parameters = changed(change);
        without.create_reputation(&founder).parameters(&parameters).attempt().failed_at(0, what, error.clone());
        with.propose_parameters(&founder, &parameters).attempt().failed_at(0, what, error);
    }
    without.reputation(Parameters::PERSONAL);
}

/// Shows reputation.create_reputation: `parameters` must pass `reputation_core::Parameters::validate`.
/// Shows reputation.propose_parameters: `parameters` must pass `reputation_core::Parameters::validate`.
#[test]
fn every_error_of_the_parameters_has_a_refused_example() {
    use ParametersError::*;
    let every = [
        (HalfLife, ReputationError::InvalidHalfLife),
        (Rate, ReputationError::InvalidRate),
        (Constant, ReputationError::InvalidConstant),
        (Reserve, ReputationError::InvalidReserve),
        (CoolDown, ReputationError::InvalidCoolDown),
        (SeedBudget, ReputationError::InvalidSeedBudget),
        (EndorsementDiscount, ReputationError::InvalidEndorsementDiscount),
        (SpamBurn, ReputationError::InvalidSpamBurn),
    ];
    for (refusal, error) in every {
        let example = REFUSED.iter().find(|(_, _, code)| *code == error);
        let (_, change, _) = example.unwrap_or_else(|| panic!("no example of {error:?}"));
        assert_eq!(changed(*change).validate(), Err(refusal));
    }
}
