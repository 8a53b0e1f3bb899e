//! What one person contributed to a bounty.

use anchor_lang::prelude::*;

#[account]
pub struct Contribution {
    pub bounty: Address,
    /// Who contributed it and paid the rent, and gets both back.
    pub contributor: Address,
    /// Lamports, or base units if the bounty pays in a token.
    pub amount: u64,
}
