//! Lamports, basis points and reputation.

use core::num::NonZeroU64;

crate::number! {
    /// An amount of SOL in lamports. One SOL is 1,000,000,000 lamports.
    pub struct Lamports(pub u64);
}

crate::number! {
    /// A share in basis points, hundredths of a percent: 10,000 is the whole.
    pub struct Bps(pub u32);
}

crate::number! {
    /// Reputation in millionths, the base unit of the reputation token (six decimals).
    pub struct Reputation(pub u64);
}

impl Bps {
    /// The whole: 10,000.
    pub const WHOLE: Self = Self(10_000);
    /// The whole, as a divisor.
    pub const DIVISOR: NonZeroU64 = match NonZeroU64::new(Self::WHOLE.0 as u64) {
        Some(whole) => whole,
        None => NonZeroU64::MIN,
    };
}

impl core::fmt::Display for Lamports {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} lamports", self.0)
    }
}
