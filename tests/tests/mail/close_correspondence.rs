//! The specification of `close_correspondence`.

use std::slice;

use bmail_sdk::accounts::Correspondence;
use bmail_testing::{InstructionError, MailError, Person, Stage, at_every_rent, events::CorrespondenceClosed};
use postage::Q32;

use crate::{CORRESPONDENCE, YEAR, close_mailbox::until_closable};

/// Ada has written to Bo, a year ago.
fn a_year_ago() -> (Stage, Person, Person) {
    let (mut stage, ada, bo, _) = crate::ada_wrote_to_bo();
    stage.advance(YEAR);
    (stage, ada, bo)
}

#[test]
fn it_closes_from_the_second_on_in_which_the_last_message_is_a_year_old() {
    for (offset, closes) in [(-1, false), (0, true), (1, true)] {
        for by_ada in [true, false] {
            let (mut stage, ada, bo) = a_year_ago();
            stage.advance(offset);
            let (owner, other) = if by_ada { (&ada, &bo) } else { (&bo, &ada) };
            let call = stage.close_correspondence(owner, other);
            match closes {
                true => call.run(),
                false => call.expect_error(MailError::NotSilent),
            };
        }
    }
}

#[test]
fn the_year_begins_with_the_last_message_of_either_and_not_with_the_first() {
    let (mut stage, ada, bo) = a_year_ago();
    stage.advance(-1);
    stage.send(&bo, &ada).run();
    stage.advance(1);
    stage.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    stage.advance(YEAR - 1);
    stage.close_correspondence(&ada, &bo).run();
}

#[test]
fn the_year_of_two_who_never_wrote_begins_when_one_made_the_other_a_contact() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.set_contact(&ada, &bo).run();
    stage.advance(YEAR - 1);
    stage.set_contact(&bo, &ada).run();
    stage.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    stage.advance(1);
    stage.close_correspondence(&ada, &bo).run();
}

#[test]
fn a_clock_that_went_back_closes_nothing() {
    let (mut stage, ada, bo) = a_year_ago();
    for time in [i64::MIN, -1, 0, bmail_testing::NOW] {
        stage.set_time(time);
        stage.close_correspondence(&ada, &bo).expect_error(MailError::NotSilent);
    }
    stage.set_time(i64::MAX);
    stage.close_correspondence(&ada, &bo).run();
}

