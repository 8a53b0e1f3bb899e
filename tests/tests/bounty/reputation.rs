//! `earn_reputation`.

use bmail_sdk::accounts::{Opinion::*, Standing};
use bmail_testing::{BountyError as E, ReputationError};
use postage::{Lamports, Q32, Timestamp};
use standing::{Parameters, minted};

use crate::{Scene, TERMS, TOTAL};

/// One answer has won; the treasury gave so much of the money.
fn won(allocated: u64, earns: u8) -> Scene {
    let mut scene = Scene::with(|terms| terms.earns_reputation = earns);
    scene.stage.reputation(Parameters::PERSONAL);
    let sid = scene.stage.person("Submitter 0");
    scene.stage.open_standing(&sid).run();
    if allocated != 0 {
        scene.stage.allocate(scene.bounty, allocated).run();
    }
    scene.stage.fund(&scene.patron, scene.bounty, TOTAL - allocated).run();
    scene.stage.open(&scene.issuer, scene.bounty).run();
    scene.commits(1).reveals().judges(&[Accept]).settles()
}

#[test]
fn a_paid_award_earns_once_for_what_the_treasury_gave_of_it() {
    let mut scene = won(TOTAL / 2, 1);
    let (sid, bounty) = (&scene.submitters[0], scene.bounty);
    scene.stage.earn_reputation(sid, bounty).expect_error(E::AwardUnclaimed);
    scene.stage.claim(sid, bounty).run();
    scene.stage.earn_reputation(sid, bounty).run();
    scene.stage.earn_reputation(sid, bounty).expect_error(E::AlreadyPaid);
    let standing: Standing = scene.stage.account(scene.stage.standing_of(sid));
    let earned = minted(Lamports(TERMS.reward / 2), Parameters::PERSONAL.award_rate, Q32::ZERO, Q32::ONE);
    let expected = standing.index(Timestamp(scene.stage.now())).shares(earned).unwrap();
    assert_eq!((standing.own, standing.own > 0), (expected, true));
}

#[test]
fn what_contributors_gave_earns_nothing() {
    let mut scene = won(0, 1);
    let (sid, bounty) = (&scene.submitters[0], scene.bounty);
    scene.stage.claim(sid, bounty).run();
    scene.stage.earn_reputation(sid, bounty).run();
    assert_eq!(scene.stage.account::<Standing>(scene.stage.standing_of(sid)).own, 0);
}

#[test]
fn terms_that_earn_no_reputation_earn_none() {
    let mut scene = won(TOTAL / 2, 0);
    let (sid, bounty) = (&scene.submitters[0], scene.bounty);
    scene.stage.claim(sid, bounty).run();
    scene.stage.earn_reputation(sid, bounty).expect_error(E::NoReputation);
}

#[test]
fn nobody_else_earns_it() {
    let mut scene = won(TOTAL / 2, 1);
    let (sid, bounty) = (&scene.submitters[0], scene.bounty);
    let eve = scene.stage.person("Eve");
    scene.stage.open_standing(&eve).run();
    scene.stage.claim(sid, bounty).run();
    let eves = scene.stage.standing_of(&eve);
    scene.stage.earn_reputation(sid, bounty).account("standing", eves).expect_error(E::WrongStanding);
    let here = scene.stage.network;
    scene.stage.network();
    scene.stage.reputation(Parameters::PERSONAL);
    let (elsewhere, reputation) = (scene.stage.network, bmail_sdk::pda::reputation(&scene.stage.network).0);
    assert_ne!(here, elsewhere);
    scene.stage.network = here;
    let call = scene.stage.earn_reputation(sid, bounty).account("reputation", reputation);
    call.expect_error(ReputationError::NotBounty);
}
