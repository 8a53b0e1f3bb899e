//! The specification of `endorse`. The account of a first stake is in `stake_account.rs`.

use bmail_sdk::accounts::{Standing, Verdict};
use bmail_testing::{
    InstructionError, REPUTATION, ReputationError, Stage, YEAR,
    events::{Collected, Endorsed},
};
use postage::{Bps, Q32, Reputation};
use standing::Parameters;

use crate::{ada_endorsed_bo, elsewhere, endorsement, part};

#[test]
fn staked_shares_stop_counting_for_the_endorser_and_count_at_a_discount_for_the_endorsed() {
    for discount in [0, 2_500, 5_000, 10_000] {
        let (mut stage, ..) = Stage::with_ada_and_bo();
        stage.reputation(Parameters { endorsement_discount: Bps(discount), ..Parameters::PERSONAL });
        let (cy, dee) = (stage.citizen("Cy", 50 * REPUTATION), stage.citizen("Dee", 5 * REPUTATION));
        stage.endorse(&cy, &dee, 8 * REPUTATION).run();
        let counted = 8 * REPUTATION * u64::from(10_000 - discount) / 10_000;
        let effective = [&cy, &dee].map(|person| stage.reputation_of(person).0);
        assert_eq!(effective, [42 * REPUTATION, 5 * REPUTATION + counted]);
        let (cys, dees) = (stage.standing(&cy), stage.standing(&dee));
        assert_eq!((cys.own, cys.given, dees.received), (42 * REPUTATION, 1, 1));
        assert_eq!([dees.pool_value, dees.pool_units, dees.support], [8 * REPUTATION, 8 * REPUTATION, counted]);
        assert_eq!(endorsement(&stage, &cy, &dee).units, 8 * REPUTATION);
    }
}

#[test]
fn bullet_1_only_from_the_signers_own_standing_on_another_of_the_same_network() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let (adas, bos) = (stage.standing_of(&ada), stage.standing_of(&bo));
    stage.endorse(&bo, &ada, REPUTATION).account("endorser_standing", adas).expect_error(bmail_testing::DUPLICATE);
    let eve = stage.citizen("Eve", 0);
    stage
        .endorse(&eve, &bo, REPUTATION)
        .account("endorser_standing", adas)
        .expect_error(ReputationError::NotYourStanding);
    let mut unsigned = stage.endorse(&ada, &bo, REPUTATION).instructions();
    let endorse = unsigned.pop().unwrap();
    stage.execute(&unsigned).succeeded("creating the account");
    let mut forced = endorse.clone();
    forced.accounts[0].is_signer = false;
    stage.execute(&[forced]).failed_at(0, "endorsing for another", InstructionError::MissingRequiredSignature);

    let here = elsewhere(&mut stage);
    stage.open_standing(&ada).run();
    stage.open_standing(&bo).run();
    stage.seed(&ada, 50 * REPUTATION).run();
    let there = bmail_sdk::pda::reputation(&here).0;
    for (role, account) in [("endorsed_standing", bos), ("endorser_standing", adas), ("reputation", there)] {
        let call = stage.endorse(&ada, &bo, REPUTATION).account(role, account);
        call.expect_error(ReputationError::OtherNetwork);
    }
    stage.network = here;
    stage.execute(&[endorse]).succeeded("endorsing");
}

#[test]
fn bullet_1_nobody_endorses_themselves() {
    let (mut stage, ada, _) = Stage::with_citizens();
    stage.endorse(&ada, &ada, REPUTATION).expect_error(bmail_testing::DUPLICATE);
}

#[test]
fn bullet_2_a_stake_is_worth_one_reputation_at_least() {
    for years in [0, 1, 7] {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.advance(years * YEAR);
        stage.seed(&ada, 50 * REPUTATION).run();
        let least = stage.index().shares(Reputation(REPUTATION)).unwrap();
        for too_little in [0, 1, least - 1] {
            stage.endorse(&ada, &bo, too_little).expect_error(ReputationError::StakeTooSmall);
        }
        stage.endorse(&ada, &bo, least).run();
        // The second, too.
        stage.endorse(&ada, &bo, least - 1).expect_error(ReputationError::StakeTooSmall);
        stage.endorse(&ada, &bo, least).run();
    }
}

