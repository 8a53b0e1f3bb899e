//! The four conditions that bind the surcharge, the share, the half-life and the rate together.

use postage::{Verdict, settle};
use units::{Bps, Lamports, Reputation, Seconds};

use crate::{
    career::{Career, Reached},
    communities::Community,
    price::mailing,
    rate::{price_of, saved},
    society::Society,
};

/// How many letters a week the newcomer writes, and each of two friends.
pub const A_WEEK: u32 = 5;
/// The weeks within which the newcomer is to be known.
pub const WEEKS: std::ops::RangeInclusive<usize> = 8..=16;
/// The weeks that are preferred, so that there is a margin.
pub const MARGIN: std::ops::RangeInclusive<usize> = 10..=14;
/// How many letters a spammer's wallet sends at most.
pub const MOST: u32 = 50;
/// How many times the price of friends a spammer's letter is to cost at least.
pub const TIMES_FRIENDS: u64 = 10;
/// The part of the base fee that friends pay on balance at most.
pub const FRIENDS: Bps = Bps(200);

/// A newcomer, or somebody who has more, and writes to the first citizens, one after the other.
///
/// Each reads with the reputation of a seed and finds the letter valuable. Whose turn comes again gives half as much for
/// each earlier verdict, which decays with the rules' `pair_half_life`. What the writer has decays from letter to letter.
pub fn career(community: &Community) -> Career<'_> {
    Career {
        rules: &community.rules,
        parameters: &community.parameters,
        size: community.size,
        readers: community.seed,
        circle: community.seeded,
        letters_a_week: A_WEEK,
        start: Reputation(0),
        spam_of: 0,
    }
}

/// (a) The letters until the newcomer is known, if these are few enough.
pub fn known_after(community: &Community) -> Option<Reached> {
    career(community).within(community.rules.newcomer_constant, *WEEKS.end() * A_WEEK as usize)
}

/// Whether so many letters take at least the weeks that they are to take.
pub fn slow_enough(letters: usize) -> bool {
    letters >= *WEEKS.start() * A_WEEK as usize
}

/// The reputation that halves the surcharge, bought at once.
pub struct Bought {
    /// What the treasury gets of the one letter that buys it.
    pub price: Lamports,
    /// The number of letters that have to be cheaper by it until it has paid.
    pub letters: u64,
}

/// (b) A buyer has a first citizen as an accomplice, who asks for a high fee, finds the letter valuable, and gives the
/// money back, so only the cut is lost. All letters are sent at once, cost what a first letter costs, and nobody marks
/// them as spam. So nothing of it decays or burns: no buyer needs fewer letters.
pub fn bought(community: &Community) -> Option<Bought> {
    let Community { rules, parameters, seed, size, .. } = community;
    let price = price_of(rules.newcomer_constant, parameters, *seed)?;
    let letters = price.0.div_ceil(saved(rules, *size, rules.newcomer_constant).0.max(1));
    Some(Bought { price, letters })
}

/// (c) The least mean postage of a letter, over 1 to 50 letters of each fresh wallet, each to somebody else. A thousand
/// wallets pay the same each, so the mean is that of one. Rents come back, and the cluster's fees are not counted.
pub fn spam(community: &Community) -> Lamports {
    let mean = |letters| mailing(&community.rules, community.size, letters).0 / u64::from(letters);
    Lamports((1..=MOST).map(mean).min().unwrap_or_default())
}

/// What two friends pay for their letters, all in all.
pub struct Friends {
    pub letters: u64,
    pub postage: u64,
    /// What neither of the two gets back.
    pub cut: u64,
}

/// (d) Two newcomers who write to each other in turns, five letters a week each, for a year, from their first letter on.
/// They have no reputation and are not contacts. Each earns what the other pays, except for the cut.
pub fn friends(community: &Community) -> Friends {
    let Community { rules, parameters, size, .. } = community;
    let mut society = Society::new(rules, parameters, *size, 2);
    let letters = 2 * 52 * u64::from(A_WEEK);
    let pause = Seconds(Seconds::days(7).0 / u64::from(2 * A_WEEK));
    let postage = (0..letters).map(|turn| {
        let postage = society.letter(turn as usize % 2, 1 - turn as usize % 2);
        society.advance(pause);
        [postage, settle(postage, rules.fee_split(), Verdict::Valuable).treasury]
    });
    let [postage, cut] = postage.fold([0, 0], |sum, [postage, cut]| [sum[0] + postage.0, sum[1] + cut.0]);
    Friends { letters, postage, cut }
}

impl Friends {
    /// The part of the base fee that a letter costs them on balance.
    pub fn part(&self, base_fee: Lamports) -> f64 {
        self.cut as f64 / (self.letters * base_fee.0) as f64
    }

    pub fn pay_little(&self, base_fee: Lamports) -> bool {
        self.cut * u64::from(Bps::WHOLE.0) < self.letters * base_fee.0 * u64::from(FRIENDS.0)
    }

    /// Whether this is many times what a letter costs them.
    pub fn pay_less_than(&self, Lamports(spam): Lamports) -> bool {
        spam * self.letters >= TIMES_FRIENDS * self.postage
    }
}
