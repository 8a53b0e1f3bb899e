//! What SOL is worth in dollars, by Pyth's account on the cluster. It is shown, and decides nothing.

use solana_pubkey::Pubkey;
use units::Timestamp;

/// Pyth's account of SOL in dollars, which its push oracle keeps up to date: the same on all clusters that have one.
pub const SOL_USD_ACCOUNT: Pubkey = Pubkey::from_str_const("7UVimffxr9ow1uXYxsr4LHAcV58mLzhmwaeKvJ1pjLiE");
/// Pyth's receiver, which owns the account and has checked the signatures.
const RECEIVER: Pubkey = Pubkey::from_str_const("rec5EKMGg6MxZYaMdyBfgwp4d5rB9T1VQH5pJv5LtFJ");
/// The identifier of SOL in dollars.
const SOL_USD: [u8; 32] = [
    0xef, 0x0d, 0x8b, 0x6f, 0xda, 0x2c, 0xeb, 0xa4, 0x1d, 0xa1, 0x5d, 0x40, 0x95, 0xd1, 0xda, 0x39, 0x2a, 0x0d, 0x2f,
    0x8e, 0xd0, 0xc6, 0xc7, 0xbc, 0x0f, 0x4c, 0xfa, 0xc8, 0xc2, 0x80, 0xb5, 0x6d,
];
/// Anchor's discriminator of `PriceUpdateV2`.
const DISCRIMINATOR: [u8; 8] = [34, 241, 35, 99, 157, 126, 244, 205];
/// Where the level of verification is: after the discriminator and the authority. The message follows it.
const LEVEL: usize = 40;
/// All signatures were checked.
const FULL: u8 = 1;

/// Seconds after which a rate is no longer shown, and by which the publisher's clock may be ahead.
const MAX_AGE: i64 = 300;
const MAX_AHEAD: i64 = 60;
/// A confidence above one part in so many of the price makes it too uncertain to show.
const MAX_DOUBT: u64 = 50;
/// The most and the least micro-dollars for a SOL that are believed: a million dollars, and a cent.
const BELIEVABLE: std::ops::RangeInclusive<u64> = 10_000..=1_000_000_000_000;

/// What a SOL is worth in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dollars {
    micro_dollars: u64,
}

/// Why an account tells no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// It is not an account of Pyth's receiver with a price.
    #[error("the account is not a price of Pyth's receiver: amounts are shown in SOL")]
    NotPyth,
    /// Not all of its signatures were checked.
    #[error("the price's signatures are not all checked: amounts are shown in SOL")]
    Unverified,
    /// It is the price of something else.
    #[error("the price is not that of SOL in dollars: amounts are shown in SOL")]
    OtherFeed,
    /// It is older than five minutes, or from the future.
    #[error("the price is older than five minutes, or from the future: amounts are shown in SOL")]
    Stale,
    /// Its publishers disagree by more than 2%.
    #[error("the price is uncertain by more than 2%: amounts are shown in SOL")]
    Uncertain,
    /// It is below a cent or above a million dollars.
    #[error("the price is not between a cent and a million dollars: amounts are shown in SOL")]
    Unbelievable,
}

impl Dollars {
    /// A rate in millionths of a dollar for a SOL.
    pub const fn per_sol(micro_dollars: u64) -> Self {
        Self { micro_dollars }
    }

    /// The rate of Pyth's account with this owner and data, at the cluster's time.
    ///
    /// # Errors
    /// [`RateError`], which says why there is none.
    pub fn from_pyth(owner: &Pubkey, data: &[u8], now: Timestamp) -> Result<Self, RateError> {
        if *owner != RECEIVER || data.get(..DISCRIMINATOR.len()) != Some(&DISCRIMINATOR) {
            return Err(RateError::NotPyth);
        }
        if data.get(LEVEL).ok_or(RateError::NotPyth)? != &FULL {
            return Err(RateError::Unverified);
        }
        let mut message = Message(&data[LEVEL + 1..]);
        let feed = message.take::<32>()?;
        let price = i64::from_le_bytes(message.take()?);
        let doubt = u64::from_le_bytes(message.take()?);
        let exponent = i32::from_le_bytes(message.take()?);
        let published = i64::from_le_bytes(message.take()?);
        if feed != SOL_USD {
            return Err(RateError::OtherFeed);
        }
        let age = now.0.saturating_sub(published);
        if !(-MAX_AHEAD..=MAX_AGE).contains(&age) {
            return Err(RateError::Stale);
        }
        let price = u64::try_from(price).map_err(|_| RateError::Unbelievable)?;
        if doubt > price / MAX_DOUBT {
            return Err(RateError::Uncertain);
        }
        let micro_dollars = micro(price, exponent).filter(|rate| BELIEVABLE.contains(rate));
        micro_dollars.map(Self::per_sol).ok_or(RateError::Unbelievable)
    }

    /// Lamports in cents, rounded to the nearest.
    pub fn cents(self, lamports: u64) -> u64 {
        let (amount, cent) = self.product(lamports);
        u64::try_from((amount + cent / 2) / cent).unwrap_or(u64::MAX)
    }

    /// Lamports in cents, rounded up.
    pub fn cents_up(self, lamports: u64) -> u64 {
        let (amount, cent) = self.product(lamports);
        u64::try_from(amount.div_ceil(cent)).unwrap_or(u64::MAX)
    }

