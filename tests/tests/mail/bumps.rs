//! Addresses of the right seeds with another bump than the canonical one. Those of correspondences are in
//! `correspondence.rs`; messages and bodies have no bump.

use bmail_sdk::{
    MAIL_ID,
    accounts::{Ledger, Mailbox, Network},
    pda,
};
use bmail_testing::{InstructionError, Stage};
use solana_pubkey::Pubkey;

/// The addresses that every lower bump gives, of which some are none.
fn others(seeds: &[&[u8]], canonical: u8) -> Vec<Pubkey> {
    let of_bump = |bump: u8| Pubkey::create_program_address(&[seeds, &[&[bump]]].concat(), &MAIL_ID).ok();
    let others: Vec<_> = (0..canonical).filter_map(of_bump).collect();
    assert!(others.len() > 10, "{} addresses", others.len());
    others
}

#[test]
fn a_network_is_founded_at_the_canonical_bump_only() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    let name = pda::network_name("letters").unwrap();
    let (address, bump) = pda::network(&ada.address(), &name);
    for other in others(&[b"network", ada.address().as_ref(), &name], bump) {
        let call = stage.create_network(&ada).account("network", other).account("ledger", pda::ledger(&other).0);
        call.expect_error(InstructionError::InvalidSeeds);
    }
    stage.create_network(&ada).run();
    assert_eq!(stage.account::<Network>(address).bump, bump);
}

#[test]
fn a_ledger_is_made_at_the_canonical_bump_only() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    let network = stage.create_network(&ada).address();
    let (address, bump) = pda::ledger(&network);
    for other in others(&[b"ledger", network.as_ref()], bump) {
        stage.create_network(&ada).account("ledger", other).expect_error(InstructionError::InvalidSeeds);
    }
    stage.create_network(&ada).run();
    assert_eq!(stage.account::<Ledger>(address).bump, bump);
}

#[test]
fn a_mailbox_is_opened_at_the_canonical_bump_only() {
    let mut stage = Stage::new();
    let network = stage.network();
    let ada = stage.person("Ada");
    let (address, bump) = pda::mailbox(&network, &ada.address());
    for other in others(&[b"mailbox", network.as_ref(), ada.address().as_ref()], bump) {
        stage.open_mailbox(&ada).account("mailbox", other).expect_error(InstructionError::InvalidSeeds);
    }
    stage.open_mailbox(&ada).run();
    // Not a second one once there is the first.
    for other in others(&[b"mailbox", network.as_ref(), ada.address().as_ref()], bump) {
        stage.open_mailbox(&ada).account("mailbox", other).expect_error(InstructionError::InvalidSeeds);
    }
    assert_eq!(stage.account::<Mailbox>(address).bump, bump);
}
