//! What flows into a vault and out of it.

use bmail_sdk::{SPL_TOKEN_ID, token::Money};

use crate::prelude::*;

impl Model {
    /// Why the vault has not received this many tokens beyond what it holds for others.
    pub fn unless_arrived(&self, bounty: Pubkey, vault: Pubkey, amount: u64) -> Reasons {
        let state = &self.bounties[&bounty];
        if !state.pays_tokens() {
            return Reasons::default();
        }
        let is_its = state.vault.is_some_and(|(right, _)| right == vault);
        let there = self.tokens.get(&vault).map_or(0, |tokens| tokens.amount);
        let needed = self.money(bounty).held.saturating_add(amount);
        Reasons::default()
            .when(!is_its, BountyError::WrongVault)
            .when(is_its && there < needed, BountyError::Underfunded)
    }

    /// Why a treasury does not transfer this many tokens to the vault.
    pub fn unless_given(
        &self,
        state: &Bounty,
        [source, vault, treasury, token_program]: [Pubkey; 4],
        amount: u64,
    ) -> Reasons {
        if !state.pays_tokens() {
            return Reasons::default();
        }
        unless_called(token_program)
            .when(
                self.tokens.get(&source).is_none_or(|source| source.owner != treasury),
                BountyError::WrongTokenAccount,
            )
            .also(self.unless_transferred([source, vault, treasury], amount))
            .when(state.vault.is_none_or(|(right, _)| right != vault), BountyError::WrongVault)
    }

    /// Why the vault does not pay to someone's account. Unless they agree to any account of theirs, it is the associated one.
    pub fn unless_paid(&self, state: &Bounty, [vault, to, owner, token_program]: [Pubkey; 4], agrees: bool) -> Reasons {
        if !state.pays_tokens() {
            return Reasons::default();
        }
        let account = self.tokens.get(&to);
        let is_its = state.vault.is_some_and(|(right, _)| right == vault);
        // Of the wrong token program's account, if that is passed.
        let money = Money { mint: state.mint, token_program, decimals: 0 };
        let is_associated = agrees || money.account_of(&owner) == to;
        unless_called(token_program)
            .when(account.is_none_or(|account| account.owner != owner), BountyError::WrongTokenAccount)
            .when(!agrees && !is_associated, BountyError::WrongTokenAccount)
            .when(account.is_some_and(|account| account.mint != state.mint), Refusal::Tokens)
            .when(!is_its, Refusal::Tokens)
            .when(state.vault.is_none(), Refusal::NoVault)
            // If it is not a token account at all, the runtime may refuse it first.
            .when(!self.tokens.contains_key(&vault), Refusal::Account)
    }

    /// Pays lamports to a wallet, or tokens to its account.
    pub fn pay_out(&mut self, bounty: Pubkey, [wallet, account]: [Pubkey; 2], amount: u64) {
        match self.bounties[&bounty].vault {
            Some((vault, _)) => self.move_tokens(vault, account, amount),
            None => self.pay(bounty, wallet, amount),
        }
    }
}

/// Why a token program is not called for the coin, or does nothing with it.
pub fn unless_called(token_program: Pubkey) -> Reasons {
    let is_known = [SPL_TOKEN_ID, TOKEN_2022_ID].contains(&token_program);
    Reasons::default()
        .when(!is_known, BountyError::WrongTokenProgram)
        .when(token_program == SPL_TOKEN_ID, Refusal::Account)
        .when(token_program == SPL_TOKEN_ID, Refusal::Tokens)
}

/// Why a bounty or treasury cannot use that token. Only the coin has no forbidden extensions.
pub fn unless_coin(mint: Pubkey, token_program: Pubkey) -> Reasons {
    let is_known = [SPL_TOKEN_ID, TOKEN_2022_ID].contains(&token_program);
    Reasons::default()
        .when(!is_known, BountyError::WrongTokenProgram)
        .when((mint, token_program) != (ROSTER.coin, TOKEN_2022_ID), BountyError::InvalidMint)
}
