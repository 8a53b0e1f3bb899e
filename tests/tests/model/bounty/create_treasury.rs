//! `create_treasury`: a network's authority creates its treasury.

use bmail_sdk::{generated::bounty::instructions::CreateTreasuryInstructionArgs, instructions::bounty as instructions};

use crate::{
    bounty::treasury::{DAY, elsewhere, limit},
    model::WeeklyStats,
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct CreateTreasury {
    pub net: Net,
    pub limit: u64,
    pub days: u64,
    /// One second less than that.
    pub short: bool,
}

impl Modeled for CreateTreasury {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { net, limit, days, short } = *self;
        let authority = builder.authority(net)?;
        let period = Seconds(days * DAY - u64::from(short));
        builder.only(instructions::create_treasury(&builder.chain(), &net.address(), &authority, limit, period))
    }

    fn choices() -> Weighted<Self> {
        let create = (elsewhere(), limit(), select(vec![1, 30, 366, 367]), weighted(0.2));
        (13, create.prop_map(|(net, limit, days, short)| Self { net, limit, days, short }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, treasury, weekly_stats, _system] = sent.addresses();
        let CreateTreasuryInstructionArgs { limit, period } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let new = [(treasury, accounts::Treasury::LEN), (weekly_stats, accounts::WeeklyStats::LEN)];
        let missing: u64 = new.iter().map(|(at, space)| model.missing(*at, *space)).sum();
        let right = ROSTER.network(network).map(|known| (known.chest, known.weekly_stats));
        Reasons::default()
            .when(right != Some((treasury, weekly_stats)), Refusal::Account)
            .when(model.has_data(treasury) || model.has_data(weekly_stats), Refusal::InUse)
            .when(model.balance(authority) < missing, Refusal::Funds)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(!(DAY..=366 * DAY).contains(&period), BountyError::InvalidAllowance)
            .none()?;
        for (address, space) in new {
            model.found(authority, address, space);
        }
        model.begin_treasury(treasury, network, Pubkey::default(), [limit, period]);
        model.weekly_stats.insert(weekly_stats, WeeklyStats { network, seen_earned: 0, all: Default::default() });
        Ok(())
    }
}
