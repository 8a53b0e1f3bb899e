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

impl Contribution {
    /// Bytes of the account.
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();
}
