//! What one person staked on another.

use anchor_lang::{address_eq, prelude::*};
use authored::{Refusal, Seed};
use postage::Q32;
use standing::{Pool, Stake};

use super::Standing;
use crate::ReputationError;

#[account]
pub struct Endorsement {
    /// The endorser's standing.
    pub endorser: Address,
    /// The standing of the endorsed.
    pub endorsed: Address,
    /// Units of the endorsed's pool that support them: see `standing::Stake`.
    pub units: u64,
    /// Units that wait out their cool-down.
    pub leaving: u64,
    pub generation: u64,
    /// Q32.32.
    pub kept: u64,
    /// When what is leaving can be taken out, in unix seconds.
    pub ready_at: i64,
}

impl Endorsement {
    /// Bytes of the account.
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// Lets the stake pay for its endorser's spam, and then changes it and the pool that it is part of. Returns what the
    /// spam burned.
    #[inline(always)]
    pub fn change(
        &mut self,
        kept: Q32,
        endorsed: &mut Standing,
        change: impl FnOnce(&mut Pool, &mut Stake) -> Result<()>,
    ) -> Result<u64> {
        let mut stake =
            Stake { units: self.units, leaving: self.leaving, generation: self.generation, kept: Q32(self.kept) };
        let burned = endorsed.change_pool(|pool| {
            let burned = pool.settle(&mut stake, kept);
            change(pool, &mut stake)?;
            Ok(burned)
        });
        self.units = stake.units;
        self.leaving = stake.leaving;
        self.generation = stake.generation;
        self.kept = stake.kept.0;
        burned
    }

    /// Whether an account says that it is one. Whose it is, loading it finds out.
    #[inline(always)]
    pub fn says_it_is(view: &AccountView) -> bool {
        // SAFETY: nobody else has a reference to its data: duplicates of a mutable account are refused.
        unsafe { view.borrow_unchecked() }.starts_with(Self::DISCRIMINATOR)
    }

    /// Makes an endorsement of a new account that its endorser had the system program create.
    ///
    /// Its rent is not asked for: the runtime refuses an account that has some and not enough. One that has none would
    /// be gone after the transaction, and the stake with it.
    #[inline(always)]
    pub fn take_over(view: &AccountView, endorser: &Address, seed: &Seed) -> Result<()> {
        authored::take_over(view, endorser, seed, &crate::ID).map_err(ReputationError::from)?;
        require!(view.data_len() == Self::SPACE && view.lamports() != 0, ReputationError::NotNew);
        authored::mark(view, Self::DISCRIMINATOR).map_err(|refusal| ReputationError::from(refusal).into())
    }

    /// Refuses the endorsement of others.
    #[inline(always)]
    pub fn is_between(&self, endorser: &Address, endorsed: &Address) -> Result<()> {
        require!(address_eq(&self.endorser, endorser), ReputationError::WrongEndorsement);
        require!(address_eq(&self.endorsed, endorsed), ReputationError::WrongEndorsement);
        Ok(())
    }

    /// Whether nothing is staked any more.
    pub fn is_over(&self) -> bool {
        self.units == 0 && self.leaving == 0
    }
}

impl From<Refusal> for ReputationError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNew => Self::NotNew,
            Refusal::WrongAddress => Self::WrongAddress,
        }
    }
}
