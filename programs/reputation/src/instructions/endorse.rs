//! Staking reputation on somebody.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, increase, init_seeded, now, Account};
use reputation_core::{MIN_STAKE, MIN_STAKE_FACTOR};
use units::{Timestamp, Q32};

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
    fn validate(&self, shares: u64, now: Timestamp) -> Result<()> {
        // the endorsed differs from the endorser, because no account may stand twice where one is mutable
        let network = &self.reputation.network;
        require!(address_eq(&self.endorser_standing.owner, self.endorser.address()), ReputationError::NotYourStanding);
        require!(address_eq(&self.endorser_standing.network, network), ReputationError::OtherNetwork);
        require!(address_eq(&self.endorsed_standing.network, network), ReputationError::OtherNetwork);

        // stake
        let index = self.reputation.index(now);
        let least = index.shares(MIN_STAKE).ok_or(ReputationError::IndexRunOut)?;
        require!(shares >= least, ReputationError::StakeTooSmall);
        let left = self.endorser_standing.own.checked_sub(shares).ok_or(ReputationError::ReserveNeeded)?;
        require!(index.effective(left) >= self.reputation.parameters.reserve, ReputationError::ReserveNeeded);
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

    /// What the endorser's spam has left of what they lent: all of it if they have lent nothing.
    #[inline(always)]
    fn stake_factor(&self, has_endorsement: bool) -> Q32 {
        match has_endorsement || self.endorser_standing.given != 0 {
            true => Q32(self.endorser_standing.stake_factor),
            false => Q32::ONE,
        }
    }

    /// The account of the two, if it is there; else refuses one that cannot become it.
    #[inline(always)]
    fn find(&self) -> Result<Option<Account<Endorsement>>> {
        let view = self.endorsement.account();
        let (endorser, endorsed) = (self.endorser_standing.address(), self.endorsed_standing.address());
        if !Endorsement::says_it_is(view) {
            Endorsement::validate_new(view, self.endorser.address(), &seeds::endorsement(endorsed))?;
            return Ok(None);
        }
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        let endorsement = unsafe { Account::<Endorsement>::load_mut(*view)? };
        endorsement.is_between(endorser, endorsed)?;
        Ok(Some(endorsement))
    }

    /// Makes the account of the two with the first stake.
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
