//! A bounty with its submissions and contributions, at one moment.

use bounty_core::{Outcome, Phase};
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::accounts::{Bounty, Contribution, Listing, StoredBounty, Submission, Unreadable};

/// A bounty with its submissions and contributions. [`BountyOverview::actions`] says what each role can do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyOverview {
    /// The bounty's address.
    pub address: Pubkey,
    /// The bounty's account.
    pub bounty: StoredBounty,
    /// The authority of its network.
    pub authority: Pubkey,
    /// The moment.
    pub at: Timestamp,
    /// The phase at that moment, even if the bounty is cancelled.
    pub phase: Phase,
    /// When the phase ends, if time ends it.
    pub ends_at: Option<Timestamp>,
    /// The submissions that are not closed, in order of commitment.
    pub submissions: Vec<SubmissionOverview>,
    /// The contributions that are not withdrawn, with their addresses.
    pub contributions: Vec<(Pubkey, Contribution)>,
    /// Submissions and contributions that cannot be read.
    pub gaps: Vec<Unreadable>,
}

/// A bounty's bond, in lamports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    /// What the issuer puts down when the bounty opens.
    pub promised: u64,
    /// What it pays for each revealed submission that too few reviewers judge.
    pub share: u64,
    /// What the bounty holds of it now: nothing before it opens.
    pub held: u64,
}

/// A submission, and the outcome of its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionOverview {
    /// The submission's address.
    pub address: Pubkey,
    /// The submission's account.
    pub submission: Submission,
    /// The outcome of the opinions so far.
    pub outcome: Outcome,
    /// How many accepted submissions were committed before it; `None` if it is not accepted.
    pub rank: Option<u32>,
    /// Whether it wins an award. This can change until the challenge period is over.
    pub wins: bool,
    /// What the bond pays for it if no more reviewers judge it, in lamports.
    pub bond: u64,
}

impl BountyOverview {
    /// The overview of a bounty at a moment. The submissions and contributions can be in any order.
    pub fn new(
        (address, bounty): (Pubkey, StoredBounty),
        authority: Pubkey,
        submissions: Listing<(Pubkey, Submission)>,
        contributions: Listing<(Pubkey, Contribution)>,
        at: Timestamp,
    ) -> Self {
        let (phase, ends_at) = (bounty.header.phase(at), bounty.header.ends_at(at));
        let gaps = [submissions.gaps, contributions.gaps].concat();
        let overview = |(address, submission)| SubmissionOverview::new(address, submission, &bounty);
        let mut submissions: Vec<_> = submissions.entries.into_iter().map(overview).collect();
        submissions.sort_by_key(|one| one.submission.number);
        let contributions = contributions.entries;
        Self { address, bounty, authority, at, phase, ends_at, submissions, contributions, gaps }
    }

    /// The revealed submissions that a reviewer has not reviewed yet.
    pub fn to_review(&self, reviewer: &Pubkey) -> impl Iterator<Item = &SubmissionOverview> {
        let place = self.bounty.header.judges().iter().position(|judge| judge == reviewer);
        let is_missing = move |one: &&SubmissionOverview| {
            one.submission.is_revealed() && place.is_some_and(|place| !one.submission.is_reviewed_by(place))
        };
        self.submissions.iter().filter(is_missing)
    }

    /// The bond, if the issuer promised one. Show it to submitters, and also if there is none: then nobody pays them if the
    /// reviewers stay silent.
    pub fn bond(&self) -> Option<Bond> {
        let Bounty { terms, bond: held, .. } = &self.bounty.header;
        let (promised, share) = (terms.bond.0, terms.bond_share().0);
        (promised > 0).then_some(Bond { promised, share, held: *held })
    }

    /// The submissions to which the bond will pay a share, unless more reviewers judge them. What that pays is certain
    /// once the review period is over or the bounty is cancelled.
    pub fn unjudged(&self) -> impl Iterator<Item = &SubmissionOverview> {
        self.submissions.iter().filter(|one| one.bond > 0)
    }

    /// The submissions whose award can be claimed.
    pub fn to_claim(&self) -> impl Iterator<Item = &SubmissionOverview> {
        let is_due = self.phase == Phase::Settled && self.bounty.header.cancelled == 0;
        self.submissions.iter().filter(move |one| is_due && one.wins && one.submission.paid == 0)
    }

    /// The submissions whose award is paid, and can still earn reputation.
    pub fn to_earn(&self) -> impl Iterator<Item = &SubmissionOverview> {
        let earns = self.bounty.header.terms.earns_reputation != 0;
        let is_due = move |submission: &Submission| earns && submission.paid != 0 && submission.earned == 0;
        self.submissions.iter().filter(move |one| is_due(&one.submission))
    }

    /// The submissions that can be closed. If one of them can still earn reputation ([`Self::to_earn`]) and its winner has a
    /// standing, that is recorded first: [`Client::close_submission`](crate::Client::close_submission) does both.
    pub fn to_close(&self) -> impl Iterator<Item = &SubmissionOverview> {
        let cancelled = self.bounty.header.cancelled != 0;
        let is_due = move |one: &&SubmissionOverview| {
            cancelled || self.phase == Phase::Settled && (!one.wins || one.submission.paid != 0)
        };
        self.submissions.iter().filter(is_due)
    }
}

impl SubmissionOverview {
    fn new(address: Pubkey, submission: Submission, bounty: &StoredBounty) -> Self {
        let (header, number) = (&bounty.header, submission.number);
        let ranking = header.ranking();
        Self {
            address,
            outcome: submission.outcome(header.terms.threshold),
            rank: ranking.is_accepted(number).then(|| ranking.rank(number)),
            wins: ranking.wins(number, header.terms.awards),
            bond: submission.owed_bond(&header.terms),
            submission,
        }
    }

    /// Whether the reviewers accepted it and the authority vetoed it.
    pub fn is_vetoed(&self) -> bool {
        self.outcome == Outcome::Accepted && self.rank.is_none()
    }
}
