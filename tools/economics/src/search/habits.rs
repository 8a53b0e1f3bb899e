//! The conditions that decide a single number: what seeds, spam verdicts and letters in a row have to do.

use reputation_core::{Index, weight};
use units::{Bps, Q32, Seconds, Timestamp};

use super::conditions::{A_WEEK, WEEKS, career};
use crate::{career::Career, communities::Community, price::mailing, society::Society};

/// A known person who goes on with one good letter a week is to be known for so many weeks.
pub const GOES_ON: usize = 52;
/// One of so many letters of honest people is marked as spam, too.
pub const HONEST: usize = 20;
/// What each of ten letters at once costs at most, compared to one.
pub const TEN: f64 = 2.0;
/// What each of fifty letters at once costs at least.
#[cfg(test)]
pub const FIFTY: f64 = 10.0;
/// What a reminder costs at most, compared to the first letter.
pub const REMINDER: f64 = 1.5;

const GENESIS: Timestamp = Timestamp(1_800_000_000);

/// Whether a known person who goes on with one good letter a week is still known a year later.
pub fn stays_known(community: &Community) -> bool {
    let known = community.rules.newcomer_constant;
    Career { start: known, letters_a_week: 1, ..career(community) }.after(GOES_ON) >= known
}

/// Whether a first citizen who earns nothing is known for as long as the founder wants.
pub fn rests(community: &Community) -> bool {
    let Community { rules, parameters, seed, wishes, .. } = community;
    // At genesis a share is a millionth.
    let index = Index::at(GENESIS.after(wishes.rest), GENESIS, parameters.half_life);
    index.effective(seed.0) >= rules.newcomer_constant
}

/// Whether enough first citizens who vouch make a newcomer known.
pub fn vouched(community: &Community) -> bool {
    let discount = u64::from(Bps::WHOLE.0 - community.parameters.endorsement_discount.0);
    let support = community.seed.0 / 2 * discount / u64::from(Bps::WHOLE.0);
    community.wishes.vouchers * support >= community.rules.newcomer_constant.0
}

/// Whether a first citizen's verdict has at least half of the greatest weight.
pub fn heard(community: &Community) -> bool {
    weight(community.seed, community.parameters.constant) >= Q32(Q32::ONE.0 / 2)
}

/// Whether honest people become known although one of twenty of their letters is marked as spam.
pub fn forgives(community: &Community) -> bool {
    let career = Career { spam_of: HONEST, ..career(community) };
    career.within(community.rules.newcomer_constant, *WEEKS.end() * A_WEEK as usize).is_some()
}

/// Whether somebody whose letters are marked as spam as often as the founder says never becomes known.
pub fn keeps_out(community: &Community) -> bool {
    let career = Career { spam_of: community.wishes.spam_of, ..career(community) };
    career.until(community.rules.newcomer_constant).is_none()
}

/// How many times the price of one letter each of so many letters costs that are sent at once.
pub fn at_once(community: &Community, letters: u32) -> f64 {
    let [one, all] = [1, letters].map(|letters| mailing(&community.rules, community.size, letters).0 as f64);
    all / one / f64::from(letters)
}

/// How many times the price of a first letter a second one costs a week later, if the first was left unanswered.
pub fn reminder(community: &Community) -> f64 {
    let mut society = Society::new(&community.rules, &community.parameters, community.size, 2);
    let [first, second] = [0, 1].map(|_| {
        let postage = society.letter(0, 1);
        society.advance(Seconds::days(7));
        postage.0 as f64
    });
    second / first
}
