//! `open_standing`: someone can have a reputation from now on.

use bmail_sdk::instructions::reputation as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct OpenStanding {
    pub who: Who,
    pub net: Net,
}

impl Modeled for OpenStanding {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::open_standing(&builder.chain(), &self.net.address(), &self.who.address()))
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
