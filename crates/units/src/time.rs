//! Points in time, and durations.

crate::number! {
    /// A duration in seconds.
    pub struct Seconds(pub u64);
}

crate::number! {
    /// A point in time: unix seconds of the cluster's clock.
    pub struct Timestamp(pub i64);
}

impl Seconds {
    /// A number of days.
    pub const fn days(days: u32) -> Self {
        Self((days as u64).wrapping_mul(86_400))
    }
}

impl Timestamp {
    /// Seconds since `earlier`. Zero if the clock stood still or went back.
    #[inline(always)]
    pub const fn since(self, earlier: Self) -> Seconds {
        // Not `saturating_sub`, which compiles to a 128-bit helper on SBPF. A positive difference fits in 64 bits.
        Seconds(if self.0 > earlier.0 { (self.0 as u64).wrapping_sub(earlier.0 as u64) } else { 0 })
    }

    /// The point in time `period` later, at most the last one.
    #[inline(always)]
    pub const fn after(self, period: Seconds) -> Self {
        // Not `saturating_add_unsigned`, for the same reason. The time left until the last point fits in 64 bits.
        let left = (i64::MAX as u64).wrapping_sub(self.0 as u64);
        Self(if period.0 > left { i64::MAX } else { self.0.wrapping_add(period.0 as i64) })
    }
}
