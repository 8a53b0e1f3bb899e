//! The price of a message, with the factors that explain it.

use core::num::NonZeroU64;

use units::{
    exp2,
    wide::{mul_shift_up, mul_wide},
    Bps, Decay, Lamports, Reputation, Timestamp, Q32,
};

use crate::{
    growth::doublings,
    rules::{Rules, MAX_BASE_FEE, MAX_BYTE_FEE, MAX_SURCHARGE},
};

/// The longest ciphertext that has a price, in bytes: 64 KiB.
pub const MAX_SIZE: u32 = 64 * 1024;

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The ciphertext is longer than [`MAX_SIZE`].
    TooLong,
}

/// A sender's recent activity and reputation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SenderState {
    /// The number of messages sent, decayed up to `load_at`.
    pub load: Q32,
    /// When `load` was last brought up to date.
    pub load_at: Timestamp,
    /// The sender's effective reputation.
    pub reputation: Reputation,
}

/// The history of two people, seen from the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairState {
    /// The number of messages from the sender to the recipient, decayed up to `updated_at`.
    pub sent: Q32,
    /// The number of messages from the recipient to the sender, decayed up to `updated_at`.
    pub received: Q32,
    /// When both were last brought up to date.
    pub updated_at: Timestamp,
    /// Whether each has made the other a contact. If so, mail between them is free.
    pub mutual_contacts: bool,
}

/// What the recipient asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecipientState {
    /// The least that a message to the recipient costs.
    pub min_fee: Lamports,
}

/// A price with its factors, and the state after the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// `base_fee + byte_fee * size`.
    pub base: Lamports,
    /// The sender's load, including this message.
    pub load: Q32,
    /// The factor for the load: at least one. Shown as 2^32 if it is greater; the product contains all of it.
    pub rate: Q32,
    /// The number of the sender's messages that the recipient has not written back to.
    pub unanswered: Q32,
    /// The factor for the unanswered messages: at least one. Shown as 2^32 if it is greater; the product contains all of it.
    pub repeat: Q32,
    /// How much the recipient writes back, in [0, 1).
    pub balance: Q32,
    /// The factor for the balance: above zero, at most one.
    pub friend: Q32,
    /// The factor for a lack of reputation: at least one.
    pub newcomer: Q32,
    /// `base * rate * repeat * friend * newcomer`, before floor, cap and minimum fee are applied. The largest number if it
    /// does not fit, which is above any cap.
    pub product: Lamports,
    /// The price of the message, by the rules and the recipient's minimum fee. Zero between mutual contacts.
    pub price: Lamports,
    /// What the sender offers: see [`Quote::offering`]. Zero if they offer nothing.
    pub offer: Lamports,
    /// What the message costs: the price or the offer, whichever is more.
    pub postage: Lamports,
    /// The pair's count of the sender's messages, including this one.
    pub sent: Q32,
    /// The pair's count of the recipient's messages, decayed to now.
    pub received: Q32,
}

impl SenderState {
    /// A sender who has never sent anything and has no reputation.
    pub const fn new(now: Timestamp) -> Self {
        Self { load: Q32::ZERO, load_at: now, reputation: Reputation(0) }
    }
}

impl PairState {
    /// Two people who have never written to each other.
    pub const fn new(now: Timestamp) -> Self {
        Self { sent: Q32::ZERO, received: Q32::ZERO, updated_at: now, mutual_contacts: false }
    }
}

impl Quote {
    /// The quote of the same message with an offer: its postage is the price or the offer, whichever is more, also between
    /// mutual contacts. Nothing else changes, so an offer makes no later message cheaper or dearer.
    ///
    /// ```
    /// # use {postage::*, units::*};
    /// let now = Timestamp(1_800_000_000);
    /// let friends = PairState { mutual_contacts: true, ..PairState::new(now) };
    /// let (sender, recipient) = (SenderState::new(now), RecipientState::default());
    /// let free = quote(&Rules::PERSONAL, &sender, &friends, &recipient, 300, now)?;
    /// assert_eq!((free.postage, free.offering(Lamports(70_000)).postage), (Lamports(0), Lamports(70_000)));
    /// # Ok::<(), Error>(())
    /// ```
    #[inline(always)]
    pub fn offering(self, offer: Lamports) -> Self {
        Self { offer, postage: self.price.max(offer), ..self }
    }
}

