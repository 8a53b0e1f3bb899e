//! The token programs' instructions that holders use, and the reputation token and the coin themselves.

mod burn;
mod close_account;
mod create_idempotent;
mod transfer_checked;

use crate::{prelude::*, registry::registry};

const PROGRAM: &str = "token";

/// The length of an associated coin account.
const COIN_ACCOUNT: usize = 170;

// With the numbers that the token programs give them.
registry! {
    create_idempotent CreateIdempotent 1,
    burn Burn 8,
    close_account CloseAccount 9,
    transfer_checked TransferChecked 12,
}
pub use burn::Tokens;
pub use transfer_checked::transfer_coins;

impl Model {
    /// An owner's account with coins, which exists from the start.
    pub fn begin_with_coins(&mut self, owner: Pubkey, amount: u64) {
        let account = ROSTER.coins(owner).expect("an owner of coins");
        self.begin_with(account, COIN_ACCOUNT);
        self.token_gifts.insert(account, amount);
        self.tokens.insert(account, TokenAccount { owner, mint: ROSTER.coin, amount, space: COIN_ACCOUNT });
    }

    /// Why Token-2022 does not transfer this many tokens.
    pub fn unless_transferred(&self, [from, to, signer]: [Pubkey; 3], amount: u64) -> Reasons {
        let (Some(source), Some(target)) = (self.tokens.get(&from), self.tokens.get(&to)) else {
            return Reasons::default().when(true, Refusal::Account);
        };
        Reasons::default()
            .when(source.owner != signer || source.mint != target.mint, Refusal::Tokens)
            .when(source.amount < amount, Refusal::Funds)
    }

    pub fn move_tokens(&mut self, from: Pubkey, to: Pubkey, amount: u64) {
        self.tokens.entry(from).and_modify(|tokens| tokens.amount -= amount);
        self.tokens.entry(to).and_modify(|tokens| tokens.amount += amount);
    }

    /// The total supply of a token.
    pub fn supply(&self, mint: Pubkey) -> u64 {
        self.tokens.values().filter(|tokens| tokens.mint == mint).map(|tokens| tokens.amount).sum()
    }
}
