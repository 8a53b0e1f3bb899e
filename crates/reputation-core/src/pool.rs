//! What others staked on a person. It is a pool, so that one burn takes from all stakes at once, without a list of
//! them.
//!
//! A unit costs one share at first, less after burns, and never more: every rounding leaves the pool with at most as
//! many shares as units. So a stake loses less than a share to rounding. That rules out inflation attacks, in which
//! someone donates to a pool to make a unit, and so the rounding of others, expensive.

use core::num::NonZeroU64;

use units::{
    wide::{mul_div_down, mul_wide},
    Bps, Q32,
};

use crate::earning::Burn;

/// All stakes on one person. The layout is the account's: no padding.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// The shares that are staked on the person.
    pub value: u64,
    /// The units into which the value is divided.
    pub units: u64,
    /// Units that are waiting out their cool-down. A burn takes from them too, but they no longer support the endorsed.
    pub leaving: u64,
    /// Counts the pools of this person. A new pool begins after a burn that left nothing.
    pub generation: u64,
}

/// What one endorser holds of a pool. Units of an earlier generation are worth nothing.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    /// Units that support the endorsed.
    pub units: u64,
    /// Units that are waiting out their cool-down.
    pub leaving: u64,
    /// The pool's generation in which they were bought.
    pub generation: u64,
    /// The endorser's stake factor when this stake was last settled, in Q32.32: see [`stake_factor_after`].
    pub stake_factor: Q32,
}

/// The least stake factor with which a person can endorse. Below it, what later spam burns of a stake would no longer
/// be exact to a ten-thousandth. It takes 50 burns of a fifth each to get there.
pub const MIN_STAKE_FACTOR: Q32 = Q32(1 << 16);

/// The stake factor after a burn: the fraction of all that a person lent that their own spam has left. It is one when a
/// person starts to lend, and each burn reduces it by the burned fraction, rounded down, against the spammer.
///
/// So nobody can shield reputation from a burn by lending it to a second wallet before the marks arrive. The burn is
/// recorded at once, and [`Pool::settle`] takes it out of a stake before anything else happens to the stake.
#[inline]
pub fn stake_factor_after(stake_factor: Q32, burn: Burn) -> Q32 {
    Q32(stake_factor.0.saturating_sub(burn.of(stake_factor.0)))
}

/// Why a change of a stake was refused. Nothing has changed then. The texts say what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// No shares were staked.
    TooLittle,
    /// More units than the stake has.
    TooManyUnits,
    /// After burns there are so many units per share that more do not fit 64 bits.
    Diluted,
}

impl Pool {
    /// Stakes shares, and returns the units that they buy: rounded down, in favor of the pool, by less than one.
    ///
    /// # Errors
    /// [`PoolError::TooLittle`], [`PoolError::Diluted`].
    pub fn endorse(&mut self, stake: &mut Stake, shares: u64) -> Result<u64, PoolError> {
        let mut pool = *self;
        if pool.value == 0 && pool.units != 0 {
            // It would take 2^64 generations to wrap.
            pool = Self { generation: pool.generation.wrapping_add(1), ..Self::default() };
        }
        let units = NonZeroU64::new(pool.value).map_or(shares, |value| mul_div_down(shares, pool.units, value));
        if units == 0 {
            return Err(PoolError::TooLittle);
        }
        pool.units = pool.units.checked_add(units).ok_or(PoolError::Diluted)?;
        pool.value = pool.value.checked_add(shares).ok_or(PoolError::Diluted)?;
        let held = pool.current(stake);
        // A stake's units are part of the pool's, which fit 64 bits.
        *stake = Stake { units: held.units.saturating_add(units), ..held };
        *self = pool;
        Ok(units)
    }

    /// Burns what the endorser's own spam has taken from a stake since it was last settled, leaving units included, and
    /// returns the burned shares. It must run before anything else is done with a stake. It also initializes a new
    /// stake.
    ///
    /// `stake_factor` is the endorser's current one, which never rises while they have lent anything.
    ///
    /// The units that stay are rounded down, against the endorser. What the burned units are worth is also rounded
    /// down, in favor of the pool, so no other stake pays for it.
    pub fn settle(&mut self, stake: &mut Stake, stake_factor: Q32) -> u64 {
        let held = self.current(stake);
        if held.stake_factor == stake_factor {
            *stake = held;
            return 0;
        }
        let [units, leaving] = [held.units, held.leaving].map(|units| part(units, stake_factor, held.stake_factor));
        *stake = Stake { units, leaving, stake_factor, ..held };
        // No more units stay than there were.
        let left = held.leaving.saturating_sub(leaving);
        let gone = held.units.saturating_sub(units).saturating_add(left);
        let burned = self.worth(gone);
        self.units = self.units.saturating_sub(gone);
        self.leaving = self.leaving.saturating_sub(left);
        self.value = self.value.saturating_sub(burned);
        burned
    }

