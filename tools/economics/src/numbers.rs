//! Each number with its bounds, and the presets of three communities. The first one's are the defaults.

use postage::{Growth, Rules};
use reputation_core::{LONGEST_HALF_LIFE, Parameters, Rate, SHORTEST_HALF_LIFE};
use units::{Bps, Lamports, Reputation, Seconds};

use crate::{
    communities,
    document::Section,
    tables::{bps, growth, lamports, per_sol, period, reputation, section, thousands},
};

const HEADER: [&str; 5] = ["", "bounds", "personal", "newsletter", "circle"];

/// The rules.
pub fn rules() -> Section {
    macro_rules! row {
        ($field:ident: $unit:expr, $show:expr) => {{
            let with = |value| Rules { $field: $unit(value), ..Rules::PERSONAL };
            let accepted = |value| with(value).validate().is_ok();
            let chosen = communities::ALL.map(|community| ($show)(community.rules.$field));
            row(stringify!($field), bounds(accepted, |value| ($show)($unit(value))), chosen)
        }};
    }
    let count: fn(u64) -> u64 = std::convert::identity;
    let rows = [
        row!(base_fee: Lamports, lamports),
        row!(byte_fee: Lamports, lamports),
        row!(floor: Lamports, lamports),
        row!(cap: Lamports, lamports),
        row!(window_half_life: Seconds, period),
        row!(window_free: count, thousands),
        row!(window_growth: Growth, growth),
        row!(pair_half_life: Seconds, period),
        row!(repeat_growth: Growth, growth),
        row!(newcomer_constant: Reputation, reputation),
        row!(newcomer_surcharge: in_bps, bps),
        row!(friend_discount: in_bps, bps),
        row!(treasury_share: in_bps, bps),
        row!(spam_forfeit: in_bps, bps),
        row!(answering_period: Seconds, period),
        row!(rules_delay: Seconds, period),
    ];
    section(
        "rules",
        "The rules, in lamports if there is no unit. The bounds apply if all other numbers have their defaults:",
        &HEADER,
        rows,
    )
}

/// The parameters.
pub fn parameters() -> Section {
    macro_rules! row {
        ($field:ident: $unit:expr, $show:expr) => {{
            let with = |value| Parameters { $field: $unit(value), ..Parameters::PERSONAL };
            let accepted = |value| with(value).validate().is_ok();
            row!($field, bounds(accepted, |value| ($show)($unit(value))), $show)
        }};
        ($field:ident, $bounds:expr, $show:expr) => {{
            let chosen = communities::ALL.map(|community| ($show)(community.parameters.$field));
            row(stringify!($field), $bounds, chosen)
        }};
    }
    let half_lives = format!("{} to {}", period(SHORTEST_HALF_LIFE), period(LONGEST_HALF_LIFE));
    let rows = [
        row!(half_life, half_lives, period),
        row!(rate: Rate, per_sol),
        row!(award_rate: Rate, per_sol),
        row!(constant: Reputation, reputation),
        row!(reserve: Reputation, reputation),
        row!(cool_down: Seconds, period),
        row!(seed_budget: Reputation, reputation),
        row!(endorsement_discount: in_bps, bps),
        row!(spam_burn: in_bps, bps),
    ];
    section("parameters", "The parameters. Rates are reputation per SOL of the cut:", &HEADER, rows)
}

fn row(name: &str, bounds: String, [default, newsletter, circle]: [String; 3]) -> Vec<String> {
    let others = [newsletter, circle].map(|chosen| if chosen == default { "·".to_owned() } else { chosen });
    [format!("`{name}`"), bounds, default].into_iter().chain(others).collect()
}

fn in_bps(value: u64) -> Bps {
    Bps(u32::try_from(value).unwrap_or(u32::MAX))
}

/// The least and the greatest accepted value.
fn bounds(accepted: impl Fn(u64) -> bool, show: impl Fn(u64) -> String) -> String {
    let inside = (0..u64::BITS).map(|place| 1 << place).find(|value| accepted(*value));
    let inside = inside.expect("a power of two within any bounds");
    let [least, greatest] = [0, u64::MAX].map(|end| edge(&accepted, inside, end));
    format!("{} to {}", show(least), show(greatest))
}

/// The last accepted value between an accepted one and an end.
fn edge(accepted: impl Fn(u64) -> bool, mut inside: u64, mut outside: u64) -> u64 {
    if accepted(outside) {
        return outside;
    }
    while inside.abs_diff(outside) > 1 {
        let middle = inside.min(outside) + inside.abs_diff(outside) / 2;
        if accepted(middle) { inside = middle } else { outside = middle }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_the_outermost_accepted_values() {
        assert_eq!(bounds(|value| (3..=77).contains(&value), |value| value.to_string()), "3 to 77");
        assert_eq!(bounds(|_| true, |value| value.to_string()), format!("0 to {}", u64::MAX));
        let constant = |value| Parameters { constant: Reputation(value), ..Parameters::PERSONAL }.validate().is_ok();
        assert_eq!(bounds(constant, |value| value.to_string()), "1 to 4000000000");
    }
}
