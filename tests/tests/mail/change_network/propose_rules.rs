//! The specification of `propose_rules`.

use bmail_sdk::accounts::Network;
use bmail_testing::{Harness, InstructionError, MailError, events::RulesProposed};
use postage::Rules;
use units::Seconds;

use super::{DELAY, NEW};
use crate::rules::{ACCEPTED, REFUSED};

/// Shows mail.propose_rules: Only the network's authority may call it.
/// Shows mail.md: Only the authority can propose rules.
#[test]
fn only_the_authority_proposes_rules() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    harness.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    // The person to whom the authority is offered does not have it yet.
    harness.propose_authority(&founder, ada.address()).run();
    harness.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    let unsigned = harness.propose_rules(&founder, NEW).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.propose_rules(&founder, NEW).run();
}

/// Shows mail.propose_rules: Only the network's authority may call it.
#[test]
fn the_authority_of_one_network_has_none_over_another() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    let call = harness.create_network(&ada);
    let adas = call.address();
    call.run();
    harness.network();
    harness.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    harness.propose_rules(&ada, NEW).account("network", adas).run();
}

/// Shows mail.propose_rules: `rules` must pass `postage::Rules::validate`.
#[test]
fn rules_beyond_any_bound_are_refused_with_its_own_error() {
    let mut harness = Harness::new();
    let network = harness.network();
    let (before, founder) = (harness.account::<Network>(network), harness.founder());
    for (what, change, error) in REFUSED {
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        harness.propose_rules(&founder, rules).refused(what, error);
    }
    assert_eq!(harness.account::<Network>(network), before);
}

/// Shows mail.propose_rules: `rules` must pass `postage::Rules::validate`.
#[test]
fn rules_within_every_bound_are_accepted() {
    let mut harness = Harness::new();
    let network = harness.network();
    let founder = harness.founder();
    for (_, change) in ACCEPTED {
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        harness.propose_rules(&founder, rules).run();
        assert_eq!(harness.account::<Network>(network).pending_rules, rules);
    }
}

/// Shows mail.propose_rules: The new rules are due after the `rules_delay` of the rules in force.
/// Shows mail.md: Only the authority can propose rules.
/// Shows security.md: A price or rules that change between quote and send.
#[test]
fn they_are_due_after_the_delay_and_nothing_else_changes() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (network, founder) = (harness.network, harness.founder());
    let (before, price) = (harness.account::<Network>(network), harness.quote(&ada, &bo, 300));
    harness.propose_rules(&founder, NEW).run();
    let due = harness.now() + DELAY;
    let after: Network = harness.account(network);
    assert_eq!(after, Network { pending_rules: NEW, rules_due_at: due, ..before });
    // They bind no one before they are applied, no matter how long they have been due.
    harness.advance(2 * DELAY);
    harness.send(&ada, &bo).rules_version(1).max_fee(price.postage.0).run();
}

/// Shows mail.propose_rules: The new rules are due after the `rules_delay` of the rules in force.
/// Shows security.md: A captured or mistyped authority.
#[test]
fn a_second_proposal_replaces_the_first_and_waits_from_its_own_time_on() {
    let mut harness = Harness::new();
    let network = harness.network();
    let founder = harness.founder();
    harness.propose_rules(&founder, NEW).run();
    harness.advance(DELAY - 1);
    let other = Rules { window_free: 6, ..Rules::PERSONAL };
    harness.propose_rules(&founder, other).run();
    harness.advance(1);
    // Now the first proposal would be due.
    harness.apply_rules().expect_error(MailError::RulesNotDue);
    harness.advance(DELAY - 2);
    harness.apply_rules().expect_error(MailError::RulesNotDue);
    harness.advance(1);
    harness.apply_rules().run();
    assert_eq!(harness.account::<Network>(network).rules, other);
    harness.apply_rules().expect_error(MailError::NothingProposed);
}

/// Shows mail.propose_rules: The new rules are due after the `rules_delay` of the rules in force.
/// Shows mail.md: Only the authority can propose rules.
/// Shows security.md: A shorter delay, to apply other rules sooner.
#[test]
fn the_delay_is_that_of_the_rules_in_force_and_not_of_the_proposed() {
    const HOUR: u64 = 3_600;
    for (first, second) in [(HOUR, 90 * 24 * HOUR), (90 * 24 * HOUR, HOUR)] {
        let with_delay = |seconds| Rules { rules_delay: Seconds(seconds), ..Rules::PERSONAL };
        let mut harness = Harness::new();
        let network = harness.network_with(with_delay(first));
        let founder = harness.founder();
        // The proposed delay counts only once it is in force.
        for delay in [first, second] {
            harness.propose_rules(&founder, with_delay(second)).run();
            assert_eq!(harness.account::<Network>(network).rules_due_at, harness.now() + delay as i64);
            harness.advance(delay as i64 - 1);
            harness.apply_rules().expect_error(MailError::RulesNotDue);
            harness.advance(1);
            harness.apply_rules().run();
        }
    }
}

/// Shows mail.propose_rules: Emits `RulesProposed`.
#[test]
fn it_emits_rules_proposed() {
    let mut harness = Harness::new();
    let network = harness.network();
    let event: RulesProposed = harness.propose_rules(&harness.founder(), NEW).run().event();
    assert_eq!(event, RulesProposed { network, due_at: harness.now() + DELAY });
}
