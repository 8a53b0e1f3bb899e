//! `open_standing`: someone can have a reputation from now on.

use bmail_sdk::generated::reputation::instructions as generated;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct OpenStanding {
    pub who: Who,
    pub net: Net,
}

impl Modeled for OpenStanding {
    fn build(&self, _: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (owner, reputation) = (self.who.address(), self.net.reputation());
        let standing = self.who.standing(self.net);
        Some(vec![generated::OpenStanding { owner, reputation, standing, system_program: SYSTEM }.instruction()])
    }

    fn choices() -> Weighted<Self> {
        (17, (who(), net_with_reputation()).prop_map(|(who, net)| Self { who, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, reputation, standing, _system] = sent.addresses();
        let network = known(&model.reputations, reputation)?.network;
        let missing = model.missing(standing, accounts::Standing::LEN);
        Reasons::default()
            .when(ROSTER.standing(network, owner) != Some(standing), Refusal::Account)
            .when(model.has_data(standing), Refusal::InUse)
            .when(model.balance(owner) < missing, Refusal::Funds)
            .none()?;
        model.pay(owner, standing, missing);
        model
            .standings
            .insert(standing, Standing { network, owner, own: 0, staked: 0, generation: 0, stake_factor: Q32::ONE });
        Ok(())
    }
}
