//! `contribute`: someone gives lamports to a network's treasury.

use bmail_sdk::{generated::bounty::instructions::ContributeInstructionArgs, instructions::bounty as instructions};

use crate::{
    bounty::treasury::{SOL, treasurys_net},
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Contribute {
    pub who: Who,
    pub net: Net,
    pub amount: u64,
}

impl Modeled for Contribute {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let contributor = self.who.address();
        builder.only(instructions::contribute(&builder.chain(), &self.net.address(), &contributor, self.amount))
    }

    fn choices() -> Weighted<Self> {
        let contribute = (anybody(), treasurys_net(), select(vec![0, 1, 1_000_000, 30_000_000, SOL]));
        (8, contribute.prop_map(|(who, net, amount)| Self { who, net, amount }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [contributor, treasury, weekly_stats, _system] = sent.addresses();
        let ContributeInstructionArgs { amount } = sent.arguments();
        let state = known(&model.treasuries, treasury)?;
        let weeks_state = known(&model.weekly_stats, weekly_stats)?;
        Reasons::default()
            .when(amount == 0, BountyError::NothingGiven)
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(!state.is_for_sol(), BountyError::OtherMint)
            .when(model.balance(contributor) < amount, Refusal::Funds)
            .none()?;
        model.pay(contributor, treasury, amount);
        model.till(treasury).given += amount;
        model.week(weekly_stats).invested += amount;
        Ok(())
    }
}
