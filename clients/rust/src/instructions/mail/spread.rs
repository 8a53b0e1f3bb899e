//! Letters to many people: all at once, or spread so that the sender's rate does not grow.

use postage::{Growth, Quote};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_message::Hash;
use solana_pubkey::Pubkey;
use units::{Q32, Seconds, Timestamp, decay_up};

use super::{Obstacle, Recipient, Situation, newsletter::admit};
use crate::{BuildError, instructions::check_cluster, quote};

/// From so many recipients on, two prices are worth showing: [`schedules`].
pub const MANY: usize = 5;

/// The load up to which a letter counts as the sender's only one, where rules leave no message free: a sixteenth above one.
const ALONE: Q32 = Q32(Q32::ONE.0 + Q32::ONE.0 / 16);
/// After so many half-lives, any load is below what a sixteenth of a message adds.
const LONGEST: u64 = 64;

/// How fast letters go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// All now.
    AtOnce,
    /// Each as soon as it does not raise the sender's rate: as soon as the load with it is within the messages that the
    /// rules leave free.
    Spread,
}

/// When a letter goes out to each recipient, and what it costs then. The rules are those of the moment when it was made: if
/// others are in force ([`Schedule::rules_version`]), make another one for those who wait.
///
/// It can be serialized, and is no secret. It belongs to the cluster where it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    #[serde(with = "As::<DisplayFromStr>")]
    genesis: Hash,
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The sender's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub sender: Pubkey,
    /// The version of the rules that gave the prices.
    pub rules_version: u32,
    /// When it was made, in unix seconds of the cluster's clock.
    pub made_at: i64,
    /// The letters, in order of time.
    pub letters: Vec<Scheduled>,
    /// Who gets none, and why.
    pub refused: Vec<Refusal>,
}

/// A letter of a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// The recipient's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// When to send it, in unix seconds of the cluster's clock. Later is never dearer by the rate.
    pub at: i64,
    /// What it costs then, in lamports, if nothing else is sent meanwhile.
    pub postage: u64,
    /// The most that it may cost.
    pub max_fee: u64,
}

/// Somebody who gets no letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Their wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// Why.
    pub obstacle: Obstacle,
}

/// The two prices of letters to many people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedules {
    /// All now.
    pub at_once: Schedule,
    /// Spread; `None` for fewer than [`MANY`] recipients, and if it does not cost less.
    pub spread: Option<Schedule>,
}

/// Both ways to send a letter with `size` bytes of ciphertext and an offer in lamports to each recipient of the situation,
/// in their order.
///
/// # Errors
/// [`BuildError::Price`], [`BuildError::OfferTooHigh`].
pub fn schedules(situation: &Situation, size: usize, offer: u64) -> Result<Schedules, BuildError> {
    let at_once = schedule(situation, size, offer, Pace::AtOnce)?;
    if at_once.letters.len() < MANY {
        return Ok(Schedules { at_once, spread: None });
    }
    let spread = schedule(situation, size, offer, Pace::Spread)?;
    let is_worth_it = spread.letters.len() >= at_once.letters.len() && spread.postage() < at_once.postage();
    Ok(Schedules { at_once, spread: is_worth_it.then_some(spread) })
}

/// When a letter with `size` bytes of ciphertext and an offer in lamports goes out to each recipient of the situation, in
/// their order. A recipient who is listed twice gets one.
///
/// Everything that a price depends on is that of the moment: the sender's load and reputation decay, and so does what the
/// two wrote to each other.
///
/// # Errors
/// [`BuildError::Price`], [`BuildError::OfferTooHigh`].
pub fn schedule(situation: &Situation, size: usize, offer: u64, pace: Pace) -> Result<Schedule, BuildError> {
    let mut at = situation.clone();
    let (mut letters, mut refused, mut known) = (Vec::new(), Vec::new(), std::collections::HashSet::new());
    for recipient in std::mem::take(&mut at.recipients) {
        if !known.insert(recipient.wallet) {
            continue;
        }
        match next(&mut at, &recipient, (size, offer), pace)? {
            Ok(letter) => letters.push(letter),
            Err(obstacle) => refused.push(Refusal { recipient: recipient.wallet, obstacle }),
        }
    }
    Ok(Schedule {
        genesis: situation.genesis,
        network: situation.network_address,
        sender: situation.mailbox.owner,
        rules_version: situation.network.rules_version,
        made_at: situation.now.0,
        letters,
        refused,
    })
}

/// The letter to one of them, after which the situation is that of its moment.
fn next(
    at: &mut Situation,
    recipient: &Recipient,
    content: (usize, u64),
    pace: Pace,
) -> Result<Result<Scheduled, Obstacle>, BuildError> {
    let before = at.now;
    if pace == Pace::Spread {
        at.now = soonest(at);
    }
    let quote: Quote = match admit(at, recipient, content, u64::MAX)? {
        Ok(quote) => quote,
        Err(obstacle) => {
            at.now = before;
            return Ok(Err(obstacle));
        }
    };
    at.record_sent(&quote);
    let (recipient, postage, max_fee) = (recipient.wallet, quote.postage.0, quote::max_fee(&quote));
    Ok(Ok(Scheduled { recipient, at: at.now.0, postage, max_fee }))
}

/// The first moment from now on at which one more message does not raise the sender's rate.
fn soonest(at: &Situation) -> Timestamp {
    let (rules, mailbox) = (&at.network.rules, &at.mailbox);
    if rules.window_growth == Growth::NONE {
        return at.now;
    }
    // The rules' bound, as the price has it.
    let free = ALONE.max(Q32(rules.window_free.min(1 << 16) << 32));
    let is_free = |waited: u64| {
        let elapsed = at.now.after(Seconds(waited)).since(Timestamp(mailbox.load_at));
        decay_up(Q32(mailbox.load), elapsed, rules.window_half_life).count_one() <= free
    };
    // A load never grows with time, so the first moment is found by halving.
    let (mut too_soon, mut late) = (0, rules.window_half_life.0.saturating_mul(LONGEST));
    if is_free(0) {
        return at.now;
    }
    while late - too_soon > 1 {
        let middle = too_soon + (late - too_soon) / 2;
        if is_free(middle) { late = middle } else { too_soon = middle }
    }
    at.now.after(Seconds(late))
}

impl Schedule {
    /// What all letters cost, in lamports.
    pub fn postage(&self) -> u64 {
        self.letters.iter().fold(0, |sum, letter| sum.saturating_add(letter.postage))
    }

    /// How long it takes until the last letter is sent.
    pub fn duration(&self) -> Seconds {
        let last = self.letters.last().map_or(self.made_at, |letter| letter.at);
        Timestamp(last).since(Timestamp(self.made_at))
    }

    /// The letters whose time has come, in order. Whoever keeps the schedule knows which of them are sent.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = &Scheduled> {
        self.letters.iter().take_while(move |letter| letter.at <= now.0)
    }

    /// Checks that it was made on the cluster with this genesis hash.
    ///
    /// # Errors
    /// [`BuildError::OtherCluster`].
    pub fn check_cluster(&self, genesis: &Hash) -> Result<(), BuildError> {
        check_cluster(Some(self.genesis), genesis)
    }
}
