//! The specification of `acknowledge_with_reputation`. How much a verdict moves is in `verdicts.rs`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Correspondence, Mailbox, StoredMessage, Verdict},
};
use bmail_testing::{
    DAY, Harness, InstructionError, MailError, Person, ReputationError, Substitute, at_every_rent,
    events::MessageAcknowledged,
};
use postage::Rules;
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Seconds;

use crate::{PERIOD, VERDICTS, YEAR, settle};

/// Ada has written to Bo, and both have reputation.
fn citizens_wrote() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    (harness, ada, bo, message)
}

/// What two people's correspondence counts: valuable verdicts, and the first person's spam marks.
fn counted(harness: &Harness, marker: &Person, other: &Person) -> (u64, u64) {
    let pair: Correspondence = harness.account(harness.correspondence_of(marker, other));
    let is_low = pair.low == harness.mailbox_of(marker);
    (pair.valuable, if is_low { pair.low_marked } else { pair.high_marked })
}

const ONE: u64 = units::Q32::ONE.0;

/// Shows mail.acknowledge_with_reputation: The checks and effects of `acknowledge` apply.
#[test]
fn only_the_recipient_answers_once_the_message_is_revealed_until_the_deadline() {
    let (mut harness, ada, bo, message) = citizens_wrote();
    let (bos, eve) = (harness.mailbox_of(&bo), harness.citizen("Eve", 0));
    harness.judge(&eve, message).account("recipient_mailbox", bos).expect_error(MailError::NotYourMailbox);
    let evil = harness.judge(&bo, message).account("recipient", eve.address());
    evil.expect_error(MailError::NotYourMailbox);
    let eves = harness.mailbox_of(&eve);
    let standing = harness.standing_of(&eve);
    let evil = harness.judge(&eve, message).account("recipient_mailbox", eves).account("recipient_standing", standing);
    evil.expect_error(MailError::NotYourMessage);
    harness.judge(&bo, message).unsigned("recipient").expect_error(InstructionError::MissingRequiredSignature);
    harness.judge(&bo, message).account("sender", eve.address()).expect_error(MailError::WrongSender);

    let posted = harness.post(&ada, &bo).run_and_find();
    harness.judge(&bo, posted).expect_error(MailError::NotRevealed);
    harness.advance(PERIOD + 1);
    harness.judge(&bo, message).expect_error(MailError::AnswerTooLate);
    harness.advance(-1);
    harness.judge(&bo, message).run();
}

/// Shows mail.acknowledge_with_reputation: The checks and effects of `acknowledge` apply.
#[test]
fn the_body_is_the_one_that_the_message_refers_to() {
    let (mut harness, ada, bo, message) = citizens_wrote();
    let (body, other) = (harness.body(&ada, b"a body"), harness.body(&ada, b"another"));
    let long = harness.send(&ada, &bo).body(body).run_and_find();
    harness.judge(&bo, message).body(Some(body)).expect_error(MailError::WrongBody);
    harness.judge(&bo, long).body(None).expect_error(MailError::WrongBody);
    harness.judge(&bo, long).body(Some(other)).expect_error(MailError::WrongBody);
    harness.judge(&bo, long).run();
    harness.close_body(&ada, body).run();
}

/// Shows mail.acknowledge_with_reputation: The checks and effects of `acknowledge` apply.
/// Shows security.md: Breaking the reputation program to lock up fees.
#[test]
fn the_fee_is_divided_as_acknowledge_does_whatever_happens_to_reputation() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        harness.reputation(Parameters::PERSONAL);
        for people in [0, 1, 2] {
            [&ada, &bo][..people].iter().skip(people.saturating_sub(1)).for_each(|person| {
                harness.open_standing(person).run();
            });
            for verdict in VERDICTS {
                let message = harness.send(&ada, &bo).size(301).run_and_find();
                let fee = harness.account::<StoredMessage>(message).header.fee;
                let rent = harness.lamports(message) - fee;
                let mailbox = harness.mailbox_of(&bo);
                let (before, cut) =
                    ([&ada, &bo].map(|p| harness.lamports(p.address())), harness.account::<Mailbox>(mailbox).cut);
                harness.judge(&bo, message).verdict(verdict).run();
                let share = settle(fee, verdict);
                assert_eq!(harness.lamports(ada.address()), before[0] + rent);
                assert_eq!(harness.lamports(bo.address()), before[1] + share.recipient.0);
                assert_eq!(harness.account::<Mailbox>(mailbox).cut, cut + share.treasury.0);
            }
        }
    });
}

