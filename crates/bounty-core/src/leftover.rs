//! What is not awarded returns to the contributors, to the last lamport.

use core::num::NonZeroU64;

use units::wide::{mul_div_down, mul_wide};

/// What is left of a bounty, and the contributions that have not taken their share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// What is left, in lamports or a token's base units.
    pub amount: u64,
    /// The sum of the contributions that still have a share in it; at least `amount`.
    pub contributed: u64,
}

impl Leftover {
    /// Takes a contribution's share: `amount * contribution / contributed`, rounded down, in favor of those who come
    /// later, by less than one unit. The last one gets all that is left. So the shares add up to what was left in any
    /// order, and each differs from the exact share by at most one unit per earlier contributor, plus one.
    pub fn take(&mut self, contribution: u64) -> u64 {
        let part = part(self.amount, contribution, self.contributed);
        self.amount = self.amount.saturating_sub(part);
        self.contributed = self.contributed.saturating_sub(contribution);
        part
    }
}

/// The part of a reward that its winner had contributed, rounded up, against the winner: it is not income.
pub fn self_funded_part(reward: u64, contributed: u64, funded: u64) -> u64 {
    let floor = part(reward, contributed, funded);
    let (high, low) = mul_wide(floor, funded);
    let exact = (high, low) == mul_wide(reward, contributed.min(funded));
    floor.saturating_add((!exact) as u64).min(reward)
}

/// `amount * of / whole`, rounded down. `of` counts as at most `whole`; if `whole` is zero, so is the result.
pub(crate) fn part(amount: u64, of: u64, whole: u64) -> u64 {
    NonZeroU64::new(whole).map_or(0, |divisor| mul_div_down(amount, of.min(whole), divisor))
}
