//! `collect`: a stake loses what its endorser's spam burned.

use bmail_sdk::instructions::reputation as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Collect {
    pub tie: Tie,
}

impl Modeled for Collect {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (endorser, endorsed, net) = builder.tie(self.tie)?;
        let (endorser, endorsed) = (endorser.address(), endorsed.address());
        builder.only(instructions::collect(&builder.chain(), &net.address(), &endorser, &endorsed))
    }

    fn choices() -> Weighted<Self> {
        (19, tie().prop_map(|tie| Self { tie }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [endorser, endorsed, endorsement] = sent.addresses();
        known(&model.standings, endorser)?;
        known(&model.standings, endorsed)?;
        model.check_between([endorser, endorsed], endorsement)?.none()?;
        model.settle_stake(endorsement);
        Ok(())
    }
}