#[test]
fn bullet_2_the_reserve_is_left() {
    for (years, reserve) in [(0, 0), (0, 1), (0, 7 * REPUTATION), (3, REPUTATION), (3, 4_000_000)] {
        let (mut stage, ..) = Stage::with_ada_and_bo();
        let parameters = Parameters { reserve: Reputation(reserve), ..Parameters::PERSONAL };
        stage.reputation(parameters);
        let (cy, dee) = (stage.citizen("Cy", 100 * REPUTATION), stage.citizen("Dee", 0));
        stage.advance(years * YEAR);
        let most = parameters.endorsable(stage.standing(&cy).own, stage.index());
        for too_much in [most + 1, 100 * REPUTATION + 1, u64::MAX] {
            stage.endorse(&cy, &dee, too_much).expect_error(ReputationError::ReserveNeeded);
        }
        stage.endorse(&cy, &dee, most).run();
        assert!(stage.reputation_of(&cy) >= Reputation(reserve));
        let one = stage.index().shares(Reputation(REPUTATION)).unwrap();
        stage.endorse(&cy, &dee, one).expect_error(ReputationError::ReserveNeeded);
    }
}

#[test]
fn bullet_2_what_others_lent_cannot_be_lent_on_and_is_no_reserve() {
    let (mut stage, ada, _) = Stage::with_citizens();
    let (cy, dee) = (stage.citizen("Cy", 2 * REPUTATION), stage.citizen("Dee", 0));
    stage.endorse(&ada, &cy, 40 * REPUTATION).run();
    assert_eq!(stage.reputation_of(&cy), Reputation(22 * REPUTATION));
    stage.endorse(&cy, &dee, 2 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
    stage.endorse(&cy, &dee, REPUTATION).run();
}

// Bullet 3, the account, is in `stake_account.rs`.

#[test]
fn bullet_4_who_burned_nearly_all_that_they_lent_takes_it_back_before_lending_again() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 10 * REPUTATION);
    // What fifty burns of a fifth leave: see `standing::LEAST_KEPT`. The audit expects nothing of it any more.
    const KEPT: usize = 136;
    let adas = stage.standing_of(&ada);
    assert_eq!(stage.svm.get_account(&adas).unwrap().data[KEPT..KEPT + 8], Q32::ONE.0.to_le_bytes());
    stage.rewrite(adas, KEPT, &(standing::LEAST_KEPT.0 - 1).to_le_bytes());
    stage.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::TaintedStakes);
    stage.endorse(&ada, &cy, REPUTATION).expect_error(ReputationError::TaintedStakes);
    stage.rewrite(adas, KEPT, &standing::LEAST_KEPT.0.to_le_bytes());
    stage.endorse(&ada, &cy, REPUTATION).run();
    stage.rewrite(adas, KEPT, &0_u64.to_le_bytes());
    // What was burned to nothing ends at once; then all is as at first.
    stage.finish_unendorse(&ada, &bo).run();
    stage.endorse(&ada, &bo, REPUTATION).expect_error(ReputationError::TaintedStakes);
    stage.finish_unendorse(&ada, &cy).run();
    stage.endorse(&ada, &bo, REPUTATION).run();
    assert_eq!(stage.standing(&ada).kept, Q32::ONE.0);
}

#[test]
fn bullet_5_what_the_signers_spam_burned_of_an_earlier_stake_is_taken_out_first() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.exchange(&ada, &cy, Verdict::Spam);
    let (before, kept) = (stage.standing(&bo), stage.standing(&ada).kept);
    let outcome = stage.endorse(&ada, &bo, 5 * REPUTATION).run();
    let (endorser, endorsed) = (stage.standing_of(&ada), stage.standing_of(&bo));
    let burned = outcome.events::<Collected>().remove(0);
    let left = part(10 * REPUTATION, kept);
    assert_eq!(burned, Collected { endorser, endorsed, shares: 10 * REPUTATION - left });
    assert_eq!(outcome.events::<Endorsed>(), [Endorsed { endorser, endorsed, shares: 5 * REPUTATION }]);
    let value = left + 5 * REPUTATION;
    let expected = Standing { pool_value: value, pool_units: value, support: value / 2, ..before };
    assert_eq!(stage.standing(&bo), expected);
}

#[test]
fn bullet_6_it_emits_endorsed() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    for shares in [REPUTATION, 3 * REPUTATION] {
        let event: Endorsed = stage.endorse(&ada, &bo, shares).run().event();
        let (endorser, endorsed) = (stage.standing_of(&ada), stage.standing_of(&bo));
        assert_eq!(event, Endorsed { endorser, endorsed, shares });
    }
}
