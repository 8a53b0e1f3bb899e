//! Who gets what of a fee once the recipient has said what the message was worth.

#[cfg(feature = "anchor")]
use anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType};
use units::{Bps, Lamports};

/// What a recipient says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub enum Verdict {
    /// Worth reading: the sender earns reputation.
    Valuable,
    /// Read, and nothing said.
    Abstain,
    /// Should not have been sent: the recipient forfeits a part, the sender loses reputation.
    Spam,
}

/// How a fee is divided. A message keeps what its network's rules said when it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeSplit {
    /// The network's cut.
    pub treasury_share: Bps,
    /// The part of the rest that goes to the treasury for spam.
    pub spam_forfeit: Bps,
}

/// A fee divided; the two parts are the fee, to the lamport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// To the recipient's wallet.
    pub recipient: Lamports,
    /// To the network's treasury.
    pub treasury: Lamports,
}

/// Divides an earned fee. A recipient never gets more for spam than for abstaining, nor more for abstaining than
/// for valuable, so a lie does not pay.
///
/// The cut is rounded down (the recipient keeps the odd lamport), the forfeit up (marking spam never profits from
/// rounding). Shares above the whole count as the whole.
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

/// A share of an amount. Split at the whole, so that no amount overflows: 128-bit division is the dearest thing
/// the virtual machine could be asked for.
#[inline(always)]
fn share(amount: Lamports, share: Bps, round_up: bool) -> Lamports {
    let whole = Bps::DIVISOR;
    let share = u64::from(share.0).min(whole.get());
    let (units, rest) = (amount.0 / whole, amount.0 % whole);
    // Both products stay below the amount and 10^8: the share is at most the whole.
    let odd = rest.wrapping_mul(share);
    let odd = if round_up { odd.div_ceil(whole.get()) } else { odd / whole };
    Lamports(units.wrapping_mul(share).wrapping_add(odd))
}
