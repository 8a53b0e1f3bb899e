//! How a fee is divided when the recipient acknowledges the message.

#[cfg(feature = "anchor")]
use anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType};
use units::{Bps, Lamports};

/// The recipient's verdict on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub enum Verdict {
    /// Worth reading: the sender earns reputation.
    Valuable,
    /// Read, without an opinion.
    Abstain,
    /// Should not have been sent: the recipient forfeits a part of the fee, and the sender loses reputation.
    Spam,
}

/// How a fee is divided. A message keeps the fee split of the rules under which it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeSplit {
    /// The network's cut.
    pub treasury_share: Bps,
    /// The share of the rest that a spam verdict moves to the treasury.
    pub spam_forfeit: Bps,
}

/// A divided fee. The two parts add up to the fee, to the lamport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// To the recipient's wallet.
    pub recipient: Lamports,
    /// To the network's treasury.
    pub treasury: Lamports,
}

/// Divides an earned fee. A recipient never gets more for spam than for abstaining, nor more for abstaining than for
/// valuable, so lying does not pay.
///
/// The cut is rounded down, for the recipient. The forfeit is rounded up, against the recipient, so that marking spam
/// never profits from rounding. A share above the whole is treated as the whole.
#[inline]
pub fn settle(fee: Lamports, split: FeeSplit, verdict: Verdict) -> Settlement {
    let cut = share(fee, split.treasury_share, false);
    let rest = Lamports(fee.0.saturating_sub(cut.0));
    let forfeit = match verdict {
        Verdict::Valuable | Verdict::Abstain => Lamports(0),
        Verdict::Spam => share(rest, split.spam_forfeit, true),
    };
    let recipient = rest.0.saturating_sub(forfeit.0);
    Settlement { recipient: Lamports(recipient), treasury: Lamports(fee.0.saturating_sub(recipient)) }
}

/// A share of an amount. The amount is split into multiples of the whole and a rest, so that nothing overflows: 128-bit
/// division is the most expensive operation on the virtual machine.
#[inline(always)]
fn share(amount: Lamports, share: Bps, round_up: bool) -> Lamports {
    let whole = Bps::DIVISOR;
    let share = u64::from(share.0).min(whole.get());
    let (units, rest) = (amount.0 / whole, amount.0 % whole);
    // The share is at most the whole, so one product is at most the amount, and the other is below 10^8.
    let odd = rest.wrapping_mul(share);
    let odd = if round_up { odd.div_ceil(whole.get()) } else { odd / whole };
    Lamports(units.wrapping_mul(share).wrapping_add(odd))
}
