//! The specification of `open_body`.

use bmail_sdk::{
    NewAccount,
    accounts::{Body, StoredBody},
};
use bmail_testing::{Harness, InstructionError, MailError, at_every_rent};
use sha2::{Digest, Sha256};

use super::{content, opened, written};

/// Shows mail.open_body: `hash` is the SHA-256 of the whole content.
/// Shows mail.open_body: The body belongs to no network.
/// Shows mail.open_body: Emits nothing: the body's account is the record.
#[test]
fn it_makes_an_unsealed_body_of_zeros_which_belongs_to_the_author_and_to_no_network() {
    at_every_rent(|mut harness| {
        // No one has a mailbox here, and there is no network.
        let ada = harness.person("Ada");
        let before = harness.lamports(ada.address());
        let call = harness.open_body(&ada, &content(300));
        let body = call.address();
        call.run().without_events();
        let StoredBody { header, content: stored } = harness.account(body);
        let hash: [u8; 32] = Sha256::digest(content(300)).into();
        assert_eq!(header, Body { author: ada.address(), hash, references: 0, sealed: 0, padding: [0; 3], ..header });
        assert_eq!(stored, [0; 300]);
        assert_eq!(harness.lamports(ada.address()), before - harness.rent(StoredBody::space(300)));
    });
}

/// Shows mail.open_body: `body` is a seeded account: the signer had the system program create it for this program
/// Shows mail.md: A body's address is derived from its author and the hash of its content.
#[test]
fn only_at_the_address_that_author_and_hash_give() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let hash: [u8; 32] = Sha256::digest(b"a body").into();
    for place in 0..32 {
        let other = std::array::from_fn(|index| if index == place { hash[index] ^ 1 } else { hash[index] });
        harness.open_body(&ada, b"a body").hash(other).expect_error(MailError::WrongAddress);
    }
    let new = harness.open_body(&ada, b"a body").new_account();
    harness.create_unused(&new);
    let stolen = harness.open_body(&bo, b"a body").uncreated().account("body", new.address);
    stolen.expect_error(MailError::WrongAddress);
    harness.open_body(&ada, b"a body").uncreated().run();
}

/// Shows mail.open_body: `body` is a seeded account: the signer had the system program create it for this program
#[test]
fn hashes_that_differ_in_high_bits_share_an_address_and_whoever_is_first_has_it() {
    let (mut harness, ada, body) = opened(b"a body");
    let hash: [u8; 32] = Sha256::digest(b"a body").into();
    let twin = hash.map(|byte| byte ^ 0x80);
    harness.open_body(&ada, b"a body").uncreated().hash(twin).expect_error(MailError::NotNew);
    harness.close_body(&ada, body).run();
    harness.open_body(&ada, b"a body").hash(twin).run();
    // No content has that hash, so the body can never be sealed. It can still be closed.
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
    harness.close_body(&ada, body).run();
}

/// Shows mail.open_body: `body` is a seeded account: the signer had the system program create it for this program
/// Shows security.md: Reinitialization.
#[test]
fn only_once_and_only_in_an_account_that_was_created_for_the_program() {
    let (mut harness, ada, body) = opened(b"a body");
    harness.open_body(&ada, b"a body").uncreated().expect_error(MailError::NotNew);
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.seal_body(&ada, body).run();
    harness.open_body(&ada, b"a body").uncreated().expect_error(MailError::NotNew);
    harness.open_body(&ada, b"other").uncreated().expect_error(MailError::NotNew);
    assert_eq!(harness.account::<StoredBody>(body).header.sealed, 1);
}

/// Shows mail.open_body: `body` is a seeded account: the signer had the system program create it for this program
#[test]
fn a_content_has_1_byte_to_64_kib() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    for (content, opens) in [(0, false), (1, true), (65_536, true), (65_537, false)] {
        let call = harness.open_body(&ada, b"a body").space(StoredBody::space(content));
        let body = call.address();
        if !opens {
            call.expect_error(MailError::InvalidLength);
            continue;
        }
        call.run();
        assert_eq!(written(&harness, body).len(), content);
        harness.close_body(&ada, body).run();
    }
    // Too small for the fields, and too small for a discriminator.
    harness.open_body(&ada, b"a body").space(StoredBody::space(0) - 1).expect_error(MailError::InvalidLength);
    harness.open_body(&ada, b"a body").space(8).expect_error(MailError::InvalidLength);
    harness.open_body(&ada, b"a body").space(7).expect_error(MailError::InvalidLength);
    harness.open_body(&ada, b"a body").space(0).expect_error(MailError::InvalidLength);
}

#[test]
fn a_body_at_the_address_of_its_authors_next_message_only_keeps_the_author_from_sending_until_it_is_closed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).new_account();
    let seed: [u8; 32] = message.seed.as_bytes().try_into().unwrap();
    harness.create_unused(&NewAccount { space: StoredBody::space(300), ..message.clone() });
    // No one can find content with this hash, so the body can never be sealed.
    harness.open_body(&ada, b"").uncreated().account("body", message.address).hash(seed).run();
    harness.write_body(&ada, message.address, 0, &[1; 300]).run();
    harness.seal_body(&ada, message.address).expect_error(MailError::WrongHash);

    harness.send(&ada, &bo).uncreated().expect_error(MailError::NotNew);
    let as_message = harness.acknowledge(&bo, message.address).from(&ada);
    as_message.expect_error(InstructionError::InvalidAccountData);
    harness.reclaim(&ada, &message).expect_error(MailError::NotNew);
    harness.close_body(&ada, message.address).run();
    harness.send(&ada, &bo).run();
}
