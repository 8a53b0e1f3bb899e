//! Counting up and down without wrapping.

/// A number that can be a count.
pub trait Count: Copy {
    /// The sum, or `None` if it does not fit.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference, or `None` if it would be negative.
    fn minus(self, other: Self) -> Option<Self>;
}

macro_rules! count {
    ($($number:ty),+) => {$(
        impl Count for $number {
            #[inline(always)]
            fn plus(self, other: Self) -> Option<Self> {
                self.checked_add(other)
            }

            #[inline(always)]
            fn minus(self, other: Self) -> Option<Self> {
                self.checked_sub(other)
            }
        }
    )+};
}
count!(u32, u64);

/// Adds to a count. Returns `None` and changes nothing if the sum does not fit.
#[inline(always)]
#[must_use]
pub fn increase<N: Count>(count: &mut N, by: N) -> Option<()> {
    *count = count.plus(by)?;
    Some(())
}

/// Subtracts from a count. Returns `None` and changes nothing if the result would be negative.
#[inline(always)]
#[must_use]
pub fn decrease<N: Count>(count: &mut N, by: N) -> Option<()> {
    *count = count.minus(by)?;
    Some(())
}
