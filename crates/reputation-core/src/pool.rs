//! What others staked on somebody: a pool, so that a burn takes from all of them at once, without a list of them.
//!
//! A unit costs a share at first, less after burns, and never more: every rounding leaves the pool at most as many
//! shares as units. So a stake loses less than a share to roundings, and there is none of the attacks in which somebody
//! gives to a pool in order to make a unit, and with it others' roundings, dear.

use core::num::NonZeroU64;

use units::{
    wide::{mul_div_down, mul_wide},
    Bps, Q32,
};

use crate::earning::Burn;

/// The endorsements of one person. The layout is the account's: no padding.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// The shares that are staked on them.
    pub value: u64,
    /// What the value is divided among.
    pub units: u64,
    /// Units that wait out their cool-down: a burn takes from them too, but they no longer support the endorsed.
    pub leaving: u64,
    /// Which pool this is: a new one begins after a burn that left nothing.
    pub generation: u64,
}

/// What one endorser holds of a pool. Units of an earlier generation are worth nothing.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    /// Units that support the endorsed.
    pub units: u64,
    /// Units that wait out their cool-down.
    pub leaving: u64,
    /// The pool's generation in which they were bought.
    pub generation: u64,
    /// What the endorser's own spam had left of what they lent when this stake was last settled: see [`stake_factor_after`].
    pub stake_factor: Q32,
}

/// The least that is kept at which something can be lent: below it, the part of a stake that later spam burns would not
/// be exact to a ten thousandth. It takes 50 burns of a fifth each.
pub const MIN_STAKE_FACTOR: Q32 = Q32(1 << 16);

/// What an endorser's spam leaves of all that they lent, since they last had lent nothing: one at first, and after each
/// burn the part of it that was not burned, rounded down, against the spammer.
///
/// So nobody shields their reputation from a burn by lending it to a second wallet before the marks arrive: the burn is
/// on record at once, and [`Pool::settle`] takes it out of a stake before anything else happens to that.
#[inline]
pub fn stake_factor_after(stake_factor: Q32, burn: Burn) -> Q32 {
    Q32(stake_factor.0.saturating_sub(burn.of(stake_factor.0)))
}

/// Why an endorsement was refused; then nothing has changed. The texts say what would be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// No shares.
    TooLittle,
    /// More units than the stake has.
    TooManyUnits,
    /// So many units are left of stakes that were burned that more do not fit 64 bits.
    Diluted,
}

impl Pool {
    /// Stakes shares, and returns the units that they buy, rounded down, in favour of the pool, by less than one.
    ///
    /// # Errors
    /// [`PoolError::TooLittle`], [`PoolError::Diluted`].
    pub fn endorse(&mut self, stake: &mut Stake, shares: u64) -> Result<u64, PoolError> {
        let mut pool = *self;
        if pool.value == 0 && pool.units != 0 {
            // No pool lives to see 2^64 of them.
            pool = Self { generation: pool.generation.wrapping_add(1), ..Self::default() };
        }
        let units = NonZeroU64::new(pool.value).map_or(shares, |value| mul_div_down(shares, pool.units, value));
        if units == 0 {
            return Err(PoolError::TooLittle);
        }
        pool.units = pool.units.checked_add(units).ok_or(PoolError::Diluted)?;
        pool.value = pool.value.checked_add(shares).ok_or(PoolError::Diluted)?;
        let held = pool.current(stake);
        // A stake's units are a part of the pool's, which fit.
        *stake = Stake { units: held.units.saturating_add(units), ..held };
        *self = pool;
        Ok(units)
    }

