//! `sync`: the token shows what a person has.

use bmail_sdk::generated::reputation::instructions::{self as generated, SyncInstructionArgs};

use crate::{prelude::*, token};

#[derive(Clone, Copy, Debug)]
pub struct Sync {
    pub who: Who,
    pub net: Net,
    pub flaw: Option<SyncFlaw>,
}

/// What does not belong to the token account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SyncFlaw {
    Bump,
    Mint,
}

/// Gives everyone with a standing a token account and syncs it.
#[derive(Clone, Copy, Debug)]
pub struct SyncEverybody {
    pub net: Net,
}

impl Sync {
    fn instruction(self) -> Instruction {
        let (token_account, bump) = self.who.tokens(self.net);
        let accounts = generated::Sync {
            reputation: self.net.reputation(),
            standing: self.who.standing(self.net),
            mint: if self.flaw == Some(SyncFlaw::Mint) { ROSTER.coin } else { self.net.mint() },
            token_account,
            token_program: TOKEN_2022_ID,
        };
        accounts.instruction(SyncInstructionArgs { bump: bump - u8::from(self.flaw == Some(SyncFlaw::Bump)) })
    }
}

impl Act for SyncEverybody {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let net = self.net;
        let citizens = Who::all().filter(|who| builder.model.standings.contains_key(&who.standing(net)));
        let citizens: Vec<_> = citizens.collect();
        let of = |who| {
            let open = Modeled::build(&token::CreateIdempotent { who, net, payer: who }, builder).unwrap_or_default();
            [open, vec![Sync { who, net, flaw: None }.instruction()]].concat()
        };
        Some(citizens.into_iter().flat_map(of).collect())
    }
}

impl SyncEverybody {
    pub fn choices() -> Weighted<Self> {
        (4, net_with_reputation().prop_map(|net| Self { net }).boxed())
    }
}

impl Modeled for Sync {
    fn build(&self, _: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        Some(vec![self.instruction()])
    }

    fn choices() -> Weighted<Self> {
        let sync = (who(), net_with_reputation(), option::weighted(0.15, select(vec![SyncFlaw::Bump, SyncFlaw::Mint])));
        (17, sync.prop_map(|(who, net, flaw)| Self { who, net, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [reputation, standing, mint, account, _token_program] = sent.addresses();
        let SyncInstructionArgs { bump } = sent.arguments();
        let rules = known(&model.reputations, reputation)?;
        let state = known(&model.standings, standing)?;
        Reasons::default()
            .when(state.network != rules.network, ReputationError::OtherNetwork)
            .when(rules.mint != mint, ReputationError::WrongMint)
            .when(ROSTER.token_account(state.owner, mint) != Some((account, bump)), ReputationError::WrongTokenAccount)
            .when(!model.tokens.contains_key(&account), ReputationError::NoTokenAccount)
            .none()?;
        let staked = if model.makes(Mistake::StakesNotShown) { 0 } else { state.staked };
        let amount = state.own.saturating_add(staked);
        let others = model.supply(mint) - model.tokens[&account].amount;
        Reasons::default().when(others.checked_add(amount).is_none(), ReputationError::IndexRunOut).none()?;
        model.tokens.entry(account).and_modify(|tokens| tokens.amount = amount);
        Ok(())
    }
}
