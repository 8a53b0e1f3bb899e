//! `close_standing`: someone gives up their reputation and gets the rent back.

use bmail_sdk::instructions::reputation as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseStanding {
    pub who: Who,
    pub net: Net,
}

impl Modeled for CloseStanding {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::close_standing(&builder.chain(), &self.net.address(), &self.who.address(), 0))
    }

    fn choices() -> Weighted<Self> {
        (4, (who(), net_with_reputation()).prop_map(|(who, net)| Self { who, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, reputation, standing, mint, token_account, _token_program] = sent.addresses();
        let rules = known(&model.reputations, reputation)?;
        let state = known(&model.standings, standing)?;
        let right = ROSTER.token_account(owner, mint);
        Reasons::default()
            .when(state.owner != owner, ReputationError::NotYourStanding)
            .when(state.network != rules.network, ReputationError::OtherNetwork)
            .when(model.given(standing).next().is_some(), ReputationError::StillEndorsing)
            .when(model.received(standing).next().is_some(), ReputationError::StillEndorsed)
            .when(rules.mint != mint, ReputationError::WrongMint)
            .when(right.is_none_or(|(right, _)| right != token_account), ReputationError::WrongTokenAccount)
            .none()?;
        model.shares_of(state.network).given_up.add(state.own);
        model.standings.remove(&standing);
        model.tokens.entry(token_account).and_modify(|tokens| tokens.amount = 0);
        model.pay_all(standing, owner);
        Ok(())
    }
}
