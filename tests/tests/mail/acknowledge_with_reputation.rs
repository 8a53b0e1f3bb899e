//! The specification of `acknowledge_with_reputation`. How much a verdict moves (bullets 5 and 7) is in `verdicts.rs`.

use bmail_sdk::{
    accounts::{Correspondence, Mailbox, StoredMessage, Verdict},
    pda,
};
use bmail_testing::{
    DAY, InstructionError, MailError, Person, ReputationError, Stage, Substitute, at_every_rent,
    events::MessageAcknowledged,
};
use postage::{Rules, Seconds};
use solana_pubkey::Pubkey;
use standing::Parameters;

use crate::{PERIOD, VERDICTS, YEAR, settle};

/// Ada has written to Bo, and both have reputation.
fn citizens_wrote() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let message = stage.send(&ada, &bo).run_and_find();
    (stage, ada, bo, message)
}

/// The verdicts that two people's account counts: valuable ones, and marks of spam of the first of them.
fn counted(stage: &Stage, marker: &Person, other: &Person) -> (u64, u64) {
    let pair: Correspondence = stage.account(stage.correspondence_of(marker, other));
    let is_low = pair.low == stage.mailbox_of(marker);
    (pair.valuable, if is_low { pair.low_marked } else { pair.high_marked })
}

const ONE: u64 = postage::Q32::ONE.0;

#[test]
fn bullet_1_only_the_recipient_answers_once_the_message_is_revealed_until_the_deadline() {
    let (mut stage, ada, bo, message) = citizens_wrote();
    let (bos, eve) = (stage.mailbox_of(&bo), stage.citizen("Eve", 0));
    stage.judge(&eve, message).account("recipient_mailbox", bos).expect_error(ReputationError::WrongStanding);
    let evil = stage.judge(&bo, message).account("recipient", eve.address());
    evil.expect_error(MailError::NotYourMailbox);
    let eves = stage.mailbox_of(&eve);
    let standing = stage.standing_of(&eve);
    let evil = stage.judge(&eve, message).account("recipient_mailbox", eves).account("recipient_standing", standing);
    evil.expect_error(MailError::NotYourMessage);
    stage.judge(&bo, message).unsigned("recipient").expect_error(InstructionError::MissingRequiredSignature);
    stage.judge(&bo, message).account("sender", eve.address()).expect_error(MailError::WrongSender);

    let posted = stage.post(&ada, &bo).run_and_find();
    stage.judge(&bo, posted).expect_error(MailError::NotRevealed);
    stage.advance(PERIOD + 1);
    stage.judge(&bo, message).expect_error(MailError::AnswerTooLate);
    stage.advance(-1);
    stage.judge(&bo, message).run();
}

#[test]
fn bullet_1_the_body_is_the_one_that_the_message_refers_to() {
    let (mut stage, ada, bo, message) = citizens_wrote();
    let (body, other) = (stage.body(&ada, b"a body"), stage.body(&ada, b"another"));
    let long = stage.send(&ada, &bo).body(body).run_and_find();
    stage.judge(&bo, message).body(Some(body)).expect_error(MailError::WrongBody);
    stage.judge(&bo, long).body(None).expect_error(MailError::WrongBody);
    stage.judge(&bo, long).body(Some(other)).expect_error(MailError::WrongBody);
    stage.judge(&bo, long).run();
    stage.close_body(&ada, body).run();
}

#[test]
fn bullet_1_the_fee_is_divided_as_acknowledge_does_whatever_happens_to_reputation() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        stage.reputation(Parameters::PERSONAL);
        for people in [0, 1, 2] {
            [&ada, &bo][..people].iter().skip(people.saturating_sub(1)).for_each(|person| {
                stage.open_standing(person).run();
            });
            for verdict in VERDICTS {
                let message = stage.send(&ada, &bo).size(301).run_and_find();
                let fee = stage.account::<StoredMessage>(message).header.fee;
                let rent = stage.lamports(message) - fee;
                let mailbox = stage.mailbox_of(&bo);
                let (before, cut) =
                    ([&ada, &bo].map(|p| stage.lamports(p.address())), stage.account::<Mailbox>(mailbox).cut);
                stage.judge(&bo, message).verdict(verdict).run();
                let share = settle(fee, verdict);
                assert_eq!(stage.lamports(ada.address()), before[0] + rent);
                assert_eq!(stage.lamports(bo.address()), before[1] + share.recipient.0);
                assert_eq!(stage.account::<Mailbox>(mailbox).cut, cut + share.treasury.0);
            }
        }
    });
}

