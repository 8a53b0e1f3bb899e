//! The specification of `set_contact`. What it does to prices is in `price.rs`, too, to strangers in `strangers.rs`.

use bmail_sdk::{
    accounts::{Correspondence, StoredMessage},
    pda,
};
use bmail_testing::{FORTUNE, InstructionError, MailError, Stage, at_every_rent, events::ContactChanged};

use crate::{CORRESPONDENCE, MAILBOX, YEAR, ada_wrote_to_bo};

#[test]
fn bullet_1_only_for_the_signers_own_mailbox() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let eve = stage.resident("Eve");
    let adas = stage.mailbox_of(&ada);
    stage.set_contact(&ada, &bo).account("owner", eve.address()).expect_error(MailError::NotYourMailbox);
    stage.set_contact(&eve, &bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    let unsigned = stage.set_contact(&ada, &bo).unsigned("owner");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_1_nobody_is_their_own_contact() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.set_contact(&ada, &ada).expect_error(MailError::SelfContact);
    stage.send(&ada, &bo).run();
    let pair = stage.correspondence_of(&ada, &bo);
    stage.set_contact(&ada, &ada).account("correspondence", pair).expect_error(MailError::SelfContact);
}

#[test]
fn bullet_1_contacts_are_of_the_same_network() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (first, adas) = (stage.network, stage.mailbox_of(&ada));
    let second = stage.network();
    stage.open_mailbox(&bo).run();
    let bos = stage.mailbox_of(&bo);
    stage.network = first;
    let pair = pda::correspondence(&adas, &bos).0;
    let call = stage.set_contact(&ada, &bo).account("other_mailbox", bos).account("correspondence", pair);
    call.expect_error(MailError::OtherNetwork);
    assert_eq!(stage.lamports(pair), 0);
    // A contact on one network is none on another.
    stage.befriend(&ada, &bo);
    stage.network = second;
    stage.open_mailbox(&ada).run();
    assert!(stage.quote(&ada, &bo, 300).postage.0 > 0);
}

#[test]
fn bullet_1_a_contact_has_a_mailbox() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let nobody = stage.person("Nobody");
    stage.set_contact(&ada, &nobody).expect_error(InstructionError::UninitializedAccount);
    let call = stage.set_contact(&ada, &nobody).account("other_mailbox", nobody.address());
    call.expect_error(InstructionError::IllegalOwner);
    assert_eq!(stage.lamports(stage.correspondence_of(&ada, &nobody)), 0);
}

#[test]
fn bullet_2_it_creates_the_one_correspondence_at_the_signers_expense() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        for owner in [&ada, &bo] {
            let cy = stage.resident(&format!("friend of {}", owner.name));
            let (own, cys) = (stage.mailbox_of(owner), stage.mailbox_of(&cy));
            let address = stage.correspondence_of(owner, &cy);
            let before = stage.lamports(owner.address());
            stage.set_contact(owner, &cy).run();
            assert_eq!(stage.lamports(address), stage.rent(CORRESPONDENCE));
            assert_eq!(stage.lamports(owner.address()), before - stage.rent(CORRESPONDENCE));
            assert_eq!(stage.lamports(cy.address()), FORTUNE - stage.rent(MAILBOX));

            let pair: Correspondence = stage.account(address);
            assert_eq!((pair.low, pair.high), (own.min(cys), own.max(cys)));
            assert_eq!((pair.low_sent, pair.high_sent, pair.updated_at), (0, 0, stage.now()));
            assert!(!pair.has_written(&own) && !pair.has_written(&cys));
            assert!(pair.has_contact(&own) && !pair.has_contact(&cys));
            assert_eq!(pair.flags & Correspondence::HIGH_PAID != 0, own > cys);
            assert_eq!(pair.bump, pda::correspondence(&own, &cys).1);
        }
    });
}

#[test]
fn bullet_2_its_rent_returns_to_whoever_made_the_first_contact() {
    for ada_first in [true, false] {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        let (first, second) = if ada_first { (&ada, &bo) } else { (&bo, &ada) };
        stage.set_contact(first, second).run();
        stage.set_contact(second, first).run();
        stage.advance(YEAR);
        stage.close_correspondence(second, first).run();
        for person in [first, second] {
            assert_eq!(stage.lamports(person.address()), FORTUNE - stage.rent(MAILBOX));
        }
    }
}

