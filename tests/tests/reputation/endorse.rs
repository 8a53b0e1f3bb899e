//! The specification of `endorse`. The account of a first stake is tested in `stake_account.rs`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::{
    accounts::{Standing, Verdict},
    generated::reputation::layout::fields::standing::STAKE_FACTOR,
};
use bmail_testing::{
    Harness, InstructionError, REPUTATION, ReputationError, YEAR,
    events::{Collected, Endorsed},
};
use reputation_core::Parameters;
use units::{Bps, Q32, Reputation};

use crate::{ada_endorsed_bo, elsewhere, endorsement, part};

/// Shows reputation.md: Staked shares stop counting for the endorser and count, at a discount, for the endorsed.
#[test]
fn staked_shares_stop_counting_for_the_endorser_and_count_at_a_discount_for_the_endorsed() {
    for discount in [0, 2_500, 5_000, 10_000] {
        let (mut harness, ..) = Harness::with_ada_and_bo();
        harness.reputation(Parameters { endorsement_discount: Bps(discount), ..Parameters::PERSONAL });
        let (cy, dee) = (harness.citizen("Cy", 50 * REPUTATION), harness.citizen("Dee", 5 * REPUTATION));
        harness.endorse(&cy, &dee, 8 * REPUTATION).run();
        let counted = 8 * REPUTATION * u64::from(10_000 - discount) / 10_000;
        let effective = [&cy, &dee].map(|person| harness.reputation_of(person).0);
        assert_eq!(effective, [42 * REPUTATION, 5 * REPUTATION + counted]);
        let (cys, dees) = (harness.standing(&cy), harness.standing(&dee));
        assert_eq!((cys.own, cys.given, dees.received), (42 * REPUTATION, 1, 1));
        assert_eq!([dees.pool_value, dees.pool_units, dees.support], [8 * REPUTATION, 8 * REPUTATION, counted]);
        assert_eq!(endorsement(&harness, &cy, &dee).units, 8 * REPUTATION);
    }
}

/// Shows reputation.endorse: The shares come from the signer's own standing.
#[test]
fn only_from_the_signers_own_standing_on_another_of_the_same_network() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (adas, bos) = (harness.standing_of(&ada), harness.standing_of(&bo));
    harness.endorse(&bo, &ada, REPUTATION).account("endorser_standing", adas).expect_error(bmail_testing::DUPLICATE);
    let eve = harness.citizen("Eve", 0);
    harness
        .endorse(&eve, &bo, REPUTATION)
        .account("endorser_standing", adas)
        .expect_error(ReputationError::NotYourStanding);
    let mut unsigned = harness.endorse(&ada, &bo, REPUTATION).instructions();
    let endorse = unsigned.pop().unwrap();
    harness.execute(&unsigned).succeeded("creating the account");
    let mut forced = endorse.clone();
    forced.accounts[0].is_signer = false;
    harness.execute(&[forced]).failed_at(0, "endorsing for another", InstructionError::MissingRequiredSignature);

    let here = elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    harness.open_standing(&bo).run();
    harness.seed(&ada, 50 * REPUTATION).run();
    let there = PROGRAMS.reputation(&here).0;
    for (role, account) in [("endorsed_standing", bos), ("endorser_standing", adas), ("reputation", there)] {
        let call = harness.endorse(&ada, &bo, REPUTATION).account(role, account);
        call.expect_error(ReputationError::OtherNetwork);
    }
    harness.network = here;
    harness.execute(&[endorse]).succeeded("endorsing");
}

/// Shows reputation.endorse: The shares come from the signer's own standing.
/// Shows reputation.md: Nobody can endorse themselves.
#[test]
fn nobody_endorses_themselves() {
    let (mut harness, ada, _) = Harness::with_citizens();
    harness.endorse(&ada, &ada, REPUTATION).expect_error(bmail_testing::DUPLICATE);
}

/// Shows reputation.endorse: `shares` must be worth at least one reputation.
/// Shows reputation.md: Only shares that a person earned can be lent: at least one reputation, and never the reserve.
#[test]
fn a_stake_is_worth_one_reputation_at_least() {
    for years in [0, 1, 7] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.advance(years * YEAR);
        harness.seed(&ada, 50 * REPUTATION).run();
        let least = harness.index().shares(Reputation(REPUTATION)).unwrap();
        for too_little in [0, 1, least - 1] {
            harness.endorse(&ada, &bo, too_little).expect_error(ReputationError::StakeTooSmall);
        }
        harness.endorse(&ada, &bo, least).run();
        // The same holds for a second stake.
        harness.endorse(&ada, &bo, least - 1).expect_error(ReputationError::StakeTooSmall);
        harness.endorse(&ada, &bo, least).run();
    }
}

