//! The half-life as a Token-2022 interest rate, so that wallets show the decayed amount without our help.

use units::Seconds;

/// Token-2022's year: 365.24 days.
pub const YEAR: Seconds = Seconds(31_556_736);

/// The half-life at a rate of one basis point a year: `ln 2 * 10,000 * YEAR`, to the nearest second.
const HALF_LIFE_OF_ONE: u64 = 218_734_625_861;

/// The shortest half-life, 77 days and 6 hours: that of the steepest rate, -32,768 basis points.
pub const SHORTEST_HALF_LIFE: Seconds = half_life_of(1 << 15);

/// The longest half-life that can be requested: 20 years, at a rate of -347 basis points. Up to there, some integer
/// rate has a half-life within 0.15% of any requested one. Losing 3.4% a year is close to no decay at all.
pub const LONGEST_HALF_LIFE: Seconds = Seconds(20 * YEAR.0);

/// An interest rate and its half-life.
///
/// Token-2022 shows `amount * e^(rate * t / year)`. With this half-life that equals `amount / index`, within 10^-6 over
/// ten half-lives, since both start at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Basis points a year, compounded continuously; negative.
    pub rate_bps: i16,
    /// The half-life of that rate, to the nearest second. This is the one that counts.
    pub half_life: Seconds,
}

/// Why no rate matches a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterestError {
    /// Below [`SHORTEST_HALF_LIFE`]: reputation cannot decay faster than Token-2022's rates can show.
    TooShort,
    /// Above [`LONGEST_HALF_LIFE`]: an integer rate would be too coarse.
    TooLong,
}

impl Interest {
    /// The rate nearest to a half-life, and that rate's own half-life. It differs from the requested one by less than
    /// half a step of the rate: 0.15% at 20 years, 0.01% at one year, and nothing if the requested one already is the
    /// half-life of a rate.
    ///
    /// ```
    /// use {reputation_core::Interest, units::Seconds};
    ///
    /// let interest = Interest::for_half_life(Seconds::days(365))?;
    /// assert_eq!(interest, Interest { rate_bps: -6_936, half_life: Seconds(31_536_134) });
    /// # Ok::<(), reputation_core::InterestError>(())
    /// ```
    ///
    /// # Errors
    /// [`InterestError`] if `wanted` is not between [`SHORTEST_HALF_LIFE`] and [`LONGEST_HALF_LIFE`].
    pub const fn for_half_life(wanted: Seconds) -> Result<Self, InterestError> {
        if wanted.0 < SHORTEST_HALF_LIFE.0 {
            return Err(InterestError::TooShort);
        }
        if wanted.0 > LONGEST_HALF_LIFE.0 {
            return Err(InterestError::TooLong);
        }
        let rate = nearest(wanted.0);
        Ok(Self { rate_bps: (rate as i16).wrapping_neg(), half_life: half_life_of(rate) })
    }
}

/// The half-life of a rate, to the nearest second. Also the rate nearest to a half-life, since the two are inverse.
#[allow(clippy::arithmetic_side_effects)] // the divisor is a rate or half-life above zero, the sum below 2^40
const fn nearest(divisor: u64) -> u64 {
    (HALF_LIFE_OF_ONE + divisor / 2) / divisor
}

const fn half_life_of(rate: u64) -> Seconds {
    Seconds(nearest(rate))
}

impl core::fmt::Display for InterestError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::TooShort => "a half-life must be at least 6,675,251 seconds (77 days and 6 hours)",
            Self::TooLong => "a half-life must be at most 631,134,720 seconds (20 years)",
        })
    }
}

impl core::error::Error for InterestError {}
