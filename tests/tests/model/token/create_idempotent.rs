//! The associated token program's `CreateIdempotent`: someone's account of a reputation's token.

use bmail_sdk::token::create_associated;

use crate::prelude::*;

/// The length of a token account of a reputation.
const TOKEN_ACCOUNT: usize = 174;

#[derive(Clone, Copy, Debug)]
pub struct CreateIdempotent {
    pub who: Who,
    pub net: Net,
    pub payer: Who,
}

impl Modeled for CreateIdempotent {
    fn build(&self, _: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { who, net, payer } = self;
        Some(vec![create_associated(&payer.address(), &who.address(), &net.mint(), &TOKEN_2022_ID)])
    }

    fn choices() -> Weighted<Self> {
        let open = (who(), net_with_reputation(), option::weighted(0.2, who()));
        (13, open.prop_map(|(who, net, payer)| Self { who, net, payer: payer.unwrap_or(who) }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [payer, account, owner, mint, _system, _token_program] = sent.addresses();
        known(&model.mints, mint)?;
        if model.tokens.contains_key(&account) {
            return Ok(());
        }
        let missing = model.missing(account, TOKEN_ACCOUNT);
        Reasons::default().when(model.balance(payer) < missing, Refusal::Funds).none()?;
        model.pay(payer, account, missing);
        model.tokens.insert(account, TokenAccount { owner, mint, amount: 0, space: TOKEN_ACCOUNT });
        Ok(())
    }
}
