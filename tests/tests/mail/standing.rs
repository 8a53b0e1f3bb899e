//! `send`: the sender's standing, which determines price and admission.

use bmail_sdk::accounts::StoredMessage;
use bmail_testing::{Harness, InstructionError, MailError, Person, REPUTATION, YEAR};
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Reputation;

use crate::create_account_of_next;

/// The fee of Ada's next letter to a new correspondent, at exactly the quoted price.
fn fee_to_somebody_new(harness: &mut Harness, ada: &Person, name: &str) -> u64 {
    let reader = harness.resident(name);
    let quoted = harness.quote(ada, &reader, 300).postage.0;
    let message = harness.send(ada, &reader).max_fee(quoted).run_and_find();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    assert_eq!(fee, quoted);
    fee
}

/// Ada with a standing and this many millionths of reputation.
fn ada_with(millionths: u64) -> (Harness, Person) {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { seed_budget: reputation_core::MAX_SEED_BUDGET, ..Parameters::PERSONAL });
    let ada = harness.person("Ada");
    harness.open_standing(&ada).run();
    harness.seed(&ada, millionths).run();
    (harness, ada)
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: The more reputation a sender has, the less a message to a stranger costs, exactly as quoted.
#[test]
fn the_more_reputation_the_sender_has_the_less_they_pay() {
    let millionths = [0, REPUTATION, 10 * REPUTATION, 30 * REPUTATION, 1_000_000 * REPUTATION];
    let fees = millionths.map(|millionths| {
        let (mut harness, ada) = ada_with(millionths);
        fee_to_somebody_new(&mut harness, &ada, "Cy")
    });
    // The base fee and 300 bytes come to 400,000: newcomers pay 62.5% more, senders at the constant half of that, and
    // the best known hardly anything.
    assert_eq!([fees[0], fees[2], fees[4]], [650_000, 525_000, 400_003]);
    assert!(fees.windows(2).all(|pair| pair[0] > pair[1]), "{fees:?}");
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows security.md: Lending borrowed reputation, to multiply it.
#[test]
fn what_others_lent_counts_less_the_discount_and_what_one_lent_does_not() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let cy = harness.citizen("Cy", 0);
    harness.endorse(&ada, &cy, 40 * REPUTATION).run();
    let own = [&ada, &bo, &cy].map(|person| harness.reputation_of(person));
    assert_eq!(own, [10, 50, 20].map(|whole| Reputation(whole * REPUTATION)));
    for (person, quoted) in [(&ada, 525_000), (&cy, 483_334)] {
        let reader = harness.resident(&format!("reader of {}", person.name));
        assert_eq!(harness.quote(person, &reader, 300).postage.0, quoted);
        harness.send(person, &reader).max_fee(quoted).run();
    }
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: Everyone's reputation decays continuously, and no account is touched for it: it depends only on
///   shares and time.
#[test]
fn reputation_decays_between_two_letters_without_anybody_touching_it() {
    let (mut harness, ada) = ada_with(10 * REPUTATION);
    let fees = [0, 1, 3, 10].map(|years| {
        harness.advance(years * YEAR);
        fee_to_somebody_new(&mut harness, &ada, &format!("reader after {years}"))
    });
    assert!(fees.windows(2).all(|pair| pair[0] < pair[1]), "{fees:?}");
    assert!(fees[3] > 649_000 && fees[3] <= 650_000, "{fees:?}");
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: A mailbox's minimum reputation is enforced, but never against people to whom its owner has
///   written.
#[test]
fn a_minimum_of_reputation_admits_who_has_as_much_and_lets_them_go_when_it_decays() {
    for (has, wants, admitted) in [(5, 5, true), (5, 6, false), (0, 1, false), (1_000_000, 1_000_000, true)] {
        let (mut harness, ada) = ada_with(has);
        let bo = harness.person("Bo");
        harness.set_mailbox(&bo).min_reputation(wants).run();
        match admitted {
            true => drop(harness.send(&ada, &bo).run()),
            false => drop(harness.send(&ada, &bo).expect_error(MailError::ReputationTooLow)),
        }
        // A day later it has decayed.
        harness.advance(86_400);
        harness.send(&ada, &bo).expect_error(MailError::ReputationTooLow);
        // But not for people to whom the owner has written before.
        harness.send(&bo, &ada).run();
        harness.send(&ada, &bo).run();
    }
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: Only reputation on the same network counts.
/// Shows security.md: Using the reputation of one network in another.
#[test]
fn the_standing_is_the_senders_on_the_same_network() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let here = harness.network;
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    harness.open_standing(&ada).run();
    let elsewhere = harness.standing_of(&ada);
    harness.network = here;
    for other in [harness.standing_of(&bo), elsewhere] {
        harness.send(&ada, &bo).account("sender_standing", other).expect_error(MailError::WrongStanding);
        harness.post(&ada, &bo).account("sender_standing", other).expect_error(MailError::WrongStanding);
    }
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: Nobody gains by hiding their standing.
#[test]
fn where_there_is_nothing_the_sender_counts_as_a_newcomer() {
    let newcomers = 650_000;
    // On a network without reputation, on one with it, and at an address that only holds a gift.
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    assert_eq!(fee_to_somebody_new(&mut harness, &ada, "Cy"), newcomers);
    harness.reputation(Parameters::PERSONAL);
    assert_eq!(fee_to_somebody_new(&mut harness, &ada, "Dee"), newcomers);
    harness.give(harness.standing_of(&ada), 1_000_000_000);
    assert_eq!(fee_to_somebody_new(&mut harness, &ada, "Fay"), newcomers);
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows reputation.md: Nobody gains by hiding their standing.
/// Shows security.md: Hiding a burned standing, or forging one, for a better price.
#[test]
fn who_hides_their_standing_pays_as_a_newcomer_does_and_is_no_better_known() {
    let (mut harness, ada) = ada_with(1_000 * REPUTATION);
    let (bo, nowhere) = (harness.person("Bo"), Person::named("nowhere").address());
    let hidden = |harness: &mut Harness, limit| {
        harness.send(&ada, &bo).account("sender_standing", nowhere).funded(1_000_000_000).max_fee(limit).attempt()
    };
    hidden(&mut harness, 649_999).failed_at(1, "hiding", MailError::PriceAboveMax);
    harness.set_mailbox(&bo).min_reputation(1).run();
    hidden(&mut harness, 650_000).failed_at(1, "hiding", MailError::ReputationTooLow);
    harness.set_mailbox(&bo).run();
    hidden(&mut harness, 650_000).succeeded("hiding");
}

/// Shows mail.send: `sender_standing` is the sender's standing on this network (`WrongStanding`).
/// Shows security.md: Hiding a burned standing, or forging one, for a better price.
#[test]
fn no_account_of_somebodys_own_making_stands_for_a_standing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let standing = harness.standing_of(&bo);
    let copy = harness.forge_copy(standing, Person::named("another program").address());
    let unused = endorsement_yet_unused(&mut harness, &ada, &bo);
    create_account_of_next(&mut harness, &ada, &bo);
    let mut refused = |address: Pubkey, error| {
        let call = harness.send(&ada, &bo).uncreated().account("sender_standing", address);
        call.expect_error(error);
    };
    refused(copy, InstructionError::IllegalOwner);
    refused(unused, InstructionError::AccountDataTooSmall);
    refused(bmail_sdk::MAIL_ID, InstructionError::IllegalOwner);
}

/// A zeroed account of the reputation program, which its author created for an endorsement.
fn endorsement_yet_unused(harness: &mut Harness, author: &Person, endorsed: &Person) -> Pubkey {
    let new = harness.endorse(author, endorsed, REPUTATION).new_account();
    harness.create_unused(&new);
    new.address
}

#[test]
fn the_price_of_known_people_does_not_depend_on_when_their_standing_was_last_touched() {
    let fees = [1, 100].map(|times| {
        let (mut harness, ada) = ada_with(10 * REPUTATION);
        harness.open_token_account(&ada);
        for _ in 0..times {
            harness.advance(200 * 86_400 / times);
            harness.sync(&ada).run();
        }
        fee_to_somebody_new(&mut harness, &ada, "Cy")
    });
    assert_eq!(fees[0], fees[1]);
    assert!(fees[0] > 525_000 && fees[0] < 650_000, "{fees:?}");
}
