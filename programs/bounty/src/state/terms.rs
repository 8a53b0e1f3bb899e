//! [`bounties::Terms`] as accounts, arguments and the IDL carry them.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use bounties::Periods;
use postage::{Lamports, Reputation, Seconds};

use crate::BountyError;

/// What an issuer promises. Amounts are lamports, periods seconds, reputation millionths; `bounties::Terms` says what each
/// does.
#[repr(C)]
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub struct Terms {
    pub reward: u64,
    pub stake: u64,
    pub min_reputation: u64,
    pub submit_period: u32,
    pub reveal_period: u32,
    pub review_period: u32,
    pub challenge_period: u32,
    pub awards: u8,
    pub threshold: u8,
    /// Whether awards earn reputation, for what the treasury pays of them: zero or one.
    pub earns_reputation: u8,
    pub padding: [u8; 5],
}

// SAFETY: `repr(C)`, three u64, four u32 and eight bytes: no padding, and any bits are a value.
unsafe impl Zeroable for Terms {}
// SAFETY: as above.
unsafe impl Pod for Terms {}

impl Terms {
    /// Refuses terms that are out of bounds.
    pub fn validate(&self, reviewers: u8) -> Result<()> {
        require!(self.earns_reputation <= 1 && self.padding == [0; 5], BountyError::InvalidTerms);
        self.with(reviewers).validate().map_err(|error| BountyError::from(error).into())
    }

    /// The terms as the arithmetic wants them.
    #[inline(always)]
    pub fn with(&self, reviewers: u8) -> bounties::Terms {
        bounties::Terms {
            reward: self.reward,
            awards: self.awards,
            reviewers,
            threshold: self.threshold,
            stake: Lamports(self.stake),
            min_reputation: Reputation(self.min_reputation),
            periods: self.periods(),
        }
    }

    #[inline(always)]
    pub fn periods(&self) -> Periods {
        Periods {
            submit: Seconds(self.submit_period.into()),
            reveal: Seconds(self.reveal_period.into()),
            review: Seconds(self.review_period.into()),
            challenge: Seconds(self.challenge_period.into()),
        }
    }
}
