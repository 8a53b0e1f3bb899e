//! `commit`: someone commits to a submission and stakes on it.

use bmail_sdk::{
    PROGRAMS, generated::bounty::instructions::CommitInstructionArgs, instructions::bounty as instructions,
};

use crate::{
    bounty::submissions::{Shown, commitment, content},
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Commit {
    pub entry: Entry,
    pub shown: Shown,
    pub flaw: Option<NewFlaw>,
}

impl Modeled for Commit {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, submitter) = builder.submitter(self.entry)?;
        let (content_hash, salt) = content(submitter, self.shown);
        let commitment = match self.shown {
            Shown::Copied => builder.model.submissions_there(bounty).map(|other| other.commitment).next()?,
            _ => commitment(&content_hash, &salt, submitter, bounty),
        };
        let plan = instructions::commit(&builder.chain(), &state.at(bounty), &submitter, &commitment);
        builder.creating(plan, self.flaw)
    }

    fn choices() -> Weighted<Self> {
        use Shown::{Copied, Other, Right, Zeros};
        let open =
            prop_oneof![4 => (0..MANY).prop_map(|index| WhichBounty::In(Phase::Submitting, index)), 1 => bounty()];
        let theirs = (open, anybody()).prop_map(|(bounty, who)| Entry::Of(bounty, who));
        let commit = (theirs, select(vec![Right, Right, Right, Other, Zeros, Copied]), flaw());
        (20, commit.prop_map(|(entry, shown, flaw)| Self { entry, shown, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [submitter, bounty, submission, standing] = sent.addresses();
        let CommitInstructionArgs { commitment } = sent.arguments();
        let state = known(&model.bounties, bounty)?;
        let stake = state.terms.stake.0;
        let right = PROGRAMS.submission(&submitter, &bounty).0;
        let number = model.submissions_to(bounty).len() as u32;
        model
            .unless_in(&state, Phase::Submitting)
            .also(model.unless_new(submission, right, accounts::Submission::LEN, stake))
            .also(model.unless_reputed(&state, submitter, standing))
            .when(state.is_judge(submitter), BountyError::JudgesCannotSubmit)
            .when(number >= state.terms.max_submissions.into(), BountyError::TooManySubmissions)
            .none()?;
        model.blanks.remove(&submission);
        let (content_hash, opinions, paid, earned) = (None, Vec::new(), false, false);
        let state = Submission { bounty, submitter, commitment, content_hash, stake, number, opinions, paid, earned };
        model.submissions.insert(submission, state);
        model.flows.staked += stake;
        Ok(())
    }

    /// Most of these people can reveal later.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let all = model.submissions_to(bounty);
        let shown = match choice % 8 {
            0 => Shown::Other,
            1 if !all.is_empty() => Shown::Copied,
            _ => Shown::Right,
        };
        let may = |who: &Who| {
            let has = all.iter().any(|submission| submission.submitter == who.address());
            !has && model.is_in(bounty, Phase::Submitting) && !model.bounties[&bounty].is_judge(who.address())
        };
        Who::all().filter(may).map(|who| Self { entry: Entry::Of(IT, who), shown, flaw: None }).collect()
    }
}

impl Model {
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
}
