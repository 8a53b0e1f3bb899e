//! What an issuer promises, and the bounds within which any promise can be kept.

use postage::{Lamports, Reputation, Seconds};

/// The most awards of one bounty.
pub const MAX_AWARDS: u8 = 64;

/// The most reviewers of one bounty.
pub const MAX_REVIEWERS: u8 = 7;

/// The greatest stake of a submission: 2^50 lamports, as the dearest message.
pub const MAX_STAKE: Lamports = Lamports(1 << 50);

/// The shortest period: an hour, so that nobody is late for a clock that is.
pub const SHORTEST_PERIOD: Seconds = Seconds(3_600);

/// The longest period: 180 days. Nobody's money waits for more than two years, whoever does nothing.
pub const LONGEST_PERIOD: Seconds = Seconds::days(180);

/// How long each phase of an open bounty lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// For commitments.
    pub submit: Seconds,
    /// For revealing what was committed to.
    pub reveal: Seconds,
    /// For the reviewers.
    pub review: Seconds,
    /// For a veto.
    pub challenge: Seconds,
}

/// What a bounty promises. It never changes, so that nobody works for one thing and is judged by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What each award pays, in lamports or a token's base units.
    pub reward: u64,
    /// How many awards there are at most.
    pub awards: u8,
    /// How many reviewers there are.
    pub reviewers: u8,
    /// How many of them have to agree.
    pub threshold: u8,
    /// What a submission puts down, and gets back unless it was spam or never revealed.
    pub stake: Lamports,
    /// What a submitter needs.
    pub min_reputation: Reputation,
    /// How long each phase lasts.
    pub periods: Periods,
}

/// Why terms were refused. The texts say what would be accepted.
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
}

impl Terms {
    /// A tenth of a SOL for each of ten answers, accepted by one reviewer: a week to answer, a day to reveal, a week to
    /// review, three days for a veto.
    pub const EXAMPLE: Self = Self {
        reward: 100_000_000,
        awards: 10,
        reviewers: 1,
        threshold: 1,
        stake: Lamports(1_000_000),
        min_reputation: Reputation(0),
        periods: Periods {
            submit: Seconds::days(7),
            reveal: Seconds::days(1),
            review: Seconds::days(7),
            challenge: Seconds::days(3),
        },
    };

    /// Whether everything that follows from these terms is within bounds.
    ///
    /// # Errors
    /// [`TermsError`], the first that applies.
    pub fn validate(&self) -> Result<(), TermsError> {
        use TermsError as E;
        let ensure = |holds: bool, error| if holds { Ok(()) } else { Err(error) };
        ensure((1..=MAX_AWARDS).contains(&self.awards), E::Awards)?;
        ensure(self.reward != 0 && self.reward.checked_mul(self.awards.into()).is_some(), E::Reward)?;
        ensure((1..=MAX_REVIEWERS).contains(&self.reviewers), E::Reviewers)?;
        ensure((1..=self.reviewers).contains(&self.threshold), E::Threshold)?;
        ensure(self.stake <= MAX_STAKE, E::Stake)?;
        let Periods { submit, reveal, review, challenge } = self.periods;
        let fits = |period| (SHORTEST_PERIOD..=LONGEST_PERIOD).contains(&period);
        ensure([submit, reveal, review, challenge].into_iter().all(fits), E::Periods)
    }

    /// What has to be there before the bounty opens: all awards. Saturates where [`Terms::validate`] would refuse.
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
        })
    }
}

impl core::error::Error for TermsError {}
