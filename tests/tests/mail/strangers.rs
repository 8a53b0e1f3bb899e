//! `send`: strangers, whom a mailbox's owner may shut out, and people the owner has written to, who may not
//! be shut out.

use bmail_testing::{Harness, MailError, Person};

#[derive(Clone, Copy, Debug)]
enum Wish {
    Nobody,
    Reputation(u64),
}

impl Wish {
    fn set(self, harness: &mut Harness, owner: &Person) -> MailError {
        let call = harness.set_mailbox(owner);
        match self {
            Self::Nobody => call.accepting(false).run(),
            Self::Reputation(millionths) => call.min_reputation(millionths).run(),
        };
        match self {
            Self::Nobody => MailError::NotAccepting,
            Self::Reputation(_) => MailError::ReputationTooLow,
        }
    }
}

const WISHES: [Wish; 3] = [Wish::Nobody, Wish::Reputation(1), Wish::Reputation(u64::MAX)];

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
/// Shows mail.md: A recipient can refuse strangers below a minimum reputation, or all strangers.
/// Shows security.md: Dust messages, and exhausting a recipient with rent.
#[test]
fn a_stranger_is_refused_and_leaves_no_correspondence_behind() {
    for wish in WISHES {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let error = wish.set(&mut harness, &bo);
        harness.send(&ada, &bo).expect_error(error);
        assert_eq!(harness.lamports(harness.correspondence_of(&ada, &bo)), 0);
    }
}

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
/// Shows mail.md: A recipient never refuses people to whom they have written, nor their contacts.
#[test]
fn somebody_to_whom_the_recipient_has_written_is_no_stranger() {
    for wish in WISHES {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        wish.set(&mut harness, &bo);
        harness.send(&bo, &ada).run();
        harness.send(&ada, &bo).run();
        // No matter how long ago that was.
        harness.advance(3_650 * 86_400);
        harness.send(&ada, &bo).run();
    }
}

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
/// Shows mail.md: A recipient never refuses people to whom they have written, nor their contacts.
/// Shows security.md: Getting free mail by adding a contact alone.
#[test]
fn somebody_whom_the_recipient_made_a_contact_is_no_stranger_until_they_are_none() {
    for wish in WISHES {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let error = wish.set(&mut harness, &bo);
        harness.set_contact(&bo, &ada).run();
        harness.send(&ada, &bo).run();
        harness.set_contact(&bo, &ada).contact(false).run();
        harness.send(&ada, &bo).expect_error(error.clone());
        // Making the recipient a contact is only the sender's own choice.
        harness.set_contact(&ada, &bo).run();
        harness.send(&ada, &bo).expect_error(error);
    }
}

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
/// Shows mail.md: A recipient can refuse strangers below a minimum reputation, or all strangers.
#[test]
fn having_written_before_does_not_make_a_stranger_known() {
    for wish in WISHES {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let message = harness.send(&ada, &bo).run_and_find();
        harness.acknowledge(&bo, message).run();
        let error = wish.set(&mut harness, &bo);
        harness.send(&ada, &bo).expect_error(error.clone());
        // The owner may write first; then the other can write back.
        harness.send(&bo, &ada).run();
        harness.send(&ada, &bo).run();
    }
}

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
#[test]
fn being_known_to_one_does_not_make_known_to_another() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    harness.set_mailbox(&bo).accepting(false).run();
    harness.send(&bo, &ada).run();
    let known = harness.correspondence_of(&ada, &bo);
    harness.send(&eve, &bo).expect_error(MailError::NotAccepting);
    harness.send(&eve, &bo).account("correspondence", known).expect_error(MailError::WrongCorrespondence);
}

/// Shows mail.send: A stranger is refused if the recipient accepts no strangers
#[test]
fn whoever_accepts_nobody_says_so_before_asking_for_reputation() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_mailbox(&bo).accepting(false).min_reputation(1).run();
    harness.send(&ada, &bo).expect_error(MailError::NotAccepting);
}

#[test]
fn a_message_sent_before_strangers_were_shut_out_can_be_answered() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.set_mailbox(&bo).accepting(false).min_reputation(u64::MAX).run();
    harness.acknowledge(&bo, message).run();
}
