//! Powers of two and exponential decay in fixed point.
//!
//! `2^x` is a table of 64 steps times a short Taylor series. Everything inside truncates, so the raw result is
//! never above the true one and short of it by less than [`SHORTFALL`]; the public functions then round towards
//! the side they name.

use crate::{
    units::{Seconds, Q32},
    wide::{mul_shift_down, mul_shift_up, mul_wide},
};

/// By how much [`exp2_fraction`] may fall short, in units of 2^-47 (2^-35 of a result in `[1, 2)`).
const SHORTFALL: u64 = 1 << 12;

/// ln 2 in Q0.32, rounded down.
const LN_2: u64 = 2_977_044_471;

/// `2^(i/64)` in Q1.47, rounded down.
#[rustfmt::skip]
const STEPS: [u64; 64] = [
    0x800000000000, 0x8164d1f3bc03, 0x82cd8698ac2b, 0x843a28c3acde,
    0x85aac367cc48, 0x871f61969e8d, 0x88980e8092da, 0x8a14d575496e,
    0x8b95c1e3ea8b, 0x8d1adf5b7e5b, 0x8ea4398b45cd, 0x9031dc431466,
    0x91c3d373ab11, 0x935a2b2f13e6, 0x94f4efa8fef7, 0x96942d372018,
    0x9837f0518db8, 0x99e0459320b7, 0x9b8d39b9d54e, 0x9d3ed9a72cff,
    0x9ef5326091a1, 0xa0b0510fb971, 0xa27043030c49, 0xa43515ae09e6,
    0xa5fed6a9b151, 0xa7cd93b4e965, 0xa9a15ab4ea7c, 0xab7a39b5a93e,
    0xad583eea42a1, 0xaf3b78ad690a, 0xb123f581d2ac, 0xb311c412a911,
    0xb504f333f9de, 0xb6fd91e328d1, 0xb8fbaf4762fb, 0xbaff5ab2133e,
    0xbd08a39f580c, 0xbf1799b67a73, 0xc12c4cca6670, 0xc346ccda2497,
    0xc5672a115506, 0xc78d74c8abb9, 0xc9b9bd866e2f, 0xcbec14fef272,
    0xce248c151f84, 0xd06333daef2b, 0xd2a81d91f12a, 0xd4f35aabcfed,
    0xd744fccad69d, 0xd99d15c278af, 0xdbfbb797daf2, 0xde60f4825e0e,
    0xe0ccdeec2a94, 0xe33f8972be8a, 0xe5b906e77c83, 0xe8396a503c4b,
    0xeac0c6e7dd24, 0xed4f301ed994, 0xefe4b99bdcda, 0xf281773c59ff,
    0xf5257d152486, 0xf7d0df730ad1, 0xfa83b2db722a, 0xfd3e0c0cf486,
];

/// `2^(fraction / 2^32)` in Q1.47, rounded down.
#[inline(always)]
const fn exp2_fraction(fraction: u32) -> u64 {
    let step = STEPS[(fraction >> 26) as usize];
    // The rest of the exponent, below 1/64, in natural units: Q38, below 2^32, so that squares fit 64 bits.
    let rest = (fraction & ((1 << 26) - 1)) as u64;
    let t = rest.wrapping_mul(LN_2) >> 26;
    // e^t - 1 = t (1 + t/2 (1 + t/3 (1 + t/4))); the next term is below 2^-39.
    let mut series = t >> 2;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38) / 3;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38) >> 1;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38);
    step.wrapping_add((step >> 16).wrapping_mul(series) >> 22)
}

