//! What each instruction emits, and which emit nothing because an account is the record.

use bmail_sdk::{PROGRAMS, accounts::Opinion::*};
use bmail_testing::{
    Harness,
    events::{
        Allocated, Awarded, BountyCancelled, BountyClosed, BountyCreated, BountyOpened, Claimed, Contributed,
        ContributionWithdrawn, LimitApplied, LimitProposed, SubmissionClosed, TreasuryCreated, Vetoed,
    },
};
use postage::Rules;
use reputation_core::Parameters;

use crate::{REVIEW, Scenario, TERMS, TOTAL};

/// Shows bounty.allocate: Emits `Allocated`, with what was given.
/// Shows bounty.contribute: Emits `Contributed`.
/// Shows bounty.create_treasury: Emits `TreasuryCreated`.
#[test]
fn a_treasury_is_created_given_to_and_allocates() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let (founder, network, treasury) = (harness.founder(), harness.network, PROGRAMS.treasury(&harness.network).0);
    let created: TreasuryCreated = harness.create_treasury(&founder).run().event();
    assert_eq!(created, TreasuryCreated { treasury, network });
    let contributed: Contributed = harness.contribute(&ada, 77).run().event();
    assert_eq!(contributed, Contributed { to: treasury, contributor: ada.address(), amount: 77 });
    let Scenario { mut harness, bounty, .. } = Scenario::draft();
    let allocated: Allocated = harness.allocate(bounty, 5).run().event();
    assert_eq!(allocated, Allocated { bounty, amount: 5 });
}

/// Shows bounty.create_token_treasury: Emits `TreasuryCreated`.
#[test]
fn a_treasury_for_a_token_is_created() {
    let mut harness = Harness::with_treasury();
    let (founder, network, money) = (harness.founder(), harness.network, harness.spl_token());
    let treasury = harness.treasury_for(&money);
    let created: TreasuryCreated = harness.create_token_treasury(&founder, &money).run().event();
    assert_eq!(created, TreasuryCreated { treasury, network });
}

/// Shows bounty.apply_limit: Emits `LimitApplied`.
/// Shows bounty.propose_limit: Emits `LimitProposed`.
#[test]
fn a_limit_is_proposed_and_applied() {
    let (mut harness, delay) = (Harness::with_treasury(), Rules::PERSONAL.rules_delay.0 as i64);
    let (founder, treasury) = (harness.founder(), PROGRAMS.treasury(&harness.network).0);
    let due_at = harness.now() + delay;
    let proposed: LimitProposed = harness.propose_limit(&founder, 5).run().event();
    assert_eq!(proposed, LimitProposed { treasury, limit: 5, due_at });
    harness.advance(delay);
    let applied: LimitApplied = harness.apply_limit().run().event();
    assert_eq!(applied, LimitApplied { treasury, limit: 5 });
}

/// Shows bounty.create_bounty: Emits `BountyCreated`.
/// Shows bounty.fund: Emits `Contributed`, with what was taken.
/// Shows bounty.open: Emits `BountyOpened`.
#[test]
fn a_bounty_is_created_funded_and_opened() {
    let mut harness = Harness::with_treasury();
    let [issuer, rex, patron] = ["Issuer", "Rex", "Patron"].map(|name| harness.person(name));
    let network = harness.network;
    let create = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| terms.threshold = 1);
    let bounty = create.address();
    let created: BountyCreated = create.run().event();
    assert_eq!(created, BountyCreated { bounty, network, issuer: issuer.address() });
    let contributed: Contributed = harness.fund(&patron, bounty, TOTAL).run().event();
    assert_eq!(contributed, Contributed { to: bounty, contributor: patron.address(), amount: TOTAL });
    let opened: BountyOpened = harness.open(&issuer, bounty).run().event();
    assert_eq!(opened, BountyOpened { bounty });
}

/// Shows bounty.commit: Emits nothing: the submission's account is the record.
/// Shows bounty.reveal: Emits nothing: the submission's account is the record.
/// Shows bounty.review: Emits nothing: the submission's account is the record.
#[test]
fn working_and_judging_emit_nothing() {
    let Scenario { mut harness, bounty, reviewers, .. } = Scenario::open();
    let sid = harness.person("Sid");
    harness.commit(&sid, bounty).run().without_events();
    harness.advance(crate::SUBMIT);
    harness.reveal_submission(&sid, bounty).run().without_events();
    harness.advance(crate::REVEAL);
    for (reviewer, opinion) in reviewers.iter().zip([Accept, Reject, Spam]) {
        harness.review(reviewer, &sid, bounty, opinion).run().without_events();
    }
}

