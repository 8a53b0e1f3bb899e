//! `review`: a reviewer gives an opinion.

use bmail_sdk::{generated::bounty::instructions::ReviewInstructionArgs, instructions::bounty as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Review {
    pub entry: Entry,
    pub by: Who,
    pub opinion: Opinion,
}

impl Modeled for Review {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, _, submitter) = builder.submitter(self.entry)?;
        let reviewer = self.by.address();
        builder.only(instructions::review(&builder.chain(), &bounty, &reviewer, &submitter, self.opinion))
    }

    fn choices() -> Weighted<Self> {
        use Opinion::{Accept, Reject, Spam};
        let by = select(vec![5, 5, 6, 6, 0, 1]).prop_map(Who);
        let review = (entry(Phase::Reviewing), by, select(vec![Accept, Accept, Reject, Spam, Spam]));
        (20, review.prop_map(|(entry, by, opinion)| Self { entry, by, opinion }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [reviewer, bounty, submission] = sent.addresses();
        let ReviewInstructionArgs { opinion } = sent.arguments();
        let state = known(&model.bounties, bounty)?;
        let mut judged = known(&model.submissions, submission)?;
        let place = state.reviewers.iter().position(|judge| *judge == reviewer);
        let has_said = judged.opinions.iter().any(|(said, _)| Some(*said) == place);
        model
            .unless_in(&state, Phase::Reviewing)
            .when(judged.bounty != bounty, BountyError::OtherBounty)
            .when(judged.content_hash.is_none(), BountyError::NotRevealed)
            .when(place.is_none(), BountyError::NotReviewer)
            .when(has_said, BountyError::AlreadyReviewed)
            .none()?;
        judged.opinions.extend(place.map(|place| (place, opinion)));
        judged.opinions.sort_by_key(|(place, _)| *place);
        model.submissions.insert(submission, judged);
        Ok(())
    }

    /// Seldom from someone who has given one already.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let opinion = match choice % 8 {
            0 => Opinion::Reject,
            1 => Opinion::Spam,
            _ => Opinion::Accept,
        };
        let again = choice.is_multiple_of(9);
        let reviewers = &model.bounties[&bounty].reviewers;
        let all = model.submissions_to(bounty).into_iter().filter(|_| model.is_in(bounty, Phase::Reviewing));
        let shown = all.filter(|submission| submission.content_hash.is_some());
        let open = shown.flat_map(|submission| (0..reviewers.len()).map(move |place| (submission, place)));
        let open =
            open.filter(|(submission, place)| again || submission.opinions.iter().all(|(said, _)| said != place));
        let review = |(submission, place): (&Submission, usize)| Self {
            entry: their(submission.submitter),
            by: person(reviewers[place]),
            opinion,
        };
        open.map(review).collect()
    }
}
