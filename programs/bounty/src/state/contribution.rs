//! What one person gave for a bounty.

use anchor_lang::prelude::*;

#[account]
pub struct Contribution {
    pub bounty: Address,
    /// Who gave it, paid the rent, and gets both back.
    pub contributor: Address,
    /// Lamports.
    pub amount: u64,
}
