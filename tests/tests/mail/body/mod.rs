//! Bodies: the specification of each instruction, and messages that refer to bodies.

mod close;
mod mail;
mod open;
mod seal;
mod write;

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{Harness, Person};
use solana_pubkey::Pubkey;

/// Content in which no two chunks are equal.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index * index % 251) as u8).collect()
}

/// Ada has opened a body for this content and written nothing yet.
fn opened(content: &[u8]) -> (Harness, Person, Pubkey) {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let call = harness.open_body(&ada, content);
    let body = call.address();
    call.run();
    (harness, ada, body)
}

fn written(harness: &Harness, body: Pubkey) -> Vec<u8> {
    harness.account::<StoredBody>(body).content
}
