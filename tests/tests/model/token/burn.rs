//! Token-2022's `Burn`, which changes only what wallets show.

use solana_instruction::AccountMeta;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Burn {
    pub who: Who,
    pub net: Net,
    pub amount: Tokens,
    /// Who signs, if not the owner.
    pub by: Option<Who>,
}

/// How many of their tokens someone burns.
#[derive(Clone, Copy, Debug)]
pub enum Tokens {
    One,
    All,
    TooMany,
}

impl Modeled for Burn {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let account = self.who.tokens(self.net).0;
        let held = builder.model.tokens.get(&account).map_or(0, |tokens| tokens.amount);
        let amount = match self.amount {
            Tokens::One => 1,
            Tokens::All => held,
            Tokens::TooMany => held + 1,
        };
        let accounts = vec![
            AccountMeta::new(account, false),
            AccountMeta::new(self.net.mint(), false),
            AccountMeta::new_readonly(self.by.unwrap_or(self.who).address(), true),
        ];
        let data = [&[8][..], &amount.to_le_bytes()].concat();
        Some(vec![Instruction { program_id: TOKEN_2022_ID, accounts, data }])
    }

    fn choices() -> Weighted<Self> {
        let amount = select(vec![Tokens::One, Tokens::All, Tokens::All, Tokens::TooMany]);
        let burn = (who(), net_with_reputation(), amount, option::weighted(0.1, who()));
        (8, burn.prop_map(|(who, net, amount, by)| Self { who, net, amount, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [account, mint, signer] = sent.addresses();
        let amount: u64 = sent.arguments();
        known(&model.mints, mint)?;
        let mut tokens = known(&model.tokens, account)?;
        Reasons::default()
            .when(tokens.owner != signer, Refusal::Tokens)
            .when(tokens.amount < amount, Refusal::Funds)
            .none()?;
        tokens.amount -= amount;
        model.tokens.insert(account, tokens);
        Ok(())
    }
}
