//! What one person has staked on another.

use anchor_lang::{address_eq, prelude::*};
use kit::{require_new, Account};
use reputation_core::{Pool, Stake};
use seeded::Seed;
use units::Q32;

use super::Standing;
use crate::ReputationError;

#[account]
pub struct Endorsement {
    /// The endorser's standing.
    pub endorser: Address,
    /// The endorsed's standing.
    pub endorsed: Address,
    /// Units of the endorsed's pool that support them: see `reputation_core::Stake`.
    pub units: u64,
    /// Units that are waiting out their cool-down.
    pub leaving: u64,
    /// The pool's generation in which the units were bought.
    pub generation: u64,
    /// The endorser's stake factor when this stake was last settled, in Q32.32.
    pub stake_factor: u64,
    /// When the leaving units can be taken out, in unix seconds.
    pub ready_at: i64,
}

impl Endorsement {
    /// Burns what the endorser's own spam has taken from the stake, then changes the stake and its pool. Returns the
    /// shares that the spam burned.
    #[inline(always)]
    pub fn change(
        &mut self,
        stake_factor: Q32,
        endorsed: &mut Standing,
        change: impl FnOnce(&mut Pool, &mut Stake) -> Result<()>,
    ) -> Result<u64> {
        let mut stake = Stake {
            units: self.units,
            leaving: self.leaving,
            generation: self.generation,
            stake_factor: Q32(self.stake_factor),
        };
        let burned = endorsed.change_pool(|pool| {
            let burned = pool.settle(&mut stake, stake_factor);
            change(pool, &mut stake)?;
            Ok(burned)
        });
        self.units = stake.units;
        self.leaving = stake.leaving;
        self.generation = stake.generation;
        self.stake_factor = stake.stake_factor.0;
        burned
    }

    /// Whether an account has this type's discriminator. The owner is checked when the account is loaded.
    #[inline(always)]
    pub fn says_it_is(view: &AccountView) -> bool {
        // SAFETY: nothing else holds a reference to its data, because duplicates of a mutable account are refused.
        unsafe { view.borrow_unchecked() }.starts_with(Self::DISCRIMINATOR)
    }

    /// Refuses an account that cannot become this endorser's endorsement for this seed.
    ///
    /// It does not compute the rent: the runtime refuses an account with some lamports but too few. An account without
    /// lamports must be refused here, because it would be gone after the transaction, and the stake with it.
    #[inline(always)]
    pub fn validate_new(view: &AccountView, endorser: &Address, seed: &Seed) -> Result<()> {
        require_new(view, endorser, seed, &crate::ID).map_err(ReputationError::from)?;
        require!(view.data_len() == Account::<Self>::SPACE && view.lamports() != 0, ReputationError::NotNew);
        Ok(())
    }

    /// Refuses an endorsement between other standings.
    #[inline(always)]
    pub fn is_between(&self, endorser: &Address, endorsed: &Address) -> Result<()> {
        require!(address_eq(&self.endorser, endorser), ReputationError::WrongEndorsement);
        require!(address_eq(&self.endorsed, endorsed), ReputationError::WrongEndorsement);
        Ok(())
    }

    /// Whether nothing is staked anymore.
    pub fn is_over(&self) -> bool {
        self.units == 0 && self.leaving == 0
    }
}
