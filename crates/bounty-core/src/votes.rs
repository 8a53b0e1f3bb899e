//! The reviewers' opinions of one submission. The order of the votes does not change the outcome.

#[cfg(feature = "anchor")]
use anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType};

/// One reviewer's opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub enum Opinion {
    /// Worth an award.
    Accept,
    /// Not worth an award.
    Reject,
    /// It should not have been submitted: its stake is forfeited if enough reviewers agree.
    Spam,
}

/// The outcome of all opinions so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Too few agree: no award, and the stake returns to the submitter.
    Open,
    /// Enough reviewers accept it.
    Accepted,
    /// Enough reviewers call it spam, even if others accept it.
    Spam,
}

/// Who voted for what: one bit for each reviewer. The layout is the account's.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// The reviewers who accept it.
    pub accept: u8,
    /// The reviewers who reject it.
    pub reject: u8,
    /// The reviewers who call it spam.
    pub spam: u8,
}

/// Why an opinion was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteError {
    /// There is no such reviewer.
    NoReviewer,
    /// The reviewer has already voted.
    Again,
}

impl Votes {
    /// Counts a reviewer's opinion. Each reviewer votes once, and the vote is final.
    ///
    /// # Errors
    /// [`VoteError`].
    pub fn vote(&mut self, reviewer: u8, opinion: Opinion) -> Result<(), VoteError> {
        let bit = match reviewer {
            0..8 => 1u8.wrapping_shl(reviewer.into()),
            _ => return Err(VoteError::NoReviewer),
        };
        if (self.accept | self.reject | self.spam) & bit != 0 {
            return Err(VoteError::Again);
        }
        match opinion {
            Opinion::Accept => self.accept |= bit,
            Opinion::Reject => self.reject |= bit,
            Opinion::Spam => self.spam |= bit,
        }
        Ok(())
    }

    /// Whether at least `threshold` reviewers have voted, for whatever.
    pub fn are_enough(&self, threshold: u8) -> bool {
        (self.accept | self.reject | self.spam).count_ones() >= threshold.into()
    }

    /// The outcome if `threshold` reviewers must agree.
    pub fn outcome(&self, threshold: u8) -> Outcome {
        let enough = |votes: u8| votes.count_ones() >= threshold.into();
        match () {
            () if enough(self.spam) => Outcome::Spam,
            () if enough(self.accept) => Outcome::Accepted,
            () => Outcome::Open,
        }
    }
}

impl core::fmt::Display for VoteError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::NoReviewer => "only the bounty's reviewers may review: sign as one of them",
            Self::Again => "this reviewer has already reviewed this submission: a review is final",
        })
    }
}

impl core::error::Error for VoteError {}
