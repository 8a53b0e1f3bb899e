//! Getting admitted, or writing at a discount, with reputation that one does not have on this network.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Standing, Verdict},
};
use bmail_testing::{Harness, MailError, REPUTATION, ReputationError};

use crate::{
    deeds::{discounted, judged},
    whitewash::NEWCOMERS,
};

/// Shows reputation.md: Only reputation on the same network counts.
#[test]
fn reputation_of_another_network_does_not_count() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 50 * REPUTATION).run();
    let elsewhere = PROGRAMS.reputation(&harness.network).0;
    let [adas_elsewhere, bos_elsewhere] = [&ada, &bo].map(|person| harness.standing_of(person));
    harness.network();
    harness.reputation(reputation_core::Parameters::PERSONAL);
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();

    // It counts neither for the price nor for a minimum, whether or not Ada has a standing here.
    harness.set_mailbox(&bo).min_reputation(1).run();
    for has_standing in [false, true] {
        if has_standing {
            harness.open_standing(&ada).run();
        }
        assert_eq!(harness.quote(&ada, &bo, 300).postage, NEWCOMERS);
        harness.send(&ada, &bo).account("sender_standing", adas_elsewhere).expect_error(MailError::WrongStanding);
        harness.send(&ada, &bo).expect_error(MailError::ReputationTooLow);
    }

    // It does not count for a verdict's weight.
    harness.open_standing(&bo).run();
    let message = harness.send(&bo, &ada).run_and_find();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let call = harness.judge(&ada, message).verdict(verdict);
        call.account("recipient_standing", adas_elsewhere).expect_error(ReputationError::OtherNetwork);
        let call = harness.judge(&ada, message).verdict(verdict);
        call.account("reputation", elsewhere).expect_error(ReputationError::OtherNetwork);
        let call = harness.judge(&ada, message).verdict(verdict).account("reputation", elsewhere);
        let call = call.account("sender_standing", bos_elsewhere).account("recipient_standing", adas_elsewhere);
        call.expect_error(ReputationError::OtherNetwork);
    }
    assert_eq!(judged(&harness.judge(&ada, message).run()).shares_after, 0);
    // It cannot be staked here either.
    let bos = harness.standing_of(&bo);
    let call = harness.endorse(&ada, &bo, REPUTATION).account("endorser_standing", adas_elsewhere);
    call.expect_error(ReputationError::OtherNetwork);
    assert_eq!(harness.account::<Standing>(bos).received, 0);
}

/// Shows reputation.md: A mailbox's minimum reputation is enforced, but never against people to whom its owner has
///   written.
#[test]
fn who_is_below_a_minimum_is_refused_and_borrowed_reputation_counts_after_the_discount() {
    let (mut harness, _, bo) = Harness::with_reputation();
    let (cy, dee) = (harness.citizen("Cy", 7 * REPUTATION), harness.citizen("Dee", 50 * REPUTATION));
    harness.set_mailbox(&bo).min_reputation(7 * REPUTATION + 1).run();
    harness.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    harness.set_mailbox(&bo).min_reputation(7 * REPUTATION).run();
    harness.clone().send(&cy, &bo).run();
    let borrowed = discounted(10 * REPUTATION + 1);
    harness.set_mailbox(&bo).min_reputation(7 * REPUTATION + borrowed).run();
    harness.endorse(&dee, &cy, 10 * REPUTATION - 1).run();
    harness.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    harness.endorse(&dee, &cy, REPUTATION).run();
    harness.begin_unendorse(&dee, &cy).run();
    harness.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    harness.endorse(&dee, &cy, 10 * REPUTATION + 1).run();
    harness.clone().send(&cy, &bo).run();
    // A second later it has decayed below the minimum.
    harness.advance(1);
    harness.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
}

/// Shows reputation.md: A mailbox's minimum reputation is enforced, but never against people to whom its owner has
///   written.
#[test]
fn whom_the_owner_has_written_to_is_never_refused() {
    let (mut harness, _, bo) = Harness::with_reputation();
    let people = [harness.citizen("Cy", 0), harness.resident("Dee")];
    harness.set_mailbox(&bo).min_reputation(u64::MAX).run();
    for person in &people {
        harness.send(person, &bo).expect_error(MailError::ReputationTooLow);
        harness.send(&bo, person).run();
        harness.send(person, &bo).run();
    }
    let eve = harness.citizen("Eve", 900 * REPUTATION);
    harness.send(&eve, &bo).expect_error(MailError::ReputationTooLow);
    harness.set_contact(&bo, &eve).run();
    harness.send(&eve, &bo).run();
}
