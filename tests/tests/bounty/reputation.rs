//! `earn_reputation`.

use bmail_sdk::{
    PROGRAMS, REPUTATION_ID,
    accounts::{Opinion::*, Standing},
    generated::reputation::layout::fields,
};
use bmail_testing::{BountyError as E, ReputationError};
use reputation_core::{Parameters, minted};
use solana_pubkey::Pubkey;
use units::{Lamports, Q32, Timestamp};

use crate::{Scenario, TERMS, TOTAL};

/// One submission has won. The treasury allocated this much of the money.
fn won(allocated: u64, earns: u8) -> Scenario {
    let mut scenario = Scenario::with(|terms| terms.earns_reputation = earns);
    scenario.harness.reputation(Parameters::PERSONAL);
    let sid = scenario.harness.person("Submitter 0");
    scenario.harness.open_standing(&sid).run();
    if allocated != 0 {
        scenario.harness.allocate(scenario.bounty, allocated).run();
    }
    scenario.harness.fund(&scenario.patron, scenario.bounty, TOTAL - allocated).run();
    scenario.harness.open(&scenario.issuer, scenario.bounty).run();
    scenario.commits(1).reveals().judges(&[Accept]).settles()
}

/// Shows bounty.earn_reputation: The terms must allow it.
/// Shows bounties.md: A paid award earns reputation once, for the part that the treasury paid.
/// Shows security.md: Earning reputation by paying oneself awards.
#[test]
fn a_paid_award_earns_once_for_what_the_treasury_gave_of_it() {
    let mut scenario = won(TOTAL / 2, 1);
    let (sid, bounty) = (&scenario.submitters[0], scenario.bounty);
    scenario.harness.earn_reputation(sid, bounty).expect_error(E::AwardUnclaimed);
    scenario.harness.claim(sid, bounty).run();
    scenario.harness.earn_reputation(sid, bounty).run();
    scenario.harness.earn_reputation(sid, bounty).expect_error(E::AlreadyPaid);
    let standing: Standing = scenario.harness.account(scenario.harness.standing_of(sid));
    let earned = minted(Lamports(TERMS.reward / 2), Parameters::PERSONAL.award_rate, Q32::ZERO, Q32::ONE);
    let expected = standing.index(Timestamp(scenario.harness.now())).shares(earned).unwrap();
    assert_eq!((standing.own, standing.own > 0), (expected, true));
}

/// Shows bounties.md: A paid award earns reputation once, for the part that the treasury paid.
/// Shows security.md: Earning reputation by paying oneself awards.
#[test]
fn what_contributors_gave_earns_nothing() {
    let mut scenario = won(0, 1);
    let (sid, bounty) = (&scenario.submitters[0], scenario.bounty);
    scenario.harness.claim(sid, bounty).run();
    scenario.harness.earn_reputation(sid, bounty).run();
    assert_eq!(scenario.harness.account::<Standing>(scenario.harness.standing_of(sid)).own, 0);
}

/// Shows bounty.earn_reputation: The terms must allow it.
/// Shows bounties.md: If the terms do not say so, or if the bounty pays in a token, it earns nothing.
#[test]
fn terms_that_earn_no_reputation_earn_none() {
    let mut scenario = won(TOTAL / 2, 0);
    let (sid, bounty) = (&scenario.submitters[0], scenario.bounty);
    scenario.harness.claim(sid, bounty).run();
    scenario.harness.earn_reputation(sid, bounty).expect_error(E::NoReputation);
}

/// Shows bounty.earn_reputation: `standing` must be the submitter's.
/// Shows bounties.md: A paid award earns reputation once, for the part that the treasury paid.
#[test]
fn nobody_else_earns_it() {
    let mut scenario = won(TOTAL / 2, 1);
    let (sid, bounty) = (&scenario.submitters[0], scenario.bounty);
    let eve = scenario.harness.person("Eve");
    scenario.harness.open_standing(&eve).run();
    scenario.harness.claim(sid, bounty).run();
    let eves = scenario.harness.standing_of(&eve);
    scenario.harness.earn_reputation(sid, bounty).account("standing", eves).expect_error(E::WrongStanding);
    let here = scenario.harness.network;
    scenario.harness.network();
    scenario.harness.reputation(Parameters::PERSONAL);
    let (elsewhere, reputation) = (scenario.harness.network, PROGRAMS.reputation(&scenario.harness.network).0);
    assert_ne!(here, elsewhere);
    scenario.harness.network = here;
    let call = scenario.harness.earn_reputation(sid, bounty).account("reputation", reputation);
    call.expect_error(ReputationError::NotBounty);
}

