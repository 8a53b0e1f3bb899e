//! The specification of `open_standing`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{ProgramAccount, Standing},
};
use bmail_testing::{FORTUNE, Harness, InstructionError, REPUTATION, at_every_rent, events::StandingOpened};
use reputation_core::Parameters;
use units::Q32;

use crate::{STANDING, elsewhere};

/// Shows reputation.open_standing: Each person has one standing per network, at an address derived from both.
/// Shows reputation.md: A person has one standing on each network, and only that person can open it.
#[test]
fn one_per_person_and_network() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    let adas = harness.standing_of(&ada);
    // The system program's `AccountAlreadyInUse`.
    harness.open_standing(&ada).expect_error(InstructionError::Custom(0));
    let cy = harness.person("Cy");
    for other in [adas, harness.standing_of(&bo), ada.address()] {
        harness.open_standing(&cy).account("standing", other).expect_error(InstructionError::InvalidSeeds);
    }
    let here = elsewhere(&mut harness);
    assert_ne!(harness.standing_of(&ada), adas);
    harness.open_standing(&ada).account("standing", adas).expect_error(InstructionError::InvalidSeeds);
    harness.open_standing(&ada).run();
    harness.network = here;
    harness.seed(&ada, REPUTATION).run();
    assert_eq!(harness.standing(&ada).own, REPUTATION);
}

/// Shows reputation.open_standing: Each person has one standing per network, at an address derived from both.
/// Shows reputation.md: A person has one standing on each network, and only that person can open it.
#[test]
fn nobody_opens_the_standing_of_another() {
    let (mut harness, ..) = Harness::with_reputation();
    let (cy, eve) = (harness.person("Cy"), harness.person("Eve"));
    harness.open_standing(&cy).account("owner", eve.address()).expect_error(InstructionError::InvalidSeeds);
    harness.open_standing(&cy).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
    harness.open_standing(&cy).run();
}

/// Shows reputation.open_standing: Each person has one standing per network, at an address derived from both.
#[test]
fn the_owner_pays_its_rent() {
    at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let cy = harness.person("Cy");
        harness.open_standing(&cy).run();
        assert_eq!(harness.lamports(harness.standing_of(&cy)), harness.rent(STANDING));
        assert_eq!(harness.lamports(cy.address()), FORTUNE - harness.rent(STANDING));
    });
}

/// Shows reputation.open_standing: Each person has one standing per network, at an address derived from both.
#[test]
fn on_a_network_without_reputation_there_are_none() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    harness.open_standing(&ada).expect_error(InstructionError::UninitializedAccount);
}

/// Shows reputation.open_standing: It starts without shares, and nobody has staked anything on its owner.
/// Shows reputation.md: A person has one standing on each network, and only that person can open it.
#[test]
fn it_has_no_shares_and_nobodys_stake() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let parameters = Parameters { endorsement_discount: units::Bps(123), ..Parameters::PERSONAL };
    harness.reputation(parameters);
    let genesis = harness.now();
    harness.advance(1_000_000);
    let cy = harness.person("Cy");
    harness.open_standing(&cy).run();
    let expected = Standing {
        discriminator: <Standing as ProgramAccount>::DISCRIMINATOR,
        network: harness.network,
        owner: cy.address(),
        genesis,
        half_life: parameters.half_life.0,
        own: 0,
        support: 0,
        pool_value: 0,
        pool_units: 0,
        pool_leaving: 0,
        pool_generation: 0,
        stake_factor: Q32::ONE.0,
        given: 0,
        received: 0,
        endorsement_discount: 123,
        bump: PROGRAMS.standing(&harness.network, &cy.address()).1,
        padding: [0; 3],
    };
    assert_eq!(harness.standing(&cy), expected);
}

/// Shows reputation.open_standing: Emits `StandingOpened`.
#[test]
fn it_emits_standing_opened() {
    let (mut harness, ..) = Harness::with_reputation();
    let cy = harness.person("Cy");
    let (standing, network, owner) = (harness.standing_of(&cy), harness.network, cy.address());
    let event: StandingOpened = harness.open_standing(&cy).run().event();
    assert_eq!(event, StandingOpened { standing, network, owner });
}

#[test]
fn nobody_needs_a_mailbox_to_have_a_standing() {
    let (mut harness, ..) = Harness::with_reputation();
    let cy = harness.person("Cy");
    harness.open_standing(&cy).run();
    harness.seed(&cy, REPUTATION).run();
    assert_eq!(harness.reputation_of(&cy), units::Reputation(REPUTATION));
}
