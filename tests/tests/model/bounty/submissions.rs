//! Submissions: what they contain, and who wins.

use sha2::{Digest, Sha256};

use crate::prelude::*;

/// What someone commits to or reveals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Right,
    /// Different content.
    Other,
    /// A hash of zeros.
    Zeros,
    /// Someone else's commitment.
    Copied,
}

/// The hash of someone's submission, and a salt.
pub fn content(submitter: Pubkey, shown: Shown) -> ([u8; 32], [u8; 32]) {
    let hash: [u8; 32] = Sha256::digest(submitter).into();
    match shown {
        Shown::Right | Shown::Copied => (hash, [1; 32]),
        Shown::Other => (hash, [2; 32]),
        Shown::Zeros => ([0; 32], [1; 32]),
    }
}

/// The commitment to a submission.
pub fn commitment(content_hash: &[u8; 32], salt: &[u8; 32], submitter: Pubkey, bounty: Pubkey) -> [u8; 32] {
    Sha256::digest([*content_hash, *salt, submitter.to_bytes(), bounty.to_bytes()].concat()).into()
}

impl Model {
    /// The submissions that have an account.
    pub fn submissions_there(&self, bounty: Pubkey) -> impl Iterator<Item = &Submission> {
        self.submissions.values().filter(move |submission| submission.bounty == bounty)
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

    /// The submissions that a settled bounty awards; sometimes those that were accepted too late.
    pub fn to_pay(&self, bounty: Pubkey, choice: usize) -> Vec<&Submission> {
        let winners = self.winners(bounty);
        let late: Vec<_> = self.accepted(bounty).into_iter().filter(|number| !winners.contains(number)).collect();
        let winners = if choice.is_multiple_of(3) && !late.is_empty() { late } else { winners };
        let there = self.submissions_there(bounty).filter(|_| self.is_in(bounty, Phase::Settled));
        there.filter(|submission| winners.contains(&submission.number)).collect()
    }
}