/// Shows mail.acknowledge_with_reputation: `correspondence` is the account that the message names.
#[test]
fn the_correspondence_is_the_one_that_the_message_names() {
    let (mut harness, ada, bo, message) = citizens_wrote();
    let cy = harness.resident("Cy");
    harness.send(&ada, &cy).run();
    harness.send(&cy, &bo).run();
    for other in [harness.correspondence_of(&ada, &cy), harness.correspondence_of(&bo, &cy)] {
        for verdict in VERDICTS {
            let call = harness.judge(&bo, message).verdict(verdict).account("correspondence", other);
            call.expect_error(MailError::WrongCorrespondence);
        }
    }
}

/// Shows mail.acknowledge_with_reputation: `correspondence` is the account that the message names.
#[test]
fn the_correspondence_counts_the_verdicts_that_move_reputation() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.exchange(&ada, &bo, Verdict::Abstain);
    assert_eq!(counted(&harness, &bo, &ada), (0, 0));
    harness.exchange(&ada, &bo, Verdict::Valuable);
    harness.exchange(&bo, &ada, Verdict::Valuable);
    assert_eq!(counted(&harness, &bo, &ada), (2 * ONE, 0));
    harness.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!((counted(&harness, &bo, &ada), counted(&harness, &ada, &bo)), ((2 * ONE, ONE), (2 * ONE, 0)));

    // Nothing is paid, so nothing is earned.
    harness.befriend(&ada, &bo);
    harness.exchange(&ada, &bo, Verdict::Valuable);
    assert_eq!(counted(&harness, &bo, &ada), (2 * ONE, ONE));
    let message = harness.send(&ada, &bo).run_and_find();
    harness.acknowledge(&bo, message).verdict(Verdict::Spam).run();
    assert_eq!(counted(&harness, &bo, &ada), (2 * ONE, ONE));
}

/// Shows mail.acknowledge_with_reputation: `sender_standing` is the sender's standing.
/// Shows reputation.md: A verdict counts for the sender of the message, on the network of the message.
#[test]
fn the_standing_is_that_of_the_sender() {
    let (mut harness, _, bo, message) = citizens_wrote();
    let here = harness.network;
    let cy = harness.citizen("Cy", 1);
    let others = [harness.standing_of(&cy), harness.standing_of(&bo)];
    for verdict in [Verdict::Valuable, Verdict::Spam] {
        let call = harness.judge(&bo, message).verdict(verdict).account("sender_standing", others[0]);
        call.expect_error(MailError::WrongStanding);
        // Bo's own standing, which is then passed twice.
        let call = harness.judge(&bo, message).verdict(verdict).account("sender_standing", others[1]);
        call.expect_error(bmail_testing::DUPLICATE);
    }
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    let ada = Person::named("Ada");
    harness.open_standing(&ada).run();
    let elsewhere = harness.standing_of(&ada);
    harness.network = here;
    harness.judge(&bo, message).account("sender_standing", elsewhere).expect_error(ReputationError::OtherNetwork);
    harness.judge(&bo, message).run();
}

/// Shows mail.acknowledge_with_reputation: `reputation` is the network's, and `recipient_standing` the recipient's.
#[test]
fn reputation_and_recipients_standing_are_refused_by_the_reputation_program() {
    let (mut harness, ada, bo, message) = citizens_wrote();
    let here = harness.network;
    let cy = harness.citizen("Cy", 1);
    let cys = harness.standing_of(&cy);
    let there = harness.network();
    harness.reputation(Parameters::PERSONAL);
    harness.open_standing(&bo).run();
    let (other, bos) = (PROGRAMS.reputation(&there).0, harness.standing_of(&bo));
    harness.network = here;
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
        substitute.refused_by(harness.judge(&bo, message));
        substitute.refused_by(harness.judge(&bo, message).verdict(Verdict::Spam));
    }
    harness.judge(&bo, message).run();
}

