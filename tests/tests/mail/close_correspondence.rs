//! The specification of `close_correspondence`.

use std::slice;

use bmail_sdk::accounts::Correspondence;
use bmail_testing::{Harness, InstructionError, MailError, Person, at_every_rent, events::CorrespondenceClosed};
use units::Q32;

use crate::{CORRESPONDENCE, YEAR, close_mailbox::until_closable};

/// Ada wrote to Bo a year ago.
fn a_year_ago() -> (Harness, Person, Person) {
    let (mut harness, ada, bo, _) = crate::ada_wrote_to_bo();
    harness.advance(YEAR);
    (harness, ada, bo)
}

/// Shows mail.md: A correspondence can be closed after neither of the two has written for a year.
/// Shows security.md: Waiting out unanswered messages, or closing the correspondence.
/// Shows security.md: Resetting a correspondence early, or keeping its rent.
#[test]
fn it_closes_from_the_second_on_in_which_the_last_message_is_a_year_old() {
    for (offset, closes) in [(-1, false), (0, true), (1, true)] {
        for by_ada in [true, false] {
            let (mut harness, ada, bo) = a_year_ago();
            harness.advance(offset);
            let (owner, other) = if by_ada { (&ada, &bo) } else { (&bo, &ada) };
            let call = harness.close_correspondence(owner, other);
            match closes {
                true => call.run(),
                false => call.expect_error(MailError::NotSilent),
            };
        }
    }
}

/// Shows mail.md: A correspondence can be closed after neither of the two has written for a year.
#[test]
fn the_year_begins_with_the_last_message_of_either_and_not_with_the_first() {
    let (mut harness, ada, bo) = a_year_ago();
    harness.advance(-1);
    harness.send(&bo, &ada).run();
    harness.advance(1);
    harness.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    harness.advance(YEAR - 1);
    harness.close_correspondence(&ada, &bo).run();
}

#[test]
fn the_year_of_two_who_never_wrote_begins_when_one_made_the_other_a_contact() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_contact(&ada, &bo).run();
    harness.advance(YEAR - 1);
    harness.set_contact(&bo, &ada).run();
    harness.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    harness.advance(1);
    harness.close_correspondence(&ada, &bo).run();
}

#[test]
fn a_clock_that_went_back_closes_nothing() {
    let (mut harness, ada, bo) = a_year_ago();
    for time in [i64::MIN, -1, 0, bmail_testing::NOW] {
        harness.set_time(time);
        harness.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    }
    harness.set_time(i64::MAX);
    harness.close_correspondence(&ada, &bo).run();
}

/// Shows mail.close_correspondence: Only one of the two may call it.
/// Shows security.md: Resetting a correspondence early, or keeping its rent.
#[test]
fn only_one_of_the_two_closes_it() {
    let (mut harness, ada, bo) = a_year_ago();
    let eve = harness.resident("Eve");
    let named = harness.close_correspondence(&bo, &ada).account("owner", eve.address());
    named.expect_error(MailError::NotYourCorrespondence);
    // A signer who names no payer claims to have paid.
    let unnamed = harness.close_correspondence(&ada, &bo).account("owner", eve.address());
    unnamed.expect_error(MailError::WrongPayer);
    harness.close_correspondence(&ada, &bo).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.close_correspondence: Only one of the two may call it.
#[test]
fn whether_they_still_have_mailboxes_does_not_matter() {
    for (ada_left, bo_left) in [(true, false), (false, true), (true, true)] {
        let (mut harness, ada, bo) = a_year_ago();
        for (person, left) in [(&ada, ada_left), (&bo, bo_left)] {
            if left {
                harness.advance(until_closable(&harness, person).max(0));
                harness.close_mailbox(person).run();
            }
        }
        harness.close_correspondence(&ada, &bo).run();
    }
}

/// Shows mail.close_correspondence: Only one of the two may call it.
#[test]
fn another_network_makes_nobody_one_of_the_two() {
    let (mut harness, ada, bo) = a_year_ago();
    let here = harness.network;
    let there = harness.network();
    harness.open_mailbox(&ada).run();
    harness.network = here;
    for wrong in [there, harness.founder().address(), harness.mailbox_of(&bo)] {
        for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
            harness.close_correspondence(owner, other).account("network", wrong).expect_error(MailError::WrongPayer);
        }
    }
}

/// Shows mail.close_correspondence: The rent, and any other lamports in the account
/// Shows mail.md: Its rent returns to the person who paid it, no matter which of the two closes it.
#[test]
fn the_rent_and_whatever_else_was_given_returns_to_who_paid_it_whoever_closes() {
    for gift in [0, 12_345] {
        for (ada_pays, payer_closes) in [(true, true), (true, false), (false, true), (false, false)] {
            at_every_rent(|mut harness| {
                let (ada, bo) = harness.ada_and_bo();
                let (payer, other) = if ada_pays { (&ada, &bo) } else { (&bo, &ada) };
                harness.send(payer, other).run();
                harness.send(other, payer).run();
                let pair = harness.correspondence_of(&ada, &bo);
                harness.give(pair, gift);
                harness.advance(YEAR);
                let before = [payer, other].map(|person| harness.lamports(person.address()));
                let (closer, silent) = if payer_closes { (payer, other) } else { (other, payer) };
                harness.close_correspondence(closer, silent).run();
                let after = [payer, other].map(|person| harness.lamports(person.address()));
                assert_eq!(after, [before[0] + harness.rent(CORRESPONDENCE) + gift, before[1]]);
                assert_eq!(harness.lamports(pair), 0);
            });
        }
    }
}

