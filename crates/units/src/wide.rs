//! Multiplication of two 64-bit numbers to a 128-bit product, from 32-bit halves, and division of such a product, one
//! 32-bit digit at a time (Knuth's algorithm D, as in Hacker's Delight). SBPF has no 128-bit instructions, and the
//! compiler's helpers for `u128` cost several times as much.

use core::num::NonZeroU64;

const LOW: u64 = u32::MAX as u64;

/// The 128-bit product of two numbers, as its high and its low half.
#[inline(always)]
pub const fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    let (a_high, a_low) = (a >> 32, a & LOW);
    let (b_high, b_low) = (b >> 32, b & LOW);
    // Products of 32-bit halves fit in 64 bits, and so do all sums below, so nothing wraps.
    let low = a_low.wrapping_mul(b_low);
    let cross = a_low.wrapping_mul(b_high);
    let other = a_high.wrapping_mul(b_low);
    let middle = (low >> 32).wrapping_add(cross & LOW).wrapping_add(other & LOW);
    let high =
        a_high.wrapping_mul(b_high).wrapping_add(cross >> 32).wrapping_add(other >> 32).wrapping_add(middle >> 32);
    (high, (middle << 32) | (low & LOW))
}

/// `a * b / 2^32`, rounded up, or the largest number if that does not fit.
#[inline(always)]
pub const fn mul_shift_up(a: u64, b: u64) -> u64 {
    let (high, low) = mul_wide(a, b);
    if high >> 32 != 0 {
        return u64::MAX;
    }
    ((high << 32) | (low >> 32)).saturating_add((low << 32 != 0) as u64)
}

/// `dividend / divisor` and the remainder, for a dividend in two halves. If the high half is not below the divisor, the
/// quotient does not fit: the result is then the largest number, with a remainder of zero.
#[inline(always)]
pub fn div_wide((high, low): (u64, u64), divisor: NonZeroU64) -> (u64, u64) {
    if high == 0 {
        return (low / divisor, low % divisor);
    }
    if high >= divisor.get() {
        return (u64::MAX, 0);
    }
    // If the divisor's highest bit is set, a digit guessed from its upper half is at most two too large.
    let shift = divisor.leading_zeros();
    let divisor = divisor.get() << shift;
    let (upper, lower) = match shift {
        0 => (high, low),
        _ => ((high << shift) | (low >> 64u32.wrapping_sub(shift)), low << shift),
    };
    let (first, rest) = digit(upper, lower >> 32, divisor);
    let (second, rest) = digit(rest, lower & LOW, divisor);
    ((first << 32) | second, rest >> shift)
}

/// The next 32-bit digit of a quotient, `(rest * 2^32 + next) / divisor`, and the remainder. `rest` must be below the
/// divisor, and the divisor's highest bit must be set.
#[inline(always)]
fn digit(rest: u64, next: u64, divisor: u64) -> (u64, u64) {
    // At least 2^31, so never zero.
    let upper = NonZeroU64::new(divisor >> 32).unwrap_or(NonZeroU64::MIN);
    let mut guess = rest / upper;
    let mut left = rest % upper;
    // The guess is right if the remainder of the upper half covers the guess times the divisor's lower half. A guess of
    // more than one digit is never right, because the rest is below the divisor. It is at most 2^32 + 1, so the product
    // fits.
    while guess.wrapping_mul(divisor & LOW) > (left << 32) | next {
        guess = guess.wrapping_sub(1);
        left = left.wrapping_add(upper.get());
        if left > LOW {
            break;
        }
    }
    // The upper bits wrap and cancel out, because the true remainder is below the divisor.
    let dividend = (rest << 32) | next;
    (guess, dividend.wrapping_sub(guess.wrapping_mul(divisor)))
}

/// `a * b / c`, rounded down, or the largest number if that does not fit.
#[inline(always)]
pub fn mul_div_down(a: u64, b: u64, c: NonZeroU64) -> u64 {
    div_wide(mul_wide(a, b), c).0
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

    /// Numbers of any length, and numbers at the edges of a digit, where guesses are wrong.
    fn number() -> impl Strategy<Value = u64> {
        const EDGES: &[u64] =
            &[0, 1, LOW - 1, LOW, LOW + 1, 1 << 63, (1 << 63) + LOW, u64::MAX - LOW, u64::MAX - 1, u64::MAX];
        prop_oneof![any::<u64>(), (any::<u64>(), 0..64u32).prop_map(|(n, by)| n >> by), prop::sample::select(EDGES)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn quotients_equal_those_of_128_bit_arithmetic(high in number(), low in number(), divisor in number()) {
            let divisor = NonZeroU64::new(divisor).unwrap_or(NonZeroU64::MIN);
            let dividend = u128::from(high % divisor) << 64 | u128::from(low);
            let (quotient, rest) = div_wide((high % divisor, low), divisor);
            prop_assert_eq!(u128::from(quotient), dividend / u128::from(divisor.get()));
            prop_assert_eq!(u128::from(rest), dividend % u128::from(divisor.get()));
        }

        #[test]
        fn products_are_divided_exactly_or_saturate(a in number(), b in number(), c in number()) {
            let c = NonZeroU64::new(c).unwrap_or(NonZeroU64::MIN);
            let product = u128::from(a) * u128::from(b);
            let fits = |quotient: u128| u64::try_from(quotient).unwrap_or(u64::MAX);
            prop_assert_eq!(mul_div_down(a, b, c), fits(product / u128::from(c.get())));
        }
    }
}
