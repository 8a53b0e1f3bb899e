//! Which of the values that fulfill all conditions is chosen.

use std::{cmp::Reverse, sync::LazyLock};

use postage::Growth;
use units::Bps;

use super::{conditions as c, grid, habits};
use crate::communities::{ALL, Community};

/// The choices of all communities.
pub static CHOICES: LazyLock<[Choice; 3]> = LazyLock::new(|| ALL.map(choose));

/// A community with the numbers that the search chose, and how many points were left after each condition.
pub struct Choice {
    pub community: Community,
    pub left: [usize; 7],
}

/// The conditions in the order in which they are applied.
pub const APPLIED: [&str; 7] = [
    "all points",
    "the programs accept them, and a seed lasts",
    "(c) a spam letter costs ten times a friend's",
    "(d) friends pay less than 2%",
    "(a) known in 8 to 16 weeks",
    "(b) buying does not pay sooner",
    "stays known by a letter a week",
];

/// Chooses the numbers that do not depend on others first, and what spam verdicts burn last.
pub fn choose(community: Community) -> Choice {
    let (found, left) = points(with_growths(with_constants(community)));
    let best = found.into_iter().min_by_key(|(community, letters)| preference(community, *letters));
    let (community, _) = best.expect("a point that fulfills all conditions");
    Choice { community: with_burn(community), left }
}

/// The greatest constants at which seeds do what they are for: a crowd of small voices then counts least.
fn with_constants(mut community: Community) -> Community {
    community.parameters.constant = last(grid::constants(), |constant| {
        let mut tried = community;
        tried.parameters.constant = constant;
        habits::heard(&tried)
    });
    community.rules.newcomer_constant = last(grid::constants(), |constant| {
        let mut tried = community;
        tried.rules.newcomer_constant = constant;
        habits::vouched(&tried)
    });
    community
}

/// The greatest growths that leave room for what people do.
fn with_growths(mut community: Community) -> Community {
    community.rules.window_growth = growth(&community, |tried, growth| {
        tried.rules.window_growth = growth;
        habits::at_once(tried, 10) <= habits::TEN
    });
    community.rules.repeat_growth = growth(&community, |tried, growth| {
        tried.rules.repeat_growth = growth;
        habits::reminder(tried) <= habits::REMINDER
    });
    community
}

fn growth(community: &Community, fits: impl Fn(&mut Community, Growth) -> bool) -> Growth {
    match community.wishes.mass_mail {
        true => Growth::NONE,
        false => last(grid::growths(), |growth| fits(&mut { *community }, growth)),
    }
}

/// The least burn that keeps out those who write too much spam. It must leave room for honest people.
fn with_burn(community: Community) -> Community {
    let burns = grid::BURNS.into_iter().map(|percent| {
        let mut tried = community;
        tried.parameters.spam_burn = Bps(100 * percent);
        tried
    });
    let mut burns = burns.filter(|tried| habits::forgives(tried) && habits::keeps_out(tried));
    burns.next().expect("a burn that keeps out spam")
}

/// The greatest surcharge, because that is what reputation saves. Then the shortest half-life, because seeds, mistakes and
/// bought reputation fade with it; a margin at both ends of the weeks; the least share, because readers get the rest; and
/// the rate that is nearest to the middle of the weeks.
fn preference(community: &Community, letters: usize) -> impl Ord + use<> {
    let Community { rules, parameters, .. } = community;
    let week = c::A_WEEK as usize;
    let (from, to) = (c::MARGIN.start() * week, c::MARGIN.end() * week);
    let middle = (from + to) / 2;
    (
        Reverse(rules.newcomer_surcharge),
        parameters.half_life,
        !(from..=to).contains(&letters),
        rules.treasury_share,
        letters.abs_diff(middle),
        parameters.rate,
    )
}

/// All points that fulfill the conditions, with the letters of the newcomer, and how many are left after each condition.
fn points(community: Community) -> (Vec<(Community, usize)>, [usize; 7]) {
    let (mut found, mut left) = (Vec::new(), [0; 7]);
    let rates = grid::rates().count();
    for surcharge in grid::SURCHARGES {
        for share in grid::SHARES {
            let mut tried = grid::with_surcharge(community, Bps(surcharge));
            tried.rules.treasury_share = Bps(100 * share);
            left[0] += rates * grid::HALF_LIVES.len();
            let half_lives = half_lives(tried);
            if tried.rules.validate().is_err() {
                continue;
            }
            left[1] += rates * half_lives.len();
            let (spam, friends) = (c::spam(&tried), c::friends(&tried));
            if !friends.pay_less_than(spam) {
                continue;
            }
            left[2] += rates * half_lives.len();
            if !friends.pay_little(tried.rules.base_fee) {
                continue;
            }
            left[3] += rates * half_lives.len();
            for tried in half_lives {
                try_rates(tried, &mut found, &mut left);
            }
        }
    }
    (found, left)
}

/// The community with each half-life at which a seed lasts.
fn half_lives(community: Community) -> Vec<Community> {
    let with = |days| {
        let mut tried = community;
        tried.parameters.half_life = grid::half_life(days);
        tried
    };
    grid::HALF_LIVES.into_iter().map(with).filter(habits::rests).collect()
}

fn try_rates(community: Community, found: &mut Vec<(Community, usize)>, left: &mut [usize; 7]) {
    for (tried, letters) in known_in_time(community) {
        left[4] += 1;
        if c::bought(&tried).is_none_or(|bought| bought.letters < letters as u64) {
            continue;
        }
        left[5] += 1;
        if habits::stays_known(&tried) {
            left[6] += 1;
            found.push((tried, letters));
        }
    }
}

/// The community with each rate at which the newcomer is known in time, and the letters that takes.
pub fn known_in_time(community: Community) -> impl Iterator<Item = (Community, usize)> {
    let with = move |rate| {
        let mut tried = community;
        tried.parameters.rate = rate;
        c::known_after(&tried).map(|reached| (tried, reached.letters))
    };
    // From the greatest on: if one is too low, so are all that are lower.
    grid::rates().rev().map_while(with).filter(|(_, letters)| c::slow_enough(*letters))
}

fn last<T: Copy>(values: impl DoubleEndedIterator<Item = T>, fits: impl Fn(T) -> bool) -> T {
    values.rev().find(|value| fits(*value)).expect("a value that fits")
}

#[cfg(test)]
mod tests;
