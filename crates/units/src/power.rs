//! Powers of two in fixed-point arithmetic.
//!
//! `2^x` is an entry of a 64-step table times a short Taylor series. Every step truncates, so the raw result is never
//! above the true one, and too small by less than [`SHORTFALL`]. The public functions then round as documented.

use crate::Q32;

/// The most by which [`exp2_fraction`] is too small, in units of 2^-47 (2^-35 of a result in `[1, 2)`).
pub(crate) const SHORTFALL: u64 = 1 << 12;

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
pub(crate) const fn exp2_fraction(fraction: u32) -> u64 {
    let step = STEPS[(fraction >> 26) as usize];
    // The rest of the exponent, below 1/64, times ln 2, in Q38. It is below 2^32, so its square fits in 64 bits.
    let rest = (fraction & ((1 << 26) - 1)) as u64;
    let t = rest.wrapping_mul(LN_2) >> 26;
    // e^t - 1 = t (1 + t/2 (1 + t/3 (1 + t/4))). The next term is below 2^-39.
    let mut series = t >> 2;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38) / 3;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38) >> 1;
    series = t.wrapping_add(t.wrapping_mul(series) >> 38);
    step.wrapping_add((step >> 16).wrapping_mul(series) >> 22)
}

/// `2^x`, rounded up by less than 2^-33 of the result plus 2^-32. One if `x` is zero, and the largest number if `x` is 32 or more.
///
/// ```
/// use units::*;
///
/// // Two and a half doublings.
/// assert_eq!(format!("{:.4}", exp2(Q32(5 << 31)).to_f64()), "5.6569");
/// ```
#[inline]
pub const fn exp2(x: Q32) -> Q32 {
    if x.0 == 0 {
        return Q32::ONE;
    }
    // Still below 2^48 after adding the shortfall, because 2^(1 - 2^-32) is 45,000 units below two.
    let mantissa = exp2_fraction(x.0 as u32).wrapping_add(SHORTFALL);
    match x.0 >> 32 {
        exponent @ 0..15 => Q32((mantissa >> 15u64.wrapping_sub(exponent)).saturating_add(1)),
        exponent @ 15..32 => Q32(mantissa << exponent.wrapping_sub(15)),
        _ => Q32(u64::MAX),
    }
}

/// `2^-x`, rounded down by less than 2^-31. One if `x` is zero, and zero if `x` is 33 or more.
#[inline]
pub const fn exp2_negative(x: Q32) -> Q32 {
    // 2^-(whole + fraction) = 2^(1 - fraction) / 2^(whole + 1). The mantissa is never above the true one.
    let (whole, negated) = (x.0 >> 32, (x.0 as u32).wrapping_neg());
    let (mantissa, halvings) = match negated {
        0 => (1 << 47, whole),
        _ => (exp2_fraction(negated), whole.saturating_add(1)),
    };
    Q32(if halvings > 32 { 0 } else { mantissa >> 15u64.wrapping_add(halvings) })
}
