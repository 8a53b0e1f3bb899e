//! People who split, merge, cycle or time their messages never pay less than the rules say.

mod history;
mod undone;

use bmail_sdk::accounts::StoredMessage;
use bmail_testing::{Harness, Person};
use postage::{Growth, Rules};
use proptest::prelude::*;
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Seconds};

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Rules under which load and history affect everything.
fn rules() -> impl Strategy<Value = Rules> {
    let half_life = || prop::sample::select(vec![60, 3_600, 86_400, 30 * 86_400, 36 * 86_400]);
    let growth = || prop::sample::select(vec![0, 1 << 20, 1 << 30, 1 << 32, 1 << 34]);
    let fees = (0..1_000_000_u64, 0..1_000_u64, 10_000..100_000_u64);
    let factors = (0..8_u64, 0..100_000_u32, 0..10_000_u32);
    (fees, factors, half_life(), half_life(), growth(), growth()).prop_map(
        |((base, byte, floor), (window_free, surcharge, discount), window, pair, rate, repeat)| Rules {
            base_fee: Lamports(base),
            byte_fee: Lamports(byte),
            floor: Lamports(floor),
            cap: Lamports(10_000_000_000_000),
            window_half_life: Seconds(window),
            window_free,
            window_growth: Growth(rate),
            pair_half_life: Seconds(pair),
            repeat_growth: Growth(repeat),
            newcomer_surcharge: Bps(surcharge),
            friend_discount: Bps(discount),
            ..Rules::PERSONAL
        },
    )
}

/// A network of three people with some history.
fn lived(rules: Rules, steps: &[(usize, usize, i64)]) -> (Harness, [Person; 3]) {
    let mut harness = Harness::new();
    harness.network_with(rules);
    let people = ["Ada", "Bo", "Cy"].map(|name| harness.resident(name));
    for (from, to, wait) in steps.iter().filter(|(from, to, _)| from != to) {
        harness.send(&people[*from], &people[*to]).size(9).run();
        harness.advance(*wait);
    }
    (harness, people)
}

fn lives() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((0..3_usize, 0..3_usize, 0..90_000_i64), 0..9)
}

fn fee(harness: &Harness, message: Pubkey) -> u64 {
    harness.account::<StoredMessage>(message).header.fee
}

proptest! {
    #![proptest_config(few(24))]

    /// Shows mail.md: Splitting a message or a mailing never costs less, at once or over time.
    /// Shows security.md: Splitting bytes, recipients or time to pay less.
    #[test]
    fn a_message_in_parts_costs_no_less_than_whole(
        rules in rules(),
        life in lives(),
        parts in prop::collection::vec((1..200_usize, 0..200_000_i64), 2..5),
    ) {
        let (mut harness, [ada, bo, _]) = lived(rules, &life);
        let whole = parts.iter().map(|(size, _)| *size).sum::<usize>() as u32;
        // The whole could have been sent at any of the moments at which a part was, before all parts.
        let (mut untouched, _) = lived(rules, &life);
        let (mut paid, mut cheapest) = (0, u64::MAX);
        for (size, wait) in parts {
            cheapest = cheapest.min(untouched.quote(&ada, &bo, whole).postage.0);
            let message = harness.send(&ada, &bo).size(size).run_and_find();
            paid += fee(&harness, message);
            harness.advance(wait);
            untouched.advance(wait);
        }
        prop_assert!(paid >= cheapest, "{paid} lamports in parts, {cheapest} whole");
    }

    /// Shows mail.md: Each recipient counts as one message, so many at once cost as much as one after the other.
    /// Shows mail.md: Splitting a message or a mailing never costs less, at once or over time.
    /// Shows security.md: Splitting bytes, recipients or time to pay less.
    #[test]
    fn many_recipients_in_one_transaction_cost_what_they_cost_one_after_the_other(
        rules in rules(),
        life in lives(),
        size in 1..60_usize,
    ) {
        let (mut one, [ada, bo, cy]) = lived(rules, &life);
        let (mut row, _) = lived(rules, &life);
        let first = one.next_sequence(&ada);
        let mut all = Vec::new();
        for (number, recipient) in [&bo, &cy, &bo, &cy].into_iter().enumerate() {
            let call = one.send(&ada, recipient).sequence(first + number as u64).size(size);
            all.extend(call.funded(20_000_000_000_000).instructions());
        }
        one.execute(&all).succeeded("four messages in one transaction");
        for (number, recipient) in [&bo, &cy, &bo, &cy].into_iter().enumerate() {
            let message = row.send(&ada, recipient).size(size).run_and_find();
            prop_assert_eq!(all[2 * number + 1].accounts[5].pubkey, message);
            prop_assert_eq!(fee(&one, message), fee(&row, message));
        }
    }

    /// Shows security.md: Finding a cheaper way to send the same content.
    #[test]
    fn posting_and_a_body_cost_what_sending_costs(rules in rules(), life in lives(), size in 1..600_usize) {
        let (mut harness, [ada, bo, _]) = lived(rules, &life);
        let expected = harness.quote(&ada, &bo, size as u32).postage.0;
        let body = harness.body(&ada, &vec![5; size]);
        let ways = [
            harness.send(&ada, &bo).size(size).max_fee(expected).instructions(),
            harness.post(&ada, &bo).size(size).max_fee(expected).instructions(),
            harness.send(&ada, &bo).body(body).max_fee(expected).instructions(),
            harness.post(&ada, &bo).body(body).max_fee(expected).instructions(),
        ];
        let mut left = Vec::new();
        for way in ways {
            let (mut same, _) = lived(rules, &life);
            same.body(&ada, &vec![5; size]);
            same.execute(&way).succeeded("a way to send");
            prop_assert_eq!(fee(&same, way[1].accounts[5].pubkey), expected);
            let quotes = [&bo, &ada].map(|from| same.quote(from, if from.name == "Ada" { &bo } else { &ada }, 300));
            left.push(quotes);
        }
        prop_assert!(left.iter().all(|quotes| *quotes == left[0]), "each way leaves the same prices behind");
    }
}
