//! Reputation from chain state: converts standings and endorsements to the inputs of [`reputation_core`].

use reputation_core::{Index, Pool, Stake};
use units::{Reputation, Seconds, Timestamp};

use crate::accounts::{Endorsement, Standing};

/// The parts of a person's reputation at one moment. All of them decay at the same rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// The moment.
    pub at: Timestamp,
    /// What the owner earned and has not staked on others.
    pub own: Reputation,
    /// What is left of the owner's stakes on others, after burns for spam. Stakes that are leaving are included.
    pub staked: Reputation,
    /// What is left of others' stakes on the owner, after burns. Stakes that are leaving are included.
    pub received: Reputation,
    /// The part of `received` that counts: without stakes that are leaving, and after the discount.
    pub counted: Reputation,
    /// What the programs use: `own` plus `counted`.
    pub effective: Reputation,
}

impl Standing {
    /// The index at a moment.
    pub fn index(&self, at: Timestamp) -> Index {
        Index::at(at, Timestamp(self.genesis), Seconds(self.half_life))
    }

    /// The owner's reputation at a moment, as the programs count it: what they earned, and what endorsements add.
    pub fn effective(&self, at: Timestamp) -> Reputation {
        self.index(at).effective(self.own.saturating_add(self.support))
    }

    /// The parts of the owner's reputation at a moment, given the shares that the owner has staked on others.
    pub fn holdings(&self, staked: u64, at: Timestamp) -> Holdings {
        let worth = |shares| self.index(at).effective(shares);
        Holdings {
            at,
            own: worth(self.own),
            staked: worth(staked),
            received: worth(self.pool_value),
            counted: worth(self.support),
            effective: self.effective(at),
        }
    }

    /// The shares that the standing holds and the token mirrors: the owner's, and those that others staked on the
    /// owner.
    pub fn held(&self) -> u64 {
        self.own.saturating_add(self.pool_value)
    }

    /// The pool of stakes on the owner.
    pub fn pool(&self) -> Pool {
        Pool {
            value: self.pool_value,
            units: self.pool_units,
            leaving: self.pool_leaving,
            generation: self.pool_generation,
        }
    }
}

impl Endorsement {
    /// The pool of the endorsed and this endorsement's stake in it, after the burns for the endorser's spam.
    pub fn settled(&self, endorser: &Standing, endorsed: &Standing) -> (Pool, Stake) {
        let (mut pool, mut stake) = (endorsed.pool(), self.stake());
        pool.settle(&mut stake, units::Q32(endorser.stake_factor));
        (pool, stake)
    }

    /// The units of the pool that are worth this number of shares, rounded up, after the burns for the endorser's spam.
    /// `None` if those are all units of the endorsement that are not leaving, or more.
    pub fn units_worth(&self, shares: u64, endorser: &Standing, endorsed: &Standing) -> Option<u64> {
        let (pool, stake) = self.settled(endorser, endorsed);
        let value = u128::from(pool.value).max(1);
        let units = (u128::from(shares) * u128::from(pool.units)).div_ceil(value);
        u64::try_from(units).ok().filter(|units| *units < stake.units)
    }

    /// Whether it ends once what is leaving has returned, so that its rent returns, too: nothing else of it is left after
    /// the burns, for the endorser's spam and for that of the endorsed, or nothing of it is worth anything.
    pub fn ends(&self, endorser: &Standing, endorsed: &Standing) -> bool {
        let (pool, stake) = self.settled(endorser, endorsed);
        stake.units == 0 || pool.worth_of(&stake) == 0
    }

    fn stake(&self) -> Stake {
        let Self { units, leaving, generation, stake_factor, .. } = *self;
        Stake { units, leaving, generation, stake_factor: units::Q32(stake_factor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENESIS: i64 = 1_800_000_000;

    fn standing() -> Standing {
        let mut standing = Standing::from_bytes(&[0; Standing::LEN]).unwrap();
        standing.genesis = GENESIS;
        standing.half_life = reputation_core::Parameters::PERSONAL.half_life.0;
        standing.stake_factor = units::Q32::ONE.0;
        standing
    }

    /// The only endorser staked 100 shares, and then half of the pool was burned.
    fn staked() -> (Standing, Standing, Endorsement) {
        let mut endorsed = standing();
        (endorsed.pool_value, endorsed.pool_units) = (50, 100);
        let mut endorsement = Endorsement::from_bytes(&[0; Endorsement::LEN]).unwrap();
        (endorsement.units, endorsement.stake_factor) = (100, units::Q32::ONE.0);
        (standing(), endorsed, endorsement)
    }

    #[test]
    fn all_holdings_are_worth_half_after_a_half_life() {
        let mut own = standing();
        (own.own, own.pool_value, own.support) = (8_000_000, 6_000_000, 2_000_000);
        let later = Timestamp(GENESIS).after(Seconds(own.half_life));
        let expected = |at, divisor: u64| Holdings {
            at,
            own: Reputation(8_000_000 / divisor),
            staked: Reputation(4_000_000 / divisor),
            received: Reputation(6_000_000 / divisor),
            counted: Reputation(2_000_000 / divisor),
            effective: Reputation(10_000_000 / divisor),
        };
        assert_eq!(own.holdings(4_000_000, Timestamp(GENESIS)), expected(Timestamp(GENESIS), 1));
        assert_eq!(own.holdings(4_000_000, later), expected(later, 2));
    }

    #[test]
    fn units_are_worth_at_least_the_requested_shares_and_all_of_them_are_none() {
        let (endorser, endorsed, endorsement) = staked();
        for (shares, units) in [(0, Some(0)), (1, Some(2)), (49, Some(98)), (50, None), (51, None), (u64::MAX, None)] {
            assert_eq!(endorsement.units_worth(shares, &endorser, &endorsed), units, "{shares}");
        }
    }

    #[test]
    fn units_that_the_endorsers_spam_has_burned_are_not_counted() {
        let (mut endorser, endorsed, endorsement) = staked();
        endorser.stake_factor = units::Q32::ONE.0 / 2;
        assert_eq!(endorsement.units_worth(24, &endorser, &endorsed), Some(48));
        assert_eq!(endorsement.units_worth(25, &endorser, &endorsed), None);
    }
}
