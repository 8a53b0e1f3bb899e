//! The rules that a network chooses, and the bounds within which any choice is safe.

use units::{Bps, Lamports, Reputation, Seconds, Q32};
#[cfg(feature = "anchor")]
use {
    anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType},
    bytemuck::{Pod, Zeroable},
};

use crate::{FeeSplit, Growth};

/// The fee for one signature of a transaction on Solana.
pub const SIGNATURE_FEE: Lamports = Lamports(5_000);

/// The highest price that any rules or any recipient may ask for, and the highest offer: 2^50 lamports, about a million SOL.
pub const MAX_FEE: Lamports = Lamports(1 << 50);

/// The longest half-life. It is a tenth of the year after which a correspondence can be closed, so closing one forgets
/// less than a thousandth of its counts. And it lets every mailbox close: any load decays to one message within sixteen
/// half-lives and a second.
pub const MAX_HALF_LIFE: Seconds = Seconds::days(36);

pub(crate) const MAX_BASE_FEE: Lamports = Lamports(1 << 40);
pub(crate) const MAX_BYTE_FEE: Lamports = Lamports(1 << 24);
pub(crate) const MAX_SURCHARGE: Bps = Bps(1_000_000);

/// The prices and periods of one network. The layout is the same as in the account: 8-byte fields first, no padding.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType, Pod, Zeroable))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub struct Rules {
    /// The price of a message of zero bytes, before the factors.
    pub base_fee: Lamports,
    /// The price of one byte of ciphertext, before the factors.
    pub byte_fee: Lamports,
    /// The lowest price, except between mutual contacts. At least two [`SIGNATURE_FEE`]s.
    pub floor: Lamports,
    /// The highest price, unless the recipient asks for more.
    pub cap: Lamports,
    /// The time after which a sent message counts half in the sender's load.
    pub window_half_life: Seconds,
    /// The load that costs nothing extra, in messages.
    pub window_free: u64,
    /// The growth of the price for each message of load above `window_free`.
    pub window_growth: Growth,
    /// The time after which a message or a verdict counts half in its correspondence.
    pub pair_half_life: Seconds,
    /// The growth of the price for each message that the recipient left unanswered.
    pub repeat_growth: Growth,
    /// The reputation at which half of the newcomer surcharge is gone (K).
    pub newcomer_constant: Reputation,
    /// The time in which the recipient can acknowledge a message and earn its fee.
    pub answering_period: Seconds,
    /// The time for which new rules are public before they can be applied.
    pub rules_delay: Seconds,
    /// The surcharge for a sender without reputation: 40,000 bps adds four times the price.
    pub newcomer_surcharge: Bps,
    /// The discount if the balance were one. Less than the whole price.
    pub friend_discount: Bps,
    /// The network's share of an earned fee: the cut.
    pub treasury_share: Bps,
    /// The share of the rest that a spam verdict moves from the recipient to the treasury.
    pub spam_forfeit: Bps,
}

/// Why rules were refused. The error texts say what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// `floor` is below two signature fees, so acknowledging would not pay for itself.
    FloorTooLow,
    /// `cap` is below `floor` or above [`MAX_FEE`].
    Cap,
    /// `base_fee` is above 2^40 lamports or `byte_fee` above 2^24.
    Fee,
    /// A half-life is below a minute or above [`MAX_HALF_LIFE`].
    HalfLife,
    /// `window_free` is above 10,000 messages.
    WindowFree,
    /// A growth is above 16 times a message.
    Growth,
    /// `newcomer_constant` is zero or above 4,000 reputation, or `newcomer_surcharge` is above 100 times the price.
    Newcomer,
    /// `friend_discount` is the whole price or more.
    FriendDiscount,
    /// `treasury_share` leaves the recipient less than a signature fee of the floor.
    TreasuryShare,
    /// `spam_forfeit` is above the whole.
    SpamForfeit,
    /// `answering_period` is below an hour or above a year.
    AnsweringPeriod,
    /// `rules_delay` is below an hour or above 90 days.
    RulesDelay,
}

