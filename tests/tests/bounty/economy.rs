//! The weekly figures: what a community earned, invested and spent, gross and net.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Opinion::*, Week, WeeklyStats},
};
use bmail_testing::{BountyError as E, Harness};
use bounty_core::week_of;
use units::Timestamp;

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scenario, TERMS, TOTAL};

fn week(harness: &Harness) -> Week {
    let weekly_stats: WeeklyStats = harness.account(PROGRAMS.weekly_stats(&harness.network).0);
    let number = week_of(Timestamp(harness.now()));
    let place = (number % 52) as usize;
    let week = weekly_stats.weeks[place];
    assert_eq!(week.number, number);
    week
}

/// Shows bounty.tally: `ledger` and `weekly_stats` must belong to the same network.
/// Shows bounties.md: A tally counts what is new in the mail program's ledger, once.
/// Shows security.md: Inflating the community's figures.
#[test]
fn a_tally_brings_what_mails_ledger_has_counted_since_the_last_one() {
    let mut harness = Harness::with_treasury();
    let [ada, bo] = ["Ada", "Bo"].map(bmail_testing::Person::named);
    // Such small amounts arrive only if the network's own treasury already holds a wallet's rent.
    harness.person("treasury");
    let mut earned = 0;
    for round in 0..3 {
        let message = harness.send(&ada, &bo).run_and_find();
        let before = harness.lamports(bo.address());
        harness.acknowledge(&bo, message).run();
        earned += harness.lamports(bo.address()) - before;
        harness.sweep(&bo).run();
        harness.tally().run();
        assert_eq!((week(&harness).earned, week(&harness).mailboxes), (earned, 2), "{round}");
    }
    harness.tally().run();
    assert_eq!(week(&harness).earned, earned);
    harness.advance(7 * 86_400);
    harness.tally().run();
    assert_eq!(week(&harness).earned, 0);
    let here = harness.network;
    let elsewhere = PROGRAMS.ledger(&harness.network()).0;
    harness.network = here;
    harness.tally().account("ledger", elsewhere).expect_error(E::OtherNetwork);
}

/// Shows bounty.claim: `contribution` is the address of the submitter's contribution to this bounty
/// Shows bounty.claim: `weekly_stats` must belong to the bounty's network.
/// Shows bounties.md: A contribution counts as invested and a claim as spent.
/// Shows security.md: Inflating the community's figures.
#[test]
fn a_claim_counts_as_spent_and_what_its_winner_had_contributed_apart() {
    let mut scenario = Scenario::draft();
    let (bounty, sid) = (scenario.bounty, scenario.harness.person("Sid"));
    scenario.harness.fund(&sid, bounty, TOTAL / 3).run();
    scenario.harness.fund(&scenario.patron, bounty, TOTAL - TOTAL / 3).run();
    scenario.harness.open(&scenario.issuer, bounty).run();
    scenario.harness.commit(&sid, bounty).run();
    scenario.harness.advance(SUBMIT);
    scenario.harness.reveal_submission(&sid, bounty).run();
    scenario.harness.advance(REVEAL);
    for reviewer in &scenario.reviewers[..2] {
        scenario.harness.review(reviewer, &sid, bounty, Accept).run();
    }
    scenario.harness.advance(REVIEW + CHALLENGE);
    let patrons = PROGRAMS.contribution(&scenario.patron.address(), &bounty).0;
    scenario.harness.claim(&sid, bounty).account("contribution", patrons).expect_error(E::WrongContributor);
    scenario.harness.claim(&sid, bounty).run();
    let week = week(&scenario.harness);
    assert_eq!((week.spent, week.self_funded), (TERMS.reward, TERMS.reward.div_ceil(3)));
}
