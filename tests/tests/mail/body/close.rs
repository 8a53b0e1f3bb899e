//! The specification of `close_body`. Bodies to which messages refer are in `mail.rs`.

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{InstructionError, MailError, Person, Stage, at_every_rent};

use super::opened;

#[test]
fn everything_returns_to_the_author_sealed_or_not() {
    for sealed in [true, false] {
        for gift in [0, 12_345] {
            at_every_rent(|mut stage| {
                let ada = stage.person("Ada");
                let before = stage.lamports(ada.address());
                let call = stage.open_body(&ada, b"a body");
                let body = call.address();
                call.run();
                if sealed {
                    stage.write_body(&ada, body, 0, b"a body").run();
                    stage.seal_body(&ada, body).run();
                }
                stage.give(body, gift);
                stage.close_body(&ada, body).run().without_events();
                assert_eq!(stage.lamports(ada.address()), before + gift);
                assert_eq!(stage.lamports(body), 0);
            });
        }
    }
}

#[test]
fn bullet_1_only_the_author_closes() {
    let (mut stage, ada, body) = opened(b"a body");
    stage.close_body(&Person::named("Bo"), body).expect_error(MailError::NotYourBody);
    stage.close_body(&ada, body).unsigned("author").expect_error(InstructionError::MissingRequiredSignature);
    stage.close_body(&ada, body).run();
    stage.close_body(&ada, body).expect_error(InstructionError::AccountDataTooSmall);
}

#[test]
fn a_closed_body_opens_again_in_the_same_transaction_as_new() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let body = stage.body(&ada, b"a body");
    let open = stage.open_body(&ada, b"a body").new_account().create(stage.rent(StoredBody::space(6)));
    let again = stage.open_body(&ada, b"a body").instruction();
    let close = stage.close_body(&ada, body).instruction();
    stage.execute(&[close, open[0].clone(), again]).succeeded("closing and opening");
    let StoredBody { header, content } = stage.account(body);
    assert_eq!((header.sealed, header.references, content), (0, 0, vec![0; 6]));
}
