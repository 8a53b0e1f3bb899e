//! `cancel`.

use bmail_sdk::accounts::Opinion::*;
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{REVIEW, Scenario, TOTAL};

/// Shows bounty.cancel: Before the first commitment, only the issuer or the network's authority may call it.
/// Shows bounty.cancel: It can be called once.
/// Shows bounties.md: Before the first commitment the issuer or the authority can cancel the bounty.
#[test]
fn before_the_first_commitment_by_the_issuer_or_the_networks_authority() {
    for opens in [false, true] {
        let scenario = || if opens { Scenario::open() } else { Scenario::draft() };
        let Scenario { mut harness, bounty, issuer, patron, .. } = scenario();
        harness.cancel(&patron, bounty).expect_error(E::NotIssuer);
        harness.cancel(&issuer, bounty).run();
        harness.cancel(&issuer, bounty).expect_error(E::Cancelled);
        let Scenario { mut harness, bounty, .. } = scenario();
        let founder = harness.founder();
        harness.cancel(&founder, bounty).run();
    }
}

/// Shows bounty.cancel: After the first commitment, only the network's authority may call it
/// Shows bounties.md: Before the first commitment the issuer or the authority can cancel the bounty.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn after_it_only_by_the_authority_before_the_review_ends() {
    let Scenario { mut harness, bounty, issuer, .. } = Scenario::committed(1);
    harness.cancel(&issuer, bounty).expect_error(E::TooLateToCancel);
    let founder = harness.founder();
    harness.cancel(&founder, bounty).run();
    let Scenario { mut harness, bounty, .. } = Scenario::judged(&[Accept]);
    harness.advance(REVIEW - 1);
    let other = harness.cancel(&founder, bounty).instruction();
    harness.advance(1);
    harness.execute(std::slice::from_ref(&other)).failed_at(0, "cancelling", E::TooLateToCancel);
    harness.advance(-1);
    harness.execute(&[other]).succeeded("cancelling in the last second");
}

/// Shows bounties.md: After that everyone gets everything back, and no award is paid.
#[test]
fn everybody_has_everything_back_before_and_after_commitments() {
    for commitments in [0, 3] {
        let mut scenario = Scenario::committed(commitments);
        let (bounty, founder) = (scenario.bounty, scenario.harness.founder());
        scenario.harness.cancel(&founder, bounty).run();
        for submitter in &scenario.submitters {
            scenario.harness.close_submission(submitter, bounty).run();
            assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE);
        }
        scenario.harness.withdraw_contribution(&scenario.patron, bounty).by_anybody().run();
        assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE);
        scenario.harness.close_bounty(&scenario.issuer, bounty).run();
        assert_eq!(scenario.harness.lamports(scenario.issuer.address()), FORTUNE);
    }
}

/// Shows bounty.claim: The challenge period must be over.
/// Shows bounties.md: After that everyone gets everything back, and no award is paid.
#[test]
fn nothing_is_claimed_of_a_cancelled_bounty() {
    let mut scenario = Scenario::judged(&[Accept]);
    let founder = scenario.harness.founder();
    scenario.harness.cancel(&founder, scenario.bounty).run();
    scenario.harness.advance(10 * REVIEW);
    scenario.harness.claim(&scenario.submitters[0], scenario.bounty).expect_error(E::Cancelled);
    scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).run();
    assert_eq!((scenario.state().held, scenario.state().funded), (0, TOTAL));
}
