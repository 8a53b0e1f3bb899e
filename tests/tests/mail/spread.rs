//! Letters to many people, by the SDK's schedules: the program charges exactly what each letter is scheduled to cost.

use bmail_sdk::{
    PROGRAMS,
    accounts::StoredMessage,
    instructions::mail::{MANY, Obstacle, Pace, Recipient, Schedule, Situation, schedule, schedules},
};
use bmail_testing::{DAY, Harness, MailError, Person};
use postage::{Growth, Rules};
use units::{Bps, Q32, Seconds, Timestamp};

const SIZE: usize = 300;

fn situation(harness: &Harness, sender: &Person, recipients: &[Person]) -> Situation {
    let network = harness.network;
    let recipient = |person: &Person| {
        let (wallet, mailbox_address) = (person.address(), harness.mailbox_of(person));
        let (mailbox, pair) = (harness.find_account(mailbox_address), harness.correspondence_of(sender, person));
        Recipient { wallet, mailbox_address, mailbox, correspondence: harness.find_account(pair), unreadable: None }
    };
    Situation {
        genesis: harness.chain().genesis,
        network_address: network,
        network: harness.account(network),
        mailbox_address: harness.mailbox_of(sender),
        mailbox: harness.account(harness.mailbox_of(sender)),
        standing: harness.find_account(PROGRAMS.standing(&network, &sender.address()).0),
        now: Timestamp(harness.now()),
        recipients: recipients.iter().map(recipient).collect(),
    }
}

fn people(harness: &mut Harness, count: usize) -> Vec<Person> {
    (0..count).map(|number| harness.resident(&format!("Reader {number}"))).collect()
}

/// Sends what is scheduled, when it is scheduled, for exactly what it is scheduled to cost. Returns the rates.
fn play(harness: &mut Harness, sender: &Person, readers: &[Person], schedule: &Schedule) -> Vec<Q32> {
    let mut rates = Vec::new();
    for letter in &schedule.letters {
        harness.set_time(letter.at);
        let reader = readers.iter().find(|reader| reader.address() == letter.recipient).unwrap();
        rates.push(harness.quote(sender, reader, SIZE as u32).rate);
        if letter.postage > 0 {
            harness.send(sender, reader).max_fee(letter.postage - 1).expect_error(MailError::PriceAboveMax);
        }
        let message = harness.send(sender, reader).max_fee(letter.max_fee).run_and_find();
        assert_eq!(harness.account::<StoredMessage>(message).header.fee, letter.postage);
    }
    rates
}

/// Shows letters.md: Each letter of a schedule costs exactly what it is scheduled to cost
/// Shows letters.md: Spread, no letter raises the sender's rate, and none could be sent a second sooner.
#[test]
fn the_program_charges_exactly_what_is_scheduled() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let readers = people(&mut harness, 12);
    let both = schedules(&situation(&harness, &ada, &readers), SIZE, 0).unwrap();
    let spread = both.spread.unwrap();
    assert_eq!((both.at_once.letters.len(), spread.letters.len()), (12, 12));
    assert_eq!((both.at_once.duration(), spread.made_at), (Seconds(0), harness.now()));
    // Five are free, and one of them was the mailbox's opening. Each of the others waits for a third of a day.
    assert_eq!(spread.letters.iter().filter(|letter| letter.at == spread.made_at).count(), 4);
    assert!((2 * DAY..3 * DAY).contains(&(spread.duration().0 as i64)), "{:?}", spread.duration());
    assert_eq!(spread.postage(), 12 * 650_000, "the newcomer's price for each");
    assert!(both.at_once.postage() > 2 * spread.postage(), "{}", both.at_once.postage());

    let mut elsewhere = harness.clone();
    let rates = play(&mut elsewhere, &ada, &readers, &both.at_once);
    assert!(rates[11] > Q32::from_int(5) && rates.is_sorted(), "{rates:?}");
    assert_eq!(play(&mut harness, &ada, &readers, &spread), [Q32::ONE; 12]);
}

/// Shows letters.md: Spread, no letter raises the sender's rate, and none could be sent a second sooner.
#[test]
fn none_could_be_sent_a_second_sooner() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let readers = people(&mut harness, 8);
    let spread = schedule(&situation(&harness, &ada, &readers), SIZE, 0, Pace::Spread).unwrap();
    for letter in &spread.letters {
        let reader = readers.iter().find(|reader| reader.address() == letter.recipient).unwrap();
        if letter.at > spread.made_at {
            harness.set_time(letter.at - 1);
            assert!(harness.quote(&ada, reader, SIZE as u32).rate > Q32::ONE);
        }
        harness.set_time(letter.at);
        assert_eq!(harness.quote(&ada, reader, SIZE as u32).rate, Q32::ONE);
        harness.send(&ada, reader).max_fee(letter.postage).run();
    }
}

