//! Bullets 8 and 9 of `send`: bumps, and the one account of two people.

use bmail_sdk::{
    MAIL_ID,
    accounts::{Correspondence, Mailbox, StoredMessage},
    pda,
};
use bmail_testing::{InstructionError, MailError, Person, Stage, Substitute};
use solana_pubkey::Pubkey;

use crate::PERIOD;

/// The program signs with any seeds that give an address, and the runtime refuses what it may not sign for.
fn refusal(mailbox: &Pubkey, bump: u8) -> InstructionError {
    let seeds: [&[u8]; 4] = [b"message", mailbox.as_ref(), &0_u64.to_le_bytes(), &[bump]];
    match Pubkey::create_program_address(&seeds, &MAIL_ID) {
        Ok(_) => InstructionError::PrivilegeEscalation,
        Err(_) => InstructionError::ProgramFailedToComplete,
    }
}

#[test]
fn bullet_8_a_bump_that_does_not_give_the_messages_address_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let mailbox = stage.mailbox_of(&ada);
    let (_, canonical) = pda::message(&mailbox, 0);
    for bump in (0..=u8::MAX).filter(|bump| *bump != canonical) {
        let outcome = stage.send(&ada, &bo).wrong_bump(bump).attempt();
        outcome.failed_at(0, &format!("bump {bump}"), refusal(&mailbox, bump));
    }
    stage.send(&ada, &bo).run();
}

#[test]
fn bullet_8_the_message_of_another_number_mailbox_or_person_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let mailbox = stage.mailbox_of(&ada);
    let others = [pda::message(&mailbox, 1), pda::message(&stage.mailbox_of(&bo), 0), (bo.address(), 255)];
    for (address, bump) in others {
        let call = stage.send(&ada, &bo).wrong_bump(bump).account("message", address);
        call.expect_error(refusal(&mailbox, bump));
    }
}

#[test]
fn bullet_8_a_lower_bump_makes_a_message_like_any_other() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let call = stage.send(&ada, &bo).lower_bump();
    let message = call.address();
    assert_ne!(message, pda::message(&stage.mailbox_of(&ada), 0).0);
    let message = stage.send(&ada, &bo).lower_bump().run_and_find();
    let header = stage.account::<StoredMessage>(message).header;
    assert!(header.sequence == 0 && header.bump < pda::message(&stage.mailbox_of(&ada), 0).1);
    stage.acknowledge(&bo, message).run();

    let other = stage.send(&ada, &bo).lower_bump().run_and_find();
    stage.advance(PERIOD + 1);
    stage.expire(other).run();
}

#[test]
fn bullet_8_a_lower_bump_gives_nothing_because_the_number_is_used_once() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let canonical = stage.send(&ada, &bo).instruction();
    let lower = stage.send(&ada, &bo).lower_bump().instruction();
    for pair in [[canonical.clone(), lower.clone()], [lower.clone(), canonical.clone()]] {
        stage.execute(&pair).failed_at(1, "the same number twice", MailError::SequenceTaken);
    }
    stage.execute(&[lower]).succeeded("a lower bump");
    stage.execute(&[canonical]).failed_at(0, "the same number later", MailError::SequenceTaken);
    assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&ada)).next_sequence, 1);
}

#[test]
fn bullet_9_the_correspondence_of_others_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (cy, eve) = (stage.resident("Cy"), stage.resident("Eve"));
    for (from, to) in [(&ada, &cy), (&bo, &cy), (&eve, &cy)] {
        stage.send(from, to).run();
    }
    let others = [(&ada, &cy), (&bo, &cy), (&eve, &cy)].map(|(from, to)| stage.correspondence_of(from, to));
    for wrong in others {
        let row = Substitute::new("correspondence", "one of others", wrong, MailError::WrongCorrespondence);
        row.refused_by(stage.send(&ada, &bo));
        row.refused_by(stage.send(&bo, &ada));
        stage.find_account::<Correspondence>(wrong).unwrap();
    }
}

#[test]
fn bullet_9_the_same_people_have_another_correspondence_on_another_network() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.send(&ada, &bo).run();
    let first = stage.correspondence_of(&ada, &bo);
    stage.network();
    stage.open_mailbox(&ada).run();
    stage.open_mailbox(&bo).run();
    stage.send(&ada, &bo).account("correspondence", first).expect_error(MailError::WrongCorrespondence);
    stage.send(&ada, &bo).run();
    assert_ne!(stage.correspondence_of(&ada, &bo), first);
}

#[test]
fn bullet_9_no_correspondence_is_made_at_any_other_address() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (adas, bos) = (stage.mailbox_of(&ada), stage.mailbox_of(&bo));
    let (low, high) = (adas.min(bos), adas.max(bos));
    let (right, canonical) = pda::correspondence(&adas, &bos);
    let address_of = |seeds: &[&[u8]]| Pubkey::create_program_address(seeds, &MAIL_ID).ok();
    // The higher mailbox first, every lower bump, and an address that nobody has a key for.
    let swapped = Pubkey::find_program_address(&[b"correspondence", high.as_ref(), low.as_ref()], &MAIL_ID).0;
    let lower =
        (0..canonical).filter_map(|bump| address_of(&[b"correspondence", low.as_ref(), high.as_ref(), &[bump]]));
    let fakes: Vec<_> = lower.chain([swapped, Person::named("nobody").address()]).collect();
    assert!(fakes.len() > 10 && !fakes.contains(&right));
    for fake in fakes {
        let row = Substitute::new("correspondence", "a wrong address", fake, MailError::WrongCorrespondence);
        row.refused_by(stage.send(&ada, &bo));
        assert_eq!(stage.lamports(fake), 0);
    }
    stage.send(&ada, &bo).run();
}

#[test]
fn bullet_9_a_pair_keeps_the_one_correspondence_that_its_first_message_made() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for (from, to) in [(&ada, &bo), (&bo, &ada), (&ada, &bo)] {
        stage.send(from, to).run();
    }
    let count = stage.svm.get_program_accounts(&MAIL_ID);
    let is_pair = |data: &[u8]| data.starts_with(&bmail_sdk::generated::mail::accounts::CORRESPONDENCE_DISCRIMINATOR);
    assert_eq!(count.iter().filter(|(_, account)| is_pair(&account.data)).count(), 1);
}

#[test]
fn a_person_cannot_write_to_themselves() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    stage.send(&ada, &ada).expect_error(bmail_testing::DUPLICATE);
}