/// Shows bounty.veto: Emits `Vetoed`.
#[test]
fn an_award_is_vetoed() {
    let mut scenario = Scenario::judged(&[Accept]);
    scenario.harness.advance(REVIEW);
    let submission = scenario.harness.submission_of(&scenario.submitters[0], scenario.bounty);
    let vetoed: Vetoed = scenario.harness.veto(&scenario.submitters[0], scenario.bounty).run().event();
    assert_eq!(vetoed, Vetoed { submission });
}

/// Shows bounty.claim: Emits `Claimed`.
/// Shows bounty.close_bounty: Emits `BountyClosed`.
/// Shows bounty.close_submission: Emits `SubmissionClosed`.
/// Shows bounty.withdraw_contribution: Emits `ContributionWithdrawn`.
#[test]
fn an_award_is_claimed_and_everything_closed() {
    let Scenario { mut harness, bounty, issuer, patron, submitters, .. } = Scenario::settled(&[Accept, Spam]);
    let [won, spam] = [0, 1].map(|place| harness.submission_of(&submitters[place], bounty));
    let [winner, spammer] = [0, 1].map(|place| submitters[place].address());
    let claimed: Claimed = harness.claim(&submitters[0], bounty).run().event();
    assert_eq!(claimed, Claimed { submission: won, submitter: winner, reward: TERMS.reward });
    let withdrawn: ContributionWithdrawn = harness.withdraw_contribution(&patron, bounty).run().event();
    let amount = TOTAL - TERMS.reward;
    assert_eq!(withdrawn, ContributionWithdrawn { bounty, contributor: patron.address(), amount });
    let closed: SubmissionClosed = harness.close_submission(&submitters[0], bounty).run().event();
    assert_eq!(closed, SubmissionClosed { submission: won, submitter: winner, forfeited: 0, bond: 0 });
    let closed: SubmissionClosed = harness.close_submission(&submitters[1], bounty).run().event();
    assert_eq!(closed, SubmissionClosed { submission: spam, submitter: spammer, forfeited: TERMS.stake.0, bond: 0 });
    let closed: BountyClosed = harness.close_bounty(&issuer, bounty).run().event();
    assert_eq!(closed, BountyClosed { bounty });
}

/// Shows bounty.cancel: Emits `BountyCancelled`.
/// Shows bounty.return_allocation: Emits `ContributionWithdrawn`.
#[test]
fn a_bounty_is_cancelled_and_what_was_given_returns() {
    let Scenario { mut harness, bounty, issuer, .. } = Scenario::draft();
    let treasury = PROGRAMS.treasury(&harness.network).0;
    harness.allocate(bounty, 5).run();
    let cancelled: BountyCancelled = harness.cancel(&issuer, bounty).run().event();
    assert_eq!(cancelled, BountyCancelled { bounty });
    let withdrawn: ContributionWithdrawn = harness.return_allocation(bounty).run().event();
    assert_eq!(withdrawn, ContributionWithdrawn { bounty, contributor: treasury, amount: 5 });
}

/// Shows bounty.earn_reputation: Emits nothing.
#[test]
fn of_reputation_only_its_program_speaks() {
    let mut scenario = Scenario::with(|terms| terms.earns_reputation = 1);
    scenario.harness.reputation(Parameters::PERSONAL);
    let winner = scenario.harness.person("Submitter 0");
    scenario.harness.open_standing(&winner).run();
    let mut scenario = scenario.opens().commits(1).reveals().judges(&[Accept]).settles();
    scenario.harness.claim(&winner, scenario.bounty).run();
    let standing = scenario.harness.standing_of(&winner);
    let awarded: Awarded = scenario.harness.earn_reputation(&winner, scenario.bounty).run().event();
    assert_eq!(awarded, Awarded { standing, shares: 0 });
}

/// Shows bounty.close_vault: Emits nothing.
/// Shows bounty.create_vault: Emits nothing: the bounty's account is the record.
/// Shows bounty.tally: Emits nothing: `weekly_stats` is the record.
#[test]
fn weeks_and_vaults_emit_nothing() {
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    scenario.harness.tally().run().without_events();
    scenario.harness.create_vault(&scenario.issuer, bounty, &money).run().without_events();
    scenario.harness.close_vault(&scenario.issuer, bounty).run().without_events();
}
