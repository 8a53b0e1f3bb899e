//! What a bounty is given.

use crate::prelude::*;

/// A share of what a bounty still lacks.
#[derive(Clone, Copy, Debug)]
pub enum Gift {
    Nothing,
    One,
    Third,
    Missing,
    TooMuch,
}

pub fn gift() -> impl Strategy<Value = Gift> {
    use Gift::*;
    select(vec![Nothing, One, Third, Third, Third, Missing, Missing, Missing, TooMuch])
}

impl Builder<'_> {
    /// A share of what a bounty still lacks.
    pub fn gift(&self, gift: Gift, bounty: Pubkey) -> u64 {
        let lacking = self.model.lacking(bounty);
        match gift {
            Gift::Nothing => 0,
            Gift::One => 1,
            Gift::Third => lacking.div_ceil(3),
            Gift::Missing => lacking,
            Gift::TooMuch => lacking + 1,
        }
    }
}

impl Gift {
    /// One that changes something.
    pub fn some(choice: usize) -> Self {
        [Self::One, Self::Third, Self::Missing][choice % 3]
    }
}
