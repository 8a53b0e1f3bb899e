//! Exponential decay in fixed point.

use core::num::NonZeroU64;

use crate::{
    power::{exp2_fraction, SHORTFALL},
    Seconds, Q32,
};

/// `count * 2^(-elapsed / half_life)`, rounded up by at most 2^-34 of it and 2^-29: what a sender's own messages
/// count. So decaying in steps never gives less than the true decay of the whole time.
///
/// Counts above [`Q32::MAX_COUNT`] count as that, and a half-life of zero as one second.
///
/// ```
/// use units::*;
///
/// // Eight messages sent two days ago count as two, where a message counts half after a day.
/// let load = decay_up(Q32::from_int(8), Seconds::days(2), Seconds::days(1));
/// assert_eq!(format!("{:.6}", load.to_f64()), "2.000000");
/// ```
#[inline]
pub fn decay_up(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    Decay::new(elapsed, half_life).up(count)
}

/// `count * 2^(-elapsed / half_life)`, rounded down by at most 2^-30 of it and 2^-29: what others' messages count
/// for a sender. Otherwise as [`decay_up`].
#[inline]
pub fn decay_down(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    Decay::new(elapsed, half_life).down(count)
}

/// `2^(-elapsed / half_life)`, for several counts.
#[derive(Clone, Copy, Debug)]
pub struct Decay(Factor);

#[derive(Clone, Copy, Debug)]
enum Factor {
    /// No time has passed.
    All,
    /// A mantissa in Q1.47, never above the true one, and how often to halve it.
    Scaled { mantissa: u64, halvings: u32 },
}

impl Decay {
    /// By how much a product falls short for what its two truncations lose, in units of 2^-32.
    const LOST: u64 = 4;
    /// The exponent is rounded down by less than 2^-32, which raises the mantissa by less than this, in 2^-47.
    const EXPONENT: u64 = 1 << 16;

    /// The decay over a time, with a half-life of zero as one second.
    #[inline(always)]
    pub fn new(elapsed: Seconds, half_life: Seconds) -> Self {
        if elapsed.0 == 0 {
            return Self(Factor::All);
        }
        // More than 136 years count as 136 years.
        let half_life = NonZeroU64::new(half_life.0).unwrap_or(NonZeroU64::MIN);
        let exponent = (elapsed.0.min(u32::MAX as u64) << 32) / half_life;
        // 2^-(whole + fraction) = 2^(1 - fraction) / 2^(whole + 1); a fraction of zero gives the mantissa of one.
        let negated = (exponent as u32).wrapping_neg();
        let whole = (exponent >> 32).min(62) as u32;
        let halvings = if negated == 0 { whole } else { whole.wrapping_add(1) };
        Self(Factor::Scaled { mantissa: exp2_fraction(negated), halvings })
    }

    /// The count after the decay, rounded up: see [`decay_up`].
    #[inline(always)]
    pub fn up(self, count: Q32) -> Q32 {
        let count = count.min(Q32::MAX_COUNT);
        match self.0 {
            Factor::Scaled { mantissa, halvings } if count.0 != 0 => {
                let scaled = Self::scale(count, mantissa.wrapping_add(SHORTFALL)).wrapping_add(Self::LOST);
                // Never above what it was: what is made up could exceed a very small decay.
                Q32((scaled >> halvings).wrapping_add(1)).min(count)
            }
            _ => count,
        }
    }

    /// The count after the decay, rounded down: see [`decay_down`].
    #[inline(always)]
    pub fn down(self, count: Q32) -> Q32 {
        let count = count.min(Q32::MAX_COUNT);
        match self.0 {
            Factor::Scaled { mantissa, halvings } if count.0 != 0 => {
                Q32(Self::scale(count, mantissa.wrapping_sub(Self::EXPONENT)) >> halvings)
            }
            _ => count,
        }
    }

    /// `count * mantissa / 2^47`, short of it by less than [`Self::LOST`]. The parts' products fit 64 bits, because a
    /// count has 48 and a mantissa 48.
    #[inline(always)]
    fn scale(count: Q32, mantissa: u64) -> u64 {
        let (whole, fraction) = count.split();
        let scaled = whole.wrapping_mul(mantissa) >> 15;
        scaled.wrapping_add(fraction.wrapping_mul(mantissa >> 16) >> 31)
    }
}
