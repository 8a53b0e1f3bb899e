//! The mail program's scenarios, and the roles that several of its instructions have.

mod bodies;
mod letters;
mod mailboxes;
mod networks;
mod posts;
mod verdicts;

use bmail_sdk::MAIL_ID;
use bmail_testing::{
    Harness,
    MailError::{self, *},
    Person,
};
use solana_pubkey::Pubkey;

use super::Scenario;
use crate::every::{
    Kind, Ready, Role, Wanted, address, any_here, fails, local, never, optional, possible, signed, stored,
    system_program,
};

pub fn scenarios() -> Vec<Scenario> {
    let of_people = [networks::SCENARIOS, mailboxes::SCENARIOS];
    let of_letters = [letters::SCENARIOS, posts::SCENARIOS, bodies::SCENARIOS, verdicts::SCENARIOS];
    [of_people.concat(), of_letters.concat()].concat()
}

/// A mailbox and its owner's signature.
fn own_mailbox() -> [Role; 2] {
    [signed("owner", NotYourMailbox), stored("mailbox", Kind::Mailbox, NotYourMailbox)]
}

/// An account that its author created for a message or a body.
fn created(role: &'static str) -> Role {
    (role, Wanted::Created(MAIL_ID, WrongAddress.into(), NotNew.into()))
}

/// What `send` and `post` want. The last error, if any, is for an omitted standing.
fn sending(recipient: MailError, body: MailError, no_standing: Option<MailError>) -> [Role; 9] {
    [
        signed("sender", NotYourMailbox),
        any_here("network", Kind::Network, OtherNetwork),
        stored("sender_mailbox", Kind::Mailbox, NotYourMailbox),
        local("recipient_mailbox", Kind::Mailbox, recipient, OtherNetwork),
        ("correspondence", Wanted::Pair),
        created("message"),
        optional("body", Kind::Body, body),
        possible("sender_standing", Kind::Standing, no_standing.map(Into::into), WrongStanding),
        system_program(),
    ]
}

/// The numbers that both `send` and `post` take.
fn with_numbers(ready: Ready) -> Ready {
    ready
        .number("max_fee", [fails(PriceAboveMax), fails(PriceAboveMax), None])
        .number("offer", [None, None, fails(OfferTooHigh)])
        .number("sequence", never(SequenceTaken))
        .number("rules_version", [fails(RulesChanged), None, fails(RulesChanged)])
}

/// What the recipient needs for a message.
fn answering() -> [Role; 4] {
    [
        signed("recipient", NotYourMailbox),
        stored("recipient_mailbox", Kind::Mailbox, NotYourMailbox),
        stored("message", Kind::Message, NotYourMessage),
        address("sender", WrongSender),
    ]
}

/// The body of a message that ends.
fn released() -> Role {
    optional("body", Kind::Body, WrongBody)
}

/// Ada has sent Bo a body of a few bytes.
fn ada_sent_bo_a_body() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, b"a body");
    let message = harness.send(&ada, &bo).body(body).run_and_find();
    (harness, ada, bo, message)
}
