//! What a network's founder chooses about reputation, and the bounds within which every choice is safe.

use units::{Bps, Reputation, Seconds};
#[cfg(feature = "anchor")]
use {
    anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType},
    bytemuck::{Pod, Zeroable},
};

use crate::{earning::Rate, index::Index, interest::Interest};

/// The greatest rate: one reputation per thousand lamports, the cut of the cheapest message. Even then the whole fee of
/// the most expensive message (2^50 lamports) mints less than 2^60 millionths.
pub const MAX_RATE: Rate = Rate::per_sol(Reputation(1_000_000_000_000));

/// The greatest constant and reserve: 4,000 reputation, like the greatest newcomer constant of the postage.
pub const MAX_CONSTANT: Reputation = Reputation(4_000_000_000);

/// The least that can be staked at once: one reputation. Otherwise anyone could stake dust on a person, who would have
/// to send it back before closing their standing.
pub const MIN_STAKE: Reputation = Reputation(1_000_000);

/// The greatest seed budget: a million reputation.
pub const MAX_SEED_BUDGET: Reputation = Reputation(1_000_000_000_000);

/// The parameters of a network's reputation. The layout is the account's: 8-byte fields first, no padding.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType, Pod, Zeroable))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub struct Parameters {
    /// The time after which reputation is worth half, as returned by [`Interest::for_half_life`]. It never changes,
    /// because that would also change the index of the past.
    pub half_life: Seconds,
    /// What the treasury's cut of a valuable message mints at full weight.
    pub rate: Rate,
    /// What an award from the treasury mints; zero if awards earn no reputation.
    pub award_rate: Rate,
    /// K: the reputation at which a verdict weighs a half.
    pub constant: Reputation,
    /// What an endorser must keep of their own reputation.
    pub reserve: Reputation,
    /// The least time for which a stake can still be burned after its endorser began to take it back. See
    /// [`Parameters::cool_down_after`].
    pub cool_down: Seconds,
    /// What the authority can give to first citizens in all. It never changes.
    pub seed_budget: Reputation,
    /// The part of a stake that does not count for the endorsed. It never changes, because each standing stores what
    /// counts for it.
    pub endorsement_discount: Bps,
    /// What a verdict of spam burns at full weight.
    pub spam_burn: Bps,
}

/// Why parameters were refused. The texts say what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParametersError {
    /// `half_life` is not the half-life of an integer interest rate.
    HalfLife,
    /// `rate` is zero or above [`MAX_RATE`], or `award_rate` above it.
    Rate,
    /// `constant` is zero or above [`MAX_CONSTANT`].
    Constant,
    /// `reserve` is above [`MAX_CONSTANT`].
    Reserve,
    /// `cool_down` is below a day or above two years.
    CoolDown,
    /// `seed_budget` is above [`MAX_SEED_BUDGET`].
    SeedBudget,
    /// `endorsement_discount` is above 10,000 bps.
    EndorsementDiscount,
    /// `spam_burn` is above 10,000 bps.
    SpamBurn,
}

impl Parameters {
    /// Checks that everything that follows from these parameters is within bounds.
    ///
    /// # Errors
    /// The first [`ParametersError`] that applies.
    pub fn validate(&self) -> Result<(), ParametersError> {
        use ParametersError as E;
        let ensure = |holds: bool, error| if holds { Ok(()) } else { Err(error) };
        let interest = Interest::for_half_life(self.half_life).map_err(|_| E::HalfLife)?;
        ensure(interest.half_life == self.half_life, E::HalfLife)?;
        ensure((Rate(1)..=MAX_RATE).contains(&self.rate) && self.award_rate <= MAX_RATE, E::Rate)?;
        ensure((Reputation(1)..=MAX_CONSTANT).contains(&self.constant), E::Constant)?;
        ensure(self.reserve <= MAX_CONSTANT, E::Reserve)?;
        ensure((Seconds::days(1)..=Seconds::days(730)).contains(&self.cool_down), E::CoolDown)?;
        ensure(self.seed_budget <= MAX_SEED_BUDGET, E::SeedBudget)?;
        ensure(self.endorsement_discount <= Bps::WHOLE, E::EndorsementDiscount)?;
        ensure(self.spam_burn <= Bps::WHOLE, E::SpamBurn)
    }

    /// How long a stake must wait if it begins to leave now: the cool-down, or longer if a message that was sent with
    /// its support can still get a verdict after that. `answerable` is the longest time from sending to a verdict that
    /// the network ever promised: its longest answering period, plus the day in which a posted message can be revealed.
    ///
    /// So rules and parameters need not be checked against each other when one of them changes.
    pub fn cool_down_after(cool_down: Seconds, answerable: Seconds) -> Seconds {
        // A verdict is still in time in the second of its deadline.
        cool_down.max(Seconds(answerable.0.saturating_add(1)))
    }

    /// Whether these parameters can be replaced by `next`: the fixed ones must be the same.
    pub fn can_become(&self, next: &Self) -> bool {
        let fixed = |p: &Self| (p.half_life, p.seed_budget, p.endorsement_discount);
        fixed(self) == fixed(next)
    }

    /// How many of their own shares a person can stake: all that the reserve does not need, rounded down, so that the
    /// reserve is kept. Shares that others staked on them cannot be lent on.
    pub fn endorsable(&self, own: u64, index: Index) -> u64 {
        index.shares_up(self.reserve).map_or(0, |reserve| own.saturating_sub(reserve))
    }
}

impl core::fmt::Display for ParametersError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::HalfLife => "half_life must be the half-life of an integer interest rate, 77 days to 20 years",
            Self::Rate => "rate must be above zero, and rate and award_rate at most 1,000,000 reputation per SOL",
            Self::Constant => "constant must be 0.000001 to 4,000 reputation",
            Self::Reserve => "reserve must be at most 4,000 reputation",
            Self::CoolDown => "cool_down must be between a day and two years",
            Self::SeedBudget => "seed_budget must be at most 1,000,000 reputation",
            Self::EndorsementDiscount => "endorsement_discount must be at most 10,000 bps",
            Self::SpamBurn => "spam_burn must be at most 10,000 bps",
        })
    }
}

impl core::error::Error for ParametersError {}
