//! Reviewers' opinions, vetoes, and who wins.

use bmail_sdk::accounts::Opinion;
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Mistake, Model, Phase, Prediction, Submission, known};

impl Model {
    pub(super) fn review(&mut self, [reviewer, bounty, submission]: [Pubkey; 3], opinion: Opinion) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let mut judged = known(&self.submissions, submission)?;
        let place = state.reviewers.iter().position(|judge| *judge == reviewer);
        let has_said = judged.opinions.iter().any(|(said, _)| Some(*said) == place);
        self.unless_in(&state, Phase::Reviewing)
            .when(judged.bounty != bounty, BountyError::OtherBounty)
            .when(judged.content_hash.is_none(), BountyError::NotRevealed)
            .when(place.is_none(), BountyError::NotReviewer)
            .when(has_said, BountyError::AlreadyReviewed)
            .none()?;
        judged.opinions.extend(place.map(|place| (place, opinion)));
        judged.opinions.sort_by_key(|(place, _)| *place);
        self.submissions.insert(submission, judged);
        Ok(())
    }

    pub(super) fn veto(&mut self, [authority, network, bounty, submission]: [Pubkey; 4]) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let state = known(&self.bounties, bounty)?;
        let judged = known(&self.submissions, submission)?;
        self.unless_in(&state, Phase::Challenging)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network, BountyError::OtherNetwork)
            .when(judged.bounty != bounty, BountyError::OtherBounty)
            .when(!self.accepted(bounty).contains(&judged.number), BountyError::NotAccepted)
            .none()?;
        self.bounties.entry(bounty).and_modify(|bounty| {
            bounty.vetoed.insert(judged.number);
        });
        Ok(())
    }

    /// All submissions ever made, in order of commitment.
    pub fn submissions_to(&self, bounty: Pubkey) -> Vec<&Submission> {
        let there = self.submissions.values().filter(|submission| submission.bounty == bounty);
        let mut all: Vec<_> = there.chain(&self.bounties[&bounty].closed).collect();
        all.sort_by_key(|submission| submission.number);
        all
    }

    /// The numbers of the submissions that enough reviewers accept and not enough call spam, except vetoed ones, in
    /// order of commitment.
    pub fn accepted(&self, bounty: Pubkey) -> Vec<u32> {
        let state = &self.bounties[&bounty];
        let is_accepted = |submission: &&&Submission| {
            let enough = |opinion| submission.votes(opinion) >= usize::from(state.terms.threshold);
            let vetoed = state.vetoed.contains(&submission.number) && !self.makes(Mistake::VetoIgnored);
            enough(Opinion::Accept) && !vetoed && (!enough(Opinion::Spam) || self.makes(Mistake::SpamAccepted))
        };
        self.submissions_to(bounty).iter().filter(is_accepted).map(|submission| submission.number).collect()
    }

    /// The first of the accepted ones.
    pub fn winners(&self, bounty: Pubkey) -> Vec<u32> {
        let awards = self.bounties[&bounty].terms.awards.into();
        self.accepted(bounty).into_iter().take(awards).collect()
    }
}
