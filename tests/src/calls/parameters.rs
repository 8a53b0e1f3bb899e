//! Changing a reputation's parameters.

use bmail_sdk::{
    generated::reputation::instructions::{self as generated, ProposeParametersInstructionArgs},
    pda,
};
use solana_instruction::Instruction;
use standing::Parameters;

use super::{bare_parts, parts};
use crate::{Call, Parts, Person, Stage};

/// The parts of `propose_parameters`.
pub struct ProposeParameters {
    accounts: generated::ProposeParameters,
    args: ProposeParametersInstructionArgs,
}
parts!(ProposeParameters, "propose_parameters", ["authority", "network", "reputation"]);

/// The parts of `apply_parameters`.
pub struct ApplyParameters {
    accounts: generated::ApplyParameters,
}
bare_parts!(ApplyParameters, "apply_parameters", ["reputation"]);

impl Stage {
    /// Proposes parameters for the network's reputation.
    pub fn propose_parameters(&mut self, authority: &Person, parameters: &Parameters) -> Call<'_, ProposeParameters> {
        let accounts = generated::ProposeParameters {
            authority: authority.address(),
            network: self.network,
            reputation: pda::reputation(&self.network).0,
        };
        let args = ProposeParametersInstructionArgs { parameters: parameters.into() };
        Call::new(self, ProposeParameters { accounts, args })
    }

    /// Puts the reputation's proposed parameters in force.
    pub fn apply_parameters(&mut self) -> Call<'_, ApplyParameters> {
        let accounts = generated::ApplyParameters { reputation: pda::reputation(&self.network).0 };
        Call::new(self, ApplyParameters { accounts })
    }
}
