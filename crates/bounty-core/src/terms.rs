//! A bounty's terms, and the bounds within which every promise can be kept.

use units::{Lamports, Reputation, Seconds};
#[cfg(feature = "anchor")]
use {
    anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType},
    bytemuck::{Pod, Zeroable},
};

use crate::{ranking::MAX_SUBMISSIONS, votes::Votes};

/// The most awards of one bounty.
pub const MAX_AWARDS: u8 = 64;

/// The most reviewers of one bounty.
pub const MAX_REVIEWERS: u8 = 7;

/// The greatest stake of a submission: 2^50 lamports, like the fee of the most expensive message.
pub const MAX_STAKE: Lamports = Lamports(1 << 50);

/// The greatest bond of a bounty, and so the most that silence can cost its issuer: as much as the greatest stake.
pub const MAX_BOND: Lamports = MAX_STAKE;

/// The shortest period: an hour, so that a clock that is off makes nobody late.
pub const SHORTEST_PERIOD: Seconds = Seconds(3_600);

/// The shortest period if there is a stake or a bond: a day, so that nobody loses either because the chain has halted.
/// Its longest halt so far was shorter.
pub const SHORTEST_PERIOD_AT_STAKE: Seconds = Seconds::days(1);

/// The longest period: 180 days. So nobody's money is locked for more than two years, even if nobody acts.
pub const LONGEST_PERIOD: Seconds = Seconds::days(180);

const DAY: u32 = 86_400;

/// How long each phase of an open bounty lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// For commitments.
    pub submit: Seconds,
    /// For revealing what was committed to.
    pub reveal: Seconds,
    /// For the reviewers.
    pub review: Seconds,
    /// For vetoes.
    pub challenge: Seconds,
}

/// What a bounty promises. It never changes, so nobody works for one promise and is judged by another. The layout is
/// the account's: no padding except the field of that name.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType, Pod, Zeroable))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub struct Terms {
    /// What each award pays, in lamports or a token's base units.
    pub reward: u64,
    /// What a submitter puts down for a submission, and gets back unless it was spam or never revealed.
    pub stake: Lamports,
    /// What the issuer puts down when the bounty opens, for submissions that too few reviewers judge: see
    /// [`Terms::bond_share`]. Zero: there is no bond, and such a submission gets nothing.
    pub bond: Lamports,
    /// The reputation that a submitter needs.
    pub min_reputation: Reputation,
    /// Seconds for commitments.
    pub submit_period: u32,
    /// Seconds for revealing what was committed to.
    pub reveal_period: u32,
    /// Seconds for the reviewers.
    pub review_period: u32,
    /// Seconds for vetoes.
    pub challenge_period: u32,
    /// The most submissions that it takes.
    pub max_submissions: u16,
    /// The most awards that are paid.
    pub awards: u8,
    /// How many reviewers must agree.
    pub threshold: u8,
    /// Whether an award earns reputation for the part that the treasury paid: zero or one.
    pub earns_reputation: u8,
    /// Zeros.
    pub padding: [u8; 3],
}

/// Why terms were refused. The texts say what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsError {
    /// `reward` is zero, or all awards together do not fit 64 bits.
    Reward,
    /// `awards` is zero or above [`MAX_AWARDS`].
    Awards,
    /// `reviewers` is zero or above [`MAX_REVIEWERS`].
    Reviewers,
    /// `threshold` is zero or above the number of reviewers.
    Threshold,
    /// `stake` is above [`MAX_STAKE`].
    Stake,
    /// A period is below [`SHORTEST_PERIOD`] or above [`LONGEST_PERIOD`].
    Periods,
    /// There is a stake or a bond, and a period is below [`SHORTEST_PERIOD_AT_STAKE`].
    PeriodsAtStake,
    /// `bond` is above [`MAX_BOND`], or too small for a lamport for each of `max_submissions`, and not zero.
    Bond,
    /// `max_submissions` is zero or above [`MAX_SUBMISSIONS`].
    MaxSubmissions,
    /// `earns_reputation` is neither zero nor one, or the padding is not zeros.
    Flags,
}

