//! The specification of `acknowledge`. Deadlines are in `clock.rs`.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{InstructionError, MailError, Stage, at_every_rent, events::MessageAcknowledged};
use postage::{Bps, Rules};

use crate::{MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent, settle};

#[test]
fn bullet_1_only_the_recipient_earns_the_fee() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let eve = stage.resident("Eve");
    let bos = stage.mailbox_of(&bo);
    stage.acknowledge(&eve, message).expect_error(MailError::NotYourMessage);
    stage.acknowledge(&ada, message).from(&eve).expect_error(MailError::NotYourMessage);
    stage.acknowledge(&eve, message).account("recipient_mailbox", bos).expect_error(MailError::NotYourMailbox);
    stage.acknowledge(&bo, message).unsigned("recipient").expect_error(InstructionError::MissingRequiredSignature);
    stage.acknowledge(&bo, message).run();
}

#[test]
fn bullet_1_only_once_the_message_is_revealed() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.post(&ada, &bo).run_and_find();
    for verdict in VERDICTS {
        stage.acknowledge(&bo, message).verdict(verdict).expect_error(MailError::NotRevealed);
    }
    stage.reveal(&ada, &bo, message).run();
    stage.acknowledge(&bo, message).run();
}

#[test]
fn bullet_1_the_fee_can_be_earned_until_the_deadline() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    stage.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
    stage.advance(-1);
    stage.acknowledge(&bo, message).run();
}

#[test]
fn bullet_2_the_fee_is_divided_to_the_lamport_for_every_verdict() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let mut cuts = 0;
        for verdict in VERDICTS {
            // An odd size makes an odd fee, so that rounding shows.
            let message = stage.send(&ada, &bo).size(301).run_and_find();
            let fee = stage.account::<StoredMessage>(message).header.fee;
            let before = [stage.lamports(ada.address()), stage.lamports(bo.address())];
            stage.acknowledge(&bo, message).verdict(verdict).run();

            let share = settle(fee, verdict);
            cuts += share.treasury.0;
            assert_eq!(share.recipient.0 + share.treasury.0, fee);
            assert_eq!(stage.lamports(bo.address()), before[1] + share.recipient.0);
            assert_eq!(stage.lamports(ada.address()), before[0] + message_rent(&stage, 301));
            assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&bo)).cut, cuts);
            assert_eq!(stage.lamports(stage.mailbox_of(&bo)), stage.rent(MAILBOX) + cuts);
            assert_eq!(stage.lamports(message), 0);
        }
    });
}

#[test]
fn bullet_2_spam_never_pays_more_than_abstaining_nor_abstaining_more_than_valuable() {
    for (share, forfeit) in [(0, 0), (1, 1), (1_000, 5_000), (5_000, 10_000)] {
        let earned = VERDICTS.map(|verdict| {
            let mut stage = Stage::new();
            let shares = (Bps(share), Bps(forfeit));
            stage.network_with(Rules { treasury_share: shares.0, spam_forfeit: shares.1, ..Rules::PERSONAL });
            let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
            let message = stage.send(&ada, &bo).size(7).run_and_find();
            let before = stage.lamports(bo.address());
            stage.acknowledge(&bo, message).verdict(verdict).run();
            stage.lamports(bo.address()) - before
        });
        assert!(earned[0] == earned[1] && earned[1] >= earned[2], "{share}, {forfeit}: {earned:?}");
        assert_eq!(earned[2] == 0, forfeit == 10_000);
    }
}

#[test]
fn bullet_2_the_terms_are_those_of_the_message() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    stage.change_rules(Rules { treasury_share: Bps(0), spam_forfeit: Bps(0), ..Rules::PERSONAL });

    let fee = stage.account::<StoredMessage>(message).header.fee;
    let before = stage.lamports(bo.address());
    stage.acknowledge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(stage.lamports(bo.address()), before + settle(fee, Verdict::Spam).recipient.0);

    let next = stage.send(&ada, &bo).run_and_find();
    let fee = stage.account::<StoredMessage>(next).header.fee;
    let before = stage.lamports(bo.address());
    stage.acknowledge(&bo, next).verdict(Verdict::Spam).run();
    assert_eq!(stage.lamports(bo.address()), before + fee);
}

#[test]
fn bullet_4_what_was_given_to_the_message_returns_to_the_sender_with_the_rent() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    stage.give(message, 12_345);
    let before = stage.lamports(ada.address());
    stage.acknowledge(&bo, message).run();
    assert_eq!(stage.lamports(ada.address()), before + message_rent(&stage, 300) + 12_345);
}

#[test]
fn bullet_4_nobody_but_the_sender_gets_the_rent() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    let eve = stage.resident("Eve");
    stage.acknowledge(&bo, message).from(&eve).expect_error(MailError::WrongSender);
    let adas_mailbox = stage.account::<StoredMessage>(message).header.recipient;
    assert_eq!(adas_mailbox, stage.mailbox_of(&bo));
}

#[test]
fn bullet_5_it_emits_message_acknowledged() {
    for verdict in VERDICTS {
        let (mut stage, ada, bo, message) = ada_wrote_to_bo();
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let event: MessageAcknowledged = stage.acknowledge(&bo, message).verdict(verdict).run().event();
        let share = settle(fee, verdict);
        let (earned, cut) = (share.recipient.0, share.treasury.0);
        let (sender, recipient) = (ada.address(), stage.mailbox_of(&bo));
        let (shares_before, shares_after) = (0, 0);
        assert_eq!(
            event,
            MessageAcknowledged { message, sender, recipient, verdict, earned, cut, shares_before, shares_after }
        );
    }
}

#[test]
fn earnings_and_cuts_add_up_in_the_mailbox_and_nothing_else_of_it_changes() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let before: Mailbox = stage.account(stage.mailbox_of(&bo));
    let fee = stage.account::<StoredMessage>(message).header.fee;
    stage.acknowledge(&bo, message).run();
    let share = settle(fee, Verdict::Valuable);
    let (earned, cut) = (share.recipient.0, share.treasury.0);
    let after: Mailbox = stage.account(stage.mailbox_of(&bo));
    assert_eq!(after, Mailbox { earned, cut, ..before });
    assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&ada)).cut, 0);
}
