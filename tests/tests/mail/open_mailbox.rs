//! The specification of `open_mailbox`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Ledger, Mailbox},
};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, NOW, Person, at_every_rent, events::MailboxOpened};

use units::Q32;

use crate::MAILBOX;

/// Shows mail.open_mailbox: A person has one mailbox on each network, at an address derived from both.
/// Shows mail.md: A person has one mailbox on each network, and only that person can open it.
#[test]
fn the_owner_pays_the_rent_of_an_address_that_follows_from_person_and_network() {
    at_every_rent(|mut harness| {
        let network = harness.network();
        let ada = harness.person("Ada");
        harness.open_mailbox(&ada).run();
        let address = harness.mailbox_of(&ada);
        let mailbox: Mailbox = harness.account(address);
        assert_eq!((mailbox.network, mailbox.owner), (network, ada.address()));
        assert_eq!(harness.lamports(address), harness.rent(MAILBOX));
        assert_eq!(harness.lamports(ada.address()), FORTUNE - harness.rent(MAILBOX));
    });
}

/// Shows mail.open_mailbox: A person has one mailbox on each network, at an address derived from both.
/// Shows mail.md: A person has one mailbox on each network, and only that person can open it.
/// Shows security.md: Reinitialization.
#[test]
fn a_person_has_one_mailbox_on_a_network_and_cannot_reset_it() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    // The system program's `AccountAlreadyInUse`.
    harness.open_mailbox(&ada).key([9; 32]).expect_error(InstructionError::Custom(0));
}

/// Shows mail.open_mailbox: A person has one mailbox on each network, at an address derived from both.
/// Shows security.md: A shared address: one account for two networks, people or pairs.
#[test]
fn a_person_may_have_a_mailbox_on_each_network() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let first = harness.mailbox_of(&ada);
    harness.network();
    harness.open_mailbox(&ada).run();
    assert_ne!(harness.mailbox_of(&ada), first);
}

/// Shows mail.open_mailbox: A person has one mailbox on each network, at an address derived from both.
/// Shows mail.md: A person has one mailbox on each network, and only that person can open it.
/// Shows security.md: Taking a person's address before they do.
#[test]
fn nobody_opens_the_mailbox_of_somebody_else() {
    let mut harness = Harness::new();
    harness.network();
    let (ada, eve) = (harness.person("Ada"), harness.person("Eve"));
    let adas = harness.mailbox_of(&ada);
    harness.open_mailbox(&eve).account("mailbox", adas).expect_error(InstructionError::InvalidSeeds);
    harness.open_mailbox(&ada).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.open_mailbox: `encryption_key` is the X25519 public key to which senders seal.
/// Shows mail.md: A mailbox registers its first encryption key as version 1.
#[test]
fn the_key_is_not_zero_and_is_version_1() {
    let mut harness = Harness::new();
    harness.network();
    let ada = harness.person("Ada");
    harness.open_mailbox(&ada).key([0; 32]).expect_error(MailError::InvalidKey);
    let almost_zero = std::array::from_fn(|index| u8::from(index == 31));
    harness.open_mailbox(&ada).key(almost_zero).run();
    let mailbox: Mailbox = harness.account(harness.mailbox_of(&ada));
    assert_eq!((mailbox.encryption_key, mailbox.key_version), (almost_zero, 1));
}

/// Shows mail.open_mailbox: The highest bit of the key must not be set.
/// Shows security.md: A recipient's key that yields no shared secret.
#[test]
fn a_key_with_its_highest_bit_set_opens_no_mailbox() {
    let mut harness = Harness::new();
    harness.network();
    let ada = harness.person("Ada");
    for last in [0x80, 0x89, 0xff] {
        let mut key = [9; 32];
        key[31] = last;
        harness.open_mailbox(&ada).key(key).expect_error(MailError::KeyNotCanonical);
    }
    assert_eq!(harness.lamports(ada.address()), FORTUNE);
    harness.open_mailbox(&ada).key([0x7f; 32]).run();
}

/// Shows mail.open_mailbox: The mailbox accepts everyone, asks for no minimum, and starts with a load of one message.
/// Shows mail.md: Closing and reopening saves no postage: a mailbox opens with a load of one message, and cannot close
///   with a higher load.
#[test]
fn the_mailbox_accepts_everybody_asks_no_minimum_and_has_a_load_of_one_message() {
    let (harness, ada, _) = Harness::with_ada_and_bo();
    let mailbox: Mailbox = harness.account(harness.mailbox_of(&ada));
    assert_eq!((mailbox.accepting, mailbox.min_fee, mailbox.min_reputation), (1, 0, 0));
    assert_eq!((mailbox.load, mailbox.load_at), (Q32::ONE.0, harness.now()));
    assert_eq!((mailbox.earned, mailbox.cut, mailbox.padding), (0, 0, [0; 2]));
}

/// Shows mail.open_mailbox: The first sequence number is the unix time in seconds times 2^20.
#[test]
fn the_first_number_is_the_time_in_seconds_times_2_to_the_20() {
    for (time, number) in [(NOW, (NOW as u64) << 20), (1, 1 << 20), (0, 0), (-1, 0), (i64::MIN, 0)] {
        let mut harness = Harness::new();
        harness.network();
        let ada = harness.person("Ada");
        harness.set_time(time);
        harness.open_mailbox(&ada).run();
        let mailbox: Mailbox = harness.account(harness.mailbox_of(&ada));
        assert_eq!((mailbox.next_sequence, mailbox.swept_sequence), (number, number));
    }
}

/// Shows mail.open_mailbox: The first sequence number is the unix time in seconds times 2^20.
/// Shows mail.md: No sequence number is used twice.
#[test]
fn a_mailbox_that_is_closed_and_opened_again_uses_no_number_twice() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let mut last = 0;
    for _ in 0..3 {
        assert!(harness.next_sequence(&ada) > last);
        for _ in 0..4 {
            harness.send(&ada, &bo).run();
        }
        last = harness.next_sequence(&ada) - 1;
        // As soon as it can be closed.
        harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
        while harness.close_mailbox(&ada).attempt().result.is_err() {
            harness.advance(3_600);
        }
        harness.open_mailbox(&ada).run();
    }
}

