//! The specification of `create_network`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Ledger, Network, ProgramAccount},
    pda,
};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, at_every_rent, events::NetworkCreated};
use solana_pubkey::Pubkey;

use crate::{LEDGER, NETWORK};

/// Shows mail.create_network: The network's address is derived from the founder and the name
/// Shows mail.md: A network's address is derived from its founder and name, and only one network can be at it.
/// Shows security.md: Taking a person's address before they do.
#[test]
fn nobody_founds_a_network_at_the_address_of_another_founder() {
    let mut harness = Harness::new();
    let (ada, eve) = (harness.person("Ada"), harness.person("Eve"));
    let adas = PROGRAMS.network(&ada.address(), &pda::network_name("letters").unwrap()).0;
    harness.create_network(&eve).account("network", adas).expect_error(InstructionError::InvalidSeeds);
    harness.create_network(&ada).unsigned("founder").expect_error(InstructionError::MissingRequiredSignature);
    harness.create_network(&ada).run();
    assert_eq!(harness.account::<Network>(adas).founder, ada.address());
}

/// Shows mail.create_network: The network's address is derived from the founder and the name
/// Shows mail.md: A network's address is derived from its founder and name, and only one network can be at it.
/// Shows security.md: A shared address: one account for two networks, people or pairs.
#[test]
fn two_founders_may_choose_the_same_name_and_one_founder_may_choose_two() {
    let mut harness = Harness::new();
    let (ada, eve) = (harness.person("Ada"), harness.person("Eve"));
    harness.create_network(&ada).run();
    harness.create_network(&eve).run();
    harness.create_network(&ada).name("newsletters").run();
}

/// Shows mail.create_network: The signer becomes the network's founder and authority, and pays its rent.
#[test]
fn the_founder_becomes_its_authority_and_pays_its_rent() {
    at_every_rent(|mut harness| {
        let ada = harness.person("Ada");
        let call = harness.create_network(&ada);
        let address = call.address();
        call.run();
        let network: Network = harness.account(address);
        assert_eq!((network.authority, network.founder), (ada.address(), ada.address()));
        assert_eq!(harness.lamports(address), harness.rent(NETWORK));
        assert_eq!(harness.lamports(ada.address()), FORTUNE - harness.rent(NETWORK) - harness.rent(LEDGER));
    });
}

/// Shows mail.create_network: `name` is 1 to 32 bytes of UTF-8 without control characters, padded with zeros.
#[test]
fn names_have_1_to_32_bytes() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    for name in ["x", "Grüße aus Übersee", "0123456789abcdef0123456789abcdef"] {
        let call = harness.create_network(&ada).name(name);
        let address = call.address();
        call.run();
        assert_eq!(harness.account::<Network>(address).display_name(), name);
    }
    harness.create_network(&ada).name("").expect_error(MailError::InvalidName);
}

/// Shows mail.create_network: `name` is 1 to 32 bytes of UTF-8 without control characters, padded with zeros.
#[test]
fn names_are_utf8_filled_up_with_zeros() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    let refused: [(&str, &[u8]); 6] = [
        ("a continuation byte alone", &[0x80]),
        ("a character cut in the middle", &[b'a', 0xC3]),
        ("an overlong encoding", &[0xC0, 0xAF]),
        ("a surrogate", &[0xED, 0xA0, 0x80]),
        ("text after a zero", b"a\0b"),
        ("a zero first", b"\0a"),
    ];
    for (what, name) in refused {
        let mut bytes = [0; 32];
        bytes[..name.len()].copy_from_slice(name);
        let outcome = harness.create_network(&ada).raw_name(bytes).attempt();
        outcome.failed_at(0, what, MailError::InvalidName);
    }
    harness.create_network(&ada).raw_name([0xFF; 32]).expect_error(MailError::InvalidName);
}

