//! `send`: the two people's correspondence.

use bmail_sdk::{MAIL_ID, PROGRAMS, accounts::Correspondence, generated::mail::accounts::CORRESPONDENCE_DISCRIMINATOR};
use bmail_testing::{Harness, MailError, Person, Substitute};
use solana_pubkey::Pubkey;

/// Shows mail.send: `correspondence` is the only account of the two people (`WrongCorrespondence`).
#[test]
fn the_correspondence_of_others_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (cy, eve) = (harness.resident("Cy"), harness.resident("Eve"));
    for (from, to) in [(&ada, &cy), (&bo, &cy), (&eve, &cy)] {
        harness.send(from, to).run();
    }
    let others = [(&ada, &cy), (&bo, &cy), (&eve, &cy)].map(|(from, to)| harness.correspondence_of(from, to));
    for wrong in others {
        let row = Substitute::new("correspondence", "one of others", wrong, MailError::WrongCorrespondence);
        row.refused_by(harness.send(&ada, &bo));
        row.refused_by(harness.send(&bo, &ada));
        harness.find_account::<Correspondence>(wrong).unwrap();
    }
}

/// Shows mail.send: `correspondence` is the only account of the two people (`WrongCorrespondence`).
/// Shows security.md: A shared address: one account for two networks, people or pairs.
#[test]
fn the_same_people_have_another_correspondence_on_another_network() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&ada, &bo).run();
    let first = harness.correspondence_of(&ada, &bo);
    harness.network();
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    harness.send(&ada, &bo).account("correspondence", first).expect_error(MailError::WrongCorrespondence);
    harness.send(&ada, &bo).run();
    assert_ne!(harness.correspondence_of(&ada, &bo), first);
}

/// Shows mail.send: `correspondence` is the only account of the two people (`WrongCorrespondence`).
/// Shows mail.md: Two people have one correspondence, with the lower mailbox first, no matter who writes first.
/// Shows security.md: A bump that is not canonical.
#[test]
fn no_correspondence_is_made_at_any_other_address() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (adas, bos) = (harness.mailbox_of(&ada), harness.mailbox_of(&bo));
    let (low, high) = (adas.min(bos), adas.max(bos));
    let (right, canonical) = PROGRAMS.correspondence(&adas, &bos);
    let address_of = |seeds: &[&[u8]]| Pubkey::create_program_address(seeds, &MAIL_ID).ok();
    // The higher mailbox first, every lower bump, and an off-curve address.
    let swapped = Pubkey::find_program_address(&[b"correspondence", high.as_ref(), low.as_ref()], &MAIL_ID).0;
    let lower =
        (0..canonical).filter_map(|bump| address_of(&[b"correspondence", low.as_ref(), high.as_ref(), &[bump]]));
    let fakes: Vec<_> = lower.chain([swapped, Person::named("nobody").address()]).collect();
    assert!(fakes.len() > 10 && !fakes.contains(&right));
    for fake in fakes {
        let row = Substitute::new("correspondence", "a wrong address", fake, MailError::WrongCorrespondence);
        row.refused_by(harness.send(&ada, &bo));
        assert_eq!(harness.lamports(fake), 0);
    }
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `correspondence` is the only account of the two people (`WrongCorrespondence`).
/// Shows mail.md: Two people have one correspondence, with the lower mailbox first, no matter who writes first.
#[test]
fn a_pair_keeps_the_one_correspondence_that_its_first_message_made() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for (from, to) in [(&ada, &bo), (&bo, &ada), (&ada, &bo)] {
        harness.send(from, to).run();
    }
    let count = harness.svm.get_program_accounts(&MAIL_ID);
    let is_pair = |data: &[u8]| data.starts_with(&CORRESPONDENCE_DISCRIMINATOR);
    assert_eq!(count.iter().filter(|(_, account)| is_pair(&account.data)).count(), 1);
}

/// Shows mail.md: People cannot write to themselves.
/// Shows security.md: An account given twice.
#[test]
fn a_person_cannot_write_to_themselves() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    harness.send(&ada, &ada).expect_error(bmail_testing::DUPLICATE);
}
