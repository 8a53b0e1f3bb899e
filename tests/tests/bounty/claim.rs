//! `claim`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Opinion::*, WeeklyStats},
};
use bmail_testing::{BountyError as E, Harness, Person};
use solana_pubkey::Pubkey;

use crate::{CHALLENGE, REVIEW, Scenario, TERMS, TOTAL};

/// Shows bounty.claim: The challenge period must be over.
/// Shows bounties.md: After the challenge period anyone can claim an award for its winner, once.
#[test]
fn only_after_the_challenge_period() {
    let mut scenario = Scenario::judged(&[Accept]);
    let (bounty, harness, sid) = (scenario.bounty, &mut scenario.harness, &scenario.submitters[0]);
    harness.claim(sid, bounty).expect_error(E::WrongPhase);
    harness.advance(REVIEW + CHALLENGE - 1);
    harness.claim(sid, bounty).expect_error(E::WrongPhase);
    harness.advance(1);
    harness.claim(sid, bounty).run();
}

/// Shows bounty.claim: `submission` must belong to the bounty.
/// Shows bounties.md: The winners are the first accepted submissions in order of commitment, no matter in which order
///   they are reviewed or claimed.
/// Shows security.md: Being reviewed before an earlier submission.
#[test]
fn the_first_accepted_ones_in_order_of_commitment_whoever_claims_first() {
    let mut scenario = Scenario::settled(&[Accept, Reject, Accept, Accept, Accept]);
    let bounty = scenario.bounty;
    scenario.harness.claim(&scenario.submitters[4], bounty).expect_error(E::NoAwardLeft);
    scenario.harness.claim(&scenario.submitters[1], bounty).expect_error(E::NotAccepted);
    for place in [3, 0, 2] {
        let before = scenario.harness.lamports(scenario.submitters[place].address());
        scenario.harness.claim(&scenario.submitters[place], bounty).run();
        assert_eq!(scenario.harness.lamports(scenario.submitters[place].address()), before + TERMS.reward);
    }
    scenario.harness.claim(&scenario.submitters[4], bounty).expect_error(E::NoAwardLeft);
    assert_eq!((scenario.state().held, scenario.state().owed), (0, 0));
}

/// Shows bounty.claim: `submission` must belong to the bounty.
/// Shows bounties.md: After the challenge period anyone can claim an award for its winner, once.
/// Shows security.md: Claiming an award twice, or after closing.
#[test]
fn an_award_is_never_paid_twice_in_one_transaction_or_many() {
    let mut scenario = Scenario::settled(&[Accept]);
    let (bounty, harness, sid) = (scenario.bounty, &mut scenario.harness, &scenario.submitters[0]);
    let claim = harness.claim(sid, bounty).instruction();
    harness.execute(&[claim.clone(), claim]).failed_at(1, "claiming twice", E::AlreadyPaid);
    harness.claim(sid, bounty).run();
    harness.claim(sid, bounty).expect_error(E::AlreadyPaid);
    let (claim, close) =
        (harness.claim(sid, bounty).instruction(), harness.close_submission(sid, bounty).instruction());
    let outcome = harness.execute(&[close, claim]);
    assert!(outcome.result.is_err(), "a closed submission is claimed");
}

/// Shows bounty.claim: For SOL, `payee` is the submitter's wallet.
/// Shows bounties.md: After the challenge period anyone can claim an award for its winner, once.
/// Shows security.md: An issuer or a reviewer who pays themselves.
#[test]
fn nobody_but_the_submitter_is_paid() {
    let mut scenario = Scenario::settled(&[Accept]);
    let eve = scenario.harness.person("Eve").address();
    scenario
        .harness
        .claim(&scenario.submitters[0], scenario.bounty)
        .account("payee", eve)
        .expect_error(E::WrongSubmitter);
}

/// Shows bounties.md: After the challenge period anyone can claim an award for its winner, once.
#[test]
fn nobody_has_to_sign() {
    let mut scenario = Scenario::settled(&[Accept]);
    let instruction = scenario.harness.claim(&scenario.submitters[0], scenario.bounty).instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    scenario.harness.execute(&[instruction]).succeeded("claiming for somebody");
}

/// Shows bounty.claim: `submission` must belong to the bounty.
/// Shows bounties.md: No account of one bounty, network, person or program can stand in for another's.
#[test]
fn the_submission_of_another_bounty_wins_nothing_here() {
    let mut scenario = Scenario::settled(&[Accept]);
    let (harness, bounty) = (&mut scenario.harness, scenario.bounty);
    let reviewer = Person::named("Rex");
    let other = harness.create_bounty(&scenario.issuer, &[&reviewer], &TERMS).number(1).terms(|t| t.threshold = 1);
    let other = other.run_and_find();
    harness.claim(&scenario.submitters[0], bounty).account("bounty", other).expect_error(E::OtherBounty);
}

/// A winner who gave a third of the money, and a patron who gave the rest.
fn won_by_a_contributor() -> (Scenario, u64) {
    let mut scenario = Scenario::draft();
    let (sid, own) = (scenario.harness.person("Submitter 0"), TOTAL / 3 + 1);
    scenario.harness.fund(&sid, scenario.bounty, own).run();
    scenario.harness.fund(&scenario.patron, scenario.bounty, TOTAL - own).run();
    scenario.harness.open(&scenario.issuer, scenario.bounty).run();
    (scenario.commits(1).reveals().judges(&[Accept]).settles(), own)
}

fn self_funded(harness: &Harness) -> u64 {
    let weekly_stats: WeeklyStats = harness.account(PROGRAMS.weekly_stats(&harness.network).0);
    weekly_stats.weeks.iter().map(|week| week.self_funded).sum()
}

/// Shows bounty.claim: `contribution` is the address of the submitter's contribution to this bounty
/// Shows bounties.md: The self-funded part is a lower bound
#[test]
fn what_a_winner_had_contributed_counts_if_the_claim_names_it() {
    let (mut scenario, own) = won_by_a_contributor();
    let (bounty, sid) = (scenario.bounty, scenario.submitters[0].clone());
    let patrons = PROGRAMS.contribution(&scenario.patron.address(), &bounty).0;
    scenario.harness.claim(&sid, bounty).account("contribution", patrons).expect_error(E::WrongContributor);
    let mut hidden = scenario.harness.clone();
    hidden.claim(&sid, bounty).account("contribution", Pubkey::new_unique()).run();
    assert_eq!(self_funded(&hidden), 0);
    let mut withdrawn = scenario.harness.clone();
    withdrawn.withdraw_contribution(&sid, bounty).by_anybody().run();
    withdrawn.claim(&sid, bounty).run();
    assert_eq!(self_funded(&withdrawn), 0);
    scenario.harness.claim(&sid, bounty).run();
    assert_eq!(self_funded(&scenario.harness), bounty_core::self_funded_part(TERMS.reward, own, TOTAL));
}

/// Shows bounty.claim: `contribution` is the address of the submitter's contribution to this bounty
#[test]
fn an_account_that_never_became_a_contribution_does_not_keep_an_award_back() {
    let mut scenario = Scenario::settled(&[Accept]);
    let (bounty, sid) = (scenario.bounty, scenario.submitters[0].clone());
    let unused = scenario.harness.fund(&sid, bounty, 1).new_account();
    scenario.harness.create_unused(&unused);
    scenario.harness.claim(&sid, bounty).run();
    assert_eq!(self_funded(&scenario.harness), 0);
}
