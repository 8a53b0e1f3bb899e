//! The specification of `set_contact`. Its effects on prices are also in `price.rs`, those on strangers in
//! `strangers.rs`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Correspondence, StoredMessage},
};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, at_every_rent, events::ContactChanged};

use crate::{CORRESPONDENCE, MAILBOX, YEAR, ada_wrote_to_bo};

/// Shows mail.set_contact: The signer owns `mailbox` (`NotYourMailbox`).
#[test]
fn only_for_the_signers_own_mailbox() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    let adas = harness.mailbox_of(&ada);
    harness.set_contact(&ada, &bo).account("owner", eve.address()).expect_error(MailError::NotYourMailbox);
    harness.set_contact(&eve, &bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    let unsigned = harness.set_contact(&ada, &bo).unsigned("owner");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.set_contact: The signer owns `mailbox` (`NotYourMailbox`).
#[test]
fn nobody_is_their_own_contact() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_contact(&ada, &ada).expect_error(MailError::SelfContact);
    harness.send(&ada, &bo).run();
    let pair = harness.correspondence_of(&ada, &bo);
    harness.set_contact(&ada, &ada).account("correspondence", pair).expect_error(MailError::SelfContact);
}

/// Shows mail.set_contact: The signer owns `mailbox` (`NotYourMailbox`).
#[test]
fn contacts_are_of_the_same_network() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (first, adas) = (harness.network, harness.mailbox_of(&ada));
    let second = harness.network();
    harness.open_mailbox(&bo).run();
    let bos = harness.mailbox_of(&bo);
    harness.network = first;
    let pair = PROGRAMS.correspondence(&adas, &bos).0;
    let call = harness.set_contact(&ada, &bo).account("other_mailbox", bos).account("correspondence", pair);
    call.expect_error(MailError::OtherNetwork);
    assert_eq!(harness.lamports(pair), 0);
    // A contact on one network is not a contact on another.
    harness.befriend(&ada, &bo);
    harness.network = second;
    harness.open_mailbox(&ada).run();
    assert!(harness.quote(&ada, &bo, 300).postage.0 > 0);
}

/// Shows mail.set_contact: The signer owns `mailbox` (`NotYourMailbox`).
#[test]
fn a_contact_has_a_mailbox() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let nobody = harness.person("Nobody");
    harness.set_contact(&ada, &nobody).expect_error(InstructionError::UninitializedAccount);
    let call = harness.set_contact(&ada, &nobody).account("other_mailbox", nobody.address());
    call.expect_error(InstructionError::IllegalOwner);
    assert_eq!(harness.lamports(harness.correspondence_of(&ada, &nobody)), 0);
}

/// Shows mail.set_contact: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn it_creates_the_one_correspondence_at_the_signers_expense() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        for owner in [&ada, &bo] {
            let cy = harness.resident(&format!("friend of {}", owner.name));
            let (own, cys) = (harness.mailbox_of(owner), harness.mailbox_of(&cy));
            let address = harness.correspondence_of(owner, &cy);
            let before = harness.lamports(owner.address());
            harness.set_contact(owner, &cy).run();
            assert_eq!(harness.lamports(address), harness.rent(CORRESPONDENCE));
            assert_eq!(harness.lamports(owner.address()), before - harness.rent(CORRESPONDENCE));
            assert_eq!(harness.lamports(cy.address()), FORTUNE - harness.rent(MAILBOX));

            let pair: Correspondence = harness.account(address);
            assert_eq!((pair.low, pair.high), (own.min(cys), own.max(cys)));
            assert_eq!((pair.low_sent, pair.high_sent, pair.updated_at), (0, 0, harness.now()));
            assert!(!pair.has_written(&own) && !pair.has_written(&cys));
            assert!(pair.has_contact(&own) && !pair.has_contact(&cys));
            assert_eq!(pair.flags & Correspondence::HIGH_PAID != 0, own > cys);
            assert_eq!(pair.bump, PROGRAMS.correspondence(&own, &cys).1);
        }
    });
}

/// Shows mail.set_contact: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn its_rent_returns_to_whoever_made_the_first_contact() {
    for ada_first in [true, false] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let (first, second) = if ada_first { (&ada, &bo) } else { (&bo, &ada) };
        harness.set_contact(first, second).run();
        harness.set_contact(second, first).run();
        harness.advance(YEAR);
        harness.close_correspondence(second, first).run();
        for person in [first, second] {
            assert_eq!(harness.lamports(person.address()), FORTUNE - harness.rent(MAILBOX));
        }
    }
}

