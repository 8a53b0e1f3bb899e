//! The specification of `create_reputation`. The bounds of the parameters are in `parameters.rs`, the mint in
//! `mint.rs`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{ProgramAccount, Reputation},
};
use bmail_testing::{Harness, InstructionError, NOW, ReputationError, at_every_rent, events::ReputationCreated};
use reputation_core::Parameters;

use crate::{REPUTATION_SPACE, hand_over};

/// Ada's and Bo's network, without a reputation.
fn network() -> Harness {
    Harness::with_ada_and_bo().0
}

/// Shows reputation.create_reputation: Only the network's authority may call it.
/// Shows reputation.md: A network has at most one reputation.
#[test]
fn only_the_networks_authority() {
    let mut harness = network();
    let (founder, ada) = (harness.founder(), harness.person("Ada"));
    harness.create_reputation(&ada).expect_error(ReputationError::NotAuthority);
    harness.create_reputation(&founder).unsigned("authority").expect_error(InstructionError::MissingRequiredSignature);
    // The previous authority no longer has it.
    hand_over(&mut harness, &ada);
    harness.create_reputation(&founder).expect_error(ReputationError::NotAuthority);
    harness.create_reputation(&ada).run();
}

/// Shows reputation.create_reputation: Only the network's authority may call it.
/// Shows reputation.md: A network has at most one reputation.
#[test]
fn the_authority_pays_the_rent_of_both() {
    at_every_rent(|mut harness| {
        harness.network();
        let founder = harness.founder();
        let before = harness.lamports(founder.address());
        harness.reputation(Parameters::PERSONAL);
        let mint = PROGRAMS.mint(&harness.network).0;
        let bytes = harness.svm.get_account(&mint).unwrap().data.len();
        let rents = [harness.rent(REPUTATION_SPACE), harness.rent(bytes)];
        assert_eq!([harness.lamports(PROGRAMS.reputation(&harness.network).0), harness.lamports(mint)], rents);
        assert_eq!(harness.lamports(founder.address()), before - rents[0] - rents[1]);
    });
}

/// Shows reputation.create_reputation: Only the network's authority may call it.
/// Shows reputation.md: A network has at most one reputation.
#[test]
fn it_is_made_once() {
    let mut harness = network();
    let (founder, ada) = (harness.founder(), harness.person("Ada"));
    harness.create_reputation(&founder).run();
    // The system program's `AccountAlreadyInUse`.
    harness.create_reputation(&founder).expect_error(InstructionError::Custom(0));
    hand_over(&mut harness, &ada);
    harness.create_reputation(&ada).expect_error(InstructionError::Custom(0));
}

// `parameters.rs` tests the bounds of the parameters.

/// Panics unless a token with these texts shows them.
#[track_caller]
fn shows(name: &str, symbol: &str, uri: &str) {
    let mut harness = network();
    let founder = harness.founder();
    harness.create_reputation(&founder).name(name).symbol(symbol).uri(uri).run();
    assert_eq!(crate::mint::texts(&harness), [name, symbol, uri]);
}

/// Shows reputation.create_reputation: `name`, `symbol` and `uri` are what wallets show of the token: 1 to 32
#[test]
fn texts_have_the_bytes_that_wallets_show() {
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

    let mut harness = network();
    let founder = harness.founder();
    for name in [String::new(), "n".repeat(33), "ü".repeat(17), "n".repeat(1_000)] {
        harness.create_reputation(&founder).name(&name).expect_error(ReputationError::InvalidText);
    }
    for symbol in [String::new(), "s".repeat(11), "ü".repeat(6)] {
        harness.create_reputation(&founder).symbol(&symbol).expect_error(ReputationError::InvalidText);
    }
    for uri in ["u".repeat(201), "ü".repeat(101)] {
        harness.create_reputation(&founder).uri(&uri).expect_error(ReputationError::InvalidText);
    }
}

/// Shows reputation.create_reputation: `name`, `symbol` and `uri` are what wallets show of the token: 1 to 32
#[test]
fn texts_with_control_characters_are_refused() {
    let mut harness = network();
    let founder = harness.founder();
    for text in ["\n", "a\tb", "\0", "a\0", "\u{7f}", "a\u{85}"] {
        harness.create_reputation(&founder).name(text).expect_error(ReputationError::InvalidText);
        harness.create_reputation(&founder).symbol(text).expect_error(ReputationError::InvalidText);
        harness.create_reputation(&founder).uri(text).expect_error(ReputationError::InvalidText);
    }
    harness.create_reputation(&founder).run();
}

// `mint.rs` tests the mint.

/// Shows reputation.create_reputation: The index starts at one.
#[test]
fn the_index_is_one_and_nothing_is_seeded_or_proposed() {
    let mut harness = network();
    harness.advance(12_345);
    let parameters = Parameters { reserve: units::Reputation(7), ..Parameters::PERSONAL };
    harness.reputation(parameters);
    let (address, bump) = PROGRAMS.reputation(&harness.network);
    let nothing = Parameters {
        half_life: units::Seconds(0),
        rate: reputation_core::Rate(0),
        award_rate: reputation_core::Rate(0),
        constant: units::Reputation(0),
        reserve: units::Reputation(0),
        cool_down: units::Seconds(0),
        seed_budget: units::Reputation(0),
        endorsement_discount: units::Bps(0),
        spam_burn: units::Bps(0),
    };
    let expected = Reputation {
        discriminator: <Reputation as ProgramAccount>::DISCRIMINATOR,
        network: harness.network,
        mint: PROGRAMS.mint(&harness.network).0,
        awards: PROGRAMS.awards(&harness.network).0,
        genesis: NOW + 12_345,
        parameters,
        pending_parameters: nothing,
        due_at: 0,
        seeded: 0,
        bump,
        padding: [0; 7],
    };
    assert_eq!(harness.account::<Reputation>(address), expected);
    assert_eq!(harness.index().shares(units::Reputation(1_234_567)), Some(1_234_567));
    harness.apply_parameters().expect_error(ReputationError::NothingProposed);
}

/// Shows reputation.create_reputation: Emits `ReputationCreated`.
#[test]
fn it_emits_reputation_created() {
    let mut harness = network();
    let founder = harness.founder();
    let (network, (reputation, _), (mint, _)) =
        (harness.network, PROGRAMS.reputation(&harness.network), PROGRAMS.mint(&harness.network));
    let event: ReputationCreated = harness.create_reputation(&founder).run().event();
    assert_eq!(event, ReputationCreated { reputation, network, mint });
}
