//! Addresses with the right seeds and a bump that is not the canonical one. Those of token accounts are in `sync.rs`
//! and `close_standing.rs`; endorsements have no bump.

use bmail_sdk::{PROGRAMS, REPUTATION_ID};
use bmail_testing::{Harness, InstructionError};
use solana_pubkey::Pubkey;

/// The addresses that every lower bump gives. Some bumps give none.
fn others(seeds: &[&[u8]], canonical: u8) -> Vec<Pubkey> {
    let of_bump = |bump: u8| Pubkey::create_program_address(&[seeds, &[&[bump]]].concat(), &REPUTATION_ID).ok();
    let others: Vec<_> = (0..canonical).filter_map(of_bump).collect();
    assert!(others.len() > 10, "{} addresses", others.len());
    others
}

#[test]
fn a_reputation_and_its_mint_are_made_at_the_canonical_bumps_only() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let (founder, network) = (harness.founder(), harness.network);
    let (_, bump) = PROGRAMS.reputation(&network);
    for other in others(&[b"reputation", network.as_ref()], bump) {
        harness.create_reputation(&founder).account("reputation", other).expect_error(InstructionError::InvalidSeeds);
    }
    let (_, mint_bump) = PROGRAMS.mint(&network);
    for other in others(&[b"mint", network.as_ref()], mint_bump) {
        harness.create_reputation(&founder).account("mint", other).expect_error(InstructionError::InvalidSeeds);
    }
    harness.create_reputation(&founder).run();
    assert_eq!(crate::reputation(&harness).bump, bump);
}

#[test]
fn a_standing_is_opened_at_the_canonical_bump_only() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let (network, cy) = (harness.network, harness.person("Cy"));
    for person in [&cy, &ada] {
        let (_, bump) = PROGRAMS.standing(&network, &person.address());
        // A second one is refused once the first exists.
        for other in others(&[b"standing", network.as_ref(), person.address().as_ref()], bump) {
            harness.open_standing(person).account("standing", other).expect_error(InstructionError::InvalidSeeds);
        }
    }
    harness.open_standing(&cy).run();
    assert_eq!(harness.standing(&cy).bump, PROGRAMS.standing(&network, &cy.address()).1);
}
