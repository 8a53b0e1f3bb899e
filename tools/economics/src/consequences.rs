//! The consequences of the three communities' numbers.

use postage::{Verdict, settle};
use reputation_core::{Burn, Interest, minted, weight};
use units::{Q32, Reputation};

use crate::{
    burning::left_by,
    communities::{ALL, Community},
    document::Section,
    price::{first_letter, mailing},
    search::career,
    seeding::Year,
    tables::{lamports, percent, period, reputation, section, share, thousands, whole},
    time::room_for,
};

/// One row for each consequence, one column for each community.
pub fn of_communities() -> Section {
    let columns = ALL.map(|community| column(&community));
    let rows = columns[0].iter().enumerate().map(|(row, (name, _))| {
        let cells = columns.iter().map(|column| column[row].1.clone());
        std::iter::once((*name).to_owned()).chain(cells).collect()
    });
    section(
        "communities",
        "The consequences of these numbers, in lamports if there is no unit:",
        &["", ALL[0].name, ALL[1].name, ALL[2].name],
        rows.collect::<Vec<_>>(),
    )
}

type Row = (&'static str, String);

fn column(community: &Community) -> Vec<Row> {
    [prices(community), verdicts(community), careers(community), attacks(community), time(community)].concat()
}

fn prices(community: &Community) -> Vec<Row> {
    let Community { rules, parameters, people, seeded, seed, size, .. } = community;
    let price = |reputation| lamports(first_letter(rules, *size, reputation).postage);
    let stake = seed.0 / 2;
    let supported = stake - stake * u64::from(parameters.endorsement_discount.0) / 10_000;
    let supported = Reputation(supported);
    vec![
        ("people", thousands(*people as u64)),
        ("newcomer_constant", reputation(rules.newcomer_constant)),
        ("first citizens", format!("{seeded} with {}", reputation(*seed))),
        ("bytes of a letter", thousands(u64::from(*size))),
        ("a newcomer's letter", price(Reputation(0))),
        ("a first citizen's letter", price(*seed)),
        ("support from a citizen who stakes half", reputation(supported)),
        ("a letter with that support", price(supported)),
    ]
}

fn verdicts(community: &Community) -> Vec<Row> {
    let Community { rules, parameters, seed, size, .. } = community;
    let weight = weight(*seed, parameters.constant);
    let postage = first_letter(rules, *size, Reputation(0)).postage;
    let cut = settle(postage, rules.fee_split(), Verdict::Valuable).treasury;
    let burn = Burn::new(parameters.spam_burn, weight, Q32::ZERO);
    vec![
        ("weight of a first citizen", share(weight)),
        ("their verdict on a newcomer's letter earns", reputation(minted(cut, parameters.rate, Q32::ZERO, weight))),
        ("their spam verdict burns", share(burn.fraction())),
        ("five of their spam verdicts burn", percent(1.0 - left_by(burn).powi(5))),
    ]
}

fn careers(community: &Community) -> Vec<Row> {
    let Community { rules, parameters, seeded, seed, size, writers, readers, letters_a_week, .. } = community;
    let (size, letters_a_week) = (*size, *letters_a_week);
    // People who write to none of the readers, and whose verdicts have no weight, change nothing.
    let people = if writers == readers { *readers } else { readers + writers };
    let year = Year { rules, parameters, size, people, writers: *writers, readers: *readers, letters_a_week };
    let year = year.with(*seeded, *seed);
    vec![
        ("final level by five good letters a week", reputation(career(community).level())),
        ("letters of each writer in a week", thousands(letters_a_week.into())),
        ("a typical person after a year", reputation(year.typical)),
        ("a first citizen after a year", reputation(year.citizen)),
    ]
}

fn attacks(community: &Community) -> Vec<Row> {
    vec![("a stranger's 100 letters in a day", lamports(mailing(&community.rules, community.size, 100)))]
}

fn time(community: &Community) -> Vec<Row> {
    let half_life = community.parameters.half_life;
    let rate = Interest::for_half_life(half_life).map_or(0, |interest| interest.rate_bps);
    vec![
        ("interest a year", format!("{:.2}%", f64::from(rate) / 100.0)),
        ("room for a total of 1,000,000", period(room_for(whole(1_000_000), half_life))),
    ]
}
