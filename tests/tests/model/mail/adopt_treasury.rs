//! `adopt_treasury`: postage goes to the network's treasury in the bounty program from now on.

use bmail_sdk::instructions::mail as instructions;

use crate::{bounty::elsewhere, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct AdoptTreasury {
    pub net: Net,
    /// Whether it is the treasury for the coin.
    pub of_coins: bool,
}

impl Modeled for AdoptTreasury {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (authority, net) = (builder.authority(self.net)?, self.net);
        let mut sent = builder.only(instructions::adopt_treasury(&builder.chain(), &net.address(), &authority))?;
        let treasury = if self.of_coins { net.coin_chest() } else { net.chest() };
        replace(&mut sent, net.chest(), treasury);
        Some(sent)
    }

    /// Not on its own, but in `together`: the harness's audit finds where the postage went only if no sweep is in the
    /// same transaction.
    fn choices() -> Weighted<Self> {
        (0, elsewhere().prop_map(|net| Self { net, of_coins: false }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, treasury] = sent.addresses();
        let mut state = known(&model.networks, network)?;
        let community = known(&model.treasuries, treasury)?;
        Reasons::default()
            .when(state.authority != authority, MailError::NotAuthority)
            .when(community.network != network, MailError::OtherNetwork)
            .when(!community.is_for_sol(), MailError::NotForSol)
            .when(state.treasury == treasury, MailError::AlreadyAdopted)
            .none()?;
        state.treasury = treasury;
        model.networks.insert(network, state);
        Ok(())
    }
}