/// `2^x`, rounded up by less than 2^-33 of it: one for zero, and the largest number from `2^32` on.
#[inline]
pub const fn exp2(x: Q32) -> Q32 {
    if x.0 == 0 {
        return Q32::ONE;
    }
    // Below 2^48 with the shortfall made up too, because 2^(1 - 2^-32) is 45,000 units short of two.
    let mantissa = exp2_fraction(x.0 as u32).wrapping_add(SHORTFALL);
    match x.0 >> 32 {
        exponent @ 0..15 => Q32((mantissa >> (15 - exponent)).saturating_add(1)),
        exponent @ 15..32 => Q32(mantissa << (exponent - 15)),
        _ => Q32(u64::MAX),
    }
}

/// `count * 2^(-elapsed / half_life)`, rounded up by at most 2^-34 of it and 2^-31: what a sender's own messages
/// count. So decaying in steps never gives less than the true decay of the whole time.
///
/// Counts above [`Q32::MAX_COUNT`] count as that, and a half-life of zero as one second.
#[inline]
pub fn decay_up(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    let Some((halvings, mantissa)) = decay_factor(exponent(elapsed, half_life)) else {
        return count.min(Q32::MAX_COUNT);
    };
    let scaled = mul_shift_up::<47>(count.min(Q32::MAX_COUNT).0, mantissa.saturating_add(SHORTFALL));
    // Never above what it was: the shortfall made up could exceed a very small decay.
    Q32(shift_up(scaled, halvings)).min(count.min(Q32::MAX_COUNT))
}

/// `count * 2^(-elapsed / half_life)`, rounded down by at most 2^-34 of it and 2^-31: what others' messages
/// count for a sender. Otherwise as [`decay_up`].
#[inline]
pub fn decay_down(count: Q32, elapsed: Seconds, half_life: Seconds) -> Q32 {
    // One unit more elapsed than `decay_up` sees, because that exponent was rounded down.
    let exponent = match exponent(elapsed, half_life) {
        Q32(0) if elapsed.0 == 0 => Q32(0),
        Q32(floor) => Q32(floor.saturating_add(1)),
    };
    let Some((halvings, mantissa)) = decay_factor(exponent) else {
        return count.min(Q32::MAX_COUNT);
    };
    Q32(mul_shift_down::<47>(count.min(Q32::MAX_COUNT).0, mantissa) >> halvings)
}

/// `elapsed / half_life`, rounded down. More than 136 years count as 136 years.
#[inline(always)]
fn exponent(elapsed: Seconds, half_life: Seconds) -> Q32 {
    let elapsed = elapsed.0.min(u32::MAX as u64);
    Q32((elapsed << 32) / half_life.0.max(1))
}

/// `2^-x` as a mantissa in Q1.47 (rounded down) and how often to halve it; nothing where x is zero.
#[inline(always)]
fn decay_factor(x: Q32) -> Option<(u32, u64)> {
    if x.0 == 0 {
        return None;
    }
    // 2^-(whole + fraction) = 2^(1 - fraction) / 2^(whole + 1); a fraction of zero gives the mantissa of one.
    let negated = (x.0 as u32).wrapping_neg();
    let whole = (x.0 >> 32).min(62) as u32;
    let halvings = if negated == 0 { whole } else { whole.saturating_add(1) };
    Some((halvings, exp2_fraction(negated)))
}

/// `value / 2^halvings`, rounded up; `halvings` is below 64 and `value` below 2^63.
#[inline(always)]
fn shift_up(value: u64, halvings: u32) -> u64 {
    let lost = (1u64 << halvings).wrapping_sub(1);
    value.saturating_add(lost) >> halvings
}

/// `log2(numerator / denominator)` in Q32.32, rounded down; zero where that is negative or not a number.
///
/// By repeated squaring, a bit at a time: for the founder who chooses a growth, not for the chain.
pub(crate) const fn log2_ratio(numerator: u32, denominator: u32) -> u64 {
    if denominator == 0 || numerator <= denominator {
        return 0;
    }
    let mut bits = (numerator / denominator).ilog2() as u64;
    // The rest, in [1, 2), in Q1.63: its logarithm's bits, from the highest, are whether its squares reach two.
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