#[test]
fn bullet_2_the_correspondence_is_the_one_that_the_message_names() {
    let (mut stage, ada, bo, message) = citizens_wrote();
    let cy = stage.resident("Cy");
    stage.send(&ada, &cy).run();
    stage.send(&cy, &bo).run();
    for other in [stage.correspondence_of(&ada, &cy), stage.correspondence_of(&bo, &cy)] {
        for verdict in VERDICTS {
            let call = stage.judge(&bo, message).verdict(verdict).account("correspondence", other);
            call.expect_error(MailError::WrongCorrespondence);
        }
    }
}

#[test]
fn bullet_2_the_correspondence_counts_the_verdicts_that_move_reputation() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.exchange(&ada, &bo, Verdict::Abstain);
    assert_eq!(counted(&stage, &bo, &ada), (0, 0));
    stage.exchange(&ada, &bo, Verdict::Valuable);
    stage.exchange(&bo, &ada, Verdict::Valuable);
    assert_eq!(counted(&stage, &bo, &ada), (2 * ONE, 0));
    stage.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!((counted(&stage, &bo, &ada), counted(&stage, &ada, &bo)), ((2 * ONE, ONE), (2 * ONE, 0)));

    // Nothing is paid for, so that nothing is earned.
    stage.befriend(&ada, &bo);
    stage.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!(counted(&stage, &bo, &ada), (2 * ONE, ONE));
    let message = stage.send(&ada, &bo).run_and_find();
    stage.acknowledge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(counted(&stage, &bo, &ada), (2 * ONE, ONE));
}

#[test]
fn bullet_3_the_standing_is_that_of_the_sender() {
    let (mut stage, _, bo, message) = citizens_wrote();
    let here = stage.network;
    let cy = stage.citizen("Cy", 1);
    let others = [stage.standing_of(&cy), stage.standing_of(&bo)];
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let call = stage.judge(&bo, message).verdict(verdict).account("sender_standing", others[0]);
        call.expect_error(MailError::WrongStanding);
        // Bo's own, which is then there twice.
        let call = stage.judge(&bo, message).verdict(verdict).account("sender_standing", others[1]);
        call.expect_error(bmail_testing::DUPLICATE);
    }
    stage.network();
    stage.reputation(Parameters::PERSONAL);
    let ada = Person::named("Ada");
    stage.open_standing(&ada).run();
    let elsewhere = stage.standing_of(&ada);
    stage.network = here;
    stage.judge(&bo, message).account("sender_standing", elsewhere).expect_error(ReputationError::OtherNetwork);
    stage.judge(&bo, message).run();
}

#[test]
fn bullet_4_reputation_and_recipients_standing_are_refused_by_the_reputation_program() {
    let (mut stage, ada, bo, message) = citizens_wrote();
    let here = stage.network;
    let cy = stage.citizen("Cy", 1);
    let cys = stage.standing_of(&cy);
    let there = stage.network();
    stage.reputation(Parameters::PERSONAL);
    stage.open_standing(&bo).run();
    let (other, bos) = (pda::reputation(&there).0, stage.standing_of(&bo));
    stage.network = here;
    let wrong = [
        Substitute::new("reputation", "that of another network", other, ReputationError::OtherNetwork),
        Substitute::new("reputation", "a wallet", ada.address(), bmail_testing::DUPLICATE),
        Substitute::new("reputation", "a standing", cys, InstructionError::AccountDataTooSmall),
        Substitute::new("recipient_standing", "somebody else's", cys, ReputationError::WrongStanding),
        Substitute::new("recipient_standing", "his own elsewhere", bos, ReputationError::OtherNetwork),
        Substitute::new("recipient_standing", "a reputation", other, InstructionError::InvalidAccountData),
        Substitute::new("reputation_program", "another", cy.address(), InstructionError::MissingAccount),
    ];
    for substitute in wrong {
        substitute.refused_by(stage.judge(&bo, message));
        substitute.refused_by(stage.judge(&bo, message).verdict(Verdict::Spam));
    }
    stage.judge(&bo, message).run();
}

