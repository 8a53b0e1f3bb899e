//! The specification of `close_body`. Bodies that messages refer to are in `mail.rs`.

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{Harness, InstructionError, MailError, Person, at_every_rent};

use super::opened;

/// Shows mail.close_body: Emits nothing.
#[test]
fn everything_returns_to_the_author_sealed_or_not() {
    for sealed in [true, false] {
        for gift in [0, 12_345] {
            at_every_rent(|mut harness| {
                let ada = harness.person("Ada");
                let before = harness.lamports(ada.address());
                let call = harness.open_body(&ada, b"a body");
                let body = call.address();
                call.run();
                if sealed {
                    harness.write_body(&ada, body, 0, b"a body").run();
                    harness.seal_body(&ada, body).run();
                }
                harness.give(body, gift);
                harness.close_body(&ada, body).run().without_events();
                assert_eq!(harness.lamports(ada.address()), before + gift);
                assert_eq!(harness.lamports(body), 0);
            });
        }
    }
}

/// Shows mail.close_body: Only the author may call it (`NotYourBody`), and only if no open message refers to the body
#[test]
fn only_the_author_closes() {
    let (mut harness, ada, body) = opened(b"a body");
    harness.close_body(&Person::named("Bo"), body).expect_error(MailError::NotYourBody);
    harness.close_body(&ada, body).unsigned("author").expect_error(InstructionError::MissingRequiredSignature);
    harness.close_body(&ada, body).run();
    harness.close_body(&ada, body).expect_error(InstructionError::AccountDataTooSmall);
}

#[test]
fn a_closed_body_opens_again_in_the_same_transaction_as_new() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, b"a body");
    let open = harness.open_body(&ada, b"a body").new_account().create(harness.rent(StoredBody::space(6)));
    let again = harness.open_body(&ada, b"a body").instruction();
    let close = harness.close_body(&ada, body).instruction();
    harness.execute(&[close, open[0].clone(), again]).succeeded("closing and opening");
    let StoredBody { header, content } = harness.account(body);
    assert_eq!((header.sealed, header.references, content), (0, 0, vec![0; 6]));
}
