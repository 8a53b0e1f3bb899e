//! What cannot be had together.

use units::{Bps, Lamports};

use super::{
    choice::{CHOICES, known_in_time},
    conditions as c, grid,
};
use crate::{
    communities::{ALL, Community},
    document::Section,
    price::first_letter,
    tables::{bps, digits, lamports, per_sol, percent, section, thousands},
};

/// For each surcharge: the least share with which buying does not pay sooner, and what friends pay then.
pub fn by_surcharge() -> Section {
    let row = |surcharge| {
        let cells = CHOICES.iter().flat_map(|choice| with(&choice.community, Bps(surcharge)));
        std::iter::once(bps(Bps(surcharge))).chain(cells).collect()
    };
    let header = ALL.iter().flat_map(|it| [format!("{}: share", it.name), "friends".into(), "a known person".into()]);
    let header: Vec<String> = std::iter::once("surcharge".to_owned()).chain(header).collect();
    section(
        "surcharge",
        "By the surcharge: the least treasury_share with which buying does not pay sooner; what friends then pay on\n\
         balance, of the base fee; and what a first letter of a known person costs. A star marks the chosen surcharges,\n\
         some with a greater share, so that the weeks have a margin:",
        &header.iter().map(String::as_str).collect::<Vec<_>>(),
        grid::SURCHARGES.map(row),
    )
}

fn with(chosen: &Community, surcharge: Bps) -> [String; 3] {
    let Some(tried) = with_least_share(grid::with_surcharge(*chosen, surcharge)) else {
        return ["none".to_owned(), String::new(), String::new()];
    };
    let rules = &tried.rules;
    let known = lamports(first_letter(rules, tried.size, rules.newcomer_constant).postage);
    let part = percent(c::friends(&tried).part(rules.base_fee));
    let star = if surcharge == chosen.rules.newcomer_surcharge { " *" } else { "" };
    [format!("{}{star}", bps(rules.treasury_share)), part, known]
}

fn with_least_share(mut community: Community) -> Option<Community> {
    grid::SHARES.into_iter().find_map(|share| {
        community.rules.treasury_share = Bps(100 * share);
        let enough = |(tried, letters): (Community, usize)| {
            c::bought(&tried).is_some_and(|bought| bought.letters >= letters as u64)
        };
        known_in_time(community).any(enough).then_some(community)
    })
}

/// For each rate around the chosen one: the weeks to be known, and what a buyer pays.
pub fn by_rate() -> Section {
    let rows = CHOICES.iter().flat_map(|choice| {
        let chosen = choice.community.parameters.rate;
        let rates: Vec<_> = grid::rates().collect();
        let at = rates.iter().position(|rate| *rate == chosen).unwrap_or_default();
        let near = at.saturating_sub(3)..(at + 4).min(rates.len());
        near.map(|at| {
            let mut tried = choice.community;
            tried.parameters.rate = rates[at];
            at_rate(&tried, rates[at] == chosen)
        })
        .collect::<Vec<_>>()
    });
    section(
        "pace",
        "By the rate, all other numbers as chosen: a newcomer who writes five good letters a week, and a buyer of\n\
         newcomer_constant. A star marks the choices:",
        &[
            "rate, per SOL of cut",
            "weeks to be known",
            "letters",
            "their postage",
            "the buyer's price",
            "pays off after letters",
        ],
        rows,
    )
}

fn at_rate(community: &Community, chosen: bool) -> Vec<String> {
    let reached = c::career(community).until(community.rules.newcomer_constant);
    let (weeks, letters, postage) = match reached {
        Some(reached) => (
            digits(reached.letters as f64 / f64::from(c::A_WEEK)),
            thousands(reached.letters as u64),
            lamports(reached.postage),
        ),
        None => ("never".to_owned(), String::new(), String::new()),
    };
    let bought = c::bought(community);
    let price = bought.as_ref().map_or(Lamports(0), |bought| bought.price);
    let pays = bought.map_or(0, |bought| bought.letters);
    let star = if chosen { " *" } else { "" };
    let name = format!("{}: {}{star}", community.name, per_sol(community.parameters.rate));
    vec![name, weeks, letters, postage, lamports(price), thousands(pays)]
}
