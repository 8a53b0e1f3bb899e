//! The specification of `propose_rules`.

use bmail_sdk::accounts::Network;
use bmail_testing::{InstructionError, MailError, Stage, events::RulesProposed};
use postage::{Rules, Seconds};

use super::{DELAY, NEW};
use crate::rules::{ACCEPTED, REFUSED};

#[test]
fn bullet_1_only_the_authority_proposes_rules() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    stage.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    // To whom the authority is offered does not have it yet.
    stage.propose_authority(&founder, ada.address()).run();
    stage.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    let unsigned = stage.propose_rules(&founder, NEW).unsigned("authority");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    stage.propose_rules(&founder, NEW).run();
}

#[test]
fn bullet_1_the_authority_of_one_network_has_none_over_another() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    let call = stage.create_network(&ada);
    let adas = call.address();
    call.run();
    stage.network();
    stage.propose_rules(&ada, NEW).expect_error(MailError::NotAuthority);
    stage.propose_rules(&ada, NEW).account("network", adas).run();
}

#[test]
fn bullet_2_rules_beyond_any_bound_are_refused_with_its_own_error() {
    let mut stage = Stage::new();
    let network = stage.network();
    let (before, founder) = (stage.account::<Network>(network), stage.founder());
    for (what, change, error) in REFUSED {
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        stage.propose_rules(&founder, rules).refused(what, error);
    }
    assert_eq!(stage.account::<Network>(network), before);
}

#[test]
fn bullet_2_rules_within_every_bound_are_accepted() {
    let mut stage = Stage::new();
    let network = stage.network();
    let founder = stage.founder();
    for (_, change) in ACCEPTED {
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        stage.propose_rules(&founder, rules).run();
        assert_eq!(Rules::from(&stage.account::<Network>(network).pending_rules), rules);
    }
}

#[test]
fn bullet_3_they_are_due_after_the_delay_and_nothing_else_changes() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (network, founder) = (stage.network, stage.founder());
    let (before, price) = (stage.account::<Network>(network), stage.quote(&ada, &bo, 300));
    stage.propose_rules(&founder, NEW).run();
    let due = stage.now() + DELAY;
    let after: Network = stage.account(network);
    assert_eq!(after, Network { pending_rules: (&NEW).into(), rules_due_at: due, ..before });
    // They bind nobody before they are applied, however long ago they were due.
    stage.advance(2 * DELAY);
    stage.send(&ada, &bo).rules_version(1).max_fee(price.postage.0).run();
}

#[test]
fn bullet_3_a_second_proposal_replaces_the_first_and_waits_from_its_own_time_on() {
    let mut stage = Stage::new();
    let network = stage.network();
    let founder = stage.founder();
    stage.propose_rules(&founder, NEW).run();
    stage.advance(DELAY - 1);
    let other = Rules { window_free: 6, ..Rules::PERSONAL };
    stage.propose_rules(&founder, other).run();
    stage.advance(1);
    // Now the first would be due.
    stage.apply_rules().expect_error(MailError::RulesNotDue);
    stage.advance(DELAY - 2);
    stage.apply_rules().expect_error(MailError::RulesNotDue);
    stage.advance(1);
    stage.apply_rules().run();
    assert_eq!(Rules::from(&stage.account::<Network>(network).rules), other);
    stage.apply_rules().expect_error(MailError::NothingProposed);
}

#[test]
fn bullet_3_the_delay_is_that_of_the_rules_in_force_and_not_of_the_proposed() {
    const HOUR: u64 = 3_600;
    for (first, second) in [(HOUR, 90 * 24 * HOUR), (90 * 24 * HOUR, HOUR)] {
        let with_delay = |seconds| Rules { rules_delay: Seconds(seconds), ..Rules::PERSONAL };
        let mut stage = Stage::new();
        let network = stage.network_with(with_delay(first));
        let founder = stage.founder();
        // The proposed delay counts once it is in force, and no sooner.
        for delay in [first, second] {
            stage.propose_rules(&founder, with_delay(second)).run();
            assert_eq!(stage.account::<Network>(network).rules_due_at, stage.now() + delay as i64);
            stage.advance(delay as i64 - 1);
            stage.apply_rules().expect_error(MailError::RulesNotDue);
            stage.advance(1);
            stage.apply_rules().run();
        }
    }
}

#[test]
fn bullet_4_it_emits_rules_proposed() {
    let mut stage = Stage::new();
    let network = stage.network();
    let event: RulesProposed = stage.propose_rules(&stage.founder(), NEW).run().event();
    assert_eq!(event, RulesProposed { network, due_at: stage.now() + DELAY });
}