/// Prices a message of `size` bytes of ciphertext, for which nothing is offered: see [`Quote::offering`].
///
/// `price = max(recipient.min_fee, clamp(product, floor, cap))`, and zero between mutual contacts. Every rounding goes
/// against the sender, by at most a hundred-thousandth and a lamport in all: from the counts as they are stored to the
/// price. What saturates costs the cap: a product that does not fit, and a count that is full ([`Q32::MAX_COUNT`]), if its
/// growth is more than one.
///
/// If the clock went back, no time has passed. A rule that [`Rules::validate`] refuses is treated as its nearest bound.
///
/// ```
/// use {postage::*, units::*};
///
/// // A sender who sent 20 messages today writes 300 bytes to a recipient who left two of their messages unanswered:
/// // (370,000 + 300 x 100) x 1.25^(21 - 5) x 1.5^2 x 1.625 lamports.
/// let now = Timestamp(1_800_000_000);
/// let sender = SenderState { load: Q32::from_int(20), ..SenderState::new(now) };
/// let pair = PairState { sent: Q32::from_int(2), ..PairState::new(now) };
/// let quote = quote(&Rules::PERSONAL, &sender, &pair, &RecipientState::default(), 300, now)?;
/// assert_eq!(format!("{:.3} x {:.3}", quote.rate.to_f64(), quote.repeat.to_f64()), "35.527 x 2.250");
/// assert_eq!(quote.postage, Lamports(51_958_438));
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// [`Error::TooLong`] if `size` is above [`MAX_SIZE`].
#[inline]
pub fn quote(
    rules: &Rules,
    sender: &SenderState,
    pair: &PairState,
    recipient: &RecipientState,
    size: u32,
    now: Timestamp,
) -> Result<Quote, Error> {
    if size > MAX_SIZE {
        return Err(Error::TooLong);
    }
    // Bounded, so that the plain product fits. A checked product would cost as much as a 128-bit one.
    let bytes = rules.byte_fee.0.min(MAX_BYTE_FEE.0).wrapping_mul(size as u64);
    let base = Lamports(rules.base_fee.0.min(MAX_BASE_FEE.0).wrapping_add(bytes));

    let decay = Decay::new(now.since(sender.load_at), rules.window_half_life);
    let load = decay.up(sender.load).count_one();
    let excess = Q32(load.0.saturating_sub(rules.window_free.min(1 << 16) << 32));
    let rate = doublings(rules.window_growth, if load == Q32::MAX_COUNT { load } else { excess });

    let decay = Decay::new(now.since(pair.updated_at), rules.pair_half_life);
    let (sent, received) = (decay.up(pair.sent), decay.down(pair.received));
    // Not the difference of the two, whose roundings would add up: it decays as they do.
    let unanswered = decay.up(Q32(pair.sent.min(Q32::MAX_COUNT).0.saturating_sub(pair.received.0)));
    let counted = sent.count_one();
    let repeat = doublings(rules.repeat_growth, if counted == Q32::MAX_COUNT { counted } else { unanswered });
    let balance = balance(sent, received);
    let friend = friend_factor(rules.friend_discount, balance);
    let newcomer = newcomer_factor(rules.newcomer_surcharge, rules.newcomer_constant, sender.reputation);

    let product = multiply(base, friend, newcomer, Q32(rate.0.wrapping_add(repeat.0)));
    let price = match pair.mutual_contacts {
        true => Lamports(0),
        // Not `clamp`, which panics if the cap is below the floor.
        false => product.min(rules.cap).max(rules.floor).max(recipient.min_fee),
    };
    let (rate, repeat, sent) = (exp2(rate), exp2(repeat), counted);
    let (offer, postage) = (Lamports(0), price);
    Ok(Quote {
        base,
        load,
        rate,
        unanswered,
        repeat,
        balance,
        friend,
        newcomer,
        product,
        price,
        offer,
        postage,
        sent,
        received,
    })
}

/// `received / (1 + max(sent, received))`, rounded down.
///
/// It must not increase with what the sender sends: otherwise a short message would make the long one after it cheaper
/// (docs/decisions/0003-balance.md). Both counts are below 2^48, so each quotient takes one 64-bit division.
#[inline(always)]
fn balance(sent: Q32, received: Q32) -> Q32 {
    // One message more than the larger count, so never zero.
    let whole = NonZeroU64::MIN.saturating_add((Q32::ONE.0 - 1).saturating_add(sent.max(received).0));
    let high = (received.0 << 15) / whole;
    let rest = (received.0 << 15) % whole;
    // `rest` is below 2^49, so no shift loses a bit. The three shifts add up to the 32 bits of Q32.32.
    let middle = (rest << 15) / whole;
    let rest = (rest << 15) % whole;
    Q32((high << 17) | (middle << 2) | ((rest << 2) / whole))
}

/// `1 - discount * balance`, rounded up.
#[inline(always)]
fn friend_factor(discount: Bps, balance: Q32) -> Q32 {
    // The balance is below one, so the product fits.
    let taken = (discount.min(Bps::WHOLE).0 as u64).wrapping_mul(balance.0) / Bps::DIVISOR;
    Q32(Q32::ONE.0.saturating_sub(taken))
}

