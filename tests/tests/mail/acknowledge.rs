//! The specification of `acknowledge`. Deadlines are in `clock.rs`.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Harness, InstructionError, MailError, at_every_rent, events::MessageAcknowledged};
use postage::Rules;
use units::Bps;

use crate::{MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent, settle};

/// Shows mail.acknowledge: Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`)
/// Shows mail.md: Only the recipient can acknowledge a message.
#[test]
fn only_the_recipient_earns_the_fee() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let eve = harness.resident("Eve");
    let bos = harness.mailbox_of(&bo);
    harness.acknowledge(&eve, message).expect_error(MailError::NotYourMessage);
    harness.acknowledge(&ada, message).from(&eve).expect_error(MailError::NotYourMessage);
    harness.acknowledge(&eve, message).account("recipient_mailbox", bos).expect_error(MailError::NotYourMailbox);
    harness.acknowledge(&bo, message).unsigned("recipient").expect_error(InstructionError::MissingRequiredSignature);
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.acknowledge: Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`)
#[test]
fn only_once_the_message_is_revealed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.post(&ada, &bo).run_and_find();
    for verdict in VERDICTS {
        harness.acknowledge(&bo, message).verdict(verdict).expect_error(MailError::NotRevealed);
    }
    harness.reveal(&ada, &bo, message).run();
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.acknowledge: Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`)
#[test]
fn the_fee_can_be_earned_until_the_deadline() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    harness.advance(PERIOD + 1);
    harness.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
    harness.advance(-1);
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.acknowledge: The fee is divided by `postage::settle`, using the fee split that the message keeps.
/// Shows mail.md: However a message ends, its rent returns to the sender.
/// Shows mail.md: Valuable and abstain pay the rest to the recipient and the cut to the treasury.
/// Shows security.md: Fake mailboxes that farm postage.
/// Shows security.md: Extortion: "pay, or I mark you". A mark costs the sender no more than the fee that they agreed
///   to.
#[test]
fn the_fee_is_divided_to_the_lamport_for_every_verdict() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let mut cuts = 0;
        for verdict in VERDICTS {
            // An odd size gives an odd fee, so that rounding is visible.
            let message = harness.send(&ada, &bo).size(301).run_and_find();
            let fee = harness.account::<StoredMessage>(message).header.fee;
            let before = [harness.lamports(ada.address()), harness.lamports(bo.address())];
            harness.acknowledge(&bo, message).verdict(verdict).run();

            let share = settle(fee, verdict);
            cuts += share.treasury.0;
            assert_eq!(share.recipient.0 + share.treasury.0, fee);
            assert_eq!(harness.lamports(bo.address()), before[1] + share.recipient.0);
            assert_eq!(harness.lamports(ada.address()), before[0] + message_rent(&harness, 301));
            assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)).cut, cuts);
            assert_eq!(harness.lamports(harness.mailbox_of(&bo)), harness.rent(MAILBOX) + cuts);
            assert_eq!(harness.lamports(message), 0);
        }
    });
}

/// Shows mail.acknowledge: The fee is divided by `postage::settle`, using the fee split that the message keeps.
/// Shows mail.md: A recipient never earns more from spam than from abstaining, nor more from abstaining than from
///   valuable, so lying does not pay.
/// Shows security.md: False spam marks.
#[test]
fn spam_never_pays_more_than_abstaining_nor_abstaining_more_than_valuable() {
    for (share, forfeit) in [(0, 0), (1, 1), (1_000, 5_000), (5_000, 10_000)] {
        let earned = VERDICTS.map(|verdict| {
            let mut harness = Harness::new();
            let shares = (Bps(share), Bps(forfeit));
            harness.network_with(Rules { treasury_share: shares.0, spam_forfeit: shares.1, ..Rules::PERSONAL });
            let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
            let message = harness.send(&ada, &bo).size(7).run_and_find();
            let before = harness.lamports(bo.address());
            harness.acknowledge(&bo, message).verdict(verdict).run();
            harness.lamports(bo.address()) - before
        });
        assert!(earned[0] == earned[1] && earned[1] >= earned[2], "{share}, {forfeit}: {earned:?}");
        assert_eq!(earned[2] == 0, forfeit == 10_000);
    }
}

/// Shows mail.acknowledge: The fee is divided by `postage::settle`, using the fee split that the message keeps.
/// Shows mail.md: A message keeps the fee split of the rules under which it was sent, whatever rules come later.
#[test]
fn the_terms_are_those_of_the_message() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    harness.change_rules(Rules { treasury_share: Bps(0), spam_forfeit: Bps(0), ..Rules::PERSONAL });

    let fee = harness.account::<StoredMessage>(message).header.fee;
    let before = harness.lamports(bo.address());
    harness.acknowledge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(harness.lamports(bo.address()), before + settle(fee, Verdict::Spam).recipient.0);

    let next = harness.send(&ada, &bo).run_and_find();
    let fee = harness.account::<StoredMessage>(next).header.fee;
    let before = harness.lamports(bo.address());
    harness.acknowledge(&bo, next).verdict(Verdict::Spam).run();
    assert_eq!(harness.lamports(bo.address()), before + fee);
}

/// Shows mail.acknowledge: The rent, and any other lamports in the message's account
#[test]
fn what_was_given_to_the_message_returns_to_the_sender_with_the_rent() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    harness.give(message, 12_345);
    let before = harness.lamports(ada.address());
    harness.acknowledge(&bo, message).run();
    assert_eq!(harness.lamports(ada.address()), before + message_rent(&harness, 300) + 12_345);
}

/// Shows mail.acknowledge: The rent, and any other lamports in the message's account
/// Shows security.md: Only the program decides where a closed account's lamports go.
#[test]
fn nobody_but_the_sender_gets_the_rent() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    let eve = harness.resident("Eve");
    harness.acknowledge(&bo, message).from(&eve).expect_error(MailError::WrongSender);
    let adas_mailbox = harness.account::<StoredMessage>(message).header.recipient;
    assert_eq!(adas_mailbox, harness.mailbox_of(&bo));
}

/// Shows mail.acknowledge: Emits `MessageAcknowledged`.
#[test]
fn it_emits_message_acknowledged() {
    for verdict in VERDICTS {
        let (mut harness, ada, bo, message) = ada_wrote_to_bo();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let event: MessageAcknowledged = harness.acknowledge(&bo, message).verdict(verdict).run().event();
        let share = settle(fee, verdict);
        let (earned, cut) = (share.recipient.0, share.treasury.0);
        let (sender, recipient) = (ada.address(), harness.mailbox_of(&bo));
        let (shares_before, shares_after) = (0, 0);
        assert_eq!(
            event,
            MessageAcknowledged { message, sender, recipient, verdict, earned, cut, shares_before, shares_after }
        );
    }
}

#[test]
fn earnings_and_cuts_add_up_in_the_mailbox_and_nothing_else_of_it_changes() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let before: Mailbox = harness.account(harness.mailbox_of(&bo));
    let fee = harness.account::<StoredMessage>(message).header.fee;
    harness.acknowledge(&bo, message).run();
    let share = settle(fee, Verdict::Valuable);
    let (earned, cut) = (share.recipient.0, share.treasury.0);
    let after: Mailbox = harness.account(harness.mailbox_of(&bo));
    assert_eq!(after, Mailbox { earned, cut, ..before });
    assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&ada)).cut, 0);
}