    /// Burns of a stake, leaving units included, what its endorser's own spam has burned since it was last settled, and
    /// returns the shares burned. Comes before everything else that is done with a stake, and makes a new one.
    ///
    /// `stake_factor` is the endorser's of now, which never rises while they have lent anything.
    ///
    /// The units that stay are rounded down, against the endorser, and what the others are worth likewise, in favour of
    /// the pool: nobody else's stake pays for it.
    pub fn settle(&mut self, stake: &mut Stake, stake_factor: Q32) -> u64 {
        let held = self.current(stake);
        if held.stake_factor == stake_factor {
            *stake = held;
            return 0;
        }
        let [units, leaving] = [held.units, held.leaving].map(|units| part(units, stake_factor, held.stake_factor));
        *stake = Stake { units, leaving, stake_factor, ..held };
        // What stays is never more than what was there.
        let left = held.leaving.saturating_sub(leaving);
        let gone = held.units.saturating_sub(units).saturating_add(left);
        let burned = self.worth(gone);
        self.units = self.units.saturating_sub(gone);
        self.leaving = self.leaving.saturating_sub(left);
        self.value = self.value.saturating_sub(burned);
        burned
    }

    /// Begins the cool-down of `units`: from now they support nobody, so that nothing sent with their support can be
    /// marked after they are gone. Units that are leaving already leave with them: the cool-down of both begins now.
    ///
    /// # Errors
    /// [`PoolError::TooManyUnits`].
    pub fn leave(&mut self, stake: &mut Stake, units: u64) -> Result<(), PoolError> {
        let held = self.current(stake);
        let staying = held.units.checked_sub(units).ok_or(PoolError::TooManyUnits)?;
        // The leaving units, like all, are a part of the pool's, which fit.
        *stake = Stake { units: staying, leaving: held.leaving.saturating_add(units), ..held };
        self.leaving = self.leaving.saturating_add(units);
        Ok(())
    }

    /// Ends the cool-down: gives back what all leaving units of a stake are worth, rounded down, in favour of the
    /// pool, by less than a share; the last one to leave gets all that is left.
    pub fn unendorse(&mut self, stake: &mut Stake) -> u64 {
        let held = self.current(stake);
        let shares = self.worth(held.leaving);
        // A stake's units are a part of the pool's, and their worth a part of its value.
        self.units = self.units.saturating_sub(held.leaving);
        self.leaving = self.leaving.saturating_sub(held.leaving);
        self.value = self.value.saturating_sub(shares);
        *stake = Stake { leaving: 0, ..held };
        shares
    }

    /// Burns a part of all stakes, leaving ones included, and returns the shares burned, rounded up.
    pub fn burn(&mut self, burn: Burn) -> u64 {
        let burned = burn.of(self.value);
        self.value = self.value.saturating_sub(burned);
        burned
    }

    /// What a stake is worth, leaving units included, rounded down.
    pub fn worth_of(&self, stake: &Stake) -> u64 {
        let held = self.current(stake);
        self.worth(held.units.saturating_add(held.leaving))
    }

    /// The shares that count for the endorsed: what has not begun to leave, less the discount, rounded down.
    pub fn support(&self, discount: Bps) -> u64 {
        let counted = Bps::WHOLE.0.saturating_sub(discount.0) as u64;
        // Most often nothing is leaving, and the product fits 64 bits: the discount has 14.
        let staying = match self.leaving {
            0 => self.value,
            leaving => self.worth(self.units.saturating_sub(leaving)),
        };
        match staying >> 50 {
            0 => staying.wrapping_mul(counted) / WHOLE,
            _ => mul_div_down(staying, counted, WHOLE),
        }
    }

    /// The stake as it counts today: nothing is left of those of earlier generations.
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

/// `units * now / before`, rounded down: all of them where `now` is not less.
fn part(units: u64, now: Q32, before: Q32) -> u64 {
    match NonZeroU64::new(before.0) {
        // Less than one, so that the shift loses nothing.
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
            Self::TooManyUnits => "unstake at most the units that this stake has and that are not leaving yet",
            Self::Diluted => "stake less, or wait until stakes that were burned have been taken out",
        })
    }
}

impl core::error::Error for PoolError {}
