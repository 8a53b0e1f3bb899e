//! `close_submission`: the submitter gets the rent back, the stake unless it is forfeited, and a share of the bond if too
//! few reviewers have judged the submission.

use bmail_sdk::{
    PROGRAMS,
    instructions::bounty::{self as instructions, StakeAt},
};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseSubmission {
    pub entry: Entry,
    /// Whether another network's treasury is passed, if one exists.
    pub elsewhere: bool,
}

impl Modeled for CloseSubmission {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, submitter) = builder.submitter(self.entry)?;
        let is_other =
            |net: &Net| net.address() != state.network && builder.model.treasuries.contains_key(&net.chest());
        let network = Net::all().find(|net| self.elsewhere && is_other(net)).map_or(state.network, Net::address);
        let held = StakeAt::default();
        builder.only(instructions::close_submission(&builder.chain(), &bounty, &network, &submitter, held))
    }

    fn choices() -> Weighted<Self> {
        let close = (entry(Phase::Settled), weighted(0.3));
        (6, close.prop_map(|(entry, elsewhere)| Self { entry, elsewhere }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [bounty, submission, submitter, treasury, standing] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let submitted = known(&model.submissions, submission)?;
        let treasury_state = known(&model.treasuries, treasury)?;
        let right = PROGRAMS.standing(&state.network, &submitted.submitter).0;
        let earns = state.terms.earns_reputation != 0 && submitted.paid && !submitted.earned;
        let wins = model.winners(bounty).contains(&submitted.number);
        Reasons::default()
            .when(submitted.bounty != bounty, BountyError::OtherBounty)
            .when(submitted.submitter != submitter, BountyError::WrongSubmitter)
            .when(treasury_state.network != state.network, BountyError::WrongTreasury)
            .when(!treasury_state.is_for_sol(), BountyError::OtherMint)
            .when(!model.is_over(&state), BountyError::WrongPhase)
            .when(!state.cancelled && wins && !submitted.paid, BountyError::AwardUnclaimed)
            .when(earns && standing != right, BountyError::WrongStanding)
            .when(earns && model.standings.contains_key(&right), BountyError::ReputationUnearned)
            .none()?;

        let forfeited = if model.forfeits(&state, &submitted) { submitted.stake } else { 0 };
        model.pay(submission, treasury, forfeited);
        model.till(treasury).forfeited += forfeited;
        model.flows.unstaked += submitted.stake;
        let share = model.owed_bond(&state, &submitted);
        model.flows.unbonded += share;
        model.pay(bounty, submitter, share);
        model.submissions.remove(&submission);
        model.bounties.entry(bounty).and_modify(|bounty| bounty.closed.push(submitted));
        model.pay_all(submission, submitter);
        Ok(())
    }

    /// Seldom with another network's treasury.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let elsewhere = choice.is_multiple_of(8);
        let there = model.submissions_there(bounty).filter(|_| model.is_over(&model.bounties[&bounty]));
        there.map(|submission| Self { entry: their(submission.submitter), elsewhere }).collect()
    }
}

impl Model {
    /// Whether a stake is forfeited, which happens to spam and to unrevealed submissions.
    fn forfeits(&self, bounty: &Bounty, submission: &Submission) -> bool {
        let is_spam = submission.votes(Opinion::Spam) >= usize::from(bounty.terms.threshold);
        let hidden = submission.content_hash.is_none() && !self.makes(Mistake::HiddenKeepsStake);
        !bounty.cancelled && (hidden || is_spam)
    }
}
