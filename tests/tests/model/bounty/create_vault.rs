//! `create_vault`: the issuer creates the token account of a bounty that pays in a token.

use bmail_sdk::{PROGRAMS, instructions::bounty as instructions, token::Money};

use crate::{bounty::tokens::unless_coin, prelude::*};

/// Bytes of a vault.
const VAULT: usize = 165;

#[derive(Clone, Copy, Debug)]
pub struct CreateVault {
    pub bounty: WhichBounty,
}

impl Modeled for CreateVault {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let mint = if state.pays_tokens() { state.mint } else { ROSTER.coin };
        let money = Money { mint, ..ROSTER.money() };
        builder.only(instructions::create_vault(&builder.chain(), &bounty, &state.issuer, &money))
    }

    /// Most of these come too late; the successful ones are among what bounties wait for.
    fn choices() -> Weighted<Self> {
        let bounty = prop_oneof![3 => draft(), 1 => (0..MANY).prop_map(WhichBounty::InTokens)];
        (10, bounty.prop_map(|bounty| Self { bounty }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, bounty, mint, vault, token_program, _system] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let (right, bump) = PROGRAMS.vault(&bounty);
        model
            .unless_in(&state, Phase::Draft)
            .when(vault != right, Refusal::Account)
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(state.vault.is_some(), BountyError::VaultExists)
            .when(state.mint != mint, BountyError::OtherMint)
            .also(unless_coin(mint, token_program))
            .when(model.balance(issuer) < model.missing(vault, VAULT), Refusal::Funds)
            .none()?;
        model.found(issuer, vault, VAULT);
        model.tokens.insert(vault, TokenAccount { owner: vault, mint, amount: 0, space: VAULT });
        model.token_gifts.insert(vault, 0);
        model.bounties.insert(bounty, Bounty { vault: Some((vault, bump)), ..state });
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, _: usize) -> Vec<Self> {
        let due = model.is_in(bounty, Phase::Draft) && !model.can_be_funded(bounty);
        due.then_some(Self { bounty: IT }).into_iter().collect()
    }
}