/// `1 + surcharge * constant / (constant + reputation)`, rounded up.
#[inline(always)]
fn newcomer_factor(surcharge: Bps, constant: Reputation, reputation: Reputation) -> Q32 {
    // `Rules::validate` limits the constant to 32 bits, so the shift loses no bits.
    let constant = constant.0.clamp(1, u32::MAX as u64);
    let sum = NonZeroU64::MIN.saturating_add(constant.wrapping_sub(1)).saturating_add(reputation.0);
    // Rounds up without `div_ceil`, which divides twice. Neither sum reaches 2^64.
    let lacking = ((constant << 32).wrapping_sub(1) / sum).wrapping_add(1);
    let product = (surcharge.min(MAX_SURCHARGE).0 as u64).wrapping_mul(lacking);
    let extra = product.wrapping_add(Bps::DIVISOR.get().wrapping_sub(1)) / Bps::DIVISOR;
    Q32(Q32::ONE.0.saturating_add(extra))
}

/// `base * friend * newcomer * 2^doublings`, rounded up to a lamport at the end, and once by 2^-32 of the raise. The largest
/// number if it does not fit.
#[inline(always)]
fn multiply(base: Lamports, friend: Q32, newcomer: Q32, doublings: Q32) -> Lamports {
    let (shift, fraction) = doublings.split();
    // The fraction at most doubles a factor of at most 101, so this never saturates.
    let raise = match fraction {
        0 => newcomer.0,
        _ => mul_shift_up(newcomer.0, exp2(Q32(fraction)).0),
    };
    // The base is usually below 2^32 lamports. Then the first product fits in 64 bits, as the friend factor is at most one.
    let (high, low) = match base.0 >> 32 {
        0 => (0, base.0.wrapping_mul(friend.0)),
        _ => mul_wide(base.0, friend.0),
    };
    // (base * friend) * raise, which has 64 fractional bits. The base has 42 bits, so its high part stays below 2^51.
    let (carry, rest) = mul_wide(low, raise);
    shift_up(high.wrapping_mul(raise).wrapping_add(carry), rest, shift)
}

/// A number with 64 fractional bits times `2^shift`, rounded up. The largest number if that does not fit.
#[inline(always)]
fn shift_up(whole: u64, rest: u64, shift: u64) -> Lamports {
    let (whole, rest) = match shift {
        0 => (whole, rest),
        1..64 if whole >> 64u64.wrapping_sub(shift) == 0 => {
            ((whole << shift) | (rest >> 64u64.wrapping_sub(shift)), rest << shift)
        }
        // All that accepted rules can leave of a lamport, a ten-thousandth, is above any cap after 64 doublings.
        _ => (if whole | rest == 0 { 0 } else { u64::MAX }, 0),
    };
    Lamports(whole.saturating_add((rest != 0) as u64))
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::TooLong => write!(f, "the ciphertext is longer than {MAX_SIZE} bytes: send less, or split it"),
        }
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use dashu::integer::IBig;
    use proptest::prelude::*;

    use super::*;
    use crate::MAX_FEE;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// The code tuned for the virtual machine gives the results of the plain formulas, to the bit.
        #[test]
        fn factors_and_products_equal_their_formulas(
            surcharge in 0..=MAX_SURCHARGE.0, constant: u32, reputation: u64, base in 0..=1u64 << 41,
            friend in 1 << 18..=Q32::ONE.0, doublings in prop_oneof![Just(0), 0..1u64 << 38, 0..u64::MAX],
        ) {
            let constant = constant.max(1).into();
            let lacking = u64::div_ceil(constant << 32, u64::saturating_add(constant, reputation));
            let extra = (u64::from(surcharge) * lacking).div_ceil(10_000);
            let newcomer = newcomer_factor(Bps(surcharge), Reputation(constant), Reputation(reputation));
            prop_assert_eq!(newcomer, Q32(Q32::ONE.0 + extra));

            let growth = u128::from(exp2(Q32(doublings & u64::from(u32::MAX))).0);
            let raise = (u128::from(newcomer.0) * growth).div_ceil(1 << 32);
            // Both have 32 fractional bits, so the product has 64.
            let exact = IBig::from(base) * IBig::from(friend) * IBig::from(raise);
            let shift = (doublings >> 32).min(1_000) as usize;
            let rounded = ((exact << shift) + (IBig::from(1u128 << 64) - IBig::ONE)) >> 64usize;
            let exact = u64::try_from(rounded).unwrap_or(u64::MAX);
            let ours = multiply(Lamports(base), Q32(friend), newcomer, Q32(doublings)).0;
            let is_above_any_cap = |product| product > MAX_FEE.0 && base > 0;
            prop_assert!(ours == exact || shift >= 64 && is_above_any_cap(ours) && is_above_any_cap(exact));
        }
    }
}