/// Shows mail.open_mailbox: The first sequence number is the unix time in seconds times 2^20.
#[test]
fn a_mailbox_opened_again_in_the_same_second_has_used_no_number() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let first = harness.next_sequence(&ada);
    harness.close_mailbox(&ada).run();
    harness.open_mailbox(&ada).run();
    assert_eq!(harness.next_sequence(&ada), first);
    harness.send(&ada, &bo).run();
}

/// Shows mail.open_mailbox: The network's ledger counts the mailbox.
#[test]
fn the_networks_ledger_counts_it() {
    let mut harness = Harness::new();
    let (other, network) = (harness.network(), harness.network());
    let count = |harness: &Harness, network| harness.account::<Ledger>(PROGRAMS.ledger(&network).0).mailboxes;
    for (name, mailboxes) in [("Ada", 1), ("Bo", 2), ("Cy", 3)] {
        harness.resident(name);
        assert_eq!((count(&harness, network), count(&harness, other)), (mailboxes, 0));
    }
    harness.open_mailbox(&Person::named("Ada")).on(other).run();
    assert_eq!((count(&harness, network), count(&harness, other)), (3, 1));
}

/// Shows mail.open_mailbox: The network's ledger counts the mailbox.
#[test]
fn the_ledger_of_another_network_is_refused() {
    let mut harness = Harness::new();
    let other = harness.network();
    harness.network();
    let ada = harness.person("Ada");
    harness.open_mailbox(&ada).account("ledger", PROGRAMS.ledger(&other).0).expect_error(MailError::OtherNetwork);
}

/// Shows mail.open_mailbox: Emits `MailboxOpened`.
#[test]
fn it_emits_mailbox_opened() {
    let mut harness = Harness::new();
    let network = harness.network();
    let ada = harness.person("Ada");
    let event: MailboxOpened = harness.open_mailbox(&ada).run().event();
    assert_eq!(event, MailboxOpened { mailbox: harness.mailbox_of(&ada), network, owner: ada.address() });
}
