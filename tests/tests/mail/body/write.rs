//! The specification of `write_body`.

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{InstructionError, MailError, Person};

use super::{content, opened, written};

/// Shows mail.write_body: Only the author may call it (`NotYourBody`), and only before the body is sealed
#[test]
fn only_the_author_writes() {
    let (mut harness, ada, body) = opened(b"a body");
    let bo = Person::named("Bo");
    harness.write_body(&bo, body, 0, b"a body").expect_error(MailError::NotYourBody);
    harness.write_body(&ada, body, 0, b"a").unsigned("author").expect_error(InstructionError::MissingRequiredSignature);
    assert_eq!(written(&harness, body), [0; 6]);
}

/// Shows mail.write_body: Only the author may call it (`NotYourBody`), and only before the body is sealed
/// Shows mail.md: A body is written in chunks in any order and sealed once it is complete.
/// Shows security.md: Changing or closing a body after it was paid for.
#[test]
fn a_sealed_body_does_not_change() {
    let (mut harness, ada, body) = opened(b"a body");
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.seal_body(&ada, body).run();
    for chunk in [b"b".as_slice(), b"a body", b""] {
        harness.write_body(&ada, body, 0, chunk).expect_error(MailError::BodySealed);
    }
    assert_eq!(written(&harness, body), b"a body");
}

/// Shows mail.write_body: Emits nothing.
/// Shows mail.md: A body is written in chunks in any order and sealed once it is complete.
#[test]
fn chunks_come_in_any_order_and_again_and_may_overlap() {
    let whole = content(2_500);
    let (mut harness, ada, body) = opened(&whole);
    for range in [2_000..2_500, 0..700, 1_400..2_100, 500..1_500, 0..700] {
        let start = range.start;
        harness.write_body(&ada, body, start, &whole[range]).run().without_events();
    }
    assert_eq!(written(&harness, body), whole);
    harness.write_body(&ada, body, 100, &[0xff; 3]).run();
    harness.seal_body(&ada, body).expect_error(MailError::WrongHash);
    harness.write_body(&ada, body, 100, &whole[100..103]).run();
    harness.seal_body(&ada, body).run();
}

/// Shows mail.write_body: `offset` is in bytes from the start of the content.
#[test]
fn all_of_the_chunk_is_within_the_content() {
    let (mut harness, ada, body) = opened(b"a body");
    let before = harness.account::<StoredBody>(body).header;
    for (offset, length) in [(0, 7), (6, 1), (5, 2), (7, 0), (7, 1), (1_000_000, 1)] {
        harness.write_body(&ada, body, offset, &vec![1; length]).expect_error(MailError::OutOfBounds);
    }
    for length in [0, 1, 6] {
        harness.write_body(&ada, body, u32::MAX as usize, &vec![1; length]).expect_error(MailError::OutOfBounds);
    }
    // The last byte, everything, and nothing at the start, in the middle and at the end.
    for (offset, length) in [(5, 1), (0, 6), (0, 0), (3, 0), (6, 0)] {
        harness.write_body(&ada, body, offset, &vec![1; length]).run();
    }
    assert_eq!(harness.account::<StoredBody>(body).header, before);
    assert_eq!(written(&harness, body), [1; 6]);
}
