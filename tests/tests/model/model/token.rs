//! The token that mirrors standings, and what token programs do.

use bmail_testing::ReputationError;
use solana_pubkey::Pubkey;

use super::{Mistake, Model, Prediction, Reasons, Refusal, TokenAccount, known};
use crate::roster::ROSTER;

/// The length of a token account of a reputation, and of an associated coin account.
const TOKEN_ACCOUNT: usize = 174;
const COIN_ACCOUNT: usize = 170;

impl Model {
    /// Creates someone's associated account, if there is none.
    pub(super) fn open_tokens(
        &mut self,
        [payer, account, owner, mint, _system, _token_program]: [Pubkey; 6],
    ) -> Prediction {
        known(&self.mints, mint)?;
        if self.tokens.contains_key(&account) {
            return Ok(());
        }
        let missing = self.missing(account, TOKEN_ACCOUNT);
        Reasons::default().when(self.balance(payer) < missing, Refusal::Funds).none()?;
        self.pay(payer, account, missing);
        self.tokens.insert(account, TokenAccount { owner, mint, amount: 0, space: TOKEN_ACCOUNT });
        Ok(())
    }

    /// An owner's account with coins, which exists from the start.
    pub fn begin_with_coins(&mut self, owner: Pubkey, amount: u64) {
        let account = ROSTER.coins(owner).expect("an owner of coins");
        self.begin_with(account, COIN_ACCOUNT);
        self.token_gifts.insert(account, amount);
        self.tokens.insert(account, TokenAccount { owner, mint: ROSTER.coin, amount, space: COIN_ACCOUNT });
    }

    pub(super) fn sync(
        &mut self,
        [reputation, standing, mint, account, _token_program]: [Pubkey; 5],
        bump: u8,
    ) -> Prediction {
        let rules = known(&self.reputations, reputation)?;
        let state = known(&self.standings, standing)?;
        Reasons::default()
            .when(state.network != rules.network, ReputationError::OtherNetwork)
            .when(rules.mint != mint, ReputationError::WrongMint)
            .when(ROSTER.token_account(state.owner, mint) != Some((account, bump)), ReputationError::WrongTokenAccount)
            .when(!self.tokens.contains_key(&account), ReputationError::NoTokenAccount)
            .none()?;
        let staked = if self.makes(Mistake::StakesNotShown) { 0 } else { state.staked };
        let amount = state.own.saturating_add(staked);
        let others = self.supply(mint) - self.tokens[&account].amount;
        Reasons::default().when(others.checked_add(amount).is_none(), ReputationError::IndexRunOut).none()?;
        self.tokens.entry(account).and_modify(|tokens| tokens.amount = amount);
        Ok(())
    }

    /// Burns one's own tokens, which changes only what wallets show.
    pub(super) fn burn_tokens(&mut self, [account, mint, signer]: [Pubkey; 3], amount: u64) -> Prediction {
        known(&self.mints, mint)?;
        let mut tokens = known(&self.tokens, account)?;
        Reasons::default()
            .when(tokens.owner != signer, Refusal::Tokens)
            .when(tokens.amount < amount, Refusal::Funds)
            .none()?;
        tokens.amount -= amount;
        self.tokens.insert(account, tokens);
        Ok(())
    }

    pub(super) fn close_tokens(&mut self, [account, payee, signer]: [Pubkey; 3]) -> Prediction {
        let tokens = known(&self.tokens, account)?;
        Reasons::default().when(tokens.owner != signer || tokens.amount > 0, Refusal::Tokens).none()?;
        self.tokens.remove(&account);
        self.pay_all(account, payee);
        Ok(())
    }

    /// Transfers tokens between two accounts of the same mint, signed by the owner.
    pub(super) fn transfer_tokens(&mut self, [from, mint, to, signer]: [Pubkey; 4], amount: u64) -> Prediction {
        self.unless_transferred([from, to, signer], amount).none()?;
        assert_eq!(self.tokens[&from].mint, mint, "the transfer names the account's mint");
        self.move_tokens(from, to, amount);
        *self.token_gifts.entry(to).or_default() += amount;
        Ok(())
    }

    /// Why Token-2022 does not transfer this many tokens.
    pub(super) fn unless_transferred(&self, [from, to, signer]: [Pubkey; 3], amount: u64) -> Reasons {
        let (Some(source), Some(target)) = (self.tokens.get(&from), self.tokens.get(&to)) else {
            return Reasons::default().when(true, Refusal::Account);
        };
        Reasons::default()
            .when(source.owner != signer || source.mint != target.mint, Refusal::Tokens)
            .when(source.amount < amount, Refusal::Funds)
    }

    pub(super) fn move_tokens(&mut self, from: Pubkey, to: Pubkey, amount: u64) {
        self.tokens.entry(from).and_modify(|tokens| tokens.amount -= amount);
        self.tokens.entry(to).and_modify(|tokens| tokens.amount += amount);
    }

    /// The total supply of a token.
    pub fn supply(&self, mint: Pubkey) -> u64 {
        self.tokens.values().filter(|tokens| tokens.mint == mint).map(|tokens| tokens.amount).sum()
    }
}