/// Shows mail.create_network: `name` is 1 to 32 bytes of UTF-8 without control characters, padded with zeros.
/// Shows security.md: Hostile text.
#[test]
fn names_with_control_characters_are_refused() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    for name in ["\n", "a\tb", "\u{7f}", "a\u{85}"] {
        harness.create_network(&ada).name(name).expect_error(MailError::InvalidName);
    }
}

/// Shows mail.create_network: `treasury` receives the network's cut.
#[test]
fn the_treasury_is_not_the_default_address() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    harness.create_network(&ada).treasury(Pubkey::default()).expect_error(MailError::InvalidTreasury);
    let call = harness.create_network(&ada).treasury(ada.address());
    let address = call.address();
    call.run();
    assert_eq!(harness.account::<Network>(address).treasury, ada.address());
}

// `rules.rs` tests the bounds of the rules.

/// Shows mail.create_network: The rules get version 1.
#[test]
fn the_rules_are_kept_as_given_and_are_version_1() {
    let mut harness = Harness::new();
    let rules = postage::Rules { window_free: 17, ..postage::Rules::PERSONAL };
    let network = harness.network_with(rules);
    let network: Network = harness.account(network);
    assert_eq!(network.rules, rules);
    assert_eq!((network.rules_version, network.padding), (1, [0; 2]));
}

/// Shows mail.create_network: The rules get version 1.
#[test]
fn sending_is_not_paused_and_nothing_is_proposed() {
    let mut harness = Harness::new();
    let network = harness.network();
    let network: Network = harness.account(network);
    assert_eq!((network.paused, network.rules_due_at, network.pending_authority), (0, 0, Pubkey::default()));
    harness.apply_rules().expect_error(MailError::NothingProposed);
    harness.accept_authority(&harness.founder()).expect_error(MailError::NotProposed);
}

/// Shows mail.create_network: The network's `ledger` is created too.
/// Shows mail.md: Each network has its own ledger, and no other ledger is accepted.
#[test]
fn the_founder_pays_for_a_ledger_that_has_counted_nothing() {
    at_every_rent(|mut harness| {
        let ada = harness.person("Ada");
        let call = harness.create_network(&ada);
        let network = call.address();
        call.run();
        let (address, bump) = PROGRAMS.ledger(&network);
        let (discriminator, nothing) = (Ledger::DISCRIMINATOR, 0);
        let expected = Ledger {
            discriminator,
            network,
            mailboxes: nothing,
            messages: nothing,
            earned: nothing,
            cut: nothing,
            unpaid: nothing,
            bump,
            padding: [0; 7],
        };
        assert_eq!(harness.account::<Ledger>(address), expected);
        assert_eq!(harness.lamports(address), harness.rent(LEDGER));
    });
}

/// Shows mail.create_network: The network's `ledger` is created too.
/// Shows mail.md: Each network has its own ledger, and no other ledger is accepted.
#[test]
fn the_ledger_of_another_network_is_refused() {
    let mut harness = Harness::new();
    let other = harness.network();
    let ada = harness.person("Ada");
    for ledger in [PROGRAMS.ledger(&other).0, PROGRAMS.ledger(&ada.address()).0] {
        harness.create_network(&ada).account("ledger", ledger).expect_error(InstructionError::InvalidSeeds);
    }
    harness.create_network(&ada).run();
}

/// Shows mail.create_network: Emits `NetworkCreated`.
#[test]
fn it_emits_network_created() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    let treasury = harness.person("Treasurer").address();
    let call = harness.create_network(&ada).treasury(treasury);
    let network = call.address();
    let event: NetworkCreated = call.run().event();
    assert_eq!(event, NetworkCreated { network, founder: ada.address(), treasury });
}

/// Shows mail.md: A network's address is derived from its founder and name, and only one network can be at it.
/// Shows security.md: Reinitialization.
#[test]
fn a_network_is_founded_once() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    harness.create_network(&ada).run();
    // The system program's `AccountAlreadyInUse`.
    harness.create_network(&ada).expect_error(InstructionError::Custom(0));
}
