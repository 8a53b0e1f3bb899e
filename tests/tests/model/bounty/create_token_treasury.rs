//! `create_token_treasury`: a network's authority creates a treasury for the coin, the model's token.

use bmail_sdk::{
    PROGRAMS, generated::bounty::instructions::CreateTokenTreasuryInstructionArgs, instructions::bounty as instructions,
};

use crate::{
    bounty::{
        tokens::unless_coin,
        treasury::{DAY, elsewhere, limit},
    },
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct CreateTokenTreasury {
    pub net: Net,
    pub limit: u64,
}

impl Modeled for CreateTokenTreasury {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (network, authority) = (self.net.address(), builder.authority(self.net)?);
        let (coin, period) = (ROSTER.money(), Seconds::days(30));
        builder.only(instructions::create_token_treasury(
            &builder.chain(),
            &network,
            &authority,
            &coin,
            self.limit,
            period,
        ))
    }

    fn choices() -> Weighted<Self> {
        (7, (elsewhere(), limit()).prop_map(|(net, limit)| Self { net, limit }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, mint, treasury, token_program, _system] = sent.addresses();
        let CreateTokenTreasuryInstructionArgs { limit, period } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let missing = model.missing(treasury, accounts::Treasury::LEN);
        let right = PROGRAMS.token_treasury(&network, &mint).0;
        Reasons::default()
            .when(right != treasury, Refusal::Account)
            .when(model.has_data(treasury), Refusal::InUse)
            .when(model.balance(authority) < missing, Refusal::Funds)
            .also(unless_coin(mint, token_program))
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(!(DAY..=366 * DAY).contains(&period), BountyError::InvalidAllowance)
            .none()?;
        model.found(authority, treasury, accounts::Treasury::LEN);
        model.begin_treasury(treasury, network, mint, [limit, period]);
        Ok(())
    }
}
