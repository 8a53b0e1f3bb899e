//! Changing a reputation's parameters.

use bmail_sdk::generated::reputation::layout::roles;
use bmail_sdk::{
    generated::reputation::instructions::{self as generated, ProposeParametersInstructionArgs},
    pda,
};
use reputation_core::Parameters;
use solana_instruction::Instruction;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `propose_parameters`.
pub struct ProposeParameters {
    accounts: generated::ProposeParameters,
    args: ProposeParametersInstructionArgs,
}
parts!(ProposeParameters, "propose_parameters", roles::PROPOSE_PARAMETERS);

/// Accounts and arguments of `apply_parameters`.
pub struct ApplyParameters {
    accounts: generated::ApplyParameters,
}
bare_parts!(ApplyParameters, "apply_parameters", roles::APPLY_PARAMETERS);

impl Harness {
    /// Proposes parameters for the network's reputation.
    pub fn propose_parameters(&mut self, authority: &Person, parameters: &Parameters) -> Call<'_, ProposeParameters> {
        let accounts = generated::ProposeParameters {
            authority: authority.address(),
            network: self.network,
            reputation: pda::reputation(&self.network).0,
        };
        let args = ProposeParametersInstructionArgs { parameters: *parameters };
        Call::new(self, ProposeParameters { accounts, args })
    }

    /// Puts the proposed parameters in force.
    pub fn apply_parameters(&mut self) -> Call<'_, ApplyParameters> {
        let accounts = generated::ApplyParameters { reputation: pda::reputation(&self.network).0 };
        Call::new(self, ApplyParameters { accounts })
    }
}
