//! Getting in, or writing cheaply, with reputation that one does not have here.

use bmail_sdk::{
    accounts::{Standing, Verdict},
    pda,
};
use bmail_testing::{MailError, REPUTATION, ReputationError, Stage};

use crate::{
    deeds::{discounted, judged},
    whitewash::NEWCOMERS,
};

#[test]
fn reputation_of_another_network_does_not_count() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 50 * REPUTATION).run();
    let elsewhere = pda::reputation(&stage.network).0;
    let [adas_elsewhere, bos_elsewhere] = [&ada, &bo].map(|person| stage.standing_of(person));
    stage.network();
    stage.reputation(standing::Parameters::PERSONAL);
    stage.open_mailbox(&ada).run();
    stage.open_mailbox(&bo).run();

    // Not for the price, and not for a minimum, whether Ada has a standing here or not.
    stage.set_mailbox(&bo).min_reputation(1).run();
    for has_standing in [false, true] {
        if has_standing {
            stage.open_standing(&ada).run();
        }
        assert_eq!(stage.quote(&ada, &bo, 300).postage, NEWCOMERS);
        stage.send(&ada, &bo).account("sender_standing", adas_elsewhere).expect_error(MailError::WrongStanding);
        stage.send(&ada, &bo).expect_error(MailError::ReputationTooLow);
    }

    // Not for the weight of a verdict.
    stage.open_standing(&bo).run();
    let message = stage.send(&bo, &ada).run_and_find();
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let call = stage.judge(&ada, message).verdict(verdict);
        call.account("recipient_standing", adas_elsewhere).expect_error(ReputationError::OtherNetwork);
        let call = stage.judge(&ada, message).verdict(verdict);
        call.account("reputation", elsewhere).expect_error(ReputationError::OtherNetwork);
        let call = stage.judge(&ada, message).verdict(verdict).account("reputation", elsewhere);
        let call = call.account("sender_standing", bos_elsewhere).account("recipient_standing", adas_elsewhere);
        call.expect_error(ReputationError::OtherNetwork);
    }
    assert_eq!(judged(&stage.judge(&ada, message).run()).shares_after, 0);
    // Nor can it be staked here.
    let bos = stage.standing_of(&bo);
    let call = stage.endorse(&ada, &bo, REPUTATION).account("endorser_standing", adas_elsewhere);
    call.expect_error(ReputationError::OtherNetwork);
    assert_eq!(stage.account::<Standing>(bos).received, 0);
}

#[test]
fn who_is_below_a_minimum_is_refused_and_borrowed_reputation_counts_after_the_discount() {
    let (mut stage, _, bo) = Stage::with_reputation();
    let (cy, dee) = (stage.citizen("Cy", 7 * REPUTATION), stage.citizen("Dee", 50 * REPUTATION));
    stage.set_mailbox(&bo).min_reputation(7 * REPUTATION + 1).run();
    stage.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    stage.set_mailbox(&bo).min_reputation(7 * REPUTATION).run();
    stage.clone().send(&cy, &bo).run();
    let borrowed = discounted(10 * REPUTATION + 1);
    stage.set_mailbox(&bo).min_reputation(7 * REPUTATION + borrowed).run();
    stage.endorse(&dee, &cy, 10 * REPUTATION - 1).run();
    stage.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    stage.endorse(&dee, &cy, REPUTATION).run();
    stage.begin_unendorse(&dee, &cy).run();
    stage.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
    stage.endorse(&dee, &cy, 10 * REPUTATION + 1).run();
    stage.clone().send(&cy, &bo).run();
    // A second later it has decayed below.
    stage.advance(1);
    stage.send(&cy, &bo).expect_error(MailError::ReputationTooLow);
}

#[test]
fn whom_the_owner_has_written_to_is_never_refused() {
    let (mut stage, _, bo) = Stage::with_reputation();
    let people = [stage.citizen("Cy", 0), stage.resident("Dee")];
    stage.set_mailbox(&bo).min_reputation(u64::MAX).run();
    for person in &people {
        stage.send(person, &bo).expect_error(MailError::ReputationTooLow);
        stage.send(&bo, person).run();
        stage.send(person, &bo).run();
    }
    let eve = stage.citizen("Eve", 900 * REPUTATION);
    stage.send(&eve, &bo).expect_error(MailError::ReputationTooLow);
    stage.set_contact(&bo, &eve).run();
    stage.send(&eve, &bo).run();
}