#[test]
fn bullet_6_where_one_of_the_two_has_no_standing_it_moves_none_and_counts_none() {
    for has_standing in [[false, false], [true, false], [false, true]] {
        for verdict in VERDICTS {
            let (mut stage, ada, bo) = Stage::with_ada_and_bo();
            stage.reputation(Parameters::PERSONAL);
            for (person, has) in [&ada, &bo].into_iter().zip(has_standing) {
                if has {
                    stage.open_standing(person).run();
                    stage.seed(person, 1_000_000).run();
                }
            }
            let before = [&ada, &bo].map(|person| stage.reputation_of(person));
            let event = stage.exchange(&ada, &bo, verdict);
            assert_eq!([&ada, &bo].map(|person| stage.reputation_of(person)), before);
            assert_eq!((event.shares_before, event.shares_after), (0, 0));
            assert_eq!(counted(&stage, &bo, &ada), (0, 0));
        }
    }
}

#[test]
fn bullet_6_on_a_network_without_reputation_it_is_acknowledge() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for verdict in VERDICTS {
        let event = stage.exchange(&ada, &bo, verdict);
        assert_eq!((event.shares_before, event.shares_after), (0, 0));
    }
}

#[test]
fn bullet_8_it_emits_message_acknowledged_with_the_shares_before_and_after() {
    for verdict in VERDICTS {
        let (mut stage, ada, bo, message) = citizens_wrote();
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let before = stage.standing(&ada).held();
        let event: MessageAcknowledged = stage.judge(&bo, message).verdict(verdict).run().event();
        let share = settle(fee, verdict);
        let (earned, cut) = (share.recipient.0, share.treasury.0);
        let (sender, recipient, after) = (ada.address(), stage.mailbox_of(&bo), stage.standing(&ada).held());
        assert_eq!((after > before, after < before), (verdict == Verdict::Valuable, verdict == Verdict::Spam));
        // Both are zero where it moves none.
        let (shares_before, shares_after) = if after == before { (0, 0) } else { (before, after) };
        assert_eq!(
            event,
            MessageAcknowledged { message, sender, recipient, verdict, earned, cut, shares_before, shares_after }
        );
    }
}

#[test]
fn a_message_whose_correspondence_was_closed_meanwhile_is_acknowledged_without_reputation() {
    // Only what was posted and revealed under the longest answering period outlives a year of silence.
    let mut stage = Stage::new();
    stage.network_with(Rules { answering_period: Seconds::days(365), ..Rules::PERSONAL });
    stage.reputation(Parameters::PERSONAL);
    let (ada, bo) = (stage.citizen("Ada", 0), stage.citizen("Bo", 50_000_000));
    let message = stage.post(&ada, &bo).run_and_find();
    stage.advance(DAY);
    stage.reveal(&ada, &bo, message).run();
    stage.advance(YEAR - 1);
    stage.close_correspondence(&ada, &bo).run();
    stage.judge(&bo, message).expect_error(InstructionError::AccountDataTooSmall);
    // Whoever writes again makes it again, with nothing counted.
    let mut again = stage.clone();
    again.send(&bo, &ada).run();
    again.judge(&bo, message).run();
    stage.acknowledge(&bo, message).run();
}

#[test]
fn later_rules_do_not_change_what_a_verdict_moves() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let sent = [0; 2].map(|_| stage.send(&ada, &bo).run_and_find());
    stage.change_rules(Rules { treasury_share: postage::Bps(0), ..Rules::PERSONAL });
    let event: MessageAcknowledged = stage.judge(&bo, sent[0]).run().event();
    assert!(event.cut > 0 && event.shares_after > event.shares_before);
}
