//! `send`: a message's address, and that its account is new.

use std::collections::HashSet;

use bmail_sdk::{
    MAIL_ID, NewAccount, PROGRAMS,
    accounts::{Message, StoredMessage},
    generated::mail::layout::fields::mailbox::NEXT_SEQUENCE,
};
use bmail_testing::{Harness, InstructionError, MailError, Person};
use solana_account::Account;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::{create_account, create_account_with_seed};

use crate::message_rent;

/// Lamports that are enough for any message in these tests.
const ENOUGH: u64 = 1_000_000_000;
/// The size of a message's account, as [`Harness::send`] needs it, in bytes.
const SPACE: usize = Message::LEN + 300;

/// System program instructions that create an account for `author` at a seed made of a mailbox and a number.
fn create(author: &Person, mailbox: &Pubkey, sequence: u64) -> (Pubkey, Vec<Instruction>) {
    let (address, seed) = PROGRAMS.message(&author.address(), mailbox, sequence);
    let new = NewAccount { author: author.address(), address, seed, space: SPACE, program: MAIL_ID };
    (address, new.create(ENOUGH))
}

/// Sends Ada's next message to Bo at another address, after other instructions.
#[track_caller]
fn refused_at(
    harness: &mut Harness,
    address: Pubkey,
    mut instructions: Vec<Instruction>,
    what: &str,
    error: MailError,
) {
    let (ada, bo) = (Person::named("Ada"), Person::named("Bo"));
    instructions.push(harness.send(&ada, &bo).uncreated().account("message", address).instruction());
    let last = instructions.len() - 1;
    harness.execute(&instructions).failed_at(last as u8, what, error);
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: A message's address is derived from its sender, their mailbox and its number.
#[test]
fn the_address_follows_from_the_sender_their_mailbox_and_the_number() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (mailbox, sequence) = (harness.mailbox_of(&ada).to_bytes(), harness.next_sequence(&ada));
    let number = (0..8).map(|place| (sequence >> (7 * place)) as u8 & 0x7f);
    let seed = mailbox[..24].iter().map(|byte| byte & 0x7f).chain(number).collect();
    let address = Pubkey::create_with_seed(&ada.address(), &String::from_utf8(seed).unwrap(), &MAIL_ID).unwrap();
    assert_eq!(harness.send(&ada, &bo).run_and_find(), address);
    assert_eq!(harness.account::<StoredMessage>(address).header.sequence, sequence);
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Giving the program a forged account for a message.
#[test]
fn an_account_of_another_author_number_or_mailbox_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    let (mailbox, next) = (harness.mailbox_of(&ada), harness.next_sequence(&ada));
    let others = [
        ("another author", create(&eve, &mailbox, next)),
        ("the next number but one", create(&ada, &mailbox, next + 1)),
        ("a number of the past", create(&ada, &mailbox, next - 1)),
        ("the recipient's mailbox", create(&ada, &harness.mailbox_of(&bo), next)),
        ("the mailbox and author of somebody else", create(&eve, &harness.mailbox_of(&eve), next)),
    ];
    for (what, (address, instructions)) in others {
        refused_at(&mut harness, address, instructions, what, MailError::WrongAddress);
        assert_eq!(harness.lamports(address), 0);
    }
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Giving the program a forged account for a message.
#[test]
fn an_account_that_is_at_no_seed_of_the_senders_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let keypair = harness.person("a keypair").address();
    harness.set_lamports(keypair, 0);
    let created = create_account(&ada.address(), &keypair, ENOUGH, SPACE as u64, &MAIL_ID);
    refused_at(&mut harness, keypair, vec![created], "an account with a key", MailError::WrongAddress);

    // No instruction leaves a zeroed account at an address for which the program signs.
    let seeds: [&[u8]; 3] =
        [b"message", &harness.mailbox_of(&ada).to_bytes(), &harness.next_sequence(&ada).to_le_bytes()];
    let signed_for = Pubkey::find_program_address(&seeds, &MAIL_ID).0;
    let zeros = Account { lamports: ENOUGH, data: vec![0; SPACE], owner: MAIL_ID, ..Account::default() };
    harness.forge(signed_for, zeros);
    refused_at(&mut harness, signed_for, vec![], "an address of the program's", MailError::WrongAddress);
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: Each mailbox has its own sequence numbers, so senders never race each other.
#[test]
fn every_bit_of_a_number_places_its_message_somewhere_else() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (mailbox, first) = (harness.mailbox_of(&ada), harness.next_sequence(&ada));
    // A sequence number fits 56 bits until more than two thousand years after 1970.
    let mask = (1 << 56) - 1;
    assert!(first < mask);
    let bits = (0..56).flat_map(|bit| [1 << bit, mask ^ (1 << bit), first ^ (1 << bit)]);
    let numbers: HashSet<u64> = bits.chain([0, first, mask]).collect();
    let addresses: HashSet<_> =
        numbers.iter().map(|number| PROGRAMS.message(&ada.address(), &mailbox, *number).0).collect();
    assert_eq!(addresses.len(), numbers.len());

    // The program agrees with the SDK on every one of them.
    for number in numbers {
        harness.rewrite(mailbox, NEXT_SEQUENCE, &number.to_le_bytes());
        let message = harness.send(&ada, &bo).run_and_find();
        assert_eq!(message, PROGRAMS.message(&ada.address(), &mailbox, number).0);
        harness.acknowledge(&bo, message).run();
        harness.advance(60 * 86_400);
    }
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: A message's address is derived from its sender, their mailbox and its number.
/// Shows security.md: Taking a person's address before they do.
#[test]
fn nobody_but_the_sender_creates_an_account_at_their_address() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.person("Eve");
    let (address, seed) = PROGRAMS.message(&ada.address(), &harness.mailbox_of(&ada), harness.next_sequence(&ada));
    let mut forced =
        create_account_with_seed(&eve.address(), &address, &ada.address(), &seed, ENOUGH, SPACE as u64, &MAIL_ID);
    let base = forced.accounts.iter_mut().find(|meta| meta.pubkey == ada.address()).unwrap();
    assert!(base.is_signer);
    base.is_signer = false;
    let outcome = harness.execute(&[forced]);
    outcome.failed_at(0, "creating in another's name", InstructionError::MissingRequiredSignature);
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Giving the program a forged account for a message.
#[test]
fn an_account_that_is_not_the_programs_is_not_new() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let address = harness.send(&ada, &bo).address();
    refused_at(&mut harness, address, vec![], "nothing", MailError::NotNew);
    // The same bytes at the same address, owned by another program and by none.
    for owner in [Person::named("another program").address(), Pubkey::default()] {
        let zeros = Account { lamports: ENOUGH, data: vec![0; SPACE], owner, ..Account::default() };
        harness.forge(address, zeros);
        refused_at(&mut harness, address, vec![], "an account of others", MailError::NotNew);
    }
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Giving the program a forged account for a message.
#[test]
fn an_account_without_room_or_with_too_much_is_not_new() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for space in [0, 7, 8, Message::LEN, SPACE - 1, SPACE + 1, 2 * SPACE, 10_000_000] {
        harness.send(&ada, &bo).space(space).funded(100 * ENOUGH).expect_error(MailError::NotNew);
    }
    harness.send(&ada, &bo).space(SPACE).run();
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Reinitialization.
#[test]
fn an_account_that_is_in_use_is_not_new() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let cy = harness.resident("Cy");
    let next = harness.next_sequence(&ada);
    let message = harness.send(&ada, &cy).run_and_find();
    let before = harness.account::<StoredMessage>(message);
    // Only a repeated number leads here, so the mailbox is set back behind the program's back.
    harness.rewrite(harness.mailbox_of(&ada), NEXT_SEQUENCE, &next.to_le_bytes());
    refused_at(&mut harness, message, vec![], "a message in use", MailError::NotNew);
    assert_eq!(harness.account::<StoredMessage>(message), before);
    // The system program does not create it again either: `AccountAlreadyInUse`.
    let again = harness.send(&ada, &bo).instructions();
    harness.execute(&again).failed_at(1, "creating it again", InstructionError::Custom(0));
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
#[test]
fn an_account_that_was_created_earlier_is_new_until_it_is_used() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (address, created) = create(&ada, &harness.mailbox_of(&ada), harness.next_sequence(&ada));
    harness.execute(&created).succeeded("creating");
    let fee = harness.quote(&ada, &bo, 300).postage.0;
    harness.send(&ada, &bo).uncreated().run();
    assert_eq!(harness.lamports(address), message_rent(&harness, 300) + fee);
}
