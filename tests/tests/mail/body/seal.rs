//! The specification of `seal_body`.

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{Harness, InstructionError, MailError, Person};

use super::{content, opened, written};

#[test]
fn the_longest_body_is_written_and_sealed() {
    let whole = content(65_536);
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, &whole);
    assert_eq!(written(&harness, body), whole);
}

/// Shows mail.seal_body: Only the author may call it (`NotYourBody`), once (`BodySealed`).
/// Shows mail.seal_body: Emits nothing.
#[test]
fn only_the_author_seals_and_once() {
    let (mut harness, ada, body) = opened(b"a body");
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.seal_body(&Person::named("Bo"), body).expect_error(MailError::NotYourBody);
    harness.seal_body(&ada, body).unsigned("author").expect_error(InstructionError::MissingRequiredSignature);
    harness.seal_body(&ada, body).run().without_events();
    harness.seal_body(&ada, body).expect_error(MailError::BodySealed);
}

/// Shows mail.seal_body: The content must have the hash with which the body was opened.
/// Shows mail.md: A body is written in chunks in any order and sealed once it is complete.
#[test]
fn a_content_that_misses_a_chunk_or_has_another_hash_is_not_sealed() {
    let whole = content(2_000);
    let (mut harness, ada, body) = opened(&whole);
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
    harness.write_body(&ada, body, 0, &whole[..1_000]).run();
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
    harness.write_body(&ada, body, 1_000, &whole[1_000..1_999]).run();
    harness.write_body(&ada, body, 1_999, &[!whole[1_999]]).run();
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
    harness.write_body(&ada, body, 1_999, &whole[1_999..]).run();
    harness.seal_body(&ada, body).run();

    // The right content plus a zero byte is different content.
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let call = harness.open_body(&ada, b"a body").space(StoredBody::space(7));
    let body = call.address();
    call.run();
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
}