impl Terms {
    /// 0.1 SOL for each of the first ten submissions that one reviewer accepts: a week to submit, a day to reveal, a
    /// week to review, three days for vetoes.
    pub const EXAMPLE: Self = Self {
        reward: 100_000_000,
        stake: Lamports(1_000_000),
        bond: Lamports(0),
        min_reputation: Reputation(0),
        submit_period: 7 * DAY,
        reveal_period: DAY,
        review_period: 7 * DAY,
        challenge_period: 3 * DAY,
        max_submissions: MAX_SUBMISSIONS as u16,
        awards: 10,
        threshold: 1,
        earns_reputation: 0,
        padding: [0; 3],
    };

    /// Checks that everything that follows from these terms is within bounds, for this many reviewers.
    ///
    /// # Errors
    /// The first [`TermsError`] that applies.
    pub fn validate(&self, reviewers: u8) -> Result<(), TermsError> {
        use TermsError as E;
        let ensure = |holds: bool, error| if holds { Ok(()) } else { Err(error) };
        ensure((1..=MAX_AWARDS).contains(&self.awards), E::Awards)?;
        ensure(self.reward != 0 && self.reward.checked_mul(self.awards.into()).is_some(), E::Reward)?;
        ensure((1..=MAX_REVIEWERS).contains(&reviewers), E::Reviewers)?;
        ensure((1..=reviewers).contains(&self.threshold), E::Threshold)?;
        ensure(self.stake <= MAX_STAKE, E::Stake)?;
        ensure((1..=MAX_SUBMISSIONS).contains(&self.max_submissions.into()), E::MaxSubmissions)?;
        let is_bond = self.bond.0 >= self.max_submissions.into() && self.bond <= MAX_BOND;
        ensure(self.bond == Lamports(0) || is_bond, E::Bond)?;
        ensure(self.earns_reputation <= 1 && self.padding == [0; 3], E::Flags)?;
        let Periods { submit, reveal, review, challenge } = self.periods();
        let shortest = submit.min(reveal).min(review).min(challenge);
        let longest = submit.max(reveal).max(review).max(challenge);
        ensure(shortest >= SHORTEST_PERIOD && longest <= LONGEST_PERIOD, E::Periods)?;
        let is_at_stake = self.stake != Lamports(0) || self.bond != Lamports(0);
        ensure(shortest >= SHORTEST_PERIOD_AT_STAKE || !is_at_stake, E::PeriodsAtStake)
    }

    /// What the bond pays for each revealed submission that fewer than `threshold` reviewers judge: the same for all,
    /// however many there are. Rounded down; the rest of the bond is the issuer's.
    pub const fn bond_share(&self) -> Lamports {
        match self.bond.0.checked_div(self.max_submissions as u64) {
            Some(share) => Lamports(share),
            None => Lamports(0),
        }
    }

    /// What a submission with these opinions is owed of the bond once nobody can judge it any more: a share if it is
    /// revealed and fewer than `threshold` reviewers have judged it. So it is neither accepted nor spam.
    pub fn owed_bond(&self, is_revealed: bool, votes: Votes) -> Lamports {
        match is_revealed && !votes.are_enough(self.threshold) {
            true => self.bond_share(),
            false => Lamports(0),
        }
    }

    /// How long each phase lasts.
    #[inline(always)]
    pub const fn periods(&self) -> Periods {
        Periods {
            submit: Seconds(self.submit_period as u64),
            reveal: Seconds(self.reveal_period as u64),
            review: Seconds(self.review_period as u64),
            challenge: Seconds(self.challenge_period as u64),
        }
    }

    /// What must be funded before the bounty opens: all awards. It saturates only for terms that [`Terms::validate`]
    /// refuses.
    pub const fn total(&self) -> u64 {
        self.reward.saturating_mul(self.awards as u64)
    }
}

impl core::fmt::Display for TermsError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Reward => "reward must be above zero, and all awards together below 2^64",
            Self::Awards => "awards must be 1 to 64",
            Self::Reviewers => "there must be 1 to 7 reviewers",
            Self::Threshold => "threshold must be 1 to the number of reviewers",
            Self::Stake => "stake must be at most 2^50 lamports",
            Self::Periods => "each period must be between an hour and 180 days",
            Self::PeriodsAtStake => "with a stake or a bond, each period must be at least a day",
            Self::Bond => "bond must be zero, or between max_submissions and 2^50 lamports",
            Self::MaxSubmissions => "max_submissions must be 1 to 512",
            Self::Flags => "earns_reputation must be zero or one, and the padding zeros",
        })
    }
}

impl core::error::Error for TermsError {}
