//! Decay without touching any account: shares stay the same, and what a share is worth falls with time.

use core::num::NonZeroU64;

use units::{
    exp2,
    wide::{div_wide, mul_wide},
    Reputation, Seconds, Timestamp, Q32,
};

/// How many shares make up a millionth of reputation at a given time: `2^((now - genesis) / half_life)`. It is one at
/// genesis.
///
/// It is within 2^-30 of the true power, on either side, and exact at every whole half-life. At any given time it is
/// the same for everyone. Nothing is settled, so nobody's reputation depends on when it was last read. A later index is
/// greater.
///
/// # When it runs out
/// Shares have 64 bits. A total of S reputation takes `S * 10^6 * index` shares, which fit for `64 - log2(S * 10^6)`
/// half-lives after genesis. For a million reputation that is 24 half-lives: 24 years at a half-life of a year, and
/// five years at the shortest. After that, [`Index::shares`] returns `None` and nothing more can be earned. What people
/// hold decays as before, and fees and verdicts still settle. A network that lives this long needs a new genesis before
/// then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    doublings: u64,
    /// From one to two, in Q32.32.
    mantissa: NonZeroU64,
}

impl Index {
    /// The index at a given time. A time before genesis counts as genesis. A half-life of zero counts as one second,
    /// and one of more than 136 years as 136 years.
    ///
    /// `genesis` must be the time at which the token's interest started, so that wallets show the same number.
    #[inline]
    pub fn at(now: Timestamp, genesis: Timestamp, half_life: Seconds) -> Self {
        let elapsed = now.since(genesis).0;
        // Limited to 32 bits, so that the remainder fits 64 bits with 32 fractional bits.
        let half_life = NonZeroU64::new(half_life.0.min(u32::MAX as u64)).unwrap_or(NonZeroU64::MIN);
        let fraction = ((elapsed % half_life) << 32) / half_life;
        let mantissa = NonZeroU64::new(exp2(Q32(fraction)).0).unwrap_or(NonZeroU64::MIN);
        Self { doublings: elapsed / half_life, mantissa }
    }

    /// What shares are worth: rounded down, against their holder, by less than a millionth of reputation.
    ///
    /// ```
    /// use {reputation_core::*, units::*};
    ///
    /// let half_life = Seconds::days(365);
    /// let genesis = Timestamp(1_800_000_000);
    /// let in_three_years = Index::at(genesis.after(Seconds::days(3 * 365)), genesis, half_life);
    /// assert_eq!(in_three_years.effective(80_000_000), Reputation(10_000_000));
    /// assert_eq!(in_three_years.shares(Reputation(10_000_000)), Some(80_000_000));
    /// ```
    #[inline]
    pub fn effective(self, shares: u64) -> Reputation {
        // The mantissa is at least 2^32, which is more than the high half, so the quotient fits 64 bits.
        let (quotient, _) = div_wide((shares >> 32, shares << 32), self.mantissa);
        let doublings = u32::try_from(self.doublings).unwrap_or(u32::MAX);
        Reputation(quotient.checked_shr(doublings).unwrap_or(0))
    }

    /// The shares that are worth this much reputation: rounded down, against the earner, by less than a share, which is
    /// worth at most a millionth. `None` if they do not fit 64 bits, because the index has run out.
    #[inline]
    pub fn shares(self, effective: Reputation) -> Option<u64> {
        let (high, low) = mul_wide(effective.0, self.mantissa.get());
        if self.doublings < 32 {
            // The mantissa's 32 fractional bits minus the doublings: 1 to 32 places.
            let places = 32u32.wrapping_sub(self.doublings as u32);
            return (high >> places == 0).then(|| (high << 64u32.wrapping_sub(places)) | (low >> places));
        }
        let places = self.doublings.wrapping_sub(32);
        // Zero fits, no matter how far it is shifted.
        let fits = high == 0 && (low == 0 || places <= low.leading_zeros() as u64);
        fits.then(|| low.checked_shl(places as u32).unwrap_or(0))
    }

    /// The shares that are worth at least this much: [`Index::shares`], plus one if that is worth less.
    #[inline]
    pub(crate) fn shares_up(self, effective: Reputation) -> Option<u64> {
        let shares = self.shares(effective)?;
        shares.checked_add((self.effective(shares) < effective) as u64)
    }
}