/// Shows bounty.close_submission: A winner's award must be claimed first.
/// Shows bounties.md: A paid award earns reputation once, for the part that the treasury paid.
/// Shows bounties.md: A submission whose award earns reputation can be closed only after that was recorded, unless its
///   winner has no standing.
/// Shows security.md: Closing a winner's submission before its award has earned reputation.
#[test]
fn nobody_closes_a_submission_before_its_award_has_earned_its_reputation() {
    let mut scenario = won(TOTAL / 2, 1);
    let (sid, bounty) = (scenario.submitters[0].clone(), scenario.bounty);
    let (network, eve) = (scenario.harness.network, scenario.harness.person("Eve").address());
    scenario.harness.claim(&sid, bounty).run();
    scenario.harness.close_submission(&sid, bounty).expect_error(E::ReputationUnearned);
    let hides = [eve, PROGRAMS.standing(&network, &eve).0, not_canonical(&network, &sid.address())];
    for empty in hides {
        scenario.harness.close_submission(&sid, bounty).account("standing", empty).expect_error(E::WrongStanding);
    }
    scenario.harness.earn_reputation(&sid, bounty).run();
    let before = scenario.harness.standing(&sid).own;
    scenario.harness.close_submission(&sid, bounty).run();
    assert_eq!((scenario.harness.standing(&sid).own, before > 0), (before, true));
}

/// An address that is derived from the standing's seeds with another bump: nothing can ever be there.
fn not_canonical(network: &Pubkey, owner: &Pubkey) -> Pubkey {
    let canonical = PROGRAMS.standing(network, owner).1;
    let derived = |bump: u8| {
        let seeds = [b"standing", network.as_ref(), owner.as_ref(), &[bump]];
        Pubkey::create_program_address(&seeds, &REPUTATION_ID).ok()
    };
    (0..canonical).rev().find_map(derived).unwrap()
}

/// Shows bounties.md: A submission whose award earns reputation can be closed only after that was recorded, unless its
///   winner has no standing.
/// Shows security.md: A standing that is missing, or full, and keeps a submission from closing.
#[test]
fn a_winner_without_a_standing_keeps_no_submission_open() {
    // On a network with reputation, on one without, and of one who has left.
    for has_reputation in [true, false] {
        let mut scenario = Scenario::with(|terms| terms.earns_reputation = 1);
        if has_reputation {
            scenario.harness.reputation(Parameters::PERSONAL);
        }
        let mut scenario = scenario.opens().commits(1).reveals().judges(&[Accept]).settles();
        let (sid, bounty) = (scenario.submitters[0].clone(), scenario.bounty);
        scenario.harness.claim(&sid, bounty).run();
        // A gift to the address does not make it a standing.
        scenario.harness.give(scenario.harness.standing_of(&sid), 1_000_000);
        scenario.harness.close_submission(&sid, bounty).run();
    }
    let mut scenario = won(TOTAL / 2, 1);
    let (sid, bounty) = (scenario.submitters[0].clone(), scenario.bounty);
    scenario.harness.claim(&sid, bounty).run();
    scenario.harness.close_standing(&sid).run();
    scenario.harness.close_submission(&sid, bounty).run();
}

/// Shows bounties.md: A paid award earns reputation once, for the part that the treasury paid.
/// Shows security.md: A standing that is missing, or full, and keeps a submission from closing.
#[test]
fn an_award_is_recorded_at_a_full_standing_and_after_the_index_has_run_out() {
    for is_full in [true, false] {
        let mut scenario = won(TOTAL / 2, 1);
        let (sid, bounty) = (scenario.submitters[0].clone(), scenario.bounty);
        scenario.harness.claim(&sid, bounty).run();
        if is_full {
            let standing = scenario.harness.standing_of(&sid);
            scenario.harness.rewrite(standing, fields::standing::OWN, &u64::MAX.to_le_bytes());
        } else {
            scenario.harness.advance(100 * 365 * 86_400);
        }
        scenario.harness.earn_reputation(&sid, bounty).run();
        assert_eq!(scenario.harness.standing(&sid).own, if is_full { u64::MAX } else { 0 });
        scenario.harness.close_submission(&sid, bounty).run();
    }
}