/// Shows mail.acknowledge_with_reputation: If the sender or the recipient has no standing, no reputation moves.
/// Shows reputation.md: Mail works for people without a standing, and on networks without reputation.
#[test]
fn where_one_of_the_two_has_no_standing_it_moves_none_and_counts_none() {
    for has_standing in [[false, false], [true, false], [false, true]] {
        for verdict in VERDICTS {
            let (mut harness, ada, bo) = Harness::with_ada_and_bo();
            harness.reputation(Parameters::PERSONAL);
            for (person, has) in [&ada, &bo].into_iter().zip(has_standing) {
                if has {
                    harness.open_standing(person).run();
                    harness.seed(person, 1_000_000).run();
                }
            }
            let before = [&ada, &bo].map(|person| harness.reputation_of(person));
            let event = harness.exchange(&ada, &bo, verdict);
            assert_eq!([&ada, &bo].map(|person| harness.reputation_of(person)), before);
            assert_eq!((event.shares_before, event.shares_after), (0, 0));
            assert_eq!(counted(&harness, &bo, &ada), (0, 0));
        }
    }
}

/// Shows mail.acknowledge_with_reputation: If the sender or the recipient has no standing, no reputation moves.
/// Shows reputation.md: Mail works for people without a standing, and on networks without reputation.
#[test]
fn on_a_network_without_reputation_it_is_acknowledge() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for verdict in VERDICTS {
        let event = harness.exchange(&ada, &bo, verdict);
        assert_eq!((event.shares_before, event.shares_after), (0, 0));
    }
}

/// Shows mail.acknowledge_with_reputation: Emits `MessageAcknowledged`
/// Shows reputation.md: A verdict changes the sender's standing as the formulas say, in the transaction that pays the
///   recipient.
#[test]
fn it_emits_message_acknowledged_with_the_shares_before_and_after() {
    for verdict in VERDICTS {
        let (mut harness, ada, bo, message) = citizens_wrote();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let before = harness.standing(&ada).held();
        let event: MessageAcknowledged = harness.judge(&bo, message).verdict(verdict).run().event();
        let share = settle(fee, verdict);
        let (earned, cut) = (share.recipient.0, share.treasury.0);
        let (sender, recipient, after) = (ada.address(), harness.mailbox_of(&bo), harness.standing(&ada).held());
        assert_eq!((after > before, after < before), (verdict == Verdict::Valuable, verdict == Verdict::Spam));
        // Both are zero if the verdict moves no reputation.
        let (shares_before, shares_after) = if after == before { (0, 0) } else { (before, after) };
        assert_eq!(
            event,
            MessageAcknowledged { message, sender, recipient, verdict, earned, cut, shares_before, shares_after }
        );
    }
}

#[test]
fn a_message_whose_correspondence_was_closed_meanwhile_is_acknowledged_without_reputation() {
    // Only a message posted and revealed under the longest answering period outlives a year of silence.
    let mut harness = Harness::new();
    harness.network_with(Rules { answering_period: Seconds::days(365), ..Rules::PERSONAL });
    harness.reputation(Parameters::PERSONAL);
    let (ada, bo) = (harness.citizen("Ada", 0), harness.citizen("Bo", 50_000_000));
    let message = harness.post(&ada, &bo).run_and_find();
    harness.advance(DAY);
    harness.reveal(&ada, &bo, message).run();
    harness.advance(YEAR - 1);
    harness.close_correspondence(&ada, &bo).run();
    harness.judge(&bo, message).expect_error(InstructionError::AccountDataTooSmall);
    // Writing again creates it again, with nothing counted.
    let mut again = harness.clone();
    again.send(&bo, &ada).run();
    again.judge(&bo, message).run();
    harness.acknowledge(&bo, message).run();
}

/// Shows reputation.md: A message keeps the pair half-life of the rules under which it was sent.
#[test]
fn later_rules_do_not_change_what_a_verdict_moves() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let sent = [0; 2].map(|_| harness.send(&ada, &bo).run_and_find());
    harness.change_rules(Rules { treasury_share: units::Bps(0), ..Rules::PERSONAL });
    let event: MessageAcknowledged = harness.judge(&bo, sent[0]).run().event();
    assert!(event.cut > 0 && event.shares_after > event.shares_before);
}
