//! `begin_unendorse`: a stake begins to leave.

use bmail_sdk::{
    generated::reputation::instructions::BeginUnendorseInstructionArgs, instructions::reputation as instructions,
};

use crate::prelude::*;

/// Stands for all units of an endorsement.
const ALL: u64 = u64::MAX;
/// How long a message can wait to be revealed, plus the last second in which it is acknowledged in time.
const UNTIL_ACKNOWLEDGED: Seconds = Seconds(86_400 + 1);

#[derive(Clone, Copy, Debug)]
pub struct BeginUnendorse {
    pub tie: Tie,
    pub units: Units,
    pub by: Party,
}

/// How much of a stake someone takes back.
#[derive(Clone, Copy, Debug)]
pub enum Units {
    All,
    Half,
    None,
    TooMany,
}

/// One of the two people in an endorsement.
#[derive(Clone, Copy, Debug)]
pub enum Party {
    Endorser,
    Endorsed,
    Other(Who),
}

impl Modeled for BeginUnendorse {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (endorser, endorsed, net) = builder.tie(self.tie)?;
        let endorsement = endorser.endorsement(endorsed, net);
        let staked = builder.model.endorsements.get(&endorsement).map_or(0, |stake| stake.units);
        let units = match self.units {
            Units::All => ALL,
            Units::Half => staked / 2,
            Units::None => 0,
            Units::TooMany => staked + 1,
        };
        let signer = match self.by {
            Party::Endorser => endorser,
            Party::Endorsed => endorsed,
            Party::Other(who) => who,
        };
        let [signer, endorser, endorsed] = [signer, endorser, endorsed].map(Who::address);
        let plan =
            instructions::begin_unendorse(&builder.chain(), &net.address(), &signer, &endorser, &endorsed, units);
        builder.only(plan)
    }

    fn choices() -> Weighted<Self> {
        use Units::{All, Half, TooMany};
        let units = select(vec![All, All, All, Half, Half, Units::None, TooMany]);
        let by = prop_oneof![
            5 => Just(Party::Endorser),
            2 => Just(Party::Endorsed),
            1 => who().prop_map(Party::Other),
        ];
        (37, (tie(), units, by).prop_map(|(tie, units, by)| Self { tie, units, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [signer, network, reputation, endorser, endorsed, endorsement] = sent.addresses();
        let BeginUnendorseInstructionArgs { units } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let rules = known(&model.reputations, reputation)?;
        let (from, to) = (known(&model.standings, endorser)?, known(&model.standings, endorsed)?);
        let reasons = model.check_between([endorser, endorsed], endorsement)?;
        model.settle_stake(endorsement);
        let mut stake = known(&model.endorsements, endorsement)?;
        let is_sent_back = from.owner != signer;
        let leaving = if units == ALL { stake.units } else { units };
        reasons
            .when(rules.network != network || to.network != network, ReputationError::OtherNetwork)
            .when(is_sent_back && to.owner != signer, ReputationError::NotYourEndorsement)
            .when(is_sent_back && units != ALL, ReputationError::AllOrNothing)
            .when(leaving == 0 || leaving > stake.units, ReputationError::TooManyUnits)
            .none()?;

        let forgotten = model.makes(Mistake::VerdictsForgotten);
        let longest = if forgotten { 0 } else { network_state.longest_answering };
        let last_verdict = Seconds(longest + UNTIL_ACKNOWLEDGED.0);
        stake.units -= leaving;
        stake.leaving += leaving;
        stake.ready_at = Timestamp(model.now).after(rules.in_force(model.now).cool_down.max(last_verdict)).0;
        model.endorsements.insert(endorsement, stake);
        Ok(())
    }
}
