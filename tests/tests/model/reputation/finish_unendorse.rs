//! `finish_unendorse`: what has left a stake returns to the endorser.

use bmail_sdk::instructions::reputation as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct FinishUnendorse {
    pub tie: Tie,
}

impl Modeled for FinishUnendorse {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (endorser, endorsed, net) = builder.tie(self.tie)?;
        let (endorser, endorsed) = (endorser.address(), endorsed.address());
        builder.only(instructions::finish_unendorse(&builder.chain(), &net.address(), &endorser, &endorsed, 0))
    }

    fn choices() -> Weighted<Self> {
        (37, prop_oneof![3 => leaving(), 1 => tie()].prop_map(|tie| Self { tie }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [payee, endorser, endorsed, endorsement] = sent.addresses();
        let (from, _) = (known(&model.standings, endorser)?, known(&model.standings, endorsed)?);
        let reasons = model.check_between([endorser, endorsed], endorsement)?;
        model.settle_stake(endorsement);
        let stake = known(&model.endorsements, endorsement)?;
        let pool = model.pool(endorsed, &known(&model.standings, endorsed)?);
        let is_worthless = pool.worth(stake.units + stake.leaving) == 0;
        reasons
            .when(from.owner != payee, ReputationError::NotYourStanding)
            .when(!is_worthless && stake.leaving == 0, ReputationError::NothingLeaving)
            .when(!is_worthless && model.now < stake.ready_at, ReputationError::CoolingDown)
            .none()?;

        model.give_back(&stake, pool.worth(stake.leaving));
        if is_worthless || stake.units == 0 {
            model.endorsements.remove(&endorsement);
            model.pay_all(endorsement, payee);
        } else {
            model.endorsements.insert(endorsement, Endorsement { leaving: 0, ..stake });
        }
        Ok(())
    }
}
