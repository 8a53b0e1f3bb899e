//! How large the accounts of a vault can be. The programs that the runtime calls grow an account by 10,240 bytes at most.

use bmail_sdk::{
    BuildError, Format, Limits, PROGRAMS, Priority,
    accounts::{Body, Content, Message, SealedKey},
    instructions::{
        MAX_CALLED_SPACE,
        mail::{self, Draft, DraftKey, LongDraft},
    },
    sealing::{EncryptionKey, Envelope},
};
use bmail_testing::{Harness, InstructionError, Person, TransactionError};
use bounty_core::Terms;
use units::Timestamp;

/// The longest ciphertext of a letter, and of a body.
const LETTER: usize = MAX_CALLED_SPACE - Message::LEN;
const BODY: usize = MAX_CALLED_SPACE - Body::LEN;
const ONE_MORE: BuildError = BuildError::TooLongForProgram { space: MAX_CALLED_SPACE + 1, limit: MAX_CALLED_SPACE };

fn draft(harness: &Harness, from: &Person, to: &Person, size: usize) -> Draft {
    let (network, sender, recipient) = (harness.network, from.address(), to.address());
    let sequence = harness.next_sequence(from);
    Draft {
        envelope: Envelope { network, sender, recipient, sequence, key_version: 1 },
        sealed_to: EncryptionKey::try_from([1; 32]).unwrap(),
        quote: harness.quote(from, to, size as u32),
        max_fee: u64::MAX,
        rules_version: 1,
        answer_by: Timestamp(harness.now()),
        content: Content::Ciphertext(vec![7; size]),
        size,
        opens_correspondence: true,
        key: DraftKey::Sealed(SealedKey { encapsulated: [1; 32], ciphertext: [1; 48] }),
    }
}

fn limits(payer: &Person) -> Limits {
    Limits { format: Format::V1, priority: Priority(0), payer: payer.address(), brings: false, reserved: 0 }
}

/// The runtime does not let a call create an account.
#[track_caller]
fn too_large(result: Result<(), TransactionError>) {
    assert_eq!(result, Err(TransactionError::InstructionError(0, InstructionError::InvalidRealloc)));
}

/// Shows sdk.md: A letter of a program's address makes an account of at most 10,240 bytes
/// Shows security.md: An account that a call cannot create.
#[test]
fn a_letter_makes_an_account_of_10240_bytes_and_not_one_more() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let vera = harness.resident_vault("Vera");
    let chain = harness.chain();
    assert!(mail::send(&chain, &draft(&harness, &vera, &ada, LETTER)).is_ok());
    let longer = draft(&harness, &vera, &ada, LETTER + 1);
    assert_eq!(mail::send(&chain, &longer), Err(ONE_MORE));
    assert_eq!(longer.check_length(&chain, &limits(&vera)), Err(ONE_MORE));
    assert!(mail::send(&chain, &draft(&harness, &bo, &ada, LETTER + 1)).is_ok(), "a wallet's may be longer");

    for (message, posted) in [
        (harness.send(&vera, &ada).size(LETTER).run_and_find(), false),
        (harness.post(&vera, &ada).size(LETTER).run_and_find(), true),
    ] {
        assert_eq!(harness.svm.get_account(&message).unwrap().data.len(), MAX_CALLED_SPACE);
        if posted {
            harness.reveal(&vera, &ada, message).run();
        }
        harness.acknowledge(&ada, message).run();
    }
    too_large(harness.send(&vera, &ada).size(LETTER).space(MAX_CALLED_SPACE + 1).attempt().result);
    too_large(harness.post(&vera, &ada).size(LETTER).space(MAX_CALLED_SPACE + 1).attempt().result);
}

/// Shows sdk.md: A body of a program's address has an account of at most 10,240 bytes
/// Shows security.md: An account that a call cannot create.
#[test]
fn a_body_has_an_account_of_10240_bytes_and_not_one_more() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let vera = harness.resident_vault("Vera");
    let (chain, before) = (harness.chain(), harness.lamports(vera.address()));
    assert_eq!(mail::open_body(&chain, &vera.address(), &[0; 32], BODY + 1), Err(ONE_MORE));
    assert!(mail::open_body(&chain, &ada.address(), &[0; 32], BODY + 1).is_ok(), "a wallet's may be longer");
    let noise: Vec<u8> = (0..BODY as u64).map(|place| ((place * place) >> 7) as u8 ^ (place * 31) as u8).collect();
    let text = [noise.clone(), noise.iter().rev().copied().collect()].concat();
    let long = LongDraft::new(&chain.genesis, &vera.address(), &text).unwrap();
    let upload = mail::upload(&chain, &long, None, &limits(&vera));
    assert!(matches!(upload, Err(BuildError::TooLongForProgram { .. })), "{} bytes: {upload:?}", long.size());

    let body = harness.body(&vera, &noise);
    assert_eq!(harness.svm.get_account(&body).unwrap().data.len(), MAX_CALLED_SPACE);
    let message = harness.send(&vera, &ada).body(body).run_and_find();
    harness.refund(&ada, message).run();
    harness.acknowledge(&ada, message).run();
    harness.close_body(&vera, body).run();
    let pair = harness.lamports(PROGRAMS.correspondence(&harness.mailbox_of(&vera), &harness.mailbox_of(&ada)).0);
    assert_eq!(harness.lamports(vera.address()), before - pair);
    too_large(harness.open_body(&vera, &noise).space(MAX_CALLED_SPACE + 1).attempt().result);
}

/// Shows sdk.md: Everything else that an author creates is smaller
#[test]
fn the_longest_bounty_is_small_enough() {
    let mut harness = Harness::with_treasury();
    let (vera, reviewer) = (harness.vault("Vera"), harness.person("Rex"));
    let uri = [b'a'; 200];
    let bounty = harness.create_bounty(&vera, &[&reviewer], &Terms::EXAMPLE).uri(&uri).run_and_find();
    assert!(harness.svm.get_account(&bounty).unwrap().data.len() < MAX_CALLED_SPACE);
}
