//! The specifications of `post` and `reveal`: strict mode, in which the key is published after the escrow.

mod post;
mod reveal;

use bmail_testing::{Harness, Person};
use solana_pubkey::Pubkey;

/// Seconds within which a sender must reveal a message.
const DAY: i64 = 86_400;

/// Ada has posted 300 bytes to Bo, on a network with default rules.
fn ada_posted_to_bo() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.post(&ada, &bo).run_and_find();
    (harness, ada, bo, message)
}
