//! Units: bare integers never cross this crate's interface.

use core::num::NonZeroU64;

use crate::power::log2_ratio;

/// Money. One SOL is 1,000,000,000 lamports.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lamports(pub u64);

/// A share in hundredths of a percent: 10,000 is the whole.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bps(pub u32);

/// A length of time in seconds.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u64);

/// A moment: unix seconds, as the cluster's clock reports them.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

/// Reputation in millionths, the base unit of the reputation token (six decimals).
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reputation(pub u64);

/// A non-negative number with 32 integer and 32 fractional bits: message counts and factors.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Q32(pub u64);

/// A growth per message, kept as its base-2 logarithm in Q32.32: zero leaves the price as it is, one doubles it.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Growth(pub u64);

impl Bps {
    /// The whole: 10,000.
    pub const WHOLE: Self = Self(10_000);
    /// The whole, to divide by.
    pub(crate) const DIVISOR: NonZeroU64 = match NonZeroU64::new(Self::WHOLE.0 as u64) {
        Some(whole) => whole,
        None => NonZeroU64::MIN,
    };
}

impl Seconds {
    /// A number of days.
    pub const fn days(days: u32) -> Self {
        Self((days as u64).wrapping_mul(86_400))
    }
}

impl Timestamp {
    /// Seconds since `earlier`; zero when the clock stood still or went back.
    #[inline(always)]
    pub const fn since(self, earlier: Self) -> Seconds {
        let elapsed = self.0.saturating_sub(earlier.0);
        Seconds(if elapsed > 0 { elapsed as u64 } else { 0 })
    }

    /// The moment that lies `period` later, at most the end of time.
    #[inline(always)]
    pub const fn after(self, period: Seconds) -> Self {
        Self(self.0.saturating_add_unsigned(period.0))
    }
}

impl Q32 {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1 << 32);
    /// The largest number that is kept of a count: just below 65,536 messages.
    pub const MAX_COUNT: Self = Self((1 << 48) - 1);

    /// A whole number.
    pub const fn from_int(value: u32) -> Self {
        Self((value as u64) << 32)
    }

    /// For display, where the last digits do not matter.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::ONE.0 as f64
    }

    /// The count after one more message, at most [`Q32::MAX_COUNT`].
    #[inline(always)]
    pub fn count_one(self) -> Self {
        Self(self.0.saturating_add(Self::ONE.0)).min(Self::MAX_COUNT)
    }
}

impl Growth {
    /// No growth.
    pub const NONE: Self = Self(0);

    /// The growth that multiplies a price by `factor` for each message: `Bps(12_500)` is 1.25.
    /// Factors below one count as one.
    pub const fn per_message(factor: Bps) -> Self {
        Self(log2_ratio(factor.0, Bps::WHOLE.0))
    }

    /// The factor for one message.
    pub fn factor(self) -> Q32 {
        crate::exp2(Q32(self.0))
    }
}

impl core::fmt::Display for Lamports {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} lamports", self.0)
    }
}
