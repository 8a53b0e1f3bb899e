//! Fixed-point numbers.

crate::number! {
    /// A non-negative number with 32 integer and 32 fractional bits (Q32.32). Used for message counts and factors.
    pub struct Q32(pub u64);
}

impl Q32 {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1 << 32);
    /// The largest count: just below 65,536 messages.
    pub const MAX_COUNT: Self = Self((1 << 48) - 1);

    /// A whole number.
    pub const fn from_int(value: u32) -> Self {
        Self((value as u64) << 32)
    }

    /// For display only: the last digits are lost.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::ONE.0 as f64
    }

    /// The count after one more message, at most [`Q32::MAX_COUNT`].
    #[inline(always)]
    pub fn count_one(self) -> Self {
        Self(self.0.saturating_add(Self::ONE.0)).min(Self::MAX_COUNT)
    }

    /// The upper and the lower 32 bits.
    #[inline(always)]
    pub const fn split(self) -> (u64, u64) {
        (self.0 >> 32, self.0 & u32::MAX as u64)
    }
}
