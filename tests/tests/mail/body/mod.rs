//! Bodies: the specification of each of their instructions, and messages that refer to them.

mod close;
mod mail;
mod open;
mod seal;
mod write;

use bmail_sdk::accounts::StoredBody;
use bmail_testing::{Person, Stage};
use solana_pubkey::Pubkey;

/// What no chunk of it repeats.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index * index % 251) as u8).collect()
}

/// Ada has opened a body for a content, and written nothing of it.
fn opened(content: &[u8]) -> (Stage, Person, Pubkey) {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let call = stage.open_body(&ada, content);
    let body = call.address();
    call.run();
    (stage, ada, body)
}

fn written(stage: &Stage, body: Pubkey) -> Vec<u8> {
    stage.account::<StoredBody>(body).content
}
