//! Exponential decay in fixed-point arithmetic.

use core::num::NonZeroU64;

use crate::{
    power::{exp2_fraction, SHORTFALL},
    Seconds, Q32,
};

/// `count * 2^(-elapsed / half_life)`, rounded up by at most 2^-34 of the result plus 2^-29. Use it for a sender's own
/// messages: rounding up is against the sender, and decaying in steps never gives less than the true decay.
///
/// A count above [`Q32::MAX_COUNT`] is treated as `MAX_COUNT`, and a half-life of zero as one second.
///
/// ```
/// use units::*;
///
/// // With a half-life of one day, eight messages sent two days ago count as two.
/// let load = decay_up(Q32::from_int(8), Seconds::days(2), Seconds::days(1));
/// assert_eq!(format!("{:.6}", load.to_f64()), "2.000000");
/// ```
#[inline]
pub fn decay_up(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    Decay::new(elapsed, half_life).up(count)
}

/// `count * 2^(-elapsed / half_life)`, rounded down by at most 2^-34 of the result plus 2^-29. Use it for the messages
/// that a sender received: rounding down is against the sender. Otherwise the same as [`decay_up`].
#[inline]
pub fn decay_down(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    Decay::new(elapsed, half_life).down(count)
}

/// The factor `2^(-elapsed / half_life)`, computed once and applied to several counts.
#[derive(Clone, Copy, Debug)]
pub struct Decay(Factor);

#[derive(Clone, Copy, Debug)]
enum Factor {
    /// No time has passed.
    All,
    /// A mantissa in Q1.47, above the true one by at most [`Decay::EXCESS`] and below it by less than [`SHORTFALL`], and the
    /// number of times to halve it.
    Scaled { mantissa: u64, halvings: u32 },
}

impl Decay {
    /// The most that the two truncations of a product lose, in units of 2^-32.
    const LOST: u64 = 4;
    /// The most by which a mantissa can be above the true one, in units of 2^-47: the roundings of its correction.
    const EXCESS: u64 = 4;
    /// ln 2 in Q0.16, rounded down.
    const LN_2: u64 = 45_426;

    /// The decay over `elapsed`. A half-life of zero is treated as one second.
    #[inline(always)]
    pub fn new(elapsed: Seconds, half_life: Seconds) -> Self {
        if elapsed.0 == 0 {
            return Self(Factor::All);
        }
        // Longer times are treated as 2^32 - 1 seconds, about 136 years.
        let half_life = NonZeroU64::new(half_life.0).unwrap_or(NonZeroU64::MIN);
        let dividend = elapsed.0.min(u32::MAX as u64) << 32;
        let (exponent, rest) = (dividend / half_life, dividend % half_life);
        // 2^-(whole + fraction) = 2^(1 - fraction) / 2^(whole + 1). A fraction of zero gives the mantissa of one.
        let negated = (exponent as u32).wrapping_neg();
        let whole = (exponent >> 32).min(62) as u32;
        let halvings = if negated == 0 { whole } else { whole.wrapping_add(1) };
        // The exponent lacks `rest / half_life` units of 2^-32. So many times ln 2 of its 2^32nd part, the mantissa is too
        // great. A rest of a half-life that rules can have has 22 bits.
        let mantissa = exp2_fraction(negated);
        let lacking = rest.wrapping_mul(Self::LN_2) / half_life;
        let mantissa = mantissa.wrapping_sub((mantissa >> 32).wrapping_mul(lacking) >> 16);
        Self(Factor::Scaled { mantissa, halvings })
    }

    /// The decayed count, rounded up: see [`decay_up`].
    #[inline(always)]
    pub fn up(self, count: Q32) -> Q32 {
        let count = count.min(Q32::MAX_COUNT);
        match self.0 {
            Factor::Scaled { mantissa, halvings } if count.0 != 0 => {
                let scaled = Self::scale(count, mantissa.wrapping_add(SHORTFALL)).wrapping_add(Self::LOST);
                // Never above the count itself: for a very small decay, the correction could exceed the decay.
                Q32((scaled >> halvings).wrapping_add(1)).min(count)
            }
            _ => count,
        }
    }

    /// The decayed count, rounded down: see [`decay_down`].
    #[inline(always)]
    pub fn down(self, count: Q32) -> Q32 {
        let count = count.min(Q32::MAX_COUNT);
        match self.0 {
            Factor::Scaled { mantissa, halvings } if count.0 != 0 => {
                Q32(Self::scale(count, mantissa.wrapping_sub(Self::EXCESS)) >> halvings)
            }
            _ => count,
        }
    }

    /// `count * mantissa / 2^47`, too small by less than [`Self::LOST`]. The partial products fit in 64 bits, because a
    /// count has 48 bits and a mantissa has 48.
    #[inline(always)]
    fn scale(count: Q32, mantissa: u64) -> u64 {
        let (whole, fraction) = count.split();
        let scaled = whole.wrapping_mul(mantissa) >> 15;
        scaled.wrapping_add(fraction.wrapping_mul(mantissa >> 16) >> 31)
    }
}