/// Shows reputation.endorse: `shares` must be worth at least one reputation.
/// Shows reputation.md: Only shares that a person earned can be lent: at least one reputation, and never the reserve.
#[test]
fn the_reserve_is_left() {
    for (years, reserve) in [(0, 0), (0, 1), (0, 7 * REPUTATION), (3, REPUTATION), (3, 4_000_000)] {
        let (mut harness, ..) = Harness::with_ada_and_bo();
        let parameters = Parameters { reserve: Reputation(reserve), ..Parameters::PERSONAL };
        harness.reputation(parameters);
        let (cy, dee) = (harness.citizen("Cy", 100 * REPUTATION), harness.citizen("Dee", 0));
        harness.advance(years * YEAR);
        let most = parameters.endorsable(harness.standing(&cy).own, harness.index());
        for too_much in [most + 1, 100 * REPUTATION + 1, u64::MAX] {
            harness.endorse(&cy, &dee, too_much).expect_error(ReputationError::ReserveNeeded);
        }
        harness.endorse(&cy, &dee, most).run();
        assert!(harness.reputation_of(&cy) >= Reputation(reserve));
        let one = harness.index().shares(Reputation(REPUTATION)).unwrap();
        harness.endorse(&cy, &dee, one).expect_error(ReputationError::ReserveNeeded);
    }
}

/// Shows reputation.endorse: `shares` must be worth at least one reputation.
/// Shows reputation.md: Only shares that a person earned can be lent: at least one reputation, and never the reserve.
#[test]
fn what_others_lent_cannot_be_lent_on_and_is_no_reserve() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let (cy, dee) = (harness.citizen("Cy", 2 * REPUTATION), harness.citizen("Dee", 0));
    harness.endorse(&ada, &cy, 40 * REPUTATION).run();
    assert_eq!(harness.reputation_of(&cy), Reputation(22 * REPUTATION));
    harness.endorse(&cy, &dee, 2 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
    harness.endorse(&cy, &dee, REPUTATION).run();
}

// `stake_account.rs` tests the account.

/// Shows reputation.endorse: A signer whose spam has burned nearly all that they lent must first take all of it back.
#[test]
fn who_burned_nearly_all_that_they_lent_takes_it_back_before_lending_again() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 10 * REPUTATION);
    // What fifty burns of a fifth leave, see `reputation_core::MIN_STAKE_FACTOR`. From then on, the audit expects
    // nothing of it.
    let adas = harness.standing_of(&ada);
    assert_eq!(harness.svm.get_account(&adas).unwrap().data[STAKE_FACTOR..STAKE_FACTOR + 8], Q32::ONE.0.to_le_bytes());
    harness.rewrite(adas, STAKE_FACTOR, &(reputation_core::MIN_STAKE_FACTOR.0 - 1).to_le_bytes());
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::TaintedStakes);
    harness.endorse(&ada, &cy, REPUTATION).expect_error(ReputationError::TaintedStakes);
    harness.rewrite(adas, STAKE_FACTOR, &reputation_core::MIN_STAKE_FACTOR.0.to_le_bytes());
    harness.endorse(&ada, &cy, REPUTATION).run();
    harness.rewrite(adas, STAKE_FACTOR, &0_u64.to_le_bytes());
    // A stake that was burned to nothing ends at once, and then everything is as at first.
    harness.finish_unendorse(&ada, &bo).run();
    harness.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::TaintedStakes);
    harness.finish_unendorse(&ada, &cy).run();
    harness.endorse(&ada, &bo, REPUTATION).run();
    assert_eq!(harness.standing(&ada).stake_factor, Q32::ONE.0);
}

/// Shows reputation.endorse: What the signer's spam burned of an earlier stake on the same person is taken out first.
#[test]
fn what_the_signers_spam_burned_of_an_earlier_stake_is_taken_out_first() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.exchange(&ada, &cy, Verdict::Spam);
    let (before, stake_factor) = (harness.standing(&bo), harness.standing(&ada).stake_factor);
    let outcome = harness.endorse(&ada, &bo, 5 * REPUTATION).run();
    let (endorser, endorsed) = (harness.standing_of(&ada), harness.standing_of(&bo));
    let burned = outcome.events::<Collected>().remove(0);
    let left = part(10 * REPUTATION, stake_factor);
    assert_eq!(burned, Collected { endorser, endorsed, shares: 10 * REPUTATION - left });
    assert_eq!(outcome.events::<Endorsed>(), [Endorsed { endorser, endorsed, shares: 5 * REPUTATION }]);
    let value = left + 5 * REPUTATION;
    let expected = Standing { pool_value: value, pool_units: value, support: value / 2, ..before };
    assert_eq!(harness.standing(&bo), expected);
}

/// Shows reputation.endorse: Emits `Endorsed`.
#[test]
fn it_emits_endorsed() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    for shares in [REPUTATION, 3 * REPUTATION] {
        let event: Endorsed = harness.endorse(&ada, &bo, shares).run().event();
        let (endorser, endorsed) = (harness.standing_of(&ada), harness.standing_of(&bo));
        assert_eq!(event, Endorsed { endorser, endorsed, shares });
    }
}
