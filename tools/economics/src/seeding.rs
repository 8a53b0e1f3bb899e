//! First citizens: what a seed can do, and how a community does in its first year.

use postage::Rules;
use reputation_core::{Burn, Parameters, Rate, minted, weight};
use units::{Lamports, Q32, Reputation, Seconds};

use crate::{
    SIZE,
    document::Section,
    earning::cut,
    price::first_letter,
    society::Society,
    tables::{per_sol, reputation, section, share, thousands, whole},
};

/// What first citizens can do, by the size of their seeds.
pub fn citizens() -> Section {
    let parameters = Parameters::PERSONAL;
    let row = |seed: u32| {
        let weight = weight(whole(seed), parameters.constant);
        let burned = Burn::new(parameters.spam_burn, weight, Q32::ZERO).fraction();
        let earned = minted(cut(), parameters.rate, Q32::ZERO, weight);
        let Lamports(postage) = first_letter(&Rules::PERSONAL, SIZE, whole(seed)).postage;
        vec![
            thousands(seed.into()),
            share(weight),
            reputation(earned),
            share(burned),
            thousands(postage),
            thousands(u64::from(10 * seed)),
            thousands(u64::from(100 * seed)),
        ]
    };
    section(
        "seeds",
        "What first citizens can do, by the reputation that each is seeded with:",
        &[
            "each",
            "weight",
            "their verdict earns",
            "their spam verdict burns",
            "their letter costs",
            "budget for 10",
            "for 100",
        ],
        [0, 1, 5, 10, 30, 100].map(row),
    )
}

/// A year in which all mail is valuable, by the number of people who were seeded.
pub fn after_a_year() -> Section {
    let rates = [1_000, 2_500, 10_000];
    let row = |(people, seeded, seed): (usize, usize, u32)| {
        let name = match seeded {
            0 => "nobody".to_owned(),
            1 => format!("one with {seed}"),
            all if all == people => format!("everyone with {seed}"),
            some => format!("{some} with {seed}"),
        };
        let typical = rates.map(|per: u64| {
            let rate = Rate::per_sol(Reputation(per * 1_000_000));
            let parameters = Parameters { rate, ..Parameters::PERSONAL };
            let (rules, writers, readers) = (&Rules::PERSONAL, people, people);
            let year = Year { rules, parameters: &parameters, size: SIZE, people, writers, readers, letters_a_week: 2 };
            reputation(year.with(seeded, whole(seed)).typical)
        });
        let mut row = vec![thousands(people as u64), name, thousands(seeded as u64 * u64::from(seed))];
        row.extend(typical);
        row
    };
    let header = rates.map(|per| format!("at {} per SOL", per_sol(Rate::per_sol(Reputation(per * 1_000_000)))));
    section(
        "year",
        "The reputation of a typical person among those who were seeded with least, after a year in which everyone\n\
         writes two good letters a week, to one person after the other:",
        &["people", "seeded", "budget spent", &header[0], &header[1], &header[2]],
        [(10, 0, 0), (10, 1, 10), (10, 10, 10), (100, 1, 10), (100, 10, 10), (100, 100, 10)].map(row),
    )
}

/// From one reader to the next. It divides no number of readers here, so everyone meets all of them, and first citizens
/// are among the others.
const STRIDE: usize = 37;

/// A year in which the last `writers` of `people` write to the first `readers`, one after the other, and all mail is
/// valuable.
pub struct Year<'a> {
    pub rules: &'a Rules,
    pub parameters: &'a Parameters,
    pub size: u32,
    pub people: usize,
    pub writers: usize,
    pub readers: usize,
    pub letters_a_week: u32,
}

/// What people have at the end.
pub struct Reputations {
    /// The median of those who were seeded.
    pub citizen: Reputation,
    /// The median of those who were not seeded, or of everyone if all were.
    pub typical: Reputation,
}

impl Year<'_> {
    /// Plays the year, after the first `seeded` people were seeded.
    pub fn with(&self, seeded: usize, seed: Reputation) -> Reputations {
        let mut society = Society::new(self.rules, self.parameters, self.size, self.people);
        (0..seeded).for_each(|citizen| society.seed(citizen, seed));
        for turn in 0..52 * self.letters_a_week as usize {
            for writer in self.people - self.writers..self.people {
                let reader = (writer + 1 + STRIDE * turn) % self.readers;
                if reader != writer {
                    society.letter(writer, reader);
                }
            }
            society.advance(Seconds(Seconds::days(7).0 / u64::from(self.letters_a_week)));
        }
        let (citizens, others) = (0..seeded, if seeded == self.people { 0 } else { seeded }..self.people);
        let [citizen, typical] = [citizens, others].map(|all| median(all.map(|one| society.reputation(one)).collect()));
        Reputations { citizen, typical }
    }
}

fn median(mut all: Vec<Reputation>) -> Reputation {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}
