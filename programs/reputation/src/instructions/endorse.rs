//! Staking reputation on another person.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, increase, init_seeded, now, Account};
use reputation_core::{MIN_STAKE, MIN_STAKE_FACTOR};
use units::{Timestamp, Q32};

use crate::{
    seeds,
    state::{Endorsement, Reputation, Standing},
    Collected, Endorsed, ReputationError,
};

// Only the endorsement's seed is checked: the program creates accounts with these discriminators at their one address
// only.
#[derive(Accounts)]
pub struct Endorse {
    pub endorser: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub endorser_standing: Account<Standing>,
    #[account(mut)]
    pub endorsed_standing: Account<Standing>,
    /// The endorsement of these two, or a new account at the address derived from the endorser and the endorsed
    /// standing.
    #[account(mut)]
    pub endorsement: UncheckedAccount,
}

impl Endorse {
    #[inline(always)]
    fn validate(&self, shares: u64, now: Timestamp) -> Result<()> {
        // people: Anchor refuses duplicates of a mutable account, so the two standings differ
        let network = &self.reputation.network;
        require!(address_eq(&self.endorser_standing.owner, self.endorser.address()), ReputationError::NotYourStanding);
        require!(address_eq(&self.endorser_standing.network, network), ReputationError::OtherNetwork);
        require!(address_eq(&self.endorsed_standing.network, network), ReputationError::OtherNetwork);

        // stake
        let index = self.reputation.index(now);
        let least = index.shares(MIN_STAKE).ok_or(ReputationError::IndexRunOut)?;
        require!(shares >= least, ReputationError::StakeTooSmall);
        let left = self.endorser_standing.own.checked_sub(shares).ok_or(ReputationError::ReserveNeeded)?;
        require!(index.effective(left) >= self.reputation.in_force(now).reserve, ReputationError::ReserveNeeded);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, shares: u64) -> Result<()> {
        self.validate(shares, now()?)?;
        let existing = self.find()?;
        let stake_factor = self.stake_factor(existing.is_some());
        require!(stake_factor >= MIN_STAKE_FACTOR, ReputationError::TaintedStakes);

        self.endorser_standing.own = self.endorser_standing.own.saturating_sub(shares);
        self.endorser_standing.stake_factor = stake_factor.0;
        let mut endorsement = match existing {
            Some(endorsement) => endorsement,
            None => self.open(stake_factor)?,
        };
        let burned = endorsement.change(stake_factor, &mut self.endorsed_standing, |pool, stake| {
            pool.endorse(stake, shares).map_err(ReputationError::from)?;
            Ok(())
        })?;
        let (endorser, endorsed) = (endorsement.endorser, endorsement.endorsed);
        Collected::emit(endorser, endorsed, burned);
        emit(Endorsed { endorser, endorsed, shares });
        Ok(())
    }

    /// What the endorser's spam has left of what they lent; one if they have lent nothing.
    #[inline(always)]
    fn stake_factor(&self, has_endorsement: bool) -> Q32 {
        match has_endorsement || self.endorser_standing.given != 0 {
            true => Q32(self.endorser_standing.stake_factor),
            false => Q32::ONE,
        }
    }

    /// The endorsement, if it exists. Otherwise refuses an account that cannot become it.
    #[inline(always)]
    fn find(&self) -> Result<Option<Account<Endorsement>>> {
        let view = self.endorsement.account();
        let (endorser, endorsed) = (self.endorser_standing.address(), self.endorsed_standing.address());
        if !Endorsement::says_it_is(view) {
            Endorsement::validate_new(view, self.endorser.address(), &seeds::endorsement(endorsed))?;
            return Ok(None);
        }
        // SAFETY: no other account here is the same one, because duplicates of a mutable account are refused, and this
        // is its only wrapper.
        let endorsement = unsafe { Account::<Endorsement>::load_mut(*view)? };
        endorsement.is_between(endorser, endorsed)?;
        Ok(Some(endorsement))
    }

    /// Initializes the endorsement for the first stake.
    #[inline(always)]
    fn open(&mut self, stake_factor: Q32) -> Result<Account<Endorsement>> {
        let mut endorsement = init_seeded::<Endorsement>(self.endorsement.account())?;
        endorsement.endorser = *self.endorser_standing.address();
        endorsement.endorsed = *self.endorsed_standing.address();
        endorsement.stake_factor = stake_factor.0;
        increase(&mut self.endorser_standing.given, 1).ok_or(ReputationError::Overflow)?;
        increase(&mut self.endorsed_standing.received, 1).ok_or(ReputationError::Overflow)?;
        Ok(endorsement)
    }
}
