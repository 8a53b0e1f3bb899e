//! Taking an endorsement back in two steps, with a cool-down between them.

use anchor_lang::{address_eq, prelude::*};
use kit::{decrease, emit, now, Account};
use mail_interface::NetworkHead;
use units::{Timestamp, Q32};

use crate::{
    state::{Endorsement, Reputation, Standing},
    Collected, ReputationError, UnendorsementBegun, UnendorsementFinished,
};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct BeginUnendorse {
    /// The endorser, or the endorsed.
    pub signer: Signer,
    pub network: Account<NetworkHead>,
    pub reputation: Account<Reputation>,
    pub endorser_standing: Account<Standing>,
    #[account(mut)]
    pub endorsed_standing: Account<Standing>,
    #[account(mut)]
    pub endorsement: Account<Endorsement>,
}

// No signer: the shares can only return to the endorser.
#[derive(Accounts)]
pub struct FinishUnendorse {
    /// The endorser's wallet, which paid the endorsement's rent.
    #[account(mut)]
    pub endorser: UncheckedAccount,
    #[account(mut)]
    pub endorser_standing: Account<Standing>,
    #[account(mut)]
    pub endorsed_standing: Account<Standing>,
    #[account(mut)]
    pub endorsement: Account<Endorsement>,
}

/// Means all units of an endorsement that are not leaving yet.
const ALL: u64 = u64::MAX;

impl BeginUnendorse {
    fn validate(&self, units: u64) -> Result<()> {
        // network
        let network = self.network.address();
        require!(address_eq(&self.reputation.network, network), ReputationError::OtherNetwork);
        require!(address_eq(&self.endorsed_standing.network, network), ReputationError::OtherNetwork);

        // endorsement
        self.endorsement.is_between(self.endorser_standing.address(), self.endorsed_standing.address())?;

        // signer: the endorsed must send back everything, or else they could restart the cool-down again and again
        let signer = self.signer.address();
        if !address_eq(&self.endorser_standing.owner, signer) {
            require!(address_eq(&self.endorsed_standing.owner, signer), ReputationError::NotYourEndorsement);
            require!(units == ALL, ReputationError::AllOrNothing);
        }
        Ok(())
    }

    pub fn run(&mut self, units: u64) -> Result<()> {
        self.validate(units)?;

        let mut leaving = units;
        let stake_factor = Q32(self.endorser_standing.stake_factor);
        let burned = self.endorsement.change(stake_factor, &mut self.endorsed_standing, |pool, stake| {
            leaving = if units == ALL { stake.units } else { units };
            require!(leaving != 0, ReputationError::TooManyUnits);
            pool.leave(stake, leaving).map_err(ReputationError::from)?;
            Ok(())
        })?;
        let now = now()?;
        let cool_down = reputation_core::Parameters::cool_down_after(
            self.reputation.in_force(now).cool_down,
            self.network.longest_until_verdict(),
        );
        let ready_at = now.after(cool_down).0;
        self.endorsement.ready_at = ready_at;

        let (endorser, endorsed) = (self.endorsement.endorser, self.endorsement.endorsed);
        Collected::emit(endorser, endorsed, burned);
        emit(UnendorsementBegun { endorser, endorsed, units: leaving, ready_at });
        Ok(())
    }
}

impl FinishUnendorse {
    fn validate(&self) -> Result<()> {
        self.endorsement.is_between(self.endorser_standing.address(), self.endorsed_standing.address())?;
        require!(address_eq(&self.endorser_standing.owner, self.endorser.address()), ReputationError::NotYourStanding);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let now = now()?;
        let (mut shares, ready_at) = (0, Timestamp(self.endorsement.ready_at));
        let stake_factor = Q32(self.endorser_standing.stake_factor);
        let burned = self.endorsement.change(stake_factor, &mut self.endorsed_standing, |pool, stake| {
            if pool.worth_of(stake) == 0 {
                // A stake that was burned to nothing has nothing to wait for.
                pool.leave(stake, stake.units).map_err(ReputationError::from)?;
            } else {
                require!(stake.leaving != 0, ReputationError::NothingLeaving);
                require!(now >= ready_at, ReputationError::CoolingDown);
            }
            shares = pool.unendorse(stake);
            Ok(())
        })?;
        let returned = self.endorser_standing.earn(shares);

        let (endorser, endorsed) = (self.endorsement.endorser, self.endorsement.endorsed);
        // Both are parts of a pool, whose shares fit 64 bits.
        Collected::emit(endorser, endorsed, burned.saturating_add(shares.saturating_sub(returned)));
        emit(UnendorsementFinished { endorser, endorsed, shares: returned });
        if !self.endorsement.is_over() {
            return Ok(());
        }
        decrease(&mut self.endorser_standing.given, 1).ok_or(ReputationError::Overflow)?;
        decrease(&mut self.endorsed_standing.received, 1).ok_or(ReputationError::Overflow)?;
        self.endorsement.close(*self.endorser.account())
    }
}
