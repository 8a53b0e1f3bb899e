//! A person's reputation on a network. It is the truth; the token mirrors it.

use ::reputation_core::{stake_factor_after, Burn, Index, Pool};
use anchor_lang::{address_eq, prelude::*};
use kit::Account;
use units::{Bps, Seconds, Timestamp, Q32};

#[account]
pub struct Standing {
    pub network: Address,
    pub owner: Address,
    /// Unix seconds. A copy of the reputation's genesis, which never changes. With it a price needs only this account.
    pub genesis: i64,
    /// Seconds. A copy of the reputation's half-life, which never changes.
    pub half_life: u64,
    /// Shares that the owner earned and has not lent.
    pub own: u64,
    /// Shares that others staked on the owner and that are not leaving, minus the discount.
    pub support: u64,
    /// All shares that others staked on the owner: see `reputation_core::Pool`, also for the next three fields.
    pub pool_value: u64,
    pub pool_units: u64,
    pub pool_leaving: u64,
    pub pool_generation: u64,
    /// The fraction of what the owner lent that the owner's spam has left, in Q32.32: see
    /// `reputation_core::stake_factor_after`.
    pub stake_factor: u64,
    /// Endorsements that the owner gave and that are not closed.
    pub given: u32,
    /// Endorsements of the owner that are not closed.
    pub received: u32,
    /// Bps. A copy of the reputation's endorsement discount, which never changes.
    pub endorsement_discount: u32,
    pub bump: u8,
    pub padding: [u8; 3],
}

impl Standing {
    /// Loads a person's standing on a network; `None` if the account does not exist. It returns the error `wrong` for
    /// the standing of another person or on another network.
    #[inline(always)]
    pub fn find<E: Into<ProgramError>>(
        view: &AccountView,
        network: &Address,
        owner: &Address,
        wrong: E,
    ) -> Result<Option<Account<Self>>> {
        if view.is_data_empty() {
            return Ok(None);
        }
        let standing = Account::<Self>::load(*view)?;
        match address_eq(&standing.network, network) && address_eq(&standing.owner, owner) {
            true => Ok(Some(standing)),
            false => Err(wrong.into()),
        }
    }

    #[inline(always)]
    pub fn index(&self, now: Timestamp) -> Index {
        Index::at(now, Timestamp(self.genesis), Seconds(self.half_life))
    }

    /// The owner's effective reputation: what they earned, and what others lent them.
    #[inline(always)]
    pub fn effective(&self, index: Index) -> units::Reputation {
        index.effective(self.own.saturating_add(self.support))
    }

    /// The shares at this standing that a burn can reach and that the token mirrors.
    #[inline(always)]
    pub fn held(&self) -> u64 {
        self.own.saturating_add(self.pool_value)
    }

    /// Adds shares, and returns how many fit. What does not fit 64 bits is lost, because a verdict must never fail.
    #[inline(always)]
    pub fn earn(&mut self, shares: u64) -> u64 {
        let before = self.own;
        self.own = before.saturating_add(shares);
        self.own.saturating_sub(before)
    }

    /// Burns a fraction of what the owner has, of what they lent, and of what others staked on them.
    #[inline(always)]
    pub fn burn(&mut self, burn: Burn) {
        self.own = self.own.saturating_sub(burn.of(self.own));
        if self.given != 0 {
            self.stake_factor = stake_factor_after(Q32(self.stake_factor), burn).0;
        }
        if self.pool_value != 0 {
            self.change_pool(|pool| pool.burn(burn));
        }
    }

    /// Changes the pool of what others staked on the owner, and updates the part that counts.
    #[inline(always)]
    pub fn change_pool<T>(&mut self, change: impl FnOnce(&mut Pool) -> T) -> T {
        let mut pool = Pool {
            value: self.pool_value,
            units: self.pool_units,
            leaving: self.pool_leaving,
            generation: self.pool_generation,
        };
        let result = change(&mut pool);
        self.support = pool.support(Bps(self.endorsement_discount));
        self.pool_value = pool.value;
        self.pool_units = pool.units;
        self.pool_leaving = pool.leaving;
        self.pool_generation = pool.generation;
        result
    }
}
