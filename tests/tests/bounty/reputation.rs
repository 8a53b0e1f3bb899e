//! `earn_reputation`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::{Opinion::*, Standing};
use bmail_testing::{BountyError as E, ReputationError};
use reputation_core::{Parameters, minted};
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
