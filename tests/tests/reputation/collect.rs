//! The specification of `collect`. That lending shields nothing is in `shield.rs`.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{REPUTATION, ReputationError, events::Collected};
use postage::Reputation;

use crate::{ada_endorsed_bo, endorsement, part};

#[test]
fn it_burns_of_a_stake_what_its_endorsers_spam_has_burned_since_it_was_last_touched() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    let mut left = 10 * REPUTATION;
    for _ in 0..3 {
        let before = stage.standing(&ada).kept;
        stage.exchange(&ada, &cy, Verdict::Spam);
        let kept = stage.standing(&ada).kept;
        assert!(kept < before);
        stage.collect(&ada, &bo).run();
        // The part is rounded down to 2^-32, and what stays to a share.
        let factor = (u128::from(kept) << 32) / u128::from(before);
        left = part(left, factor as u64);
        assert_eq!((stage.standing(&bo).pool_value, endorsement(&stage, &ada, &bo).units), (left, left));
        assert_eq!(stage.reputation_of(&bo), Reputation(50 * REPUTATION + left / 2));
    }
    assert!(left < 8 * REPUTATION);
}

#[test]
fn it_takes_from_nobody_elses_stake() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let (cy, dee) = (stage.citizen("Cy", 40 * REPUTATION), stage.citizen("Dee", 40 * REPUTATION));
    stage.endorse(&dee, &bo, 20 * REPUTATION).run();
    stage.exchange(&ada, &cy, Verdict::Spam);
    stage.collect(&ada, &bo).run();
    let (_, stake) = endorsement(&stage, &dee, &bo).settled(&stage.standing(&dee), &stage.standing(&bo));
    assert_eq!(stage.standing(&bo).pool().worth_of(&stake), 20 * REPUTATION);
    stage.collect(&dee, &bo).run().without_events();
}

#[test]
fn anybody_may_call_it() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    assert!(stage.collect(&ada, &bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    stage.collect(&ada, &bo).run();
}

#[test]
fn bullet_1_the_endorsement_is_of_these_two_standings() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.endorse(&cy, &bo, 10 * REPUTATION).run();
    stage.endorse(&bo, &cy, 10 * REPUTATION).run();
    let (cys, others) = (stage.standing_of(&cy), [stage.endorsement_of(&cy, &bo), stage.endorsement_of(&bo, &cy)]);
    for role in ["endorser_standing", "endorsed_standing"] {
        stage.collect(&ada, &bo).account(role, cys).expect_error(ReputationError::WrongEndorsement);
    }
    for other in others {
        stage.collect(&ada, &bo).account("endorsement", other).expect_error(ReputationError::WrongEndorsement);
    }
    // His stake does not pay for another's spam.
    stage.exchange(&cy, &bo, Verdict::Spam);
    let call = stage.collect(&ada, &bo).account("endorser_standing", cys);
    call.expect_error(ReputationError::WrongEndorsement);
}

#[test]
fn bullet_2_it_emits_collected_if_there_is_anything_to_burn() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.collect(&ada, &bo).run().without_events();
    stage.exchange(&ada, &cy, Verdict::Spam);
    let before = stage.standing(&bo).pool_value;
    let event: Collected = stage.collect(&ada, &bo).run().event();
    let shares = before - stage.standing(&bo).pool_value;
    assert!(shares > REPUTATION);
    assert_eq!(event, Collected { endorser: stage.standing_of(&ada), endorsed: stage.standing_of(&bo), shares });
    stage.collect(&ada, &bo).run().without_events();
}
