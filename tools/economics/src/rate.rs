//! How to choose the rate: how long honest people need to earn reputation, and what it costs to buy.

use postage::{Rules, Verdict, settle};
use reputation_core::{Parameters, Rate, minted, weight};
use units::{Bps, Lamports, Q32, Reputation};

use crate::{
    SIZE,
    career::Career,
    document::Section,
    price::first_letter,
    tables::{bps, per_sol, reputation, section, sol, thousands, whole},
};

/// Enough readers that nobody gets a second letter.
const NEW_READERS: usize = 5_000;

/// The smallest cut for which the accomplice's verdict mints the target at once; `None` if that verdict has no weight.
pub fn price_of(target: Reputation, parameters: &Parameters, accomplice: Reputation) -> Option<Lamports> {
    let weight = weight(accomplice, parameters.constant);
    let enough = |cut| minted(Lamports(cut), parameters.rate, Q32::ZERO, weight) >= target;
    let (mut too_little, mut least) = (0, 1 << 50);
    while enough(least) && least - too_little > 1 {
        let middle = too_little + (least - too_little) / 2;
        if enough(middle) { least = middle } else { too_little = middle }
    }
    enough(least).then_some(Lamports(least))
}

/// What this reputation saves on a first letter.
pub fn saved(rules: &Rules, size: u32, reputation: Reputation) -> Lamports {
    let price = |reputation| first_letter(rules, size, reputation).postage.0;
    Lamports(price(Reputation(0)) - price(reputation))
}

/// The reputation to earn or buy, and that of each reader.
const TARGET: u32 = 10;

/// Honest and bought reputation at different rates.
pub fn choosing() -> Section {
    let row = |per: u64| {
        let parameters = Parameters { rate: Rate::per_sol(Reputation(per * 1_000_000)), ..Parameters::PERSONAL };
        let career = career(&Rules::PERSONAL, &parameters);
        let (letters, postage) = match career.until(whole(TARGET)) {
            Some(reached) => (thousands(reached.letters as u64), sol(reached.postage)),
            None => ("never".to_owned(), String::new()),
        };
        let [bought, pays] = buying(&Rules::PERSONAL, &parameters);
        vec![
            per_sol(parameters.rate),
            letters,
            postage,
            reputation(career.level()),
            sol(Lamports(bought)),
            thousands(pays),
        ]
    };
    section(
        "rate",
        format!(
            "A person who writes five good letters a week under the default rules, each to another reader with\n\
             {TARGET} reputation; and a person who buys {TARGET} reputation with the help of a reader who has {TARGET}:"
        ),
        &[
            "rate, per SOL of cut",
            "letters to reach 10",
            "their postage, SOL",
            "final level",
            "price of 10, SOL",
            "pays off after letters",
        ],
        [300, 1_000, 2_500, 5_000, 10_000, 100_000].map(row),
    )
}

/// Other treasury shares, each with the rate at which honest people earn the same.
pub fn by_share() -> Section {
    const PER_SOL_OF_POSTAGE: u64 = 600;
    let row = |share: u64| {
        let rules = Rules { treasury_share: Bps(100 * share as u32), ..Rules::PERSONAL };
        let rate = Rate::per_sol(Reputation(PER_SOL_OF_POSTAGE * 1_000_000 * 100 / share));
        let parameters = Parameters { rate, ..Parameters::PERSONAL };
        let letters = career(&rules, &parameters).until(whole(TARGET)).map_or(0, |reached| reached.letters as u64);
        let postage = first_letter(&rules, SIZE, Reputation(0)).postage;
        let read = settle(postage, rules.fee_split(), Verdict::Valuable).recipient.0;
        let [bought, pays] = buying(&rules, &parameters);
        let [letters, read, pays] = [letters, read, pays].map(thousands);
        vec![bps(rules.treasury_share), per_sol(rate), read, letters, sol(Lamports(bought)), pays]
    };
    section(
        "share",
        format!("Treasury shares, with rates that mint {PER_SOL_OF_POSTAGE} reputation per SOL of postage:"),
        &[
            "treasury_share",
            "rate",
            "reader earns from a newcomer",
            "letters to reach 10",
            "price of 10, SOL",
            "pays off after letters",
        ],
        [5, 10, 24, 30, 50].map(row),
    )
}

fn career<'a>(rules: &'a Rules, parameters: &'a Parameters) -> Career<'a> {
    Career {
        rules,
        parameters,
        size: SIZE,
        readers: whole(TARGET),
        circle: NEW_READERS,
        letters_a_week: 5,
        start: Reputation(0),
        spam_of: 0,
    }
}

/// The price of the same reputation in lamports, and the number of first letters after which it has saved that.
fn buying(rules: &Rules, parameters: &Parameters) -> [u64; 2] {
    let bought = price_of(whole(TARGET), parameters, whole(TARGET)).unwrap_or_default().0;
    [bought, bought.div_ceil(saved(rules, SIZE, whole(TARGET)).0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bought_reputation_pays_off_after_at_most_the_documented_part_of_the_letters_that_earn_it() {
        for (share, surcharge) in [(500, 40_000), (1_000, 10_000), (1_000, 40_000), (3_000, 40_000), (5_000, 200_000)] {
            let rules = Rules { treasury_share: Bps(share), newcomer_surcharge: Bps(surcharge), ..Rules::PERSONAL };
            let part = 2.0 * f64::from(share) / 1e4 * (1.0 + 1e4 / f64::from(surcharge));
            for per_sol in [5_000, 10_000, 100_000] {
                let rate = Rate::per_sol(Reputation(per_sol * 1_000_000));
                let parameters = Parameters { rate, ..Parameters::PERSONAL };
                let earned = career(&rules, &parameters).until(whole(TARGET)).unwrap().letters;
                let [_, pays] = buying(&rules, &parameters);
                assert!(
                    pays as f64 <= (part * earned as f64).ceil(),
                    "{share} {surcharge} {per_sol}: {pays} of {earned}"
                );
            }
        }
    }
}
