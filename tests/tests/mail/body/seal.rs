//! The specification of `seal_body`.

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{InstructionError, MailError, Person, Stage};

use super::{content, opened, written};

#[test]
fn the_longest_body_is_written_and_sealed() {
    let whole = content(65_536);
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let body = stage.body(&ada, &whole);
    assert_eq!(written(&stage, body), whole);
}

#[test]
fn bullet_1_only_the_author_seals_and_once() {
    let (mut stage, ada, body) = opened(b"a body");
    stage.write_body(&ada, body, 0, b"a body").run();
    stage.seal_body(&Person::named("Bo"), body).expect_error(MailError::NotYourBody);
    stage.seal_body(&ada, body).unsigned("author").expect_error(InstructionError::MissingRequiredSignature);
    stage.seal_body(&ada, body).run().without_events();
    stage.seal_body(&ada, body).expect_error(MailError::BodySealed);
}

#[test]
fn bullet_2_a_content_that_misses_a_chunk_or_has_another_hash_is_not_sealed() {
    let whole = content(2_000);
    let (mut stage, ada, body) = opened(&whole);
    stage.seal_body(&ada, body).expect_error(MailError::WrongHash);
    stage.write_body(&ada, body, 0, &whole[..1_000]).run();
    stage.seal_body(&ada, body).expect_error(MailError::WrongHash);
    stage.write_body(&ada, body, 1_000, &whole[1_000..1_999]).run();
    stage.write_body(&ada, body, 1_999, &[!whole[1_999]]).run();
    stage.seal_body(&ada, body).expect_error(MailError::WrongHash);
    stage.write_body(&ada, body, 1_999, &whole[1_999..]).run();
    stage.seal_body(&ada, body).run();

    // The right content with a zero more is another content.
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let call = stage.open_body(&ada, b"a body").space(StoredBody::space(7));
    let body = call.address();
    call.run();
    stage.write_body(&ada, body, 0, b"a body").run();
    stage.seal_body(&ada, body).expect_error(MailError::WrongHash);
}
