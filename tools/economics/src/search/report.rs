//! The tables of the search.

use units::{Bps, Lamports};

use super::{
    choice::{APPLIED, CHOICES},
    conditions as c, grid, habits,
};
use crate::{
    communities::{ALL, Community},
    document::Section,
    price::first_letter,
    tables::{bps, digits, growth, lamports, percent, period, reputation, section, thousands},
};

/// What the founders want, and the values that are tried for everything else.
pub fn tried() -> Section {
    let list = |values: Vec<String>| values.join(", ");
    let wish = |show: fn(&Community) -> String| ALL.each_ref().map(show).join(" / ");
    let shares = [*grid::SHARES.start(), *grid::SHARES.end()].map(|share| bps(Bps(100 * share))).join(" to ");
    let [least, greatest] = [grid::RATES[0], grid::RATES[8] * grid::POWERS[4]].map(thousands);
    let rates = grid::RATES.map(|rate| digits(rate as f64 / 10.0)).join(", ");
    let percents = |values: &[u32]| list(values.iter().map(|value| bps(Bps(*value))).collect());
    let growths = grid::growths().map(growth).collect();
    let rows = [
        ["first letter", &wish(|it| lamports(it.wishes.first_letter)), "a wish of each founder: at least"],
        ["`base_fee`", "multiples of 1,000", "what the first letter leaves, after surcharge and bytes"],
        ["`newcomer_surcharge`", &percents(&grid::SURCHARGES), "(a) to (d); the greatest"],
        ["`treasury_share`", &shares, "(a) to (d); the least"],
        [
            "`half_life`, days",
            &list(grid::HALF_LIVES.map(|days| thousands(days.into())).to_vec()),
            "a letter a week; the shortest",
        ],
        ["`rate`, per SOL", &format!("{rates} times a power of ten, {least} to {greatest}"), "(a) to (d); 12 weeks"],
        ["both constants", &list(grid::constants().map(reputation).collect()), "seeds; the greatest"],
        ["vouchers", &wish(|it| thousands(it.wishes.vouchers)), "a wish: first citizens who make a person known"],
        [
            "rest",
            &wish(|it| if it.wishes.rest.0 == 0 { "none".to_owned() } else { period(it.wishes.rest) }),
            "a wish: how long a seed keeps its owner known",
        ],
        ["`spam_burn`", &percents(&grid::BURNS.map(|burn| 100 * burn)), "spam; the least"],
        ["spam, one letter of", &wish(|it| thousands(it.wishes.spam_of as u64)), "a wish: who never becomes known"],
        ["both growths", &list(growths), "letters in a row; the greatest"],
    ];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    section("tried", "What the search is given, and what it tries:", &["", "values", "decided by"], rows)
}

/// How many points each condition leaves.
pub fn funnel() -> Section {
    let rows = APPLIED.iter().enumerate().map(|(place, name)| {
        let left = CHOICES.each_ref().map(|choice| thousands(choice.left[place] as u64));
        std::iter::once((*name).to_owned()).chain(left).collect()
    });
    let caption =
        "Points of surcharge, share, half-life and rate that are left after each condition, and all before it:";
    section("funnel", caption, &header(), rows)
}

/// What the chosen numbers do.
pub fn conditions() -> Section {
    let columns = CHOICES.each_ref().map(|choice| column(&choice.community));
    let rows = columns[0].iter().enumerate().map(|(row, (name, _))| {
        let cells = columns.iter().map(|column| column[row].1.clone());
        std::iter::once((*name).to_owned()).chain(cells).collect()
    });
    section(
        "conditions",
        "The conditions at the chosen points, in lamports if there is no unit:",
        &header(),
        rows.collect::<Vec<_>>(),
    )
}

fn header() -> [&'static str; 4] {
    ["", ALL[0].name, ALL[1].name, ALL[2].name]
}

type Row = (&'static str, String);

fn column(community: &Community) -> Vec<Row> {
    [newcomer(community), spammer(community), friends(community), single(community)].concat()
}

fn newcomer(community: &Community) -> Vec<Row> {
    let Community { rules, size, .. } = community;
    let Some((known, bought)) = c::known_after(community).zip(c::bought(community)) else { return Vec::new() };
    let price = |reputation| lamports(first_letter(rules, *size, reputation).postage);
    vec![
        ("a newcomer's letter", price(units::Reputation(0))),
        ("a known person's letter", price(rules.newcomer_constant)),
        ("(a) known after weeks", digits(known.letters as f64 / f64::from(c::A_WEEK))),
        ("letters", thousands(known.letters as u64)),
        ("their postage", lamports(known.postage)),
        ("(b) a buyer's price", lamports(bought.price)),
        ("pays off after letters", thousands(bought.letters)),
    ]
}

fn spammer(community: &Community) -> Vec<Row> {
    let (spam, friends) = (c::spam(community), c::friends(community));
    let times = (spam.0 * friends.letters) as f64 / friends.postage as f64;
    vec![
        ("(c) a spam letter must bring more than", lamports(spam)),
        ("times what friends pay", digits(times)),
        ("each of ten letters at once, times one", digits(habits::at_once(community, 10))),
        ("each of fifty", digits(habits::at_once(community, 50))),
        ("a reminder after a week, times the first", digits(habits::reminder(community))),
    ]
}

fn friends(community: &Community) -> Vec<Row> {
    let friends = c::friends(community);
    vec![
        ("(d) friends pay for a letter", lamports(Lamports(friends.postage / friends.letters))),
        ("on balance", lamports(Lamports(friends.cut / friends.letters))),
        ("of the base fee", percent(friends.part(community.rules.base_fee))),
    ]
}

fn single(community: &Community) -> Vec<Row> {
    let known = community.rules.newcomer_constant;
    let career = crate::career::Career { start: known, letters_a_week: 1, ..c::career(community) };
    let left = career.after(habits::GOES_ON).0 as f64 / known.0 as f64;
    vec![
        ("a known person after a year of a letter a week", percent(left)),
        ("never known with spam, one letter of", thousands(community.wishes.spam_of as u64)),
    ]
}
