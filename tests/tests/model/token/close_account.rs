//! Token-2022's `CloseAccount`.

use solana_instruction::AccountMeta;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseAccount {
    pub who: Who,
    pub net: Net,
    /// Who signs, if not the owner.
    pub by: Option<Who>,
}

impl Modeled for CloseAccount {
    fn build(&self, _: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let accounts = vec![
            AccountMeta::new(self.who.tokens(self.net).0, false),
            AccountMeta::new(self.who.address(), false),
            AccountMeta::new_readonly(self.by.unwrap_or(self.who).address(), true),
        ];
        Some(vec![Instruction { program_id: TOKEN_2022_ID, accounts, data: vec![9] }])
    }

    fn choices() -> Weighted<Self> {
        let close = (who(), net_with_reputation(), option::weighted(0.1, who()));
        (4, close.prop_map(|(who, net, by)| Self { who, net, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [account, payee, signer] = sent.addresses();
        let tokens = known(&model.tokens, account)?;
        Reasons::default().when(tokens.owner != signer || tokens.amount > 0, Refusal::Tokens).none()?;
        model.tokens.remove(&account);
        model.pay_all(account, payee);
        Ok(())
    }
}
