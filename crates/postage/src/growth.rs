//! How a price grows with each message.

use units::{exp2, wide::mul_wide, Bps, Q32};
units::number! {
    /// A growth factor per message, stored as its base-2 logarithm in Q32.32: zero keeps the price, one doubles it.
    pub struct Growth(pub u64);
}

/// The doublings of a full count: more than any other count has, which has at most 2^18.
const ENDLESS: Q32 = Q32(1 << 52);

impl Growth {
    /// No growth.
    pub const NONE: Self = Self(0);

    /// The growth that multiplies a price by `factor` for each message: `Bps(12_500)` is 1.25. A factor below one is
    /// treated as one.
    pub const fn per_message(factor: Bps) -> Self {
        Self(log2_ratio(factor.0, Bps::WHOLE.0))
    }

    /// The factor for one message.
    pub fn factor(self) -> Q32 {
        exp2(Q32(self.0))
    }
}

/// The doublings of `growth ^ messages`, its base-2 logarithm in Q32.32: rounded up by at most 2^-32, against the sender.
/// Zero if there are no messages. A full count stands for any number of messages, so its doublings are endless: more than
/// any price has. A growth above 16 times a message is treated as 16 times.
#[inline(always)]
pub(crate) fn doublings(growth: Growth, messages: Q32) -> Q32 {
    if messages.0 == 0 || growth.0 == 0 {
        return Q32::ZERO;
    }
    if messages >= Q32::MAX_COUNT {
        return ENDLESS;
    }
    // The counts have 16 integer bits and the growth has 3, so all partial products fit in 64 bits.
    let growth = growth.0.min(Q32::from_int(4).0);
    let (whole, fraction) = messages.split();
    let (growth_whole, growth_fraction) = Q32(growth).split();
    let exponent = whole
        .wrapping_mul(growth)
        .wrapping_add(fraction.wrapping_mul(growth_whole))
        .wrapping_add(fraction.wrapping_mul(growth_fraction) >> 32);
    Q32(exponent.wrapping_add(1))
}

/// `log2(numerator / denominator)` in Q32.32, rounded down. Zero if that is negative or not a number.
///
/// Computes one bit at a time by repeated squaring. Used when a founder chooses a growth, not on chain.
#[allow(clippy::arithmetic_side_effects)] // the denominator is not zero, and the types' widths bound everything else
pub(crate) const fn log2_ratio(numerator: u32, denominator: u32) -> u64 {
    if denominator == 0 || numerator <= denominator {
        return 0;
    }
    let mut bits = (numerator / denominator).ilog2() as u64;
    // The rest, in [1, 2), in Q1.63. Each bit of its logarithm, highest first, says whether the next square reaches 2.
    let mut rest = (((numerator as u128) << 63) / ((denominator as u128) << bits)) as u64;
    let mut left = 32;
    while left > 0 {
        let (high, low) = mul_wide(rest, rest);
        let reached_two = high >> 63;
        bits = (bits << 1) | reached_two;
        rest = if reached_two == 1 { high } else { (high << 1) | (low >> 63) };
        left -= 1;
    }
    bits
}
