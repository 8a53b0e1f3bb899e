//! Closing submissions and bounties.

use bmail_sdk::accounts::Opinion;
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Bounty, Mistake, Model, Prediction, Reasons, Submission, known};

impl Model {
    pub(super) fn close_submission(&mut self, [bounty, submission, submitter, treasury]: [Pubkey; 4]) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let submitted = known(&self.submissions, submission)?;
        let treasury_state = known(&self.treasuries, treasury)?;
        let wins = self.winners(bounty).contains(&submitted.number);
        Reasons::default()
            .when(submitted.bounty != bounty, BountyError::OtherBounty)
            .when(submitted.submitter != submitter, BountyError::WrongSubmitter)
            .when(treasury_state.network != state.network, BountyError::WrongTreasury)
            .when(!treasury_state.is_for_sol(), BountyError::OtherMint)
            .when(!self.is_over(&state), BountyError::WrongPhase)
            .when(!state.cancelled && wins && !submitted.paid, BountyError::AwardUnclaimed)
            .none()?;

        let forfeited = if self.forfeits(&state, &submitted) { submitted.stake } else { 0 };
        self.pay(submission, treasury, forfeited);
        self.till(treasury).forfeited += forfeited;
        self.flows.unstaked += submitted.stake;
        self.submissions.remove(&submission);
        self.bounties.entry(bounty).and_modify(|bounty| bounty.closed.push(submitted));
        self.pay_all(submission, submitter);
        Ok(())
    }

    /// Whether a stake is forfeited, which happens to spam and to unrevealed submissions.
    fn forfeits(&self, bounty: &Bounty, submission: &Submission) -> bool {
        let is_spam = submission.votes(Opinion::Spam) >= usize::from(bounty.terms.threshold);
        let hidden = submission.content_hash.is_none() && !self.makes(Mistake::HiddenKeepsStake);
        !bounty.cancelled && (hidden || is_spam)
    }

    pub(super) fn close_bounty(&mut self, [issuer, bounty]: [Pubkey; 2]) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        Reasons::default()
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(self.is_in_use(bounty), BountyError::BountyInUse)
            .when(state.vault.is_some(), BountyError::VaultExists)
            .none()?;
        self.bounties.remove(&bounty);
        self.pay_all(bounty, issuer);
        Ok(())
    }

    /// Whether anyone still has anything in the bounty.
    pub(super) fn is_in_use(&self, bounty: Pubkey) -> bool {
        let has_submissions = self.submissions.values().any(|submission| submission.bounty == bounty);
        let has_contributions = self.contributions_to(bounty).next().is_some();
        has_submissions || has_contributions || self.bounties[&bounty].treasurys() > 0 || self.money(bounty).held > 0
    }
}
