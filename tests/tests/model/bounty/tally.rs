//! `tally`: what a network's people earned is added to the week.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Tally {
    pub net: Net,
}

impl Modeled for Tally {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::tally(&builder.chain(), &self.net.address()))
    }

    fn choices() -> Weighted<Self> {
        (8, net_with_reputation().prop_map(|net| Self { net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [ledger, weekly_stats] = sent.addresses();
        let totals = known(&model.ledgers, ledger)?;
        let state = known(&model.weekly_stats, weekly_stats)?;
        Reasons::default().when(state.network != totals.network, BountyError::OtherNetwork).none()?;
        model.weekly_stats.entry(weekly_stats).and_modify(|weekly_stats| weekly_stats.seen_earned = totals.earned);
        let week = model.week(weekly_stats);
        week.earned += totals.earned - state.seen_earned;
        week.mailboxes = totals.mailboxes;
        Ok(())
    }
}
