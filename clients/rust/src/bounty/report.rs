//! A bounty with everything that belongs to it, as of one moment.

use bounty_core::{Outcome, Phase};
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::accounts::{Contribution, StoredBounty, Submission};

/// A bounty, its submissions and its contributions. What can be done with it: see [`BountyReport::actions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyReport {
    /// Where it is.
    pub address: Pubkey,
    /// What it says.
    pub bounty: StoredBounty,
    /// The authority of its network.
    pub authority: Pubkey,
    /// The moment.
    pub at: Timestamp,
    /// Its phase then, whether it is cancelled or not.
    pub phase: Phase,
    /// When that ends, if it does by itself.
    pub ends_at: Option<Timestamp>,
    /// In order of commitment: those whose accounts are there.
    pub submissions: Vec<SubmissionReport>,
    /// Those whose accounts are there, by their addresses.
    pub contributions: Vec<(Pubkey, Contribution)>,
}

/// A submission, and what follows from what the reviewers think of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionReport {
    /// Where it is.
    pub address: Pubkey,
    /// What it says.
    pub submission: Submission,
    /// What the opinions amount to so far.
    pub outcome: Outcome,
    /// How many of those that are accepted were committed to before it; nothing where it is not accepted.
    pub rank: Option<u32>,
    /// Whether it gets an award. Until the challenge period is over, this can change.
    pub wins: bool,
}

impl BountyReport {
    /// What a bounty is at a moment, with its accounts in any order.
    pub fn new(
        (address, bounty): (Pubkey, StoredBounty),
        authority: Pubkey,
        submissions: Vec<(Pubkey, Submission)>,
        contributions: Vec<(Pubkey, Contribution)>,
        at: Timestamp,
    ) -> Self {
        let (phase, ends_at) = (bounty.header.phase(at), bounty.header.ends_at(at));
        let report = |(address, submission)| SubmissionReport::new(address, submission, &bounty);
        let mut submissions: Vec<_> = submissions.into_iter().map(report).collect();
        submissions.sort_by_key(|report| report.submission.number);
        Self { address, bounty, authority, at, phase, ends_at, submissions, contributions }
    }

    /// The submissions of which a reviewer has not said what they think, and could.
    pub fn to_review(&self, reviewer: &Pubkey) -> impl Iterator<Item = &SubmissionReport> {
        let place = self.bounty.header.judges().iter().position(|judge| judge == reviewer);
        let is_missing = move |report: &&SubmissionReport| {
            report.submission.is_revealed() && place.is_some_and(|place| !report.submission.is_reviewed_by(place))
        };
        self.submissions.iter().filter(is_missing)
    }

    /// The submissions whose award is to be claimed.
    pub fn to_claim(&self) -> impl Iterator<Item = &SubmissionReport> {
        let is_due = self.phase == Phase::Settled && self.bounty.header.cancelled == 0;
        self.submissions.iter().filter(move |report| is_due && report.wins && report.submission.paid == 0)
    }

    /// The submissions whose paid award is to be taken to a standing.
    pub fn to_earn(&self) -> impl Iterator<Item = &SubmissionReport> {
        let earns = self.bounty.header.terms.earns_reputation != 0;
        let is_due = move |submission: &Submission| earns && submission.paid != 0 && submission.earned == 0;
        self.submissions.iter().filter(move |report| is_due(&report.submission))
    }

    /// The submissions that can be closed. One that can still earn reputation is among them, and could not any more.
    pub fn to_close(&self) -> impl Iterator<Item = &SubmissionReport> {
        let cancelled = self.bounty.header.cancelled != 0;
        let is_due = move |report: &&SubmissionReport| {
            cancelled || self.phase == Phase::Settled && (!report.wins || report.submission.paid != 0)
        };
        self.submissions.iter().filter(is_due)
    }
}

impl SubmissionReport {
    fn new(address: Pubkey, submission: Submission, bounty: &StoredBounty) -> Self {
        let (header, number) = (&bounty.header, submission.number);
        let ranking = header.ranking();
        Self {
            address,
            outcome: submission.outcome(header.terms.threshold),
            rank: ranking.is_accepted(number).then(|| ranking.rank(number)),
            wins: ranking.wins(number, header.terms.awards),
            submission,
        }
    }

    /// Whether the reviewers accepted it, and the authority took its award away.
    pub fn is_vetoed(&self) -> bool {
        self.outcome == Outcome::Accepted && self.rank.is_none()
    }
}
