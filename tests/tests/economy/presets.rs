//! The presets, played: what a newcomer, a buyer of reputation, a spammer with many wallets and two friends do under each.
//! `make economics ARGS=search` chose the numbers by computing the same.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{DAY, Harness, Person, REPUTATION};
use postage::Rules;
use reputation_core::{Parameters, weight};
use units::{Bps, Reputation};

use crate::deeds::{cut_at, judged};

/// Bytes of each letter.
const SIZE: u32 = 300;
/// Letters a week of a newcomer, and of each of two friends.
const A_WEEK: i64 = 5;

/// A preset, and what its first citizens are seeded with.
struct Preset {
    rules: Rules,
    parameters: Parameters,
    citizens: usize,
    seed: u64,
    /// The letters until a newcomer is known.
    letters: usize,
}

const PRESETS: [Preset; 3] = [
    Preset {
        rules: Rules::PERSONAL,
        parameters: Parameters::PERSONAL,
        citizens: 100,
        seed: 10 * REPUTATION,
        letters: 64,
    },
    // The page computes with letters of 3,000 bytes, which are dearer and take one letter less.
    Preset {
        rules: Rules::NEWSLETTER,
        parameters: Parameters::NEWSLETTER,
        citizens: 50,
        seed: 100 * REPUTATION,
        letters: 56,
    },
    Preset { rules: Rules::CIRCLE, parameters: Parameters::CIRCLE, citizens: 30, seed: 10 * REPUTATION, letters: 54 },
];

impl Preset {
    fn founded(&self) -> Harness {
        let mut harness = Harness::new();
        harness.network_with(self.rules);
        harness.reputation(self.parameters);
        harness
    }

    /// The first citizen of this number, who has all of a seed when they read.
    fn citizen(&self, harness: &mut Harness, number: usize) -> Person {
        let name = format!("citizen {number}");
        let known = Person::named(&name);
        if harness.lamports(known.address()) == 0 {
            return harness.citizen(&name, self.seed);
        }
        let lacking = self.seed - harness.reputation_of(&known).0;
        if lacking > 0 {
            harness.seed(&known, lacking).run();
        }
        known
    }

    /// Writes good letters to one citizen after the other until the writer is known, and returns how many.
    fn becomes_known(&self, harness: &mut Harness, writer: &Person) -> usize {
        (1..200)
            .find(|number| {
                let reader = self.citizen(harness, number % self.citizens);
                let message = harness.send(writer, &reader).size(SIZE as usize).run_and_find();
                harness.judge(&reader, message).run();
                let known = harness.reputation_of(writer) >= self.rules.newcomer_constant;
                harness.advance(7 * DAY / A_WEEK);
                known
            })
            .unwrap()
    }

    /// Buys what makes a person known with one letter to a citizen, who asks for a fee of which the treasury gets enough.
    /// Returns that cut.
    fn buys(&self, harness: &mut Harness, buyer: &Person, accomplice: &Person) -> u64 {
        let weight = weight(harness.reputation_of(accomplice), self.parameters.constant).to_f64();
        let price = self.rules.newcomer_constant.0 as f64 / (self.parameters.rate.0 as f64 / 2f64.powi(32)) / weight;
        // A little more, because what is minted is rounded down.
        let fee = (price * 1.000_001 + 10.0) * 10_000.0 / f64::from(self.rules.treasury_share.0);
        harness.set_mailbox(accomplice).min_fee(fee.ceil() as u64).run();
        let message = harness.send(buyer, accomplice).size(SIZE as usize).run_and_find();
        judged(&harness.judge(accomplice, message).run());
        assert!(harness.reputation_of(buyer) >= self.rules.newcomer_constant);
        cut_at(harness, accomplice)
    }
}