#[test]
fn bullet_2_between_people_who_wrote_it_costs_nothing_and_changes_nothing_else() {
    let (mut stage, ada, bo, _) = ada_wrote_to_bo();
    let address = stage.correspondence_of(&ada, &bo);
    let before: Correspondence = stage.account(address);
    stage.advance(1_000);
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        let wallet = stage.lamports(owner.address());
        let (own, others) = (stage.mailbox_of(owner), stage.mailbox_of(other));
        let flag = if own < others { Correspondence::LOW_CONTACT } else { Correspondence::HIGH_CONTACT };
        // Twice is as good as once, both ways.
        for contact in [true, true, false, false] {
            stage.set_contact(owner, other).contact(contact).run();
            let flags = if contact { before.flags | flag } else { before.flags };
            assert_eq!(stage.account::<Correspondence>(address), Correspondence { flags, ..before.clone() });
        }
        assert_eq!(stage.lamports(owner.address()), wallet);
    }
}

#[test]
fn bullet_2_unmaking_a_contact_that_never_was_creates_the_correspondence_too() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.set_contact(&ada, &bo).contact(false).run();
    let pair: Correspondence = stage.account(stage.correspondence_of(&ada, &bo));
    assert!(!pair.has_contact(&pair.low) && !pair.has_contact(&pair.high));
}

#[test]
fn bullet_2_any_other_correspondence_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let cy = stage.resident("Cy");
    for (from, to) in [(&ada, &cy), (&bo, &cy)] {
        stage.send(from, to).run();
    }
    let nobody = stage.person("nobody").address();
    stage.set_lamports(nobody, 0);
    let wrong = [stage.correspondence_of(&ada, &cy), stage.correspondence_of(&bo, &cy), nobody];
    for know_each_other in [false, true] {
        for address in wrong {
            let call = stage.set_contact(&ada, &bo).account("correspondence", address);
            call.expect_error(MailError::WrongCorrespondence);
        }
        if !know_each_other {
            stage.send(&ada, &bo).run();
        }
    }
}

#[test]
fn a_contact_who_left_can_still_be_made_none_and_one_again() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.befriend(&ada, &bo);
    stage.close_mailbox(&bo).run();
    let adas = stage.mailbox_of(&ada);
    for contact in [false, true] {
        stage.set_contact(&ada, &bo).contact(contact).run();
        let pair: Correspondence = stage.account(stage.correspondence_of(&ada, &bo));
        assert_eq!((pair.has_contact(&adas), pair.is_mutual()), (contact, contact));
    }
    // Who left cannot, before they are back.
    stage.set_contact(&bo, &ada).expect_error(InstructionError::UninitializedAccount);
    stage.open_mailbox(&bo).run();
    stage.set_contact(&bo, &ada).contact(false).run();
}

#[test]
fn bullet_3_mail_between_mutual_contacts_is_free_until_one_of_them_ends_it() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let fee_of = |stage: &mut Stage| {
        let message = stage.send(&ada, &bo).run_and_find();
        stage.account::<StoredMessage>(message).header.fee
    };
    stage.set_contact(&ada, &bo).run();
    assert!(fee_of(&mut stage) > 0, "one side is not both");
    stage.set_contact(&bo, &ada).run();
    assert_eq!(fee_of(&mut stage), 0);
    for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
        stage.set_contact(owner, other).contact(false).run();
        assert!(fee_of(&mut stage) > 0, "one side is not both");
        stage.set_contact(owner, other).run();
        assert_eq!(fee_of(&mut stage), 0);
    }
}

#[test]
fn bullet_3_what_was_sent_before_keeps_its_fee_and_can_be_refunded() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let [kept, refunded] = [(); 2].map(|()| stage.send(&ada, &bo).run_and_find());
    let fees = [kept, refunded].map(|message| stage.account::<StoredMessage>(message).header.fee);
    stage.befriend(&ada, &bo);
    assert_eq!([kept, refunded].map(|message| stage.account::<StoredMessage>(message).header.fee), fees);
    let before = stage.lamports(ada.address());
    stage.refund(&bo, refunded).run();
    assert_eq!(stage.lamports(ada.address()), before + fees[1]);
    stage.acknowledge(&bo, kept).run();
}

#[test]
fn bullet_4_it_emits_contact_changed() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (mailbox, other) = (stage.mailbox_of(&ada), stage.mailbox_of(&bo));
    for contact in [true, true, false] {
        let event: ContactChanged = stage.set_contact(&ada, &bo).contact(contact).run().event();
        assert_eq!(event, ContactChanged { mailbox, other, contact });
    }
}
