//! Addresses with the right seeds and a bump that is not the canonical one. Those of correspondences are in
//! `correspondence.rs`; messages and bodies have no bump.

use bmail_sdk::{
    MAIL_ID, PROGRAMS,
    accounts::{Ledger, Mailbox, Network},
    pda,
};
use bmail_testing::{Harness, InstructionError};
use solana_pubkey::Pubkey;

/// The addresses that every lower bump gives. Some bumps give none.
fn others(seeds: &[&[u8]], canonical: u8) -> Vec<Pubkey> {
    let of_bump = |bump: u8| Pubkey::create_program_address(&[seeds, &[&[bump]]].concat(), &MAIL_ID).ok();
    let others: Vec<_> = (0..canonical).filter_map(of_bump).collect();
    assert!(others.len() > 10, "{} addresses", others.len());
    others
}

/// Shows mail.md: A network's address is derived from its founder and name, and only one network can be at it.
/// Shows security.md: A bump that is not canonical.
#[test]
fn a_network_is_founded_at_the_canonical_bump_only() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    let name = pda::network_name("letters").unwrap();
    let (address, bump) = PROGRAMS.network(&ada.address(), &name);
    for other in others(&[b"network", ada.address().as_ref(), &name], bump) {
        let call = harness.create_network(&ada).account("network", other).account("ledger", PROGRAMS.ledger(&other).0);
        call.expect_error(InstructionError::InvalidSeeds);
    }
    harness.create_network(&ada).run();
    assert_eq!(harness.account::<Network>(address).bump, bump);
}

/// Shows mail.md: Each network has its own ledger, and no other ledger is accepted.
/// Shows security.md: A bump that is not canonical.
#[test]
fn a_ledger_is_made_at_the_canonical_bump_only() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    let network = harness.create_network(&ada).address();
    let (address, bump) = PROGRAMS.ledger(&network);
    for other in others(&[b"ledger", network.as_ref()], bump) {
        harness.create_network(&ada).account("ledger", other).expect_error(InstructionError::InvalidSeeds);
    }
    harness.create_network(&ada).run();
    assert_eq!(harness.account::<Ledger>(address).bump, bump);
}

/// Shows mail.md: A person has one mailbox on each network, and only that person can open it.
/// Shows security.md: A bump that is not canonical.
#[test]
fn a_mailbox_is_opened_at_the_canonical_bump_only() {
    let mut harness = Harness::new();
    let network = harness.network();
    let ada = harness.person("Ada");
    let (address, bump) = PROGRAMS.mailbox(&network, &ada.address());
    for other in others(&[b"mailbox", network.as_ref(), ada.address().as_ref()], bump) {
        harness.open_mailbox(&ada).account("mailbox", other).expect_error(InstructionError::InvalidSeeds);
    }
    harness.open_mailbox(&ada).run();
    // A second one is refused once the first exists.
    for other in others(&[b"mailbox", network.as_ref(), ada.address().as_ref()], bump) {
        harness.open_mailbox(&ada).account("mailbox", other).expect_error(InstructionError::InvalidSeeds);
    }
    assert_eq!(harness.account::<Mailbox>(address).bump, bump);
}
