//! Parameters that a reputation can have, and parameters that it cannot have.

use reputation_core::{
    Interest, LONGEST_HALF_LIFE, MAX_CONSTANT, MAX_RATE, MAX_SEED_BUDGET, Parameters, Rate, SHORTEST_HALF_LIFE,
};
use units::{Bps, Reputation};

use crate::prelude::*;

/// The half-life of the nearest whole interest rate.
const fn half_life(wanted: Seconds) -> Seconds {
    match Interest::for_half_life(wanted) {
        Ok(interest) => interest.half_life,
        Err(_) => Parameters::PERSONAL.half_life,
    }
}

/// Realistic ones; quick ones with which a mark burns nearly everything; slow ones with which no mark burns anything
/// and no stake counts; and ones with odd shares and high earnings.
pub const VALID: [Parameters; 4] = [
    Parameters::PERSONAL,
    Parameters {
        half_life: SHORTEST_HALF_LIFE,
        constant: Reputation(1),
        reserve: Reputation(0),
        cool_down: Seconds::days(1),
        seed_budget: Reputation(200_000_000),
        endorsement_discount: Bps(0),
        spam_burn: Bps::WHOLE,
        ..Parameters::PERSONAL
    },
    Parameters {
        half_life: half_life(LONGEST_HALF_LIFE),
        rate: Rate(1),
        award_rate: Rate(0),
        constant: MAX_CONSTANT,
        cool_down: Seconds::days(730),
        seed_budget: MAX_SEED_BUDGET,
        endorsement_discount: Bps::WHOLE,
        spam_burn: Bps(0),
        ..Parameters::PERSONAL
    },
    Parameters {
        half_life: half_life(Seconds::days(100)),
        rate: MAX_RATE,
        constant: Reputation(3_333_333),
        reserve: Reputation(1),
        cool_down: Seconds::days(15),
        endorsement_discount: Bps(3_333),
        spam_burn: Bps(6_667),
        ..Parameters::PERSONAL
    },
];

/// Each breaks one bound.
pub const INVALID: [(Parameters, ReputationError); 9] = [
    (Parameters { half_life: Seconds::days(365), ..Parameters::PERSONAL }, ReputationError::InvalidHalfLife),
    (Parameters { rate: Rate(0), ..Parameters::PERSONAL }, ReputationError::InvalidRate),
    (Parameters { award_rate: Rate(MAX_RATE.0 + 1), ..Parameters::PERSONAL }, ReputationError::InvalidRate),
    (Parameters { constant: Reputation(0), ..Parameters::PERSONAL }, ReputationError::InvalidConstant),
    (Parameters { reserve: Reputation(4_000_000_001), ..Parameters::PERSONAL }, ReputationError::InvalidReserve),
    (Parameters { cool_down: Seconds(86_399), ..Parameters::PERSONAL }, ReputationError::InvalidCoolDown),
    (
        Parameters { seed_budget: Reputation(1_000_000_000_001), ..Parameters::PERSONAL },
        ReputationError::InvalidSeedBudget,
    ),
    (
        Parameters { endorsement_discount: Bps(10_001), ..Parameters::PERSONAL },
        ReputationError::InvalidEndorsementDiscount,
    ),
    (Parameters { spam_burn: Bps(10_001), ..Parameters::PERSONAL }, ReputationError::InvalidSpamBurn),
];

/// Why a reputation cannot have these parameters; none if it can.
pub fn refusal(parameters: &Parameters) -> Option<ReputationError> {
    INVALID.into_iter().find(|(invalid, _)| invalid == parameters).map(|(_, refusal)| refusal)
}

/// Keeps what was fixed at creation.
pub fn with_what_is_fixed(parameters: Parameters, present: &Parameters) -> Parameters {
    let Parameters { half_life, seed_budget, endorsement_discount, .. } = *present;
    Parameters { half_life, seed_budget, endorsement_discount, ..parameters }
}

/// A choice of parameters, by index into the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chosen {
    Valid(usize),
    Invalid(usize),
    /// With the fixed parts taken from those in force.
    Changed(usize),
}

impl Chosen {
    /// The parameters, given those in force, if any.
    pub fn parameters(self, present: Option<&Parameters>) -> Parameters {
        match self {
            Self::Valid(index) => VALID[index],
            Self::Invalid(index) => INVALID[index].0,
            Self::Changed(index) => present.map_or(VALID[index], |present| with_what_is_fixed(VALID[index], present)),
        }
    }
}

pub fn created() -> impl Strategy<Value = Chosen> {
    prop_oneof![2 => (0..VALID.len()).prop_map(Chosen::Valid), 1 => (0..INVALID.len()).prop_map(Chosen::Invalid)]
}

pub fn proposed() -> impl Strategy<Value = Chosen> {
    (created(), weighted(0.85)).prop_map(|(chosen, changed)| match chosen {
        Chosen::Valid(index) if changed => Chosen::Changed(index),
        chosen => chosen,
    })
}
