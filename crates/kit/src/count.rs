//! Counting up and down, without a number that wraps.

/// A number that counts.
pub trait Count: Copy {
    /// The sum, if it fits.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference, if it is not negative.
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

/// Adds to a count; `None`, and nothing has changed, if the sum does not fit.
#[inline(always)]
#[must_use]
pub fn increase<N: Count>(count: &mut N, by: N) -> Option<()> {
    *count = count.plus(by)?;
    Some(())
}

/// Takes from a count; `None`, and nothing has changed, if there is less.
#[inline(always)]
#[must_use]
pub fn decrease<N: Count>(count: &mut N, by: N) -> Option<()> {
    *count = count.minus(by)?;
    Some(())
}
