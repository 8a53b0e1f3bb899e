//! The specification of `create_reputation`. The bounds of the parameters are in `parameters.rs`, the mint in `mint.rs`.

use bmail_sdk::{
    accounts::{ProgramAccount, Reputation},
    pda,
};
use bmail_testing::{InstructionError, NOW, ReputationError, Stage, at_every_rent, events::ReputationCreated};
use standing::Parameters;

use crate::{REPUTATION_SPACE, hand_over};

/// Ada's and Bo's network, without reputation.
fn network() -> Stage {
    Stage::with_ada_and_bo().0
}

#[test]
fn bullet_1_only_the_networks_authority() {
    let mut stage = network();
    let (founder, ada) = (stage.founder(), stage.person("Ada"));
    stage.create_reputation(&ada).expect_error(ReputationError::NotAuthority);
    stage.create_reputation(&founder).unsigned("authority").expect_error(InstructionError::MissingRequiredSignature);
    // Whoever had the authority before has it no more.
    hand_over(&mut stage, &ada);
    stage.create_reputation(&founder).expect_error(ReputationError::NotAuthority);
    stage.create_reputation(&ada).run();
}

#[test]
fn bullet_1_the_authority_pays_the_rent_of_both() {
    at_every_rent(|mut stage| {
        stage.network();
        let founder = stage.founder();
        let before = stage.lamports(founder.address());
        stage.reputation(Parameters::PERSONAL);
        let mint = pda::mint(&stage.network).0;
        let bytes = stage.svm.get_account(&mint).unwrap().data.len();
        let rents = [stage.rent(REPUTATION_SPACE), stage.rent(bytes)];
        assert_eq!([stage.lamports(pda::reputation(&stage.network).0), stage.lamports(mint)], rents);
        assert_eq!(stage.lamports(founder.address()), before - rents[0] - rents[1]);
    });
}

#[test]
fn bullet_1_once() {
    let mut stage = network();
    let (founder, ada) = (stage.founder(), stage.person("Ada"));
    stage.create_reputation(&founder).run();
    // The system program's `AccountAlreadyInUse`.
    stage.create_reputation(&founder).expect_error(InstructionError::Custom(0));
    hand_over(&mut stage, &ada);
    stage.create_reputation(&ada).expect_error(InstructionError::Custom(0));
}

// Bullet 2, the bounds of the parameters, is in `parameters.rs`.

/// Panics unless a token with these texts shows them.
#[track_caller]
fn shows(name: &str, symbol: &str, uri: &str) {
    let mut stage = network();
    let founder = stage.founder();
    stage.create_reputation(&founder).name(name).symbol(symbol).uri(uri).run();
    assert_eq!(crate::mint::texts(&stage), [name, symbol, uri]);
}

#[test]
fn bullet_3_texts_have_the_bytes_that_wallets_show() {
    for length in [1, 32] {
        shows(&"n".repeat(length), "S", "");
    }
    for length in [1, 10] {
        shows("Name", &"s".repeat(length), "");
    }
    for length in [0, 1, 200] {
        shows("Name", "S", &"u".repeat(length));
    }
    shows("Grüße 🎉", "GRÜ", "https://example.org/ü");

    let mut stage = network();
    let founder = stage.founder();
    for name in [String::new(), "n".repeat(33), "ü".repeat(17), "n".repeat(1_000)] {
        stage.create_reputation(&founder).name(&name).expect_error(ReputationError::InvalidText);
    }
    for symbol in [String::new(), "s".repeat(11), "ü".repeat(6)] {
        stage.create_reputation(&founder).symbol(&symbol).expect_error(ReputationError::InvalidText);
    }
    for uri in ["u".repeat(201), "ü".repeat(101)] {
        stage.create_reputation(&founder).uri(&uri).expect_error(ReputationError::InvalidText);
    }
}

#[test]
fn bullet_3_texts_with_control_characters_are_refused() {
    let mut stage = network();
    let founder = stage.founder();
    for text in ["\n", "a\tb", "\0", "a\0", "\u{7f}", "a\u{85}"] {
        stage.create_reputation(&founder).name(text).expect_error(ReputationError::InvalidText);
        stage.create_reputation(&founder).symbol(text).expect_error(ReputationError::InvalidText);
        stage.create_reputation(&founder).uri(text).expect_error(ReputationError::InvalidText);
    }
    stage.create_reputation(&founder).run();
}

// Bullet 4, the mint, is in `mint.rs`.

#[test]
fn bullet_5_the_index_is_one_and_nothing_is_seeded_or_proposed() {
    let mut stage = network();
    stage.advance(12_345);
    let parameters = Parameters { reserve: postage::Reputation(7), ..Parameters::PERSONAL };
    stage.reputation(parameters);
    let (address, bump) = pda::reputation(&stage.network);
    let nothing = bmail_sdk::accounts::Parameters {
        half_life: 0,
        rate: 0,
        award_rate: 0,
        constant: 0,
        reserve: 0,
        cool_down: 0,
        seed_budget: 0,
        endorsement_discount: 0,
        spam_burn: 0,
    };
    let expected = Reputation {
        discriminator: <Reputation as ProgramAccount>::DISCRIMINATOR,
        network: stage.network,
        mint: pda::mint(&stage.network).0,
        awards: pda::awards(&stage.network).0,
        genesis: NOW + 12_345,
        parameters: (&parameters).into(),
        pending_parameters: nothing,
        due_at: 0,
        seeded: 0,
        bump,
        padding: [0; 7],
    };
    assert_eq!(stage.account::<Reputation>(address), expected);
    assert_eq!(stage.index().shares(postage::Reputation(1_234_567)), Some(1_234_567));
    stage.apply_parameters().expect_error(ReputationError::NothingProposed);
}

#[test]
fn bullet_6_it_emits_reputation_created() {
    let mut stage = network();
    let founder = stage.founder();
    let (network, (reputation, _), (mint, _)) =
        (stage.network, pda::reputation(&stage.network), pda::mint(&stage.network));
    let event: ReputationCreated = stage.create_reputation(&founder).run().event();
    assert_eq!(event, ReputationCreated { reputation, network, mint });
}