#[test]
fn bullet_1_only_one_of_the_two_closes_it() {
    let (mut stage, ada, bo) = a_year_ago();
    let eve = stage.resident("Eve");
    let named = stage.close_correspondence(&bo, &ada).account("owner", eve.address());
    named.expect_error(MailError::NotYourCorrespondence);
    // Who names nobody says that they paid.
    let unnamed = stage.close_correspondence(&ada, &bo).account("owner", eve.address());
    unnamed.expect_error(MailError::WrongPayer);
    stage.close_correspondence(&ada, &bo).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_1_whether_they_still_have_mailboxes_does_not_matter() {
    for (ada_left, bo_left) in [(true, false), (false, true), (true, true)] {
        let (mut stage, ada, bo) = a_year_ago();
        for (person, left) in [(&ada, ada_left), (&bo, bo_left)] {
            if left {
                stage.advance(until_closable(&stage, person).max(0));
                stage.close_mailbox(person).run();
            }
        }
        stage.close_correspondence(&ada, &bo).run();
    }
}

#[test]
fn bullet_1_another_network_makes_nobody_one_of_the_two() {
    let (mut stage, ada, bo) = a_year_ago();
    let here = stage.network;
    let there = stage.network();
    stage.open_mailbox(&ada).run();
    stage.network = here;
    for wrong in [there, stage.founder().address(), stage.mailbox_of(&bo)] {
        for (owner, other) in [(&ada, &bo), (&bo, &ada)] {
            stage.close_correspondence(owner, other).account("network", wrong).expect_error(MailError::WrongPayer);
        }
    }
}

#[test]
fn bullet_2_the_rent_and_whatever_else_was_given_returns_to_who_paid_it_whoever_closes() {
    for gift in [0, 12_345] {
        for (ada_pays, payer_closes) in [(true, true), (true, false), (false, true), (false, false)] {
            at_every_rent(|mut stage| {
                let (ada, bo) = stage.ada_and_bo();
                let (payer, other) = if ada_pays { (&ada, &bo) } else { (&bo, &ada) };
                stage.send(payer, other).run();
                stage.send(other, payer).run();
                let pair = stage.correspondence_of(&ada, &bo);
                stage.give(pair, gift);
                stage.advance(YEAR);
                let before = [payer, other].map(|person| stage.lamports(person.address()));
                let (closer, silent) = if payer_closes { (payer, other) } else { (other, payer) };
                stage.close_correspondence(closer, silent).run();
                let after = [payer, other].map(|person| stage.lamports(person.address()));
                assert_eq!(after, [before[0] + stage.rent(CORRESPONDENCE) + gift, before[1]]);
                assert_eq!(stage.lamports(pair), 0);
            });
        }
    }
}

#[test]
fn bullet_2_any_payer_but_who_paid_is_refused() {
    let (mut stage, ada, bo) = a_year_ago();
    let eve = stage.person("Eve");
    // By the other: nobody, a stranger, a mailbox, somebody without an account.
    stage.close_correspondence(&bo, &ada).payer(None).expect_error(MailError::WrongPayer);
    for wrong in [eve.address(), stage.mailbox_of(&ada), Person::named("nobody").address()] {
        stage.close_correspondence(&bo, &ada).payer(Some(wrong)).expect_error(MailError::WrongPayer);
    }
    // By who paid: naming anybody says that they did not.
    for wrong in [eve.address(), bo.address()] {
        stage.close_correspondence(&ada, &bo).payer(Some(wrong)).expect_error(MailError::WrongPayer);
    }
    stage.close_correspondence(&ada, &bo).payer(Some(ada.address())).expect_error(bmail_testing::DUPLICATE);
    stage.close_correspondence(&bo, &ada).payer(Some(bo.address())).expect_error(bmail_testing::DUPLICATE);
}

#[test]
fn bullet_3_it_emits_correspondence_closed() {
    let (mut stage, ada, bo) = a_year_ago();
    let correspondence = stage.correspondence_of(&ada, &bo);
    let event: CorrespondenceClosed = stage.close_correspondence(&bo, &ada).run().event();
    assert_eq!(event, CorrespondenceClosed { correspondence, payer: ada.address() });
}

#[test]
fn what_it_counted_and_who_was_whose_contact_is_forgotten() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.befriend(&ada, &bo);
    for _ in 0..3 {
        stage.send(&ada, &bo).run();
    }
    stage.advance(YEAR);
    let close = stage.close_correspondence(&ada, &bo).instruction();
    let again = stage.send(&bo, &ada).funded(1_000_000_000).instructions();
    let stranger = stage.resident("Cy");
    let price = stage.quote(&stranger, &ada, 300).postage.0;
    stage.execute(&[&[close], again.as_slice()].concat()).succeeded("closing, and writing again");
    let own = stage.mailbox_of(&bo);
    let pair: Correspondence = stage.account(stage.correspondence_of(&ada, &bo));
    let (sent, received) =
        if pair.low == own { (pair.low_sent, pair.high_sent) } else { (pair.high_sent, pair.low_sent) };
    assert_eq!((sent, received), (Q32::ONE.0, 0));
    assert!(pair.has_written(&own) && !pair.has_written(&stage.mailbox_of(&ada)));
    assert!(!pair.has_contact(&pair.low) && !pair.has_contact(&pair.high));
    assert_eq!(pair.flags & Correspondence::HIGH_PAID != 0, pair.high == own);
    let message: bmail_sdk::accounts::StoredMessage = stage.account(again[1].accounts[5].pubkey);
    assert_eq!(message.header.fee, price);
}

#[test]
fn who_was_known_is_a_stranger_again() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.send(&bo, &ada).run();
    stage.set_mailbox(&bo).accepting(false).run();
    stage.advance(YEAR);
    stage.send(&ada, &bo).size(1).run();
    stage.advance(YEAR);
    stage.close_correspondence(&bo, &ada).run();
    stage.send(&ada, &bo).expect_error(MailError::NotAccepting);
}

#[test]
fn open_messages_of_the_two_end_without_it() {
    let mut stage = Stage::new();
    let rules = postage::Rules { answering_period: postage::Seconds(YEAR as u64), ..postage::Rules::PERSONAL };
    stage.network_with(rules);
    let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
    let sent = [stage.send(&ada, &bo).run_and_find(), stage.send(&ada, &bo).run_and_find()];
    stage.advance(YEAR);
    stage.close_correspondence(&bo, &ada).run();
    stage.acknowledge(&bo, sent[0]).run();
    stage.advance(1);
    stage.expire(sent[1]).run();
}

#[test]
fn it_closes_once() {
    let (mut stage, ada, bo) = a_year_ago();
    let close = stage.close_correspondence(&ada, &bo).instruction();
    let twice = stage.execute(&[close.clone(), close.clone()]);
    twice.failed_at(1, "a second closing", InstructionError::AccountDataTooSmall);
    stage.execute(slice::from_ref(&close)).succeeded("closing");
    stage.execute(&[close]).failed_at(0, "a second closing", InstructionError::AccountDataTooSmall);
}
