//! `seed`: a network's authority gives a first citizen reputation.

use bmail_sdk::{generated::reputation::instructions::SeedInstructionArgs, instructions::reputation as instructions};
use units::Reputation;

use crate::prelude::*;

const MILLION: u64 = 1_000_000;

#[derive(Clone, Copy, Debug)]
pub struct Seed {
    pub who: Who,
    pub net: Net,
    pub amount: Grant,
}

/// How much a first citizen is seeded with.
#[derive(Clone, Copy, Debug)]
pub enum Grant {
    Millionths(u64),
    /// Everything left in the budget.
    Rest,
    /// A millionth more than that.
    TooMuch,
}

impl Modeled for Seed {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let net = self.net;
        let reputation = builder.model.reputations.get(&net.reputation());
        let left = reputation.map_or(0, |reputation| reputation.parameters.seed_budget.0 - reputation.seeded);
        let amount = match self.amount {
            Grant::Millionths(amount) => amount,
            Grant::Rest => left,
            Grant::TooMuch => left + 1,
        };
        let (authority, citizen) = (builder.authority(net)?, self.who.address());
        let amount = units::Reputation(amount);
        builder.only(instructions::seed(&builder.chain(), &net.address(), &authority, &citizen, amount))
    }

    fn choices() -> Weighted<Self> {
        let amount = select(vec![0, 1, MILLION, 7 * MILLION + 1, 30 * MILLION]).prop_map(Grant::Millionths);
        let amount = prop_oneof![10 => amount, 1 => Just(Grant::Rest), 1 => Just(Grant::TooMuch)];
        let seed = (who(), net_with_reputation(), amount);
        (17, seed.prop_map(|(who, net, amount)| Self { who, net, amount }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, reputation, standing] = sent.addresses();
        let SeedInstructionArgs { amount } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let mut rules = known(&model.reputations, reputation)?;
        let state = known(&model.standings, standing)?;
        let shares = rules.index(model.now).shares(Reputation(amount));
        let left = rules.parameters.seed_budget.0 - rules.seeded;
        Reasons::default()
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(rules.network != network || state.network != network, ReputationError::OtherNetwork)
            .when(shares.is_none(), ReputationError::IndexRunOut)
            .when(amount > left, ReputationError::BudgetSpent)
            .none()?;
        rules.seeded += amount;
        model.reputations.insert(reputation, rules);
        model.shares_of(network).seeded.add(shares.unwrap_or(0));
        model.earn(standing, shares.unwrap_or(0));
        Ok(())
    }
}
