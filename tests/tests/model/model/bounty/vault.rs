//! Bounties that pay in a token: their vaults, and what flows in and out.

use bmail_sdk::{PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID};
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Bounty, Model, Phase, Prediction, Reasons, Refusal, TokenAccount, known};
use crate::roster::ROSTER;

/// Bytes of a vault.
const VAULT: usize = 165;

impl Model {
    pub(super) fn create_vault(
        &mut self,
        [issuer, bounty, mint, vault, token_program, _system]: [Pubkey; 6],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let (right, bump) = PROGRAMS.vault(&bounty);
        self.unless_in(&state, Phase::Draft)
            .when(vault != right, Refusal::Account)
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(state.vault.is_some(), BountyError::VaultExists)
            .when(state.mint != mint, BountyError::OtherMint)
            .also(unless_coin(mint, token_program))
            .when(self.balance(issuer) < self.missing(vault, VAULT), Refusal::Funds)
            .none()?;
        self.found(issuer, vault, VAULT);
        self.tokens.insert(vault, TokenAccount { owner: vault, mint, amount: 0, space: VAULT });
        self.token_gifts.insert(vault, 0);
        self.bounties.insert(bounty, Bounty { vault: Some((vault, bump)), ..state });
        Ok(())
    }

    /// What no contribution accounts for goes to the issuer.
    pub(super) fn close_vault(
        &mut self,
        [issuer, bounty, vault, destination, token_program]: [Pubkey; 5],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let is_its = state.vault.is_some_and(|(right, _)| right == vault);
        let left = self.tokens.get(&vault).filter(|_| is_its).map_or(0, |tokens| tokens.amount);
        let unpaid = match left {
            0 => unless_called(token_program),
            _ => self.unless_paid(&state, [vault, destination, issuer, token_program]),
        };
        Reasons::default()
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(self.is_in_use(bounty), BountyError::BountyInUse)
            .when(!is_its, BountyError::WrongVault)
            .also(unpaid)
            .none()?;
        self.move_tokens(vault, destination, left);
        self.tokens.remove(&vault);
        self.token_gifts.remove(&vault);
        self.pay_all(vault, issuer);
        self.bounties.insert(bounty, Bounty { vault: None, ..state });
        Ok(())
    }

    /// Why the vault has not received this many tokens beyond what it holds for others.
    pub(super) fn unless_arrived(&self, bounty: Pubkey, vault: Pubkey, amount: u64) -> Reasons {
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
    pub(super) fn unless_given(
        &self,
        state: &Bounty,
        [source, vault, treasury, token_program]: [Pubkey; 4],
        amount: u64,
    ) -> Reasons {
        if !state.pays_tokens() {
            return Reasons::default();
        }
        unless_called(token_program)
            .also(self.unless_transferred([source, vault, treasury], amount))
            .when(state.vault.is_none_or(|(right, _)| right != vault), BountyError::WrongVault)
    }

    /// Why the vault does not pay to someone's account.
    pub(super) fn unless_paid(&self, state: &Bounty, [vault, to, owner, token_program]: [Pubkey; 4]) -> Reasons {
        if !state.pays_tokens() {
            return Reasons::default();
        }
        let account = self.tokens.get(&to);
        let is_its = state.vault.is_some_and(|(right, _)| right == vault);
        unless_called(token_program)
            .when(account.is_none_or(|account| account.owner != owner), BountyError::WrongTokenAccount)
            .when(account.is_some_and(|account| account.mint != state.mint), Refusal::Tokens)
            .when(!is_its, Refusal::Tokens)
            // If it is not a token account at all, the runtime may refuse it first.
            .when(!self.tokens.contains_key(&vault), Refusal::Account)
    }

    /// Pays lamports to a wallet, or tokens to its account.
    pub(super) fn pay_out(&mut self, bounty: Pubkey, [wallet, account]: [Pubkey; 2], amount: u64) {
        match self.bounties[&bounty].vault {
            Some((vault, _)) => self.move_tokens(vault, account, amount),
            None => self.pay(bounty, wallet, amount),
        }
    }
}

/// Why a token program is not called for the coin, or does nothing with it.
fn unless_called(token_program: Pubkey) -> Reasons {
    let is_known = [SPL_TOKEN_ID, TOKEN_2022_ID].contains(&token_program);
    Reasons::default()
        .when(!is_known, BountyError::WrongTokenProgram)
        .when(token_program == SPL_TOKEN_ID, Refusal::Account)
        .when(token_program == SPL_TOKEN_ID, Refusal::Tokens)
}

/// Why a bounty or treasury cannot use that token. Only the coin has no forbidden extensions.
pub(super) fn unless_coin(mint: Pubkey, token_program: Pubkey) -> Reasons {
    let is_known = [SPL_TOKEN_ID, TOKEN_2022_ID].contains(&token_program);
    Reasons::default()
        .when(!is_known, BountyError::WrongTokenProgram)
        .when((mint, token_program) != (ROSTER.coin, TOKEN_2022_ID), BountyError::InvalidMint)
}
