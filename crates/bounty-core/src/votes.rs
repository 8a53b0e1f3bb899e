//! What reviewers think of one submission. The outcome follows from who said what, not from who spoke first.

#[cfg(feature = "anchor")]
use anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType};

/// What one reviewer thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub enum Opinion {
    /// Worth an award.
    Accept,
    /// Not.
    Reject,
    /// Should not have been sent: its stake is forfeit.
    Spam,
}

/// What follows from all opinions so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Too few agree on anything: no award, and the stake goes back.
    Open,
    /// Enough accept it.
    Accepted,
    /// Enough call it spam, whoever else accepts it.
    Spam,
}

/// The reviewers of each opinion, a bit for each. The layout is the account's.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Who accepts.
    pub accept: u8,
    /// Who rejects.
    pub reject: u8,
    /// Who calls it spam.
    pub spam: u8,
}

/// Why an opinion was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteError {
    /// There is no such reviewer.
    NoReviewer,
    /// They have said what they think.
    Again,
}

impl Votes {
    /// Counts a reviewer's opinion: one for each, for good.
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

    /// What follows, where so many have to agree.
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
            Self::NoReviewer => "only the bounty's reviewers review",
            Self::Again => "a reviewer says once what they think of a submission",
        })
    }
}

impl core::error::Error for VoteError {}
