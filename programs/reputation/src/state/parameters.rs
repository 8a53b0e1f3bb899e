//! [`standing::Parameters`] as accounts, arguments and the IDL carry them.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use postage::{Bps, Reputation, Seconds};
use standing::Rate;

use crate::ReputationError;

/// What a founder chooses. Periods are seconds, rates millionths of reputation for a lamport in Q32.32, reputation
/// millionths, shares bps; `standing::Parameters` says what each does.
#[repr(C)]
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub struct Parameters {
    pub half_life: u64,
    pub rate: u64,
    pub award_rate: u64,
    pub constant: u64,
    pub reserve: u64,
    pub cool_down: u64,
    pub seed_budget: u64,
    pub endorsement_discount: u32,
    pub spam_burn: u32,
}

// SAFETY: `repr(C)`, seven u64 and then two u32: no padding, and any bits are a value.
unsafe impl Zeroable for Parameters {}
// SAFETY: as above.
unsafe impl Pod for Parameters {}

impl Parameters {
    /// Refuses parameters that are out of bounds.
    pub fn validate(&self) -> Result<()> {
        standing::Parameters::from(self).validate().map_err(|error| ReputationError::from(error).into())
    }
}

impl From<&Parameters> for standing::Parameters {
    #[inline(always)]
    fn from(parameters: &Parameters) -> Self {
        Self {
            half_life: Seconds(parameters.half_life),
            rate: Rate(parameters.rate),
            award_rate: Rate(parameters.award_rate),
            constant: Reputation(parameters.constant),
            reserve: Reputation(parameters.reserve),
            cool_down: Seconds(parameters.cool_down),
            seed_budget: Reputation(parameters.seed_budget),
            endorsement_discount: Bps(parameters.endorsement_discount),
            spam_burn: Bps(parameters.spam_burn),
        }
    }
}