impl Rules {
    /// Checks that every price under these rules is within bounds, and that every period ends.
    pub fn validate(&self) -> Result<(), RulesError> {
        const HOUR: Seconds = Seconds(3_600);
        let half_lives = Seconds(60)..=MAX_HALF_LIFE;
        let growths = Growth::NONE..=Growth(Q32::from_int(4).0);
        let ensure = |holds: bool, error| if holds { Ok(()) } else { Err(error) };

        // prices
        ensure(self.floor.0 / 2 >= SIGNATURE_FEE.0, RulesError::FloorTooLow)?;
        ensure((self.floor..=MAX_FEE).contains(&self.cap), RulesError::Cap)?;
        ensure(self.base_fee <= MAX_BASE_FEE && self.byte_fee <= MAX_BYTE_FEE, RulesError::Fee)?;

        // factors
        ensure(half_lives.contains(&self.window_half_life), RulesError::HalfLife)?;
        ensure(half_lives.contains(&self.pair_half_life), RulesError::HalfLife)?;
        ensure(self.window_free <= 10_000, RulesError::WindowFree)?;
        ensure(growths.contains(&self.window_growth), RulesError::Growth)?;
        ensure(growths.contains(&self.repeat_growth), RulesError::Growth)?;
        let constants = Reputation(1)..=Reputation(4_000_000_000);
        ensure(constants.contains(&self.newcomer_constant), RulesError::Newcomer)?;
        ensure(self.newcomer_surcharge <= MAX_SURCHARGE, RulesError::Newcomer)?;
        ensure(self.friend_discount < Bps::WHOLE, RulesError::FriendDiscount)?;

        // shares
        ensure(self.treasury_share <= Bps::WHOLE, RulesError::TreasuryShare)?;
        ensure(self.spam_forfeit <= Bps::WHOLE, RulesError::SpamForfeit)?;
        let earned = crate::settle(self.floor, self.fee_split(), crate::Verdict::Abstain).recipient;
        ensure(earned >= SIGNATURE_FEE, RulesError::TreasuryShare)?;

        // periods
        ensure((HOUR..=Seconds::days(365)).contains(&self.answering_period), RulesError::AnsweringPeriod)?;
        ensure((HOUR..=Seconds::days(90)).contains(&self.rules_delay), RulesError::RulesDelay)
    }

    /// The fee split of a message that is sent under these rules.
    #[inline(always)]
    pub const fn fee_split(&self) -> FeeSplit {
        FeeSplit { treasury_share: self.treasury_share, spam_forfeit: self.spam_forfeit }
    }
}

impl core::fmt::Display for RulesError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::FloorTooLow => "floor must be at least two signature fees (10,000 lamports)",
            Self::Cap => "cap must be between floor and 2^50 lamports (about a million SOL)",
            Self::Fee => "base_fee must be at most 2^40 lamports, and byte_fee at most 2^24 lamports",
            Self::HalfLife => "window_half_life and pair_half_life must be between 1 minute and 36 days",
            Self::WindowFree => "window_free must be at most 10,000 messages",
            Self::Growth => "window_growth and repeat_growth must be at most 16 times a message",
            Self::Newcomer => "newcomer_constant must be 0.000001 to 4,000 reputation, the surcharge at most 100 times",
            Self::FriendDiscount => "friend_discount must be less than the whole price (at most 9,999 bps)",
            Self::TreasuryShare => "treasury_share must leave the recipient a signature fee (5,000 lamports) of floor",
            Self::SpamForfeit => "spam_forfeit must be at most 10,000 bps, the whole of the recipient's part",
            Self::AnsweringPeriod => "answering_period must be between 1 hour and 365 days",
            Self::RulesDelay => "rules_delay must be between 1 hour and 90 days",
        })
    }
}

impl core::error::Error for RulesError {}
