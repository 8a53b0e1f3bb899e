//! 64-bit by 64-bit multiplication with a 128-bit product, from 32-bit halves: the SBPF machine has no
//! 128-bit instructions, and the compiler's helper for `u128` costs about three times as much.

/// The 128-bit product of two numbers, as its high and low half.
#[inline(always)]
pub const fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    const LOW: u64 = u32::MAX as u64;
    let (a_high, a_low) = (a >> 32, a & LOW);
    let (b_high, b_low) = (b >> 32, b & LOW);
    // Products of 32-bit halves fit 64 bits, and no sum below exceeds them, so nothing wraps.
    let low = a_low.wrapping_mul(b_low);
    let cross = a_low.wrapping_mul(b_high);
    let other = a_high.wrapping_mul(b_low);
    let middle = (low >> 32).wrapping_add(cross & LOW).wrapping_add(other & LOW);
    let high =
        a_high.wrapping_mul(b_high).wrapping_add(cross >> 32).wrapping_add(other >> 32).wrapping_add(middle >> 32);
    (high, (middle << 32) | (low & LOW))
}

/// `a * b / 2^32`, rounded up, or the largest number where that does not fit.
#[inline(always)]
pub const fn mul_shift_up(a: u64, b: u64) -> u64 {
    let (high, low) = mul_wide(a, b);
    if high >> 32 != 0 {
        return u64::MAX;
    }
    ((high << 32) | (low >> 32)).saturating_add((low << 32 != 0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_equal_those_of_128_bit_arithmetic(a: u64, b: u64) {
            let product = u128::from(a) * u128::from(b);
            prop_assert_eq!(mul_wide(a, b), ((product >> 64) as u64, product as u64));
            let up = u64::try_from(product.div_ceil(1 << 32)).unwrap_or(u64::MAX);
            prop_assert_eq!(mul_shift_up(a, b), up);
        }
    }
}
