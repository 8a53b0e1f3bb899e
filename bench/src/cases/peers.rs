//! What the cluster's own programs cost, for comparison.

use bmail_testing::{Harness, Outcome, Person};
use solana_signer::Signer;

use super::{Note, SIZE};

/// The same bytes as a memo plus a transfer, and a transfer alone.
pub fn compare(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    let transfer = solana_system_interface::instruction::transfer(&ada.address(), &bo.address(), 650_000);
    note("peer.transfer", harness.execute(std::slice::from_ref(&transfer)).succeeded("a transfer").compute_units);
    let text = "m".repeat(SIZE);
    let memo = spl_memo_interface::instruction::build_memo(
        &spl_memo_interface::v3::id(),
        text.as_bytes(),
        &[&ada.keypair.pubkey()],
    );
    note("peer.memo_transfer_300", harness.execute(&[transfer, memo]).succeeded("a memo").compute_units);
}

/// What is about to be done, by a program of `bench/peers`, on a harness of its own.
pub fn by_hand(harness: &Harness, case: &'static str, note: &mut Note, run: impl FnOnce(&mut Harness) -> Outcome) {
    note(case, run(&mut harness.with_peers()).compute_units);
}
