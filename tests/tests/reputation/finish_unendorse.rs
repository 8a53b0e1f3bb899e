//! The specification of `finish_unendorse`.

use bmail_sdk::accounts::{Endorsement, Verdict};
use bmail_testing::{
    Person, REPUTATION, ReputationError, Stage, at_every_rent,
    events::{Collected, UnendorsementFinished},
};
use postage::Bps;
use standing::Parameters;

use crate::{COOL_DOWN, ENDORSEMENT, ada_endorsed_bo, endorsement, part};

/// Ada takes so many units back from Bo, and the cool-down is over.
fn cooled_down(units: u64) -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.begin_unendorse(&ada, &bo).units(units).run();
    stage.advance(COOL_DOWN);
    (stage, ada, bo)
}

#[test]
fn what_was_leaving_returns_to_the_endorser_and_the_endorsement_closes_once_nothing_is_left() {
    let (mut stage, ada, bo) = cooled_down(4 * REPUTATION);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!([stage.standing(&ada).own, stage.standing(&bo).pool_value], [44 * REPUTATION, 6 * REPUTATION]);
    assert_eq!(endorsement(&stage, &ada, &bo).units, 6 * REPUTATION);
    assert_eq!((stage.standing(&ada).given, stage.standing(&bo).received), (1, 1));
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!([stage.standing(&ada).own, stage.standing(&bo).pool_value], [50 * REPUTATION, 0]);
    assert_eq!((stage.standing(&ada).given, stage.standing(&bo).received), (0, 0));
    assert!(stage.find_account::<Endorsement>(stage.endorsement_of(&ada, &bo)).is_none());
}

#[test]
fn anybody_may_call_it() {
    let (mut stage, ada, bo) = cooled_down(u64::MAX);
    assert!(stage.finish_unendorse(&ada, &bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    stage.finish_unendorse(&ada, &bo).run();
}

#[test]
fn bullet_1_only_after_the_cool_down() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.begin_unendorse(&ada, &bo).run();
    for wait in [0, COOL_DOWN / 2, COOL_DOWN - COOL_DOWN / 2 - 1] {
        stage.advance(wait);
        stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    }
    stage.advance(1);
    stage.finish_unendorse(&ada, &bo).run();
}

#[test]
fn bullet_1_only_where_something_is_leaving() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
    stage.begin_unendorse(&ada, &bo).units(1).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
}

#[test]
fn bullet_1_an_endorsement_that_was_burned_to_nothing_ends_at_once() {
    let mut stage = Stage::new();
    stage.network();
    let parameters = Parameters { spam_burn: Bps(10_000), constant: postage::Reputation(1), ..Parameters::PERSONAL };
    stage.reputation(parameters);
    let (ada, bo, cy) =
        (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 0), stage.citizen("Cy", 900 * REPUTATION));
    stage.endorse(&ada, &bo, 2 * REPUTATION).run();
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
    // What a mark burns is rounded up, to the last share.
    stage.exchange(&bo, &cy, Verdict::Spam);
    assert_eq!(stage.standing(&bo).pool_value, 0);
    let event: UnendorsementFinished = stage.finish_unendorse(&ada, &bo).run().event();
    assert_eq!(event.shares, 0);
    assert_eq!((stage.standing(&ada).given, stage.standing(&bo).received), (0, 0));
    assert_eq!(stage.lamports(stage.endorsement_of(&ada, &bo)), 0);
    stage.endorse(&ada, &bo, 2 * REPUTATION).run();
}

#[test]
fn bullet_2_what_the_endorsers_spam_burned_during_the_cool_down_is_taken_out_first() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.begin_unendorse(&ada, &bo).run();
    stage.exchange(&ada, &cy, Verdict::Spam);
    let (own, kept) = (stage.standing(&ada).own, stage.standing(&ada).kept);
    let left = part(10 * REPUTATION, kept);
    stage.advance(COOL_DOWN);
    let outcome = stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(outcome.events::<Collected>()[0].shares, 10 * REPUTATION - left);
    assert_eq!(outcome.events::<UnendorsementFinished>()[0].shares, left);
    assert_eq!(stage.standing(&ada).own, own + left);
}

#[test]
fn bullet_3_rent_and_gifts_return_to_the_endorser() {
    at_every_rent(|mut stage| {
        stage.network();
        stage.reputation(Parameters::PERSONAL);
        let (ada, bo) = (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 0));
        stage.endorse(&ada, &bo, REPUTATION).run();
        stage.give(stage.endorsement_of(&ada, &bo), 12_345);
        stage.begin_unendorse(&ada, &bo).by(&bo).run();
        stage.advance(COOL_DOWN);
        let before = stage.lamports(ada.address());
        stage.finish_unendorse(&ada, &bo).run();
        assert_eq!(stage.lamports(ada.address()), before + stage.rent(ENDORSEMENT) + 12_345);
    });
}

#[test]
fn bullet_3_nobody_else_gets_them() {
    let (mut stage, ada, bo) = cooled_down(u64::MAX);
    let eve = stage.citizen("Eve", 0);
    for other in [&bo, &eve] {
        let call = stage.finish_unendorse(&ada, &bo).account("endorser", other.address());
        call.expect_error(ReputationError::NotYourStanding);
    }
    let eves = stage.standing_of(&eve);
    let call = stage.finish_unendorse(&ada, &bo).account("endorser", eve.address()).account("endorser_standing", eves);
    call.expect_error(ReputationError::WrongEndorsement);
    stage
        .finish_unendorse(&ada, &bo)
        .account("endorsed_standing", eves)
        .expect_error(ReputationError::WrongEndorsement);
    stage.finish_unendorse(&ada, &bo).run();
}

#[test]
fn bullet_4_it_emits_unendorsement_finished() {
    for units in [REPUTATION, u64::MAX] {
        let (mut stage, ada, bo) = cooled_down(units);
        let (endorser, endorsed) = (stage.standing_of(&ada), stage.standing_of(&bo));
        let event: UnendorsementFinished = stage.finish_unendorse(&ada, &bo).run().event();
        assert_eq!(event, UnendorsementFinished { endorser, endorsed, shares: units.min(10 * REPUTATION) });
    }
}
