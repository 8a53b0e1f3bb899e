//! Decay without touching anybody: shares stay as they are, and what a share is worth halves with time.

use core::num::NonZeroU64;

use units::{
    exp2,
    wide::{div_wide, mul_wide},
    Reputation, Seconds, Timestamp, Q32,
};

/// How many shares make a millionth of reputation at a moment: `2^((now - genesis) / half_life)`, one at genesis.
///
/// It is within 2^-30 of the true power, on either side, exactly right at every whole half-life, and the same number
/// for everybody who asks at that moment: nobody's reputation depends on when it was last looked at, because nothing
/// is settled. The later index is the greater one.
///
/// # When it runs out
/// Shares are 64 bits. A total of S reputation takes `S * 10^6 * index` of them, which fit for `64 - log2(S * 10^6)`
/// half-lives after genesis: 24 for a million reputation, which are 24 years at a half-life of a year, and five at the
/// shortest. [`Index::shares`] then gives `None` and nothing more can be earned; what is held decays as before, and
/// fees and verdicts do not depend on it. A network that lives so long starts a new genesis before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    doublings: u64,
    /// From one to two, in Q32.
    mantissa: NonZeroU64,
}

impl Index {
    /// The index at a moment. A clock before genesis counts as genesis; a half-life of zero as one second, and one of
    /// more than 136 years as that.
    ///
    /// `genesis` must be the moment at which the token's interest started, so that wallets show the same number.
    #[inline]
    pub fn at(now: Timestamp, genesis: Timestamp, half_life: Seconds) -> Self {
        let elapsed = now.since(genesis).0;
        // In 32 bits, so that the rest fits 64 with 32 more behind the point.
        let half_life = NonZeroU64::new(half_life.0.min(u32::MAX as u64)).unwrap_or(NonZeroU64::MIN);
        let fraction = ((elapsed % half_life) << 32) / half_life;
        let mantissa = NonZeroU64::new(exp2(Q32(fraction)).0).unwrap_or(NonZeroU64::MIN);
        Self { doublings: elapsed / half_life, mantissa }
    }

    /// What shares are worth, rounded down, against their holder, by less than a millionth.
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
        // The mantissa is at least 2^32 and so above the high half: the quotient fits.
        let (quotient, _) = div_wide((shares >> 32, shares << 32), self.mantissa);
        let doublings = u32::try_from(self.doublings).unwrap_or(u32::MAX);
        Reputation(quotient.checked_shr(doublings).unwrap_or(0))
    }

    /// The shares that are worth so much, rounded down, against who earns them: less than one share, and so at most
    /// a millionth. `None` when they do not fit 64 bits: the index has run out.
    #[inline]
    pub fn shares(self, effective: Reputation) -> Option<u64> {
        let (high, low) = mul_wide(effective.0, self.mantissa.get());
        if self.doublings < 32 {
            // The mantissa's 32 bits behind the point, less the doublings: 1 to 32 places.
            let places = 32u32.wrapping_sub(self.doublings as u32);
            return (high >> places == 0).then(|| (high << 64u32.wrapping_sub(places)) | (low >> places));
        }
        let places = self.doublings.wrapping_sub(32);
        // Zero has 64 leading zeros, and fits however far it is shifted.
        let fits = high == 0 && (low == 0 || places <= low.leading_zeros() as u64);
        fits.then(|| low.checked_shl(places as u32).unwrap_or(0))
    }

    /// The shares that are worth at least so much: [`Index::shares`], and one more where that falls short.
    #[inline]
    pub(crate) fn shares_up(self, effective: Reputation) -> Option<u64> {
        let shares = self.shares(effective)?;
        shares.checked_add((self.effective(shares) < effective) as u64)
    }
}
