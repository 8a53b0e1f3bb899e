//! `reveal`: anyone shows what a submitter committed to.

use bmail_sdk::{generated::bounty::instructions::RevealInstructionArgs, instructions::bounty as instructions};

use crate::{
    bounty::submissions::{Shown, commitment, content},
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Reveal {
    pub entry: Entry,
    pub shown: Shown,
}

impl Modeled for Reveal {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, _, submitter) = builder.submitter(self.entry)?;
        let (content_hash, salt) = content(submitter, self.shown);
        builder.only(instructions::reveal(&builder.chain(), &bounty, &submitter, &content_hash, &salt))
    }

    fn choices() -> Weighted<Self> {
        use Shown::{Other, Right, Zeros};
        let reveal = (entry(Phase::Revealing), select(vec![Right, Right, Other, Zeros]));
        (15, reveal.prop_map(|(entry, shown)| Self { entry, shown }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [bounty, submission] = sent.addresses();
        let RevealInstructionArgs { content_hash, salt } = sent.arguments();
        let state = known(&model.bounties, bounty)?;
        let committed = known(&model.submissions, submission)?;
        let shown = commitment(&content_hash, &salt, committed.submitter, committed.bounty);
        model
            .unless_in(&state, Phase::Revealing)
            .when(committed.bounty != bounty, BountyError::OtherBounty)
            .when(committed.content_hash.is_some(), BountyError::AlreadyRevealed)
            .when(content_hash == [0; 32] || shown != committed.commitment, BountyError::WrongCommitment)
            .none()?;
        model.submissions.insert(submission, Submission { content_hash: Some(content_hash), ..committed });
        Ok(())
    }

    /// Seldom something that was revealed already.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let all = model.submissions_to(bounty).into_iter().filter(|_| model.is_in(bounty, Phase::Revealing));
        let hidden = all.filter(|submission| submission.content_hash.is_none() || choice.is_multiple_of(5));
        hidden.map(|submission| Self { entry: their(submission.submitter), shown: Shown::Right }).collect()
    }
}
