//! The specification of `collect`. Tests that lending shields nothing are in `shield.rs`.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{REPUTATION, ReputationError, events::Collected};
use units::Reputation;

use crate::{ada_endorsed_bo, endorsement, part};

#[test]
fn it_burns_of_a_stake_what_its_endorsers_spam_has_burned_since_it_was_last_touched() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    let mut left = 10 * REPUTATION;
    for _ in 0..3 {
        let before = harness.standing(&ada).stake_factor;
        harness.exchange(&ada, &cy, Verdict::Spam);
        let stake_factor = harness.standing(&ada).stake_factor;
        assert!(stake_factor < before);
        harness.collect(&ada, &bo).run();
        // The fraction is rounded down to 2^-32, and what stays is rounded down to one share.
        let factor = (u128::from(stake_factor) << 32) / u128::from(before);
        left = part(left, factor as u64);
        assert_eq!((harness.standing(&bo).pool_value, endorsement(&harness, &ada, &bo).units), (left, left));
        assert_eq!(harness.reputation_of(&bo), Reputation(50 * REPUTATION + left / 2));
    }
    assert!(left < 8 * REPUTATION);
}

/// Shows reputation.md: A person's own spam also burns what they lent.
#[test]
fn it_takes_from_nobody_elses_stake() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let (cy, dee) = (harness.citizen("Cy", 40 * REPUTATION), harness.citizen("Dee", 40 * REPUTATION));
    harness.endorse(&dee, &bo, 20 * REPUTATION).run();
    harness.exchange(&ada, &cy, Verdict::Spam);
    harness.collect(&ada, &bo).run();
    let (_, stake) = endorsement(&harness, &dee, &bo).settled(&harness.standing(&dee), &harness.standing(&bo));
    assert_eq!(harness.standing(&bo).pool().worth_of(&stake), 20 * REPUTATION);
    harness.collect(&dee, &bo).run().without_events();
}

#[test]
fn anybody_may_call_it() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    assert!(harness.collect(&ada, &bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    harness.collect(&ada, &bo).run();
}

/// Shows reputation.collect: `endorsement` must be the one between these two standings.
#[test]
fn the_endorsement_is_of_these_two_standings() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.endorse(&cy, &bo, 10 * REPUTATION).run();
    harness.endorse(&bo, &cy, 10 * REPUTATION).run();
    let (cys, others) =
        (harness.standing_of(&cy), [harness.endorsement_of(&cy, &bo), harness.endorsement_of(&bo, &cy)]);
    for role in ["endorser_standing", "endorsed_standing"] {
        harness.collect(&ada, &bo).account(role, cys).expect_error(ReputationError::WrongEndorsement);
    }
    for other in others {
        harness.collect(&ada, &bo).account("endorsement", other).expect_error(ReputationError::WrongEndorsement);
    }
    // His stake does not pay for someone else's spam.
    harness.exchange(&cy, &bo, Verdict::Spam);
    let call = harness.collect(&ada, &bo).account("endorser_standing", cys);
    call.expect_error(ReputationError::WrongEndorsement);
}

/// Shows reputation.collect: Emits `Collected` if anything was burned.
#[test]
fn it_emits_collected_if_there_is_anything_to_burn() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.collect(&ada, &bo).run().without_events();
    harness.exchange(&ada, &cy, Verdict::Spam);
    let before = harness.standing(&bo).pool_value;
    let event: Collected = harness.collect(&ada, &bo).run().event();
    let shares = before - harness.standing(&bo).pool_value;
    assert!(shares > REPUTATION);
    assert_eq!(event, Collected { endorser: harness.standing_of(&ada), endorsed: harness.standing_of(&bo), shares });
    harness.collect(&ada, &bo).run().without_events();
}
