//! What others staked on someone, as the list of stakes that the program never sees at once.
//!
//! The program keeps sums of units; here they are recomputed each time. A chain that agrees therefore has pools whose
//! units are those of their stakes.

use units::Bps;

use crate::prelude::*;

/// The total of all stakes on someone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// In shares.
    pub value: u64,
    /// Units among which the value is divided.
    pub units: u64,
    /// Units that no longer support the owner.
    pub leaving: u64,
}

impl Pool {
    /// What these units are worth.
    pub fn worth(&self, units: u64) -> u64 {
        if self.units == 0 { 0 } else { part(self.value, units, self.units) }
    }
}

/// `whole * numerator / denominator`, rounded down.
pub fn part(whole: u64, numerator: u64, denominator: u64) -> u64 {
    let exact = u128::from(whole) * u128::from(numerator) / u128::from(denominator);
    u64::try_from(exact).unwrap_or(u64::MAX)
}

impl Model {
    /// The endorsements of a person.
    pub fn received(&self, standing: Pubkey) -> impl Iterator<Item = &Endorsement> {
        self.endorsements.values().filter(move |endorsement| endorsement.endorsed == standing)
    }

    /// The endorsements by a person.
    pub fn given(&self, standing: Pubkey) -> impl Iterator<Item = &Endorsement> {
        self.endorsements.values().filter(move |endorsement| endorsement.endorser == standing)
    }

    /// What others staked on a person.
    pub fn pool(&self, address: Pubkey, standing: &Standing) -> Pool {
        let stakes = || self.received(address).filter(|stake| stake.generation == standing.generation);
        Pool {
            value: standing.staked,
            units: stakes().map(|stake| stake.units + stake.leaving).sum(),
            leaving: stakes().map(|stake| stake.leaving).sum(),
        }
    }

    /// The part that counts for the owner.
    pub fn support(&self, pool: Pool, discount: Bps) -> u64 {
        let leaving = if self.makes(Mistake::LeavingSupports) { 0 } else { pool.leaving };
        let counted = Bps::WHOLE.0 - discount.0;
        part(pool.worth(pool.units - leaving), counted.into(), Bps::WHOLE.0.into())
    }

    /// Adds shares to a settled stake.
    pub fn stake(&mut self, endorsement: Pubkey, shares: u64) -> Prediction {
        let mut stake = self.endorsements[&endorsement].clone();
        let mut to = self.standings[&stake.endorsed].clone();
        let mut pool = self.pool(stake.endorsed, &to);
        // What was burned to nothing is abandoned.
        if pool.value == 0 && pool.units > 0 {
            pool = Pool::default();
            to.generation += 1;
            stake = Endorsement { units: 0, leaving: 0, generation: to.generation, ..stake };
        }
        let units = if pool.value == 0 { shares } else { part(shares, pool.units, pool.value) };
        let is_diluted = pool.units.checked_add(units).is_none() || pool.value.checked_add(shares).is_none();
        Reasons::default().when(is_diluted, ReputationError::Diluted).none()?;
        stake.units += units;
        to.staked += shares;
        self.standings.insert(stake.endorsed, to);
        self.endorsements.insert(endorsement, stake);
        Ok(())
    }

    /// Burns the part of a stake that its endorser's own spam has burned since the last settlement, and drops units of
    /// an earlier pool.
    pub fn settle_stake(&mut self, endorsement: Pubkey) {
        let mut stake = self.endorsements[&endorsement].clone();
        let stake_factor = self.standings[&stake.endorser].stake_factor;
        let to = self.standings[&stake.endorsed].clone();
        if stake.generation != to.generation {
            stake = Endorsement { units: 0, leaving: 0, generation: to.generation, ..stake };
        }
        let pool = self.pool(stake.endorsed, &to);
        let [units, leaving] =
            [stake.units, stake.leaving].map(|units| part(units, of(stake_factor, stake.stake_factor).0, Q32::ONE.0));
        let burned = pool.worth(stake.units - units + stake.leaving - leaving);
        self.shares_of(to.network).collected.add(burned);
        self.standings.insert(stake.endorsed, Standing { staked: to.staked - burned, ..to });
        self.endorsements.insert(endorsement, Endorsement { units, leaving, stake_factor, ..stake });
    }

    /// Returns shares of a settled stake to the endorser.
    pub fn give_back(&mut self, stake: &Endorsement, shares: u64) {
        self.standings.entry(stake.endorsed).and_modify(|to| to.staked -= shares);
        self.earn(stake.endorser, shares);
    }

    pub fn check_between(
        &self,
        [endorser, endorsed]: [Pubkey; 2],
        endorsement: Pubkey,
    ) -> Result<Reasons, Vec<Refusal>> {
        let state = known(&self.endorsements, endorsement)?;
        let is_theirs = (state.endorser, state.endorsed) == (endorser, endorsed);
        Ok(Reasons::default().when(!is_theirs, ReputationError::WrongEndorsement))
    }
}

/// The fraction of what was left before that is still left.
pub fn of(now: Q32, before: Q32) -> Q32 {
    if now < before { Q32(part(now.0, Q32::ONE.0, before.0)) } else { Q32::ONE }
}