    /// Begins the cool-down of `units`. From now on they support nobody, so no message that was sent with their support
    /// can be marked after they are gone. Units that were already leaving join them: one cool-down starts now for all.
    ///
    /// # Errors
    /// [`PoolError::TooManyUnits`].
    pub fn leave(&mut self, stake: &mut Stake, units: u64) -> Result<(), PoolError> {
        let held = self.current(stake);
        let staying = held.units.checked_sub(units).ok_or(PoolError::TooManyUnits)?;
        // The leaving units are part of the pool's units, which fit 64 bits.
        *stake = Stake { units: staying, leaving: held.leaving.saturating_add(units), ..held };
        self.leaving = self.leaving.saturating_add(units);
        Ok(())
    }

    /// Ends the cool-down and returns what all leaving units of a stake are worth: rounded down, in favor of the pool,
    /// by less than a share. The last one to leave gets all that is left.
    pub fn unendorse(&mut self, stake: &mut Stake) -> u64 {
        let held = self.current(stake);
        let shares = self.worth(held.leaving);
        // A stake's units are part of the pool's, and their worth is part of its value.
        self.units = self.units.saturating_sub(held.leaving);
        self.leaving = self.leaving.saturating_sub(held.leaving);
        self.value = self.value.saturating_sub(shares);
        *stake = Stake { leaving: 0, ..held };
        shares
    }

    /// Burns a fraction of all stakes, leaving units included. Returns the burned shares, rounded up, against the
    /// spammer.
    pub fn burn(&mut self, burn: Burn) -> u64 {
        let burned = burn.of(self.value);
        self.value = self.value.saturating_sub(burned);
        burned
    }

    /// What a stake is worth in shares, leaving units included, rounded down.
    pub fn worth_of(&self, stake: &Stake) -> u64 {
        let held = self.current(stake);
        self.worth(held.units.saturating_add(held.leaving))
    }

    /// The shares that count for the endorsed: those that are not leaving, minus the discount, rounded down.
    pub fn support(&self, discount: Bps) -> u64 {
        let counted = Bps::WHOLE.0.saturating_sub(discount.0) as u64;
        // Usually nothing is leaving and the product fits 64 bits, since the factor has 14.
        let staying = match self.leaving {
            0 => self.value,
            leaving => self.worth(self.units.saturating_sub(leaving)),
        };
        match staying >> 50 {
            0 => staying.wrapping_mul(counted) / WHOLE,
            _ => mul_div_down(staying, counted, WHOLE),
        }
    }

    /// The stake as it counts now: units of an earlier generation are gone.
    fn current(&self, stake: &Stake) -> Stake {
        match stake.generation == self.generation {
            true => *stake,
            false => Stake { generation: self.generation, stake_factor: stake.stake_factor, ..Stake::default() },
        }
    }

    fn worth(&self, units: u64) -> u64 {
        NonZeroU64::new(self.units).map_or(0, |all| mul_div_down(units, self.value, all))
    }
}

const WHOLE: NonZeroU64 = NonZeroU64::new(Bps::WHOLE.0 as u64).unwrap();

/// `units * now / before`, rounded down; all of them if `now` is not less than `before`.
fn part(units: u64, now: Q32, before: Q32) -> u64 {
    match NonZeroU64::new(before.0) {
        // Less than one, so the shift loses no bits.
        Some(whole) if now < before && now < Q32::ONE => {
            let (high, low) = mul_wide(units, (now.0 << 32) / whole);
            (high << 32) | (low >> 32)
        }
        _ => units,
    }
}

impl core::fmt::Display for PoolError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::TooLittle => "stake at least one share",
            Self::TooManyUnits => "take back at most the units of this stake that are not leaving yet",
            Self::Diluted => "stake less, or wait until burned stakes are taken out",
        })
    }
}

impl core::error::Error for PoolError {}
