//! Token-2022's `TransferChecked`: coins that someone gives to a vault, most often without a contribution.

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct TransferChecked {
    pub who: Who,
    pub bounty: WhichBounty,
    pub amount: u64,
}

/// A transfer of coins from someone's own account.
pub fn transfer_coins(who: Who, to: Pubkey, amount: u64) -> Instruction {
    ROSTER.money().transfer(&who.address(), &to, amount)
}

impl Modeled for TransferChecked {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, _) = builder.bounty(self.bounty)?;
        Some(vec![transfer_coins(self.who, PROGRAMS.vault(&bounty).0, self.amount)])
    }

    fn choices() -> Weighted<Self> {
        let give = (anybody(), draft(), select(vec![1, 1_000, 3_000_000_000]));
        (4, give.prop_map(|(who, bounty, amount)| Self { who, bounty, amount }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [from, mint, to, signer] = sent.addresses();
        let (amount, _decimals): (u64, u8) = sent.arguments();
        model.unless_transferred([from, to, signer], amount).none()?;
        assert_eq!(model.tokens[&from].mint, mint, "the transfer names the account's mint");
        model.move_tokens(from, to, amount);
        *model.token_gifts.entry(to).or_default() += amount;
        Ok(())
    }
}