/// Shows mail.close_correspondence: The rent, and any other lamports in the account
/// Shows security.md: Resetting a correspondence early, or keeping its rent.
/// Shows security.md: Only the program decides where a closed account's lamports go.
#[test]
fn any_payer_but_who_paid_is_refused() {
    let (mut harness, ada, bo) = a_year_ago();
    let eve = harness.person("Eve");
    // Signed by the other person, naming no one, a stranger, a mailbox, or someone without an account.
    harness.close_correspondence(&bo, &ada).payer(None).expect_error(MailError::WrongPayer);
    for wrong in [eve.address(), harness.mailbox_of(&ada), Person::named("nobody").address()] {
        harness.close_correspondence(&bo, &ada).payer(Some(wrong)).expect_error(MailError::WrongPayer);
    }
    // Signed by the payer: naming anyone claims that someone else paid.
    for wrong in [eve.address(), bo.address()] {
        harness.close_correspondence(&ada, &bo).payer(Some(wrong)).expect_error(MailError::WrongPayer);
    }
    harness.close_correspondence(&ada, &bo).payer(Some(ada.address())).expect_error(bmail_testing::DUPLICATE);
    harness.close_correspondence(&bo, &ada).payer(Some(bo.address())).expect_error(bmail_testing::DUPLICATE);
}

/// Shows mail.close_correspondence: Emits `CorrespondenceClosed`.
#[test]
fn it_emits_correspondence_closed() {
    let (mut harness, ada, bo) = a_year_ago();
    let correspondence = harness.correspondence_of(&ada, &bo);
    let event: CorrespondenceClosed = harness.close_correspondence(&bo, &ada).run().event();
    assert_eq!(event, CorrespondenceClosed { correspondence, payer: ada.address() });
}

/// Shows mail.md: Closing it erases its counts and contacts.
#[test]
fn what_it_counted_and_who_was_whose_contact_is_forgotten() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    for _ in 0..3 {
        harness.send(&ada, &bo).run();
    }
    harness.advance(YEAR);
    let close = harness.close_correspondence(&ada, &bo).instruction();
    let again = harness.send(&bo, &ada).funded(1_000_000_000).instructions();
    let stranger = harness.resident("Cy");
    let price = harness.quote(&stranger, &ada, 300).postage.0;
    harness.execute(&[&[close], again.as_slice()].concat()).succeeded("closing, and writing again");
    let own = harness.mailbox_of(&bo);
    let pair: Correspondence = harness.account(harness.correspondence_of(&ada, &bo));
    let (sent, received) =
        if pair.low == own { (pair.low_sent, pair.high_sent) } else { (pair.high_sent, pair.low_sent) };
    assert_eq!((sent, received), (Q32::ONE.0, 0));
    assert!(pair.has_written(&own) && !pair.has_written(&harness.mailbox_of(&ada)));
    assert!(!pair.has_contact(&pair.low) && !pair.has_contact(&pair.high));
    assert_eq!(pair.flags & Correspondence::HIGH_PAID != 0, pair.high == own);
    let message: bmail_sdk::accounts::StoredMessage = harness.account(again[1].accounts[5].pubkey);
    assert_eq!(message.header.fee, price);
}

/// Shows mail.md: Closing it erases its counts and contacts.
#[test]
fn who_was_known_is_a_stranger_again() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&bo, &ada).run();
    harness.set_mailbox(&bo).accepting(false).run();
    harness.advance(YEAR);
    harness.send(&ada, &bo).size(1).run();
    harness.advance(YEAR);
    harness.close_correspondence(&bo, &ada).run();
    harness.send(&ada, &bo).expect_error(MailError::NotAccepting);
}

#[test]
fn open_messages_of_the_two_end_without_it() {
    let mut harness = Harness::new();
    let rules = postage::Rules { answering_period: units::Seconds(YEAR as u64), ..postage::Rules::PERSONAL };
    harness.network_with(rules);
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    let sent = [harness.send(&ada, &bo).run_and_find(), harness.send(&ada, &bo).run_and_find()];
    harness.advance(YEAR);
    harness.close_correspondence(&bo, &ada).run();
    harness.acknowledge(&bo, sent[0]).run();
    harness.advance(1);
    harness.expire(sent[1]).run();
}

#[test]
fn it_closes_once() {
    let (mut harness, ada, bo) = a_year_ago();
    let close = harness.close_correspondence(&ada, &bo).instruction();
    let twice = harness.execute(&[close.clone(), close.clone()]);
    twice.failed_at(1, "a second closing", InstructionError::AccountDataTooSmall);
    harness.execute(slice::from_ref(&close)).succeeded("closing");
    harness.execute(&[close]).failed_at(0, "a second closing", InstructionError::AccountDataTooSmall);
}
