//! A network's reputation: its token and its parameters.

use anchor_lang::prelude::*;
use kit::increase;
use pinocchio::cpi::{Seed, Signer};
use reputation_core::{Index, Parameters};
use units::{Seconds, Timestamp};

use crate::{seeds, ReputationError};

#[account]
pub struct Reputation {
    pub network: Address,
    /// The token that mirrors the standings.
    pub mint: Address,
    /// Who records awards: the bounty program's address for this network.
    pub awards: Address,
    /// When the index was one and the token's interest started, in unix seconds.
    pub genesis: i64,
    pub parameters: Parameters,
    /// The parameters that were proposed last. They are waiting while `due_at` is not zero.
    pub pending_parameters: Parameters,
    /// When the proposed parameters can be applied, in unix seconds; zero if none are waiting.
    pub due_at: i64,
    /// What was given to first citizens so far, in millionths of reputation.
    pub seeded: u64,
    pub bump: u8,
    pub padding: [u8; 7],
}

impl Reputation {
    #[inline(always)]
    pub fn index(&self, now: Timestamp) -> Index {
        Index::at(now, Timestamp(self.genesis), self.parameters.half_life)
    }

    /// The parameters in force: those that were proposed count from the second in which they are due, whether or not
    /// anybody has applied them. Or else whoever applies them, or does not, would decide what others earn.
    #[inline(always)]
    pub fn in_force(&self, now: Timestamp) -> &Parameters {
        match self.due_at != 0 && now.0 >= self.due_at {
            true => &self.pending_parameters,
            false => &self.parameters,
        }
    }

    /// Signs as the token's mint authority and permanent delegate.
    #[inline(always)]
    pub fn sign<T>(&self, call: impl FnOnce(Signer) -> T) -> T {
        let bump = [self.bump];
        let seeds = [Seed::from(seeds::REPUTATION), Seed::from(self.network.as_ref()), Seed::from(&bump)];
        call(Signer::from(&seeds))
    }

    /// Takes an amount, in millionths of reputation, from the seed budget.
    pub fn spend_budget(&mut self, amount: u64) -> Result<()> {
        increase(&mut self.seeded, amount).ok_or(ReputationError::BudgetSpent)?;
        require!(self.seeded <= self.parameters.seed_budget.0, ReputationError::BudgetSpent);
        Ok(())
    }

    /// Announces new parameters, in place of any that were waiting. They are due after the delay.
    pub fn propose(&mut self, parameters: Parameters, delay: Seconds, now: Timestamp) -> Result<()> {
        parameters.validate().map_err(ReputationError::from)?;
        require!(self.parameters.can_become(&parameters), ReputationError::FixedParameter);
        self.parameters = *self.in_force(now);
        self.pending_parameters = parameters;
        self.due_at = now.after(delay).0;
        Ok(())
    }

    /// Puts the waiting parameters into force, once they are due.
    pub fn apply(&mut self, now: Timestamp) -> Result<()> {
        require!(self.due_at != 0, ReputationError::NothingProposed);
        require!(now.0 >= self.due_at, ReputationError::ParametersNotDue);
        self.parameters = self.pending_parameters;
        self.due_at = 0;
        Ok(())
    }
}
