//! The specification of `finish_unendorse`.

use bmail_sdk::accounts::{Endorsement, Verdict};
use bmail_testing::{
    Harness, Person, REPUTATION, ReputationError, at_every_rent,
    events::{Collected, UnendorsementFinished},
};
use reputation_core::Parameters;
use units::Bps;

use crate::{COOL_DOWN, ENDORSEMENT, ada_endorsed_bo, endorsement, part};

/// Ada takes this many units back from Bo, and the cool-down is over.
fn cooled_down(units: u64) -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.begin_unendorse(&ada, &bo).units(units).run();
    harness.advance(COOL_DOWN);
    (harness, ada, bo)
}

#[test]
fn what_was_leaving_returns_to_the_endorser_and_the_endorsement_closes_once_nothing_is_left() {
    let (mut harness, ada, bo) = cooled_down(4 * REPUTATION);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!([harness.standing(&ada).own, harness.standing(&bo).pool_value], [44 * REPUTATION, 6 * REPUTATION]);
    assert_eq!(endorsement(&harness, &ada, &bo).units, 6 * REPUTATION);
    assert_eq!((harness.standing(&ada).given, harness.standing(&bo).received), (1, 1));
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!([harness.standing(&ada).own, harness.standing(&bo).pool_value], [50 * REPUTATION, 0]);
    assert_eq!((harness.standing(&ada).given, harness.standing(&bo).received), (0, 0));
    assert!(harness.find_account::<Endorsement>(harness.endorsement_of(&ada, &bo)).is_none());
}

/// Shows reputation.md: The endorser can take a stake back and the endorsed can send it back.
#[test]
fn anybody_may_call_it() {
    let (mut harness, ada, bo) = cooled_down(u64::MAX);
    assert!(harness.finish_unendorse(&ada, &bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    harness.finish_unendorse(&ada, &bo).run();
}

/// Shows reputation.finish_unendorse: The cool-down must be over.
#[test]
fn only_after_the_cool_down() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.begin_unendorse(&ada, &bo).run();
    for wait in [0, COOL_DOWN / 2, COOL_DOWN - COOL_DOWN / 2 - 1] {
        harness.advance(wait);
        harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    }
    harness.advance(1);
    harness.finish_unendorse(&ada, &bo).run();
}

/// Shows reputation.finish_unendorse: The cool-down must be over.
#[test]
fn only_where_something_is_leaving() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
    harness.begin_unendorse(&ada, &bo).units(1).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
}

/// Shows reputation.finish_unendorse: The cool-down must be over.
#[test]
fn an_endorsement_that_was_burned_to_nothing_ends_at_once() {
    let mut harness = Harness::new();
    harness.network();
    let parameters = Parameters { spam_burn: Bps(10_000), constant: units::Reputation(1), ..Parameters::PERSONAL };
    harness.reputation(parameters);
    let (ada, bo, cy) =
        (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0), harness.citizen("Cy", 900 * REPUTATION));
    harness.endorse(&ada, &bo, 2 * REPUTATION).run();
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::NothingLeaving);
    // A mark's burn is rounded up, down to the last share.
    harness.exchange(&bo, &cy, Verdict::Spam);
    assert_eq!(harness.standing(&bo).pool_value, 0);
    let event: UnendorsementFinished = harness.finish_unendorse(&ada, &bo).run().event();
    assert_eq!(event.shares, 0);
    assert_eq!((harness.standing(&ada).given, harness.standing(&bo).received), (0, 0));
    assert_eq!(harness.lamports(harness.endorsement_of(&ada, &bo)), 0);
    harness.endorse(&ada, &bo, 2 * REPUTATION).run();
}

/// Shows reputation.finish_unendorse: What the endorser's spam burned of the stake is taken out first.
#[test]
fn what_the_endorsers_spam_burned_during_the_cool_down_is_taken_out_first() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.begin_unendorse(&ada, &bo).run();
    harness.exchange(&ada, &cy, Verdict::Spam);
    let (own, stake_factor) = (harness.standing(&ada).own, harness.standing(&ada).stake_factor);
    let left = part(10 * REPUTATION, stake_factor);
    harness.advance(COOL_DOWN);
    let outcome = harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(outcome.events::<Collected>()[0].shares, 10 * REPUTATION - left);
    assert_eq!(outcome.events::<UnendorsementFinished>()[0].shares, left);
    assert_eq!(harness.standing(&ada).own, own + left);
}

/// Shows reputation.finish_unendorse: The endorsement must be the one between these two standings.
/// Shows reputation.md: The rent of a standing or an endorsement returns to the person who paid it when the account
///   closes.
#[test]
fn rent_and_gifts_return_to_the_endorser() {
    at_every_rent(|mut harness| {
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0));
        harness.endorse(&ada, &bo, REPUTATION).run();
        harness.give(harness.endorsement_of(&ada, &bo), 12_345);
        harness.begin_unendorse(&ada, &bo).by(&bo).run();
        harness.advance(COOL_DOWN);
        let before = harness.lamports(ada.address());
        harness.finish_unendorse(&ada, &bo).run();
        assert_eq!(harness.lamports(ada.address()), before + harness.rent(ENDORSEMENT) + 12_345);
    });
}

/// Shows reputation.finish_unendorse: The endorsement must be the one between these two standings.
/// Shows reputation.md: The endorser can take a stake back and the endorsed can send it back.
#[test]
fn nobody_else_gets_them() {
    let (mut harness, ada, bo) = cooled_down(u64::MAX);
    let eve = harness.citizen("Eve", 0);
    for other in [&bo, &eve] {
        let call = harness.finish_unendorse(&ada, &bo).account("endorser", other.address());
        call.expect_error(ReputationError::NotYourStanding);
    }
    let eves = harness.standing_of(&eve);
    let call =
        harness.finish_unendorse(&ada, &bo).account("endorser", eve.address()).account("endorser_standing", eves);
    call.expect_error(ReputationError::WrongEndorsement);
    harness
        .finish_unendorse(&ada, &bo)
        .account("endorsed_standing", eves)
        .expect_error(ReputationError::WrongEndorsement);
    harness.finish_unendorse(&ada, &bo).run();
}

/// Shows reputation.finish_unendorse: Emits `UnendorsementFinished`.
#[test]
fn it_emits_unendorsement_finished() {
    for units in [REPUTATION, u64::MAX] {
        let (mut harness, ada, bo) = cooled_down(units);
        let (endorser, endorsed) = (harness.standing_of(&ada), harness.standing_of(&bo));
        let event: UnendorsementFinished = harness.finish_unendorse(&ada, &bo).run().event();
        assert_eq!(event, UnendorsementFinished { endorser, endorsed, shares: units.min(10 * REPUTATION) });
    }
}
