//! Endorsing, played by the built programs: what each person has after each step.

use bmail_sdk::accounts::{Endorsement, Standing, Verdict};
use bmail_testing::{Harness, Person};
use postage::Rules;
use reputation_core::{Parameters, Pool, Stake, weight};
use units::{Bps, Q32, Reputation, Timestamp};

use crate::{
    document::Section,
    tables::{bps, period, reputation, section, thousands, whole},
};

/// Two people, of whom the first endorses the second, and readers who mark spam.
struct Play {
    harness: Harness,
    endorser: Person,
    endorsed: Person,
    rows: Vec<Vec<String>>,
}

const HEADER: [&str; 7] = ["", "Ada's own", "staked", "Ada's total", "Bo's own", "support", "Bo's total"];

impl Play {
    fn new(endorser: u32, endorsed: u32) -> Self {
        let mut harness = Harness::new();
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let (endorser, endorsed) =
            (harness.citizen("Ada", whole(endorser).0), harness.citizen("Bo", whole(endorsed).0));
        Self { harness, endorser, endorsed, rows: Vec::new() }
    }

    /// Writes to a reader with ten reputation, who marks the letter as spam.
    fn is_marked(&mut self, sender: &Person, reader: &str) {
        let reader = self.harness.citizen(reader, whole(10).0);
        let message = self.harness.send(sender, &reader).run_and_find();
        self.harness.judge(&reader, message).verdict(Verdict::Spam).run();
    }

    fn lend(&mut self, amount: u32) {
        let Self { harness, endorser, endorsed, .. } = self;
        let index = harness.account::<Standing>(harness.standing_of(endorser)).index(Timestamp(harness.now()));
        // At genesis a share is a millionth.
        let shares = index.shares(whole(amount)).expect("an index that has not run out");
        harness.endorse(endorser, endorsed, shares).run();
    }

    /// The endorser's own reputation, stake and total; and the endorsed's own reputation, support and total.
    fn counted(&self) -> [Reputation; 6] {
        let (harness, now) = (&self.harness, Timestamp(self.harness.now()));
        let [from, to] = [&self.endorser, &self.endorsed].map(|person| harness.standing_of(person));
        let [from, to] = [from, to].map(|address| harness.account::<Standing>(address));
        let endorsement = harness.endorsement_of(&self.endorser, &self.endorsed);
        let lent = harness.find_account::<Endorsement>(endorsement).map_or(0, |endorsement| {
            let (pool, stake) = endorsement.settled(&from, &to);
            pool.worth_of(&stake)
        });
        let worth = |shares| from.index(now).effective(shares);
        [worth(from.own), worth(lent), from.effective(now), worth(to.own), worth(to.support), to.effective(now)]
    }

    fn note(&mut self, step: impl Into<String>) {
        let counted = self.counted().map(reputation);
        self.rows.push(std::iter::once(step.into()).chain(counted).collect());
    }

    fn collect(&mut self) {
        self.harness.collect(&self.endorser, &self.endorsed).run();
    }
}

/// A person vouches for another, and spam verdicts burn the reputation of both.
pub fn endorsement() -> Section {
    let mut play = Play::new(50, 4);
    let (ada, bo) = (play.endorser.clone(), play.endorsed.clone());
    play.note("before");
    play.lend(20);
    play.note("Ada stakes 20 on Bo");
    play.is_marked(&bo, "Cy");
    play.note("Bo's letter is marked as spam");
    play.is_marked(&ada, "Dee");
    play.note("Ada's letter is marked as spam");
    play.collect();
    play.note("its burn of the stake is collected");
    play.harness.begin_unendorse(&ada, &bo).run();
    play.note("Ada begins to take the stake back");
    play.harness.advance(Parameters::PERSONAL.cool_down.0 as i64);
    play.harness.finish_unendorse(&ada, &bo).run();
    play.note(format!("{} later she has it; all has decayed", period(Parameters::PERSONAL.cool_down)));
    section(
        "endorsing",
        "Ada vouches for Bo. The readers who mark spam have 10 reputation each (played by the programs):",
        &HEADER,
        play.rows,
    )
}

/// A spammer who stakes on a second wallet of theirs before the verdicts arrive, and one who does not.
pub fn shield() -> Section {
    let spam = |lends: bool| {
        let mut play = Play::new(50, 0);
        let mal = play.endorser.clone();
        if lends {
            play.lend(49);
        }
        let meanwhile = play.counted();
        for reader in ["Cy", "Dee", "Eve"] {
            play.is_marked(&mal, reader);
        }
        if lends {
            play.collect();
        }
        let [own, lent, counts, _, _, second] = play.counted();
        let both = |one: Reputation, other: Reputation| reputation(Reputation(one.0 + other.0));
        vec![
            String::from(if lends { "stakes 49 on a second wallet first" } else { "only writes" }),
            both(meanwhile[2], meanwhile[5]),
            both(counts, second),
            both(own, lent),
        ]
    };
    section(
        "shield",
        "Mal has 50 reputation and writes three letters, which readers with 10 mark as spam (played by the programs).\n\
         The reputation of both wallets together:",
        &["Mal", "before the verdicts", "after them", "with the stake taken back"],
        [false, true].map(spam),
    )
}

/// The total weight of the verdicts of a person who stakes on other wallets of theirs.
pub fn many_wallets() -> Section {
    const ALL: u32 = 100;
    let constant = Parameters::PERSONAL.constant;
    let row = |wallets: u32| {
        let each = whole(ALL).0 / u64::from(wallets + 1);
        let sum = |discount| {
            let (mut pool, mut stake) = (Pool::default(), Stake { stake_factor: Q32::ONE, ..Stake::default() });
            let lent = pool.endorse(&mut stake, each).map_or(0, |_| pool.support(discount));
            let own = weight(Reputation(each), constant).to_f64();
            let others = weight(Reputation(lent), constant).to_f64() * f64::from(wallets);
            format!("{:.2}", own + others)
        };
        let mut row = vec![thousands(wallets.into())];
        row.extend([2_000, 5_000, 8_000].map(|discount| sum(Bps(discount))));
        row
    };
    let header = [2_000, 5_000, 8_000].map(|discount| format!("discount {}", bps(Bps(discount))));
    section(
        "wallets",
        format!(
            "The total weight of the verdicts of a person with {ALL} reputation, who stakes equal parts on other\n\
             wallets of their own, with K {}:",
            reputation(Rules::PERSONAL.newcomer_constant)
        ),
        &["other wallets", &header[0], &header[1], &header[2]],
        [0, 1, 4, 9].map(row),
    )
}
