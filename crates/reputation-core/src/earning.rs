//! What a verdict mints and what it burns.

use core::num::NonZeroU64;

use units::{
    exp2_negative,
    wide::{mul_shift_up, mul_wide},
    Bps, Lamports, Reputation, Q32,
};
units::number! {
    /// Millionths of reputation per lamport of the treasury's cut, in Q32.32.
    pub struct Rate(pub u64);
}

impl Rate {
    /// The rate that mints this much reputation per SOL of cut, rounded down. It is for the founder who chooses the
    /// rate; programs do not call it.
    pub const fn per_sol(reputation: Reputation) -> Self {
        let rate = ((reputation.0 as u128) << 32) / 1_000_000_000;
        Self(if rate > u64::MAX as u128 { u64::MAX } else { rate as u64 })
    }
}

/// The weight of a person's verdict: `r / (r + k)`, rounded down by less than 2^-32. It is zero without reputation, a
/// half at the constant, and always below one. Constants outside 1 to 2^32 - 1 are clamped.
#[inline]
pub fn weight(reputation: Reputation, constant: Reputation) -> Q32 {
    // Computed as 1 - k / (r + k), with the quotient rounded up. That takes one 64-bit division, because the constant
    // has 32 bits.
    let constant = constant.0.clamp(1, u32::MAX as u64);
    let sum = NonZeroU64::MIN.saturating_add(constant.saturating_sub(1)).saturating_add(reputation.0);
    let lacking = (constant << 32) / sum;
    let odd = (constant << 32) % sum != 0;
    Q32(Q32::ONE.0.saturating_sub(lacking).saturating_sub(odd as u64))
}

/// What a verdict of valuable mints for the sender: `cut * rate * 2^-earlier * weight`. It is rounded down, against the
/// sender, by less than two millionths, so it is never more than `rate * cut`. It saturates.
///
/// - `cut`: what the treasury got of this message, irrecoverably, in lamports.
/// - `earlier`: the earlier verdicts of valuable between these two, in both directions, decayed with
///   [`units::decay_up`]. So two friends can earn from each other at once at most twice what the first verdict mints.
/// - `weight`: the weight of the recipient who acknowledges, before this verdict.
///
/// ```
/// use {reputation_core::*, units::*};
///
/// // A cut of 0.1 SOL. The recipient has the constant's reputation and found one earlier message valuable.
/// let rate = Rate::per_sol(Reputation(100_000_000));
/// let weight = weight(Reputation(10_000_000), Reputation(10_000_000));
/// assert_eq!(minted(Lamports(100_000_000), rate, Q32::ONE, weight), Reputation(2_499_999));
/// ```
#[inline]
pub fn minted(cut: Lamports, rate: Rate, earlier: Q32, weight: Q32) -> Reputation {
    // With a weight below one, the product fits the 64 fractional bits. A saturating product would cost a hundred
    // compute units.
    let factor = exp2_negative(earlier).0.wrapping_mul(weight.0.min(Q32::ONE.0.wrapping_sub(1)));
    let (high, low) = mul_wide(cut.0, rate.0);
    let full = if high >> 32 == 0 { (high << 32) | (low >> 32) } else { u64::MAX };
    Reputation(mul_wide(full, factor).0)
}

/// The fraction that a verdict of spam burns. The same fraction applies to the sender's own shares and to what others
/// staked on the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Burn(Q32);

impl Burn {
    /// Burns nothing.
    pub const NONE: Self = Self(Q32::ZERO);

    /// `spam_burn * weight * 2^-earlier_marks`, at most one. The product is rounded up, against the spammer, but
    /// [`weight`] and [`exp2_negative`] are rounded down. So the result is within 2^-30 of the formula, and a marker
    /// without reputation, or one who has marked the same sender 33 times, burns nothing.
    ///
    /// `earlier_marks` are the spam marks that this recipient gave this sender before, decayed with
    /// [`units::decay_down`].
    #[inline]
    pub fn new(spam_burn: Bps, weight: Q32, earlier_marks: Q32) -> Self {
        let factor = mul_shift_up(exp2_negative(earlier_marks).0, weight.min(Q32::ONE).0);
        // At most 10,000 x 2^32.
        let product = (spam_burn.min(Bps::WHOLE).0 as u64).wrapping_mul(factor);
        Self(Q32(product.div_ceil(Bps::WHOLE.0 as u64)))
    }

    /// The fraction, from zero to one, in Q32.32.
    pub const fn fraction(self) -> Q32 {
        self.0
    }

    /// What is burned of a number of shares: rounded up, against the spammer, by less than a share, and never more than
    /// all of them.
    ///
    /// ```
    /// use {reputation_core::*, units::*};
    ///
    /// // The marker has the constant's reputation, so half of a fifth is burned.
    /// let weight = weight(Reputation(10_000_000), Reputation(10_000_000));
    /// let burn = Burn::new(Bps(2_000), weight, Q32::ZERO);
    /// assert_eq!(burn.of(30_000_000), 3_000_001); // the tenth itself is rounded up
    /// ```
    #[inline]
    pub fn of(self, shares: u64) -> u64 {
        mul_shift_up(shares, self.0 .0)
    }
}
