//! One person's submission to a bounty: its commitment, the hash of its revealed content, and the reviewers' opinions.
//! It holds its stake on top of its rent.

use anchor_lang::{
    bytemuck::{bytes_of, Pod, Zeroable},
    hash::sha256,
    prelude::*,
};
use bounty_core::{Opinion, Outcome, Terms, VoteError, Votes};

use crate::BountyError;

#[account]
pub struct Submission {
    pub bounty: Address,
    /// Who committed to it, and gets the reward, the stake and the rent.
    pub submitter: Address,
    /// SHA-256 of the content's hash, the salt, the submitter and the bounty.
    pub commitment: [u8; 32],
    /// SHA-256 of the content; zeros until it is revealed.
    pub content_hash: [u8; 32],
    /// Lamports that are held on top of the rent.
    pub stake: u64,
    /// Its place in the order of commitments, starting at zero.
    pub number: u32,
    /// The reviewers who accept it, reject it or call it spam: one bit for each reviewer.
    pub accept: u8,
    pub reject: u8,
    pub spam: u8,
    /// Whether its reward is paid: zero or one.
    pub paid: u8,
    /// Whether it has earned reputation: zero or one.
    pub earned: u8,
    pub padding: [u8; 7],
}

/// The preimage of a commitment.
#[repr(C)]
#[derive(Clone, Copy)]
struct Committed {
    content_hash: [u8; 32],
    salt: [u8; 32],
    submitter: [u8; 32],
    bounty: [u8; 32],
}

// SAFETY: `repr(C)`, bytes only: there is no padding, and any bits are a valid value.
unsafe impl Zeroable for Committed {}
// SAFETY: as above.
unsafe impl Pod for Committed {}

impl Submission {
    #[inline(always)]
    pub fn is_revealed(&self) -> bool {
        self.content_hash != [0; 32]
    }

    /// Reveals what was committed to.
    pub fn reveal(&mut self, content_hash: [u8; 32], salt: [u8; 32]) -> Result<()> {
        require!(!self.is_revealed(), BountyError::AlreadyRevealed);
        require!(content_hash != [0; 32], BountyError::WrongCommitment);
        let (submitter, bounty) = (*self.submitter.as_array(), *self.bounty.as_array());
        let committed = Committed { content_hash, salt, submitter, bounty };
        require!(sha256(bytes_of(&committed)) == self.commitment, BountyError::WrongCommitment);
        self.content_hash = content_hash;
        Ok(())
    }

    /// Counts a reviewer's opinion, and returns the outcome of all opinions so far.
    #[inline(always)]
    pub fn vote(&mut self, reviewer: u8, opinion: Opinion, threshold: u8) -> Result<Outcome> {
        let mut votes = self.votes();
        votes.vote(reviewer, opinion).map_err(|error| match error {
            VoteError::NoReviewer => BountyError::NotReviewer,
            VoteError::Again => BountyError::AlreadyReviewed,
        })?;
        Votes { accept: self.accept, reject: self.reject, spam: self.spam } = votes;
        Ok(votes.outcome(threshold))
    }

    /// Whether the stake is forfeited: for spam, and for a submission that was never revealed.
    pub fn forfeits(&self, threshold: u8) -> bool {
        !self.is_revealed() || self.votes().outcome(threshold) == Outcome::Spam
    }

    /// Lamports of the bond that it is owed.
    pub fn owed_bond(&self, terms: &Terms) -> u64 {
        terms.owed_bond(self.is_revealed(), self.votes()).0
    }

    #[inline(always)]
    fn votes(&self) -> Votes {
        Votes { accept: self.accept, reject: self.reject, spam: self.spam }
    }

    /// Refuses a submission that holds less than its stake.
    #[inline(always)]
    pub fn invariant(&self, lamports: u64) -> Result<()> {
        require!(lamports >= self.stake, BountyError::Insolvent);
        Ok(())
    }
}
