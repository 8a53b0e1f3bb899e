//! Submitting: committing and revealing.

use bmail_sdk::{PROGRAMS, accounts};
use bmail_testing::BountyError;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::super::{Bounty, Model, Phase, Prediction, Reasons, Refusal, Submission, known};

/// The commitment to a submission.
pub fn commitment(content_hash: &[u8; 32], salt: &[u8; 32], submitter: Pubkey, bounty: Pubkey) -> [u8; 32] {
    Sha256::digest([*content_hash, *salt, submitter.to_bytes(), bounty.to_bytes()].concat()).into()
}

impl Model {
    pub(super) fn commit(
        &mut self,
        [submitter, bounty, submission, standing]: [Pubkey; 4],
        commitment: [u8; 32],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let stake = state.terms.stake.0;
        let right = PROGRAMS.submission(&submitter, &bounty).0;
        self.unless_in(&state, Phase::Submitting)
            .also(self.unless_new(submission, right, accounts::Submission::LEN, stake))
            .also(self.unless_reputed(&state, submitter, standing))
            .when(state.is_judge(submitter), BountyError::JudgesCannotSubmit)
            .none()?;
        self.blanks.remove(&submission);
        let number = self.submissions_to(bounty).len() as u32;
        let (content_hash, opinions, paid, earned) = (None, Vec::new(), false, false);
        let state = Submission { bounty, submitter, commitment, content_hash, stake, number, opinions, paid, earned };
        self.submissions.insert(submission, state);
        self.flows.staked += stake;
        Ok(())
    }

    /// Why someone has less reputation than a bounty requires. If it requires none, the standing is ignored.
    fn unless_reputed(&self, bounty: &Bounty, submitter: Pubkey, standing: Pubkey) -> Reasons {
        let wanted = bounty.terms.min_reputation;
        if wanted.0 == 0 {
            return Reasons::default();
        }
        let Some(state) = self.standings.get(&standing) else {
            let is_empty = !self.has_data(standing);
            return Reasons::default().when(is_empty, BountyError::ReputationTooLow).when(!is_empty, Refusal::Account);
        };
        let right = (state.network, state.owner) == (bounty.network, submitter);
        Reasons::default()
            .when(!right, BountyError::WrongStanding)
            .when(self.effective(standing) < wanted, BountyError::ReputationTooLow)
    }

    /// Reveals what was committed to.
    pub(super) fn show(
        &mut self,
        [submitter, bounty, submission]: [Pubkey; 3],
        content_hash: &[u8; 32],
        salt: &[u8; 32],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let committed = known(&self.submissions, submission)?;
        let shown = commitment(content_hash, salt, committed.submitter, committed.bounty);
        self.unless_in(&state, Phase::Revealing)
            .when(committed.bounty != bounty, BountyError::OtherBounty)
            .when(committed.submitter != submitter, BountyError::WrongSubmitter)
            .when(committed.content_hash.is_some(), BountyError::AlreadyRevealed)
            .when(*content_hash == [0; 32] || shown != committed.commitment, BountyError::WrongCommitment)
            .none()?;
        self.submissions.insert(submission, Submission { content_hash: Some(*content_hash), ..committed });
        Ok(())
    }
}