    /// Lamports times micro-dollars for a SOL, and a cent in that unit. No 64-bit numbers overflow it.
    fn product(self, lamports: u64) -> (u128, u128) {
        (u128::from(lamports) * u128::from(self.micro_dollars), 1_000_000_000 * 10_000)
    }
}

/// A decimal number in millionths. `None` if it does not fit.
fn micro(mantissa: u64, exponent: i32) -> Option<u64> {
    let places = exponent.checked_add(6)?;
    let factor = 10_u64.checked_pow(places.unsigned_abs())?;
    if places >= 0 { mantissa.checked_mul(factor) } else { Some(mantissa / factor) }
}

/// The fields of a message that are still to be read.
struct Message<'d>(&'d [u8]);

impl Message<'_> {
    fn take<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], RateError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(RateError::NotPyth)?;
        self.0 = rest;
        Ok(*field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000);

    /// An account as the receiver writes it: 134 bytes, of which the last is not used.
    fn account(price: i64, doubt: u64, exponent: i32, published: i64) -> Vec<u8> {
        let parts: [&[u8]; 9] = [
            &DISCRIMINATOR,
            &[7; 32],
            &[FULL],
            &SOL_USD,
            &price.to_le_bytes(),
            &doubt.to_le_bytes(),
            &exponent.to_le_bytes(),
            &published.to_le_bytes(),
            &[0; 33],
        ];
        parts.concat()
    }

    fn rate(data: &[u8]) -> Result<Dollars, RateError> {
        Dollars::from_pyth(&RECEIVER, data, NOW)
    }

    fn fresh(price: i64, doubt: u64, exponent: i32) -> Result<Dollars, RateError> {
        rate(&account(price, doubt, exponent, NOW.0 - 5))
    }

    #[test]
    fn the_account_is_the_first_of_the_feed_under_the_push_oracle() {
        let oracle = Pubkey::from_str_const("pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT");
        assert_eq!(Pubkey::find_program_address(&[&[0, 0], &SOL_USD], &oracle).0, SOL_USD_ACCOUNT);
    }

    #[test]
    fn a_fresh_price_is_a_rate_to_the_micro_dollar() {
        assert_eq!(account(1, 0, 0, 0).len(), 134);
        assert_eq!(fresh(15_012_345_678, 10_000_000, -8), Ok(Dollars::per_sol(150_123_456)));
        assert_eq!(fresh(150, 0, 0), Ok(Dollars::per_sol(150_000_000)));
        assert_eq!(fresh(15, 0, 1), Ok(Dollars::per_sol(150_000_000)));
        assert_eq!(fresh(150_123_456_789, 0, -9), Ok(Dollars::per_sol(150_123_456)));
    }

    #[test]
    fn what_is_not_a_fresh_certain_price_of_sol_is_no_rate() {
        let good = account(15_000_000_000, 0, -8, NOW.0);
        assert_eq!(Dollars::from_pyth(&crate::MAIL_ID, &good, NOW), Err(RateError::NotPyth));
        for length in 0..good.len() - 33 {
            assert_eq!(rate(&good[..length]), Err(RateError::NotPyth), "{length}");
        }
        let spoiled = |place: usize| {
            let mut data = good.clone();
            data[place] ^= 2;
            rate(&data)
        };
        assert_eq!(
            (spoiled(0), spoiled(LEVEL), spoiled(LEVEL + 1)),
            (Err(RateError::NotPyth), Err(RateError::Unverified), Err(RateError::OtherFeed))
        );
        for (published, fails) in [(-301, true), (-300, false), (60, false), (61, true)] {
            let aged = rate(&account(15_000_000_000, 0, -8, NOW.0 + published));
            assert_eq!(aged.is_err_and(|error| error == RateError::Stale), fails, "{published}");
        }
        assert_eq!(rate(&account(1, 0, 0, i64::MIN)), Err(RateError::Stale));
        assert_eq!(fresh(15_000_000_000, 300_000_000, -8), Ok(Dollars::per_sol(150_000_000)));
        assert_eq!(fresh(15_000_000_000, 300_000_001, -8), Err(RateError::Uncertain));
        for (price, exponent) in [
            (0, 0),
            (-1, 0),
            (i64::MIN, -8),
            (1_000_001, 0),
            (9_999, -6),
            (150, 30),
            (150, -30),
            (1, i32::MAX),
            (1, i32::MIN),
        ] {
            assert_eq!(fresh(price, 0, exponent), Err(RateError::Unbelievable), "{price} {exponent}");
        }
    }

    #[test]
    fn cents_are_rounded_and_never_overflow() {
        let rate = Dollars::per_sol(150_000_000);
        for (lamports, nearest, up) in
            [(0, 0, 0), (1, 0, 1), (33_333, 0, 1), (33_334, 1, 1), (1_000_000_000, 15_000, 15_000)]
        {
            assert_eq!((rate.cents(lamports), rate.cents_up(lamports)), (nearest, up), "{lamports}");
        }
        let greatest = Dollars::per_sol(u64::MAX);
        assert_eq!((greatest.cents(u64::MAX), greatest.cents_up(u64::MAX)), (u64::MAX, u64::MAX));
    }
}