/// Shows letters.md: Each letter of a schedule costs exactly what it is scheduled to cost
#[test]
fn what_decays_meanwhile_counts() {
    // Ada has a standing, which decays, friends whose answers fade, and a contact.
    let (mut harness, ada, bo) = Harness::with_citizens();
    let mut readers = people(&mut harness, 7);
    readers.push(bo);
    for reader in [0, 3, 6].map(|place| readers[place].clone()) {
        harness.send(&reader, &ada).run();
        harness.send(&ada, &reader).run();
    }
    let friend = readers[2].clone();
    harness.befriend(&ada, &friend);
    harness.set_mailbox(&readers[4]).min_fee(5_000_000).run();
    for offer in [0, 700_000] {
        for pace in [Pace::AtOnce, Pace::Spread] {
            let mut harness = harness.clone();
            let schedule = schedule(&situation(&harness, &ada, &readers), SIZE, offer, pace).unwrap();
            let costs: Vec<_> = schedule.letters.iter().map(|letter| letter.postage).collect();
            assert_eq!((costs.len(), costs[2]), (8, offer), "{costs:?}");
            assert_eq!(costs.iter().filter(|postage| **postage == 5_000_000).count(), 1, "{costs:?}");
            for letter in &schedule.letters {
                harness.set_time(letter.at);
                let reader = readers.iter().find(|reader| reader.address() == letter.recipient).unwrap();
                let message = harness.send(&ada, reader).offering(offer).max_fee(letter.postage).run_and_find();
                assert_eq!(harness.account::<StoredMessage>(message).header.fee, letter.postage);
            }
        }
    }
}

/// Shows letters.md: Spread, no letter raises the sender's rate, and none could be sent a second sooner.
#[test]
fn under_any_rules_the_rate_stays_where_it_is() {
    for (window_free, growth) in [(0, 160_000), (1, 12_500), (2, 20_000), (10_000, 12_500), (5, 10_000)] {
        let (mut harness, ada, _) = Harness::with_ada_and_bo();
        let window_growth = Growth::per_message(Bps(growth));
        harness.network_with(Rules { window_free, window_growth, window_half_life: Seconds(3_600), ..Rules::PERSONAL });
        harness.open_mailbox(&ada).run();
        let readers = people(&mut harness, 6);
        let spread = schedule(&situation(&harness, &ada, &readers), SIZE, 0, Pace::Spread).unwrap();
        let rates = play(&mut harness, &ada, &readers, &spread);
        // Where no message is free, each counts as the only one, within a sixteenth of a message.
        let alone = if window_free == 0 { 17.0 / 16.0 } else { 1.0 / 16.0 };
        let most = if window_free < 2 { (f64::from(growth) / 10_000.0).powf(alone) } else { 1.0 };
        assert!(rates.iter().all(|rate| rate.to_f64() <= most + 1e-6), "{window_free}: {rates:?} above {most}");
        let waits = window_free < 7 && growth > 10_000;
        assert_eq!(spread.duration() > Seconds(0), waits, "{window_free}");
    }
}

/// Shows letters.md: Fewer than five recipients, or those whom it saves nothing, have one price.
#[test]
fn two_prices_are_for_five_recipients_and_more_whom_spreading_costs_less() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let readers = people(&mut harness, 6);
    let at = situation(&harness, &ada, &readers);
    let first = |count: usize| Situation { recipients: at.recipients[..count].to_vec(), ..at.clone() };
    assert_eq!(MANY, 5);
    assert_eq!(schedules(&first(4), SIZE, 0).unwrap().spread, None);
    assert!(schedules(&first(5), SIZE, 0).unwrap().spread.is_some());
    // With an offer above any of the prices, waiting saves nothing.
    assert_eq!(schedules(&first(6), SIZE, 1_000_000_000).unwrap().spread, None);
    readers.iter().for_each(|reader| harness.befriend(&ada, reader));
    assert_eq!(schedules(&situation(&harness, &ada, &readers), SIZE, 0).unwrap().spread, None);
}

/// Shows letters.md: A schedule says who gets no letter, and can be stored.
#[test]
fn who_gets_no_letter_is_named_and_nobody_gets_two() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let readers = people(&mut harness, 6);
    harness.set_mailbox(&readers[1]).accepting(false).run();
    let nobody = harness.person("Nobody");
    let listed = [&readers[..], &[nobody.clone(), readers[0].clone()]].concat();
    let made = schedule(&situation(&harness, &ada, &listed), SIZE, 0, Pace::Spread).unwrap();
    let refused: Vec<_> = made.refused.iter().map(|refusal| (refusal.recipient, refusal.obstacle)).collect();
    let expected = [(readers[1].address(), Obstacle::NotAccepting), (nobody.address(), Obstacle::NoMailbox)];
    assert_eq!((refused, made.letters.len()), (expected.to_vec(), 5));
    // Who is refused delays nobody.
    assert_eq!(made.letters.iter().filter(|letter| letter.at == made.made_at).count(), 4);

    let stored: Schedule = serde_json::from_str(&serde_json::to_string(&made).unwrap()).unwrap();
    assert_eq!(stored, made);
    assert!(stored.check_cluster(&harness.chain().genesis).is_ok());
    assert!(stored.check_cluster(&solana_message::Hash::new_from_array([9; 32])).is_err());
    assert_eq!(stored.due(Timestamp(made.made_at)).count(), 4);
    assert_eq!(stored.due(Timestamp(made.letters[4].at - 1)).count(), 4);
    assert_eq!(stored.due(Timestamp(made.letters[4].at)).count(), 5);
    let error = schedule(&situation(&harness, &ada, &readers), SIZE, postage::MAX_FEE.0 + 1, Pace::AtOnce);
    assert!(error.is_err());
}
