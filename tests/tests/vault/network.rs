//! A vault as a network's authority.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Network, Reputation, Treasury},
    instructions::{bounty, mail, reputation},
};
use bmail_testing::{Harness, MailError, Person, REPUTATION};
use bounty_core::Terms;
use postage::Rules;
use reputation_core::Parameters;
use units::{Bps, Lamports};

const DEARER: Rules = Rules { base_fee: Lamports(2 * Rules::PERSONAL.base_fee.0), ..Rules::PERSONAL };

/// A vault that has founded a network, on which Ada and Bo have mailboxes.
fn founded() -> (Harness, Person, Person, Person) {
    let mut harness = Harness::new();
    let vera = harness.vault("Vera");
    let found = harness.create_network(&vera);
    let network = found.address();
    found.run();
    harness.network = network;
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    (harness, vera, ada, bo)
}

/// Shows sdk.md: A vault founds a network, or takes over its authority, and does with it what a wallet does
#[test]
fn a_vault_changes_rules_pauses_and_hands_over() {
    let (mut harness, vera, ada, bo) = founded();
    harness.propose_rules(&vera, DEARER).run();
    harness.advance(Rules::PERSONAL.rules_delay.0.cast_signed());
    harness.apply_rules().run();
    assert_eq!(harness.account::<Network>(harness.network).rules, DEARER);
    harness.set_sending(&vera, true).run();
    harness.send(&ada, &bo).expect_error(MailError::SendingPaused);
    harness.set_sending(&vera, false).run();
    harness.send(&ada, &bo).run();
    harness.propose_authority(&vera, ada.address()).run();
    harness.accept_authority(&ada).run();
    harness.set_sending(&vera, true).expect_error(MailError::NotAuthority);
}

/// Shows sdk.md: A vault founds a network, or takes over its authority, and does with it what a wallet does
#[test]
fn a_vault_accepts_the_authority_that_is_offered_to_it() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let (founder, vera, victor) = (harness.founder(), harness.vault("Vera"), harness.vault("Victor"));
    harness.propose_authority(&founder, vera.address()).run();
    harness.accept_authority(&victor).expect_error(MailError::NotProposed);
    harness.accept_authority(&vera).run();
    harness.set_sending(&founder, true).expect_error(MailError::NotAuthority);
    harness.set_sending(&vera, true).run();
}

/// Shows sdk.md: A vault founds a network, or takes over its authority, and does with it what a wallet does
#[test]
fn a_vault_has_the_authority_over_reputation_and_treasury() {
    let (mut harness, vera, ada, bo) = founded();
    let (chain, network, authority) = (harness.chain(), harness.network, vera.address());
    harness.create_reputation(&vera).run();
    harness.open_standing(&ada).run();
    let seed = reputation::seed(&chain, &network, &authority, &ada.address(), units::Reputation(REPUTATION));
    harness.execute(&seed.only().instructions()).succeeded("seeding");
    assert_eq!(harness.reputation_of(&ada).0, REPUTATION);
    let milder = Parameters { spam_burn: Bps(1_000), ..Parameters::PERSONAL };
    harness.propose_parameters(&vera, &milder).run();

    harness.create_treasury(&vera).run();
    harness.adopt_treasury(&vera).run();
    harness.contribute(&ada, 1_000_000_000).run();
    harness.propose_limit(&vera, 7).run();
    let terms = Terms { awards: 1, ..Terms::EXAMPLE };
    let bounty = harness.create_bounty(&ada, &[&bo], &terms).run_and_find();
    let allocate = bounty::allocate(&chain, &harness.bounty_at(bounty), &authority, terms.reward);
    harness.execute(&allocate.only().instructions()).succeeded("allocating");
    harness.open(&ada, bounty).run();
    harness.cancel(&vera, bounty).run();
    harness.return_allocation(bounty).run();

    harness.advance(Rules::PERSONAL.rules_delay.0.cast_signed());
    harness.apply_parameters().run();
    harness.apply_limit().run();
    let reputation: Reputation = harness.account(PROGRAMS.reputation(&network).0);
    let treasury: Treasury = harness.account(PROGRAMS.treasury(&network).0);
    assert_eq!((reputation.parameters, treasury.limit), (milder, 7));
    let sweep = mail::sweep(&chain, &network, &PROGRAMS.treasury(&network).0, None);
    harness.execute(&sweep.only().instructions()).succeeded("sweeping");
}
