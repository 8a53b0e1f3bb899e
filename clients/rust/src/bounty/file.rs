//! The format of a bounty's file: its fields, and how each is written.

use std::{fmt, marker::PhantomData, path::PathBuf};

use bounty_core::MAX_SUBMISSIONS;
use serde::{
    Deserialize, Deserializer,
    de::{Error, Unexpected, Visitor},
};
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds};

use super::{decimal, period::period};

const SOL_DECIMALS: usize = 9;
const REPUTATION_DECIMALS: usize = 6;

/// The fields of the file. The comment of an optional field says what its absence means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BountyFile {
    /// No title.
    #[serde(default)]
    pub title: String,
    pub terms: Option<String>,
    pub terms_file: Option<PathBuf>,
    /// No URI.
    #[serde(default)]
    pub terms_uri: String,
    /// The bounty pays in SOL.
    pub mint: Option<Wallet>,
    pub reward: Reward,
    #[serde(deserialize_with = "count")]
    pub awards: u8,
    /// As many submissions as any bounty can take.
    #[serde(default = "most_submissions", deserialize_with = "count")]
    pub max_submissions: u16,
    pub reviewers: Vec<Wallet>,
    #[serde(deserialize_with = "count")]
    pub threshold: u8,
    /// No stake.
    #[serde(default, deserialize_with = "sol")]
    pub stake: u64,
    /// No bond.
    #[serde(default, deserialize_with = "sol")]
    pub bond: u64,
    /// No minimum.
    #[serde(default, deserialize_with = "reputation")]
    pub min_reputation: Reputation,
    #[serde(deserialize_with = "seconds")]
    pub submit_period: Seconds,
    #[serde(deserialize_with = "seconds")]
    pub reveal_period: Seconds,
    #[serde(deserialize_with = "seconds")]
    pub review_period: Seconds,
    #[serde(deserialize_with = "seconds")]
    pub challenge_period: Seconds,
    /// Awards earn no reputation.
    #[serde(default)]
    pub earns_reputation: bool,
}

/// An address in base58.
pub(super) struct Wallet(pub Pubkey);

/// The reward as it is written. Its unit depends on the mint.
pub(super) struct Reward(String);

impl Reward {
    /// The reward in lamports, or in base units of a token. `None` if the text has another form.
    pub fn units(&self, is_sol: bool) -> Option<u64> {
        decimal::units(&self.0, if is_sol { SOL_DECIMALS } else { 0 })
    }
}

/// Deserializes a text with a function of its own. If that fails, the error says what the field wants.
struct Text<T> {
    wants: &'static str,
    read: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wants)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// A small whole number.
struct Count<T>(PhantomData<T>);

impl<T: TryFrom<i64>> Visitor<'_> for Count<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number, such as 3")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }
}

impl<'de> Deserialize<'de> for Wallet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wants = "a reviewer's wallet, or a mint: its address in base58";
        deserializer.deserialize_str(Text { wants, read: |text| text.parse().ok().map(Self) })
    }
}

impl<'de> Deserialize<'de> for Reward {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wants = "SOL as text, with at most 9 digits after the point, such as \"0.25\"; or, with a mint, a whole \
                     number of the token's base units as text, such as \"1500000\"";
        let read = |text: &str| {
            let reward = Self(text.to_owned());
            [true, false].iter().any(|is_sol| reward.units(*is_sol).is_some()).then_some(reward)
        };
        deserializer.deserialize_str(Text { wants, read })
    }
}

fn sol<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let wants = "SOL as text, with at most 9 digits after the point, such as \"0.25\"";
    deserializer.deserialize_str(Text { wants, read: |text| decimal::units(text, SOL_DECIMALS) })
}

fn reputation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reputation, D::Error> {
    let wants = "reputation as text, with at most 6 digits after the point, such as \"2.5\"";
    let read = |text: &str| decimal::units(text, REPUTATION_DECIMALS).map(Reputation);
    deserializer.deserialize_str(Text { wants, read })
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Seconds, D::Error> {
    let wants = "a period as text, in weeks, days, hours, minutes or seconds, such as \"7d\", \"12h\" or \"1d 12h\"";
    deserializer.deserialize_str(Text { wants, read: period })
}

fn count<'de, D: Deserializer<'de>, T: TryFrom<i64>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_i64(Count(PhantomData))
}

/// As many submissions as any bounty can take.
const fn most_submissions() -> u16 {
    MAX_SUBMISSIONS as u16
}
