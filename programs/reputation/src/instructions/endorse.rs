//! Staking reputation on somebody.

use anchor_lang::{address_eq, prelude::*};
use postage::{Timestamp, Q32};
use standing::{LEAST_KEPT, MIN_STAKE};

use crate::{
    seeds,
    state::{Endorsement, Reputation, Standing},
    Collected, Endorsed, ReputationError,
};

// No seeds are checked but the endorsement's: the program made every account with these discriminators, each at its one
// address.
#[derive(Accounts)]
pub struct Endorse {
    pub endorser: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub endorser_standing: Account<Standing>,
    #[account(mut)]
    pub endorsed_standing: Account<Standing>,
    /// That of the two, or a new account at the address that endorser and endorsed give.
    #[account(mut)]
    pub endorsement: UncheckedAccount,
}

impl Endorse {
    #[inline(always)]
    fn validate(&self) -> Result<()> {
        // the endorsed differs from the endorser, because no account may stand twice where one is mutable
        let network = &self.reputation.network;
        require!(address_eq(&self.endorser_standing.owner, self.endorser.address()), ReputationError::NotYourStanding);
        require!(address_eq(&self.endorser_standing.network, network), ReputationError::OtherNetwork);
        require!(address_eq(&self.endorsed_standing.network, network), ReputationError::OtherNetwork);
        Ok(())
    }

    /// Takes the stake from what the endorser earned.
    #[inline(always)]
    fn take(&mut self, shares: u64, now: Timestamp) -> Result<()> {
        let index = self.reputation.index(now);
        let least = index.shares(MIN_STAKE).ok_or(ReputationError::IndexRunOut)?;
        require!(shares >= least, ReputationError::StakeTooSmall);
        let left = self.endorser_standing.own.checked_sub(shares).ok_or(ReputationError::ReserveNeeded)?;
        let reserve = postage::Reputation(self.reputation.parameters.reserve);
        require!(index.effective(left) >= reserve, ReputationError::ReserveNeeded);
        self.endorser_standing.own = left;
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, shares: u64) -> Result<()> {
        self.validate()?;
        self.take(shares, Timestamp(Clock::get()?.unix_timestamp))?;

        let mut endorsement = self.endorsement()?;
        let kept = Q32(self.endorser_standing.kept);
        require!(kept >= LEAST_KEPT, ReputationError::TaintedStakes);
        let burned = endorsement.change(kept, &mut self.endorsed_standing, |pool, stake| {
            pool.endorse(stake, shares).map_err(ReputationError::from)?;
            Ok(())
        })?;
        let (endorser, endorsed) = (endorsement.endorser, endorsement.endorsed);
        Collected::emit(endorser, endorsed, burned);
        emit!(Endorsed { endorser, endorsed, shares });
        Ok(())
    }

    /// The account of the two, made of a new one with the first stake.
    #[inline(always)]
    fn endorsement(&mut self) -> Result<Account<Endorsement>> {
        let view = *self.endorsement.account();
        let (endorser, endorsed) = (*self.endorser_standing.address(), *self.endorsed_standing.address());
        if Endorsement::says_it_is(&view) {
            // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
            // the only wrapper of it.
            let endorsement = unsafe { Account::<Endorsement>::load_mut(view)? };
            endorsement.is_between(&endorser, &endorsed)?;
            return Ok(endorsement);
        }
        Endorsement::take_over(&view, self.endorser.address(), &seeds::endorsement(&endorsed))?;
        // SAFETY: as above.
        let mut endorsement = unsafe { Account::<Endorsement>::load_mut_after_init(view)? };
        endorsement.endorser = endorser;
        endorsement.endorsed = endorsed;
        if self.endorser_standing.given == 0 {
            self.endorser_standing.kept = Q32::ONE.0;
        }
        endorsement.kept = self.endorser_standing.kept;
        self.endorser_standing.given = one_more(self.endorser_standing.given)?;
        self.endorsed_standing.received = one_more(self.endorsed_standing.received)?;
        Ok(endorsement)
    }
}

#[inline(always)]
fn one_more(count: u32) -> Result<u32> {
    count.checked_add(1).ok_or_else(|| ReputationError::Overflow.into())
}