/// Shows security.md: Buying reputation with the help of somebody who has some.
#[test]
fn a_newcomer_is_known_in_8_to_16_weeks_and_a_buyer_needs_as_many_letters_for_it_to_pay() {
    for preset in PRESETS {
        let mut harness = preset.founded();
        let (ada, mal, stranger) = (harness.citizen("Ada", 0), harness.citizen("Mal", 0), harness.resident("stranger"));
        let newcomers = harness.quote(&mal, &stranger, SIZE).postage.0;
        let accomplice = preset.citizen(&mut harness, 0);
        let mut bought = harness.clone();
        let price = preset.buys(&mut bought, &mal, &accomplice);
        let saved = newcomers - bought.quote(&mal, &stranger, SIZE).postage.0;

        let letters = preset.becomes_known(&mut harness, &ada);
        assert_eq!(letters, preset.letters);
        assert!((8 * A_WEEK..=16 * A_WEEK).contains(&(letters as i64)));
        assert!(price.div_ceil(saved) >= letters as u64, "{price} for {saved} a letter");
    }
}

/// What a fresh wallet pays for each of its letters to so many strangers at once, who all mark them as spam.
fn spams(harness: &mut Harness, wallet: &Person, readers: &[Person]) -> u64 {
    let fees = readers.iter().map(|reader| {
        let message = harness.send(wallet, reader).size(SIZE as usize).run_and_find();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let (before, cut) = (harness.lamports(reader.address()), cut_at(harness, reader));
        harness.judge(reader, message).verdict(Verdict::Spam).run();
        // All of it is gone, to the reader and to the treasury.
        assert_eq!(harness.lamports(reader.address()) - before + cut_at(harness, reader) - cut, fee);
        fee
    });
    fees.sum::<u64>() / readers.len() as u64
}

/// Shows security.md: Sending spam from many new wallets.
#[test]
fn spam_from_fresh_wallets_costs_a_newcomers_price_and_ten_times_what_friends_pay() {
    for preset in PRESETS {
        let mut harness = preset.founded();
        let readers: Vec<_> = (0..12).map(|number| preset.citizen(&mut harness, number)).collect();
        let means: Vec<u64> = [1, 2, 4, 5, 8, 12]
            .iter()
            .map(|letters| {
                let wallet = harness.citizen(&format!("wallet of {letters}"), 0);
                spams(&mut harness, &wallet, &readers[..*letters])
            })
            .collect();
        let first = postage_of_a_first_letter(&preset);
        assert_eq!(*means.iter().min().unwrap(), first, "{means:?}");
        assert!(means.is_sorted());

        let friends = ["Ada", "Bo"].map(|name| harness.citizen(name, 0));
        let [letters, postage, cut] = a_year_of(&mut harness, &friends);
        assert!(first * letters >= 10 * postage, "{first}, {postage} for {letters}");
        // On balance they pay the treasury, less than 2% of the base fee a letter.
        assert!(50 * cut < letters * preset.rules.base_fee.0, "{cut} for {letters}");
        assert_eq!(friends.map(|friend| harness.reputation_of(&friend)), [Reputation(0); 2]);
    }
}

fn postage_of_a_first_letter(preset: &Preset) -> u64 {
    let Rules { base_fee, byte_fee, newcomer_surcharge, .. } = preset.rules;
    let base = base_fee.0 + byte_fee.0 * u64::from(SIZE);
    (base * u64::from(Bps::WHOLE.0 + newcomer_surcharge.0)).div_ceil(u64::from(Bps::WHOLE.0))
}

/// Two people who are not contacts write to each other in turns for a year. Returns their letters, the postage, and what
/// neither of the two got back.
fn a_year_of(harness: &mut Harness, friends: &[Person; 2]) -> [u64; 3] {
    let letters = 2 * 52 * A_WEEK as u64;
    let (mut postage, before) = (0, friends.each_ref().map(|friend| cut_at(harness, friend)));
    for turn in 0..letters as usize {
        let [from, to] = [&friends[turn % 2], &friends[1 - turn % 2]];
        let message = harness.send(from, to).size(SIZE as usize).run_and_find();
        postage += harness.account::<StoredMessage>(message).header.fee;
        harness.judge(to, message).run();
        harness.advance(7 * DAY / A_WEEK / 2);
    }
    let after = friends.each_ref().map(|friend| cut_at(harness, friend));
    [letters, postage, after[0] - before[0] + after[1] - before[1]]
}
