//! The half-life as an interest rate of Token-2022, so that wallets show the decayed number by themselves.

use units::Seconds;

/// Token-2022's year: 365.24 days.
pub const YEAR: Seconds = Seconds(31_556_736);

/// The half-life at a rate of one basis point a year, `ln 2 * 10,000 * YEAR`, to the nearest second.
const HALF_LIFE_OF_ONE: u64 = 218_734_625_861;

/// The shortest half-life, 77 days and 6 hours: that of the greatest rate, -32,768 basis points.
pub const SHORTEST_HALF_LIFE: Seconds = half_life_of(1 << 15);

/// The longest half-life that can be asked for: 20 years, 347 basis points. An integer rate is there within 0.15% of
/// any half-life that is wanted, and forgetting 3.4% a year is close to not forgetting.
pub const LONGEST_HALF_LIFE: Seconds = Seconds(20 * YEAR.0);

/// A rate and the half-life that goes with it.
///
/// Token-2022 shows `amount * e^(rate * t / year)`; with this half-life that is `amount / index`, as both start at
/// the same moment, within 10^-6 over ten half-lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Basis points a year, compounded continuously; negative.
    pub rate_bps: i16,
    /// The half-life of that rate, to the nearest second: the one that counts.
    pub half_life: Seconds,
}

/// Why there is no rate for a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterestError {
    /// Below [`SHORTEST_HALF_LIFE`]: reputation cannot decay faster than Token-2022's rates can show.
    TooShort,
    /// Above [`LONGEST_HALF_LIFE`]: an integer rate would be too coarse.
    TooLong,
}

impl Interest {
    /// The nearest rate to a half-life, and that rate's half-life, which differs from the wanted one by less than
    /// half of a rate's step: 0.15% at 20 years, 0.01% at one, nothing where it is already that of a rate.
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
    /// [`InterestError`] outside of [`SHORTEST_HALF_LIFE`] to [`LONGEST_HALF_LIFE`].
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

/// The half-life of a rate to the nearest second; and the nearest rate of a half-life, as one is the other's inverse.
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
