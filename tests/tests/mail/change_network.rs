//! What a network's authority can change: the rules, after a public delay; the authority; whether mail can be sent;
//! and, once, the treasury.

mod accept_authority;
mod adopt_treasury;
mod apply_rules;
mod propose_authority;
mod propose_rules;
mod set_sending;

use bmail_sdk::accounts::Network;
use bmail_testing::{Harness, Person};
use postage::Rules;
use solana_pubkey::Pubkey;
use units::{Bps, Lamports};

/// Seconds for which new rules are public before they bind, under default rules.
const DELAY: i64 = Rules::PERSONAL.rules_delay.0 as i64;

/// Twice the price, and different shares.
const NEW: Rules = Rules {
    base_fee: Lamports(2 * Rules::PERSONAL.base_fee.0),
    byte_fee: Lamports(2 * Rules::PERSONAL.byte_fee.0),
    treasury_share: Bps(2_000),
    spam_forfeit: Bps(10_000),
    ..Rules::PERSONAL
};

/// A network, its founder, and Ada, who has no role in it.
fn founded() -> (Harness, Person, Person) {
    let mut harness = Harness::new();
    harness.network();
    let (founder, ada) = (harness.founder(), harness.person("Ada"));
    (harness, founder, ada)
}

/// The network's authority, and the person to whom it is offered.
fn authorities(harness: &Harness) -> (Pubkey, Pubkey) {
    let network: Network = harness.account(harness.network);
    (network.authority, network.pending_authority)
}
