//! The specification of `open_standing`.

use bmail_sdk::{
    accounts::{ProgramAccount, Standing},
    pda,
};
use bmail_testing::{FORTUNE, InstructionError, REPUTATION, Stage, at_every_rent, events::StandingOpened};
use postage::Q32;
use standing::Parameters;

use crate::{STANDING, elsewhere};

#[test]
fn bullet_1_one_per_person_and_network() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    let adas = stage.standing_of(&ada);
    // The system program's `AccountAlreadyInUse`.
    stage.open_standing(&ada).expect_error(InstructionError::Custom(0));
    let cy = stage.person("Cy");
    for other in [adas, stage.standing_of(&bo), ada.address()] {
        stage.open_standing(&cy).account("standing", other).expect_error(InstructionError::InvalidSeeds);
    }
    let here = elsewhere(&mut stage);
    assert_ne!(stage.standing_of(&ada), adas);
    stage.open_standing(&ada).account("standing", adas).expect_error(InstructionError::InvalidSeeds);
    stage.open_standing(&ada).run();
    stage.network = here;
    stage.seed(&ada, REPUTATION).run();
    assert_eq!(stage.standing(&ada).own, REPUTATION);
}

#[test]
fn bullet_1_nobody_opens_the_standing_of_another() {
    let (mut stage, ..) = Stage::with_reputation();
    let (cy, eve) = (stage.person("Cy"), stage.person("Eve"));
    stage.open_standing(&cy).account("owner", eve.address()).expect_error(InstructionError::InvalidSeeds);
    stage.open_standing(&cy).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
    stage.open_standing(&cy).run();
}

#[test]
fn bullet_1_the_owner_pays_its_rent() {
    at_every_rent(|mut stage| {
        stage.network();
        stage.reputation(Parameters::PERSONAL);
        let cy = stage.person("Cy");
        stage.open_standing(&cy).run();
        assert_eq!(stage.lamports(stage.standing_of(&cy)), stage.rent(STANDING));
        assert_eq!(stage.lamports(cy.address()), FORTUNE - stage.rent(STANDING));
    });
}

#[test]
fn bullet_1_on_a_network_without_reputation_there_are_none() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    stage.open_standing(&ada).expect_error(InstructionError::UninitializedAccount);
}

#[test]
fn bullet_2_it_has_no_shares_and_nobodys_stake() {
    let (mut stage, ..) = Stage::with_ada_and_bo();
    let parameters = Parameters { endorsement_discount: postage::Bps(123), ..Parameters::PERSONAL };
    stage.reputation(parameters);
    let genesis = stage.now();
    stage.advance(1_000_000);
    let cy = stage.person("Cy");
    stage.open_standing(&cy).run();
    let expected = Standing {
        discriminator: <Standing as ProgramAccount>::DISCRIMINATOR,
        network: stage.network,
        owner: cy.address(),
        genesis,
        half_life: parameters.half_life.0,
        own: 0,
        support: 0,
        pool_value: 0,
        pool_units: 0,
        pool_leaving: 0,
        pool_generation: 0,
        kept: Q32::ONE.0,
        given: 0,
        received: 0,
        endorsement_discount: 123,
        bump: pda::standing(&stage.network, &cy.address()).1,
        padding: [0; 3],
    };
    assert_eq!(stage.standing(&cy), expected);
}

#[test]
fn bullet_3_it_emits_standing_opened() {
    let (mut stage, ..) = Stage::with_reputation();
    let cy = stage.person("Cy");
    let (standing, network, owner) = (stage.standing_of(&cy), stage.network, cy.address());
    let event: StandingOpened = stage.open_standing(&cy).run().event();
    assert_eq!(event, StandingOpened { standing, network, owner });
}

#[test]
fn nobody_needs_a_mailbox_to_have_a_standing() {
    let (mut stage, ..) = Stage::with_reputation();
    let cy = stage.person("Cy");
    stage.open_standing(&cy).run();
    stage.seed(&cy, REPUTATION).run();
    assert_eq!(stage.reputation_of(&cy), postage::Reputation(REPUTATION));
}
