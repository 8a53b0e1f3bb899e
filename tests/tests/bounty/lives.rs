//! Whole lives of bounties, from the first lamport to the last.

use bmail_sdk::{PROGRAMS, accounts::Opinion::*};
use bmail_testing::FORTUNE;

use crate::{CHALLENGE, REVIEW, Scenario, TERMS, TOTAL};

/// Shows bounties.md: Rent returns to the person who paid it.
/// Shows bounties.md: In the end nothing is left, and everyone has what is theirs.
#[test]
fn the_first_three_of_five_are_paid_and_in_the_end_nothing_is_left() {
    let mut scenario = Scenario::settled(&[Accept, Spam, Accept, Accept, Accept]);
    let (bounty, treasury) = (scenario.bounty, PROGRAMS.treasury(&scenario.harness.network).0);
    let before = scenario.harness.lamports(treasury);
    for place in [0, 2, 3] {
        scenario.harness.claim(&scenario.submitters[place], bounty).run();
    }
    for submitter in &scenario.submitters {
        scenario.harness.close_submission(submitter, bounty).run();
    }
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    scenario.harness.close_bounty(&scenario.issuer, bounty).run();
    let gains = [TERMS.reward as i64, -(TERMS.stake.0 as i64), TERMS.reward as i64, TERMS.reward as i64, 0];
    for (submitter, gain) in scenario.submitters.iter().zip(gains) {
        assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE.strict_add_signed(gain));
    }
    assert_eq!(scenario.harness.lamports(treasury), before + TERMS.stake.0);
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE - TOTAL);
    assert_eq!(scenario.harness.lamports(scenario.issuer.address()), FORTUNE);
}

/// Shows bounties.md: If there are too few submissions, or all are vetoed, the rest returns to the contributors.
#[test]
fn too_few_answers_leave_the_rest_to_who_contributed_it() {
    let mut scenario = Scenario::settled(&[Accept]);
    let bounty = scenario.bounty;
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    assert_eq!(scenario.state().held, TERMS.reward);
    scenario.harness.claim(&scenario.submitters[0], bounty).run();
    scenario.harness.close_submission(&scenario.submitters[0], bounty).run();
    scenario.harness.close_bounty(&scenario.issuer, bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE - TERMS.reward);
}

/// Shows bounties.md: If there are too few submissions, or all are vetoed, the rest returns to the contributors.
#[test]
fn a_veto_of_all_leaves_everything_to_who_contributed_it() {
    let mut scenario = Scenario::judged(&[Accept; 2]);
    let bounty = scenario.bounty;
    scenario.harness.advance(REVIEW);
    for submitter in &scenario.submitters {
        scenario.harness.veto(submitter, bounty).run();
    }
    scenario.harness.advance(CHALLENGE);
    for submitter in &scenario.submitters {
        scenario.harness.close_submission(submitter, bounty).run();
        assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE);
    }
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    scenario.harness.close_bounty(&scenario.issuer, bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE);
}

/// Shows bounty.close_bounty: The rent, what is left of the bond, and any lamports that were sent to the bounty's address
/// Shows bounties.md: Lamports that were sent to the bounty's address are not paid out as rewards.
#[test]
fn lamports_that_somebody_gave_to_a_bounty_are_nobodys_reward() {
    let mut scenario = Scenario::settled(&[Accept]);
    let bounty = scenario.bounty;
    scenario.harness.give(bounty, 12_345);
    scenario.harness.claim(&scenario.submitters[0], bounty).run();
    scenario.harness.close_submission(&scenario.submitters[0], bounty).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE - TERMS.reward);
    scenario.harness.close_bounty(&scenario.issuer, bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.issuer.address()), FORTUNE + 12_345);
}
