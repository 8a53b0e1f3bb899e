//! What is not awarded goes back to who contributed it, to the last lamport.

use core::num::NonZeroU64;

use units::wide::{mul_div_down, mul_wide};

/// What is left of a bounty, and the contributions that have not taken their part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// What is left, in lamports or a token's base units.
    pub amount: u64,
    /// The sum of the contributions that have a part in it; at least `amount`.
    pub contributed: u64,
}

impl Leftover {
    /// Takes a contribution's part: `amount * contribution / contributed`, rounded down, in favour of who comes later, by
    /// less than one; the last one gets all that is left. So the parts are what was left, whoever comes when, and each is
    /// its exact share but for one for each who came before.
    pub fn take(&mut self, contribution: u64) -> u64 {
        let part = part(self.amount, contribution, self.contributed);
        self.amount = self.amount.saturating_sub(part);
        self.contributed = self.contributed.saturating_sub(contribution);
        part
    }
}

/// What of a reward its winner had contributed themselves, rounded up: it is no income of theirs.
pub fn self_funded_part(reward: u64, contributed: u64, funded: u64) -> u64 {
    let floor = part(reward, contributed, funded);
    let (high, low) = mul_wide(floor, funded);
    let exact = (high, low) == mul_wide(reward, contributed.min(funded));
    floor.saturating_add((!exact) as u64).min(reward)
}

/// `amount * of / whole`, rounded down, for a part of the whole; nothing of nothing.
pub(crate) fn part(amount: u64, of: u64, whole: u64) -> u64 {
    NonZeroU64::new(whole).map_or(0, |divisor| mul_div_down(amount, of.min(whole), divisor))
}