/// Shows mail.set_contact: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn between_people_who_wrote_it_costs_nothing_and_changes_nothing_else() {
    let (mut harness, ada, bo, _) = ada_wrote_to_bo();
    let address = harness.correspondence_of(&ada, &bo);
    let before: Correspondence = harness.account(address);
    harness.advance(1_000);
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        let wallet = harness.lamports(owner.address());
        let (own, others) = (harness.mailbox_of(owner), harness.mailbox_of(other));
        let flag = if own < others { Correspondence::LOW_CONTACT } else { Correspondence::HIGH_CONTACT };
        // Doing it twice is the same as once, both ways.
        for contact in [true, true, false, false] {
            harness.set_contact(owner, other).contact(contact).run();
            let flags = if contact { before.flags | flag } else { before.flags };
            assert_eq!(harness.account::<Correspondence>(address), Correspondence { flags, ..before.clone() });
        }
        assert_eq!(harness.lamports(owner.address()), wallet);
    }
}

/// Shows mail.set_contact: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn unmaking_a_contact_that_never_was_creates_the_correspondence_too() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_contact(&ada, &bo).contact(false).run();
    let pair: Correspondence = harness.account(harness.correspondence_of(&ada, &bo));
    assert!(!pair.has_contact(&pair.low) && !pair.has_contact(&pair.high));
}

/// Shows mail.set_contact: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn any_other_correspondence_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let cy = harness.resident("Cy");
    for (from, to) in [(&ada, &cy), (&bo, &cy)] {
        harness.send(from, to).run();
    }
    let nobody = harness.person("nobody").address();
    harness.set_lamports(nobody, 0);
    let wrong = [harness.correspondence_of(&ada, &cy), harness.correspondence_of(&bo, &cy), nobody];
    for know_each_other in [false, true] {
        for address in wrong {
            let call = harness.set_contact(&ada, &bo).account("correspondence", address);
            call.expect_error(MailError::WrongCorrespondence);
        }
        if !know_each_other {
            harness.send(&ada, &bo).run();
        }
    }
}

#[test]
fn a_contact_who_left_can_still_be_made_none_and_one_again() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    harness.close_mailbox(&bo).run();
    let adas = harness.mailbox_of(&ada);
    for contact in [false, true] {
        harness.set_contact(&ada, &bo).contact(contact).run();
        let pair: Correspondence = harness.account(harness.correspondence_of(&ada, &bo));
        assert_eq!((pair.has_contact(&adas), pair.is_mutual()), (contact, contact));
    }
    // After closing their mailbox a person cannot do this, until they open it again.
    harness.set_contact(&bo, &ada).expect_error(InstructionError::UninitializedAccount);
    harness.open_mailbox(&bo).run();
    harness.set_contact(&bo, &ada).contact(false).run();
}

/// Shows mail.set_contact: The change applies from the next message on.
/// Shows mail.md: Mutual contacts pay no postage that they do not offer, only the cluster's fee.
/// Shows security.md: Getting free mail by adding a contact alone.
#[test]
fn mail_between_mutual_contacts_is_free_until_one_of_them_ends_it() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let fee_of = |harness: &mut Harness| {
        let message = harness.send(&ada, &bo).run_and_find();
        harness.account::<StoredMessage>(message).header.fee
    };
    harness.set_contact(&ada, &bo).run();
    assert!(fee_of(&mut harness) > 0, "one contact alone is not mutual");
    harness.set_contact(&bo, &ada).run();
    assert_eq!(fee_of(&mut harness), 0);
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        harness.set_contact(owner, other).contact(false).run();
        assert!(fee_of(&mut harness) > 0, "one contact alone is not mutual");
        harness.set_contact(owner, other).run();
        assert_eq!(fee_of(&mut harness), 0);
    }
}

/// Shows mail.set_contact: The change applies from the next message on.
/// Shows mail.md: A person who adds a contact can refund what the contact paid for messages that are still open.
#[test]
fn what_was_sent_before_keeps_its_fee_and_can_be_refunded() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let [kept, refunded] = [(); 2].map(|()| harness.send(&ada, &bo).run_and_find());
    let fees = [kept, refunded].map(|message| harness.account::<StoredMessage>(message).header.fee);
    harness.befriend(&ada, &bo);
    assert_eq!([kept, refunded].map(|message| harness.account::<StoredMessage>(message).header.fee), fees);
    let before = harness.lamports(ada.address());
    harness.refund(&bo, refunded).run();
    assert_eq!(harness.lamports(ada.address()), before + fees[1]);
    harness.acknowledge(&bo, kept).run();
}

/// Shows mail.set_contact: Emits `ContactChanged`.
#[test]
fn it_emits_contact_changed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (mailbox, other) = (harness.mailbox_of(&ada), harness.mailbox_of(&bo));
    for contact in [true, true, false] {
        let event: ContactChanged = harness.set_contact(&ada, &bo).contact(contact).run().event();
        assert_eq!(event, ContactChanged { mailbox, other, contact });
    }
}
