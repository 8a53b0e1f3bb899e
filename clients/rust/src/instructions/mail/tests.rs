//! What nobody has to send to know: who gets a copy of a newsletter, and how long letters may be.

use postage::Rules;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use units::{Bps, Timestamp};

use super::*;
use crate::{
    BuildError, Format, Limits, Priority,
    accounts::{FeeSplit, Mailbox, Network},
    instructions::Chain,
};

const ONE: u64 = 1 << 32;

fn author() -> Pubkey {
    Pubkey::new_from_array([1; 32])
}

fn mailbox(owner: Pubkey) -> Mailbox {
    let mut mailbox = Mailbox::from_bytes(&[0; Mailbox::LEN]).unwrap();
    (mailbox.owner, mailbox.encryption_key, mailbox.load) = (owner, [9; 32], ONE);
    (mailbox.accepting, mailbox.key_version, mailbox.next_sequence) = (1, 1, 7);
    mailbox
}

fn situation(recipients: &[Pubkey]) -> Situation {
    let mut network = Network::from_bytes(&[0; Network::LEN]).unwrap();
    network.rules = Rules::PERSONAL;
    let recipient = |wallet: &Pubkey| Recipient {
        wallet: *wallet,
        mailbox_address: Pubkey::new_unique(),
        mailbox: Some(mailbox(*wallet)),
        correspondence: None,
        unreadable: None,
    };
    Situation {
        genesis: Hash::default(),
        network_address: Pubkey::new_from_array([3; 32]),
        network,
        mailbox_address: Pubkey::new_from_array([4; 32]),
        mailbox: mailbox(author()),
        standing: None,
        now: Timestamp(0),
        recipients: recipients.iter().map(recipient).collect(),
    }
}

fn limits(format: Format, reserved: usize) -> Limits {
    Limits { format, priority: Priority(0), payer: author(), brings: false, reserved }
}

fn long() -> LongDraft {
    LongDraft::new(&Hash::default(), &author(), b"Dear all").unwrap()
}

fn newsletter(readers: usize) -> (Newsletter, Vec<Pubkey>) {
    let people: Vec<_> = (0..readers).map(|_| Pubkey::new_unique()).collect();
    (Newsletter::new(situation(&[]).network_address, long(), people.iter().copied()).unwrap(), people)
}

fn deliver_to(newsletter: &mut Newsletter, situation: &mut Situation, reserved: usize) -> Result<Batch, BuildError> {
    let edition = Edition { max_fee: u64::MAX, limits: limits(Format::V1, reserved) };
    deliver(&Chain::default(), newsletter, situation, &edition)
}

fn states(newsletter: &Newsletter) -> Vec<DeliveryState> {
    newsletter.deliveries().iter().map(|delivery| delivery.state).collect()
}

/// A record with one copy sent, one being sent, one refused, and one that waits.
fn record() -> (Newsletter, Vec<Pubkey>) {
    let (mut newsletter, people) = newsletter(4);
    let sent = deliver_to(&mut newsletter, &mut situation(&people[..1]), 0).unwrap();
    newsletter.confirm(&sent.recipients);
    let mut later = situation(&people[1..3]);
    (later.mailbox.next_sequence, later.recipients[1].mailbox) = (8, None);
    assert_eq!(deliver_to(&mut newsletter, &mut later, 0).unwrap().recipients, [people[1]]);
    use DeliveryState::{Refused, Sending, Sent, Waiting};
    assert_eq!(states(&newsletter), [Sent(7), Sending(8), Refused(Obstacle::NoMailbox), Waiting]);
    (newsletter, people)
}

#[test]
fn only_who_is_in_the_record_and_waits_gets_a_copy_and_only_one() {
    let (mut newsletter, people) = record();
    let before = states(&newsletter);
    let mut all = situation(&[&people[..], &people[..], &[Pubkey::new_unique()]].concat());
    let batch = deliver_to(&mut newsletter, &mut all, 0).unwrap();
    assert_eq!(batch.recipients, [people[3]]);
    assert_eq!(batch.plan.only().creations.len(), 1);
    assert_eq!(states(&newsletter), [&before[..3], &[DeliveryState::Sending(7)]].concat());
    let nobody = deliver_to(&mut newsletter, &mut situation(&people), 0).unwrap();
    assert_eq!(nobody, Batch::default());
}

#[test]
fn a_confirmed_batch_does_not_confirm_what_was_being_sent_before() {
    let (mut newsletter, people) = record();
    let mut next = situation(&people);
    // The copy that was being sent before has not landed, so its number is used again.
    next.mailbox.next_sequence = 8;
    let batch = deliver_to(&mut newsletter, &mut next, 0).unwrap();
    newsletter.confirm(&batch.recipients);
    assert_eq!(states(&newsletter)[1], DeliveryState::Sending(8));
    assert_eq!(states(&newsletter)[3], DeliveryState::Sent(8));
}

#[test]
fn a_copy_that_was_being_sent_is_resolved_and_a_refused_recipient_waits_again() {
    use DeliveryState::{Refused, Sending, Sent, Waiting};
    for (was_sent, resolved) in [(true, Sent(8)), (false, Waiting)] {
        let (mut newsletter, people) = record();
        people.iter().for_each(|person| newsletter.resolve(person, was_sent));
        newsletter.resolve(&Pubkey::new_unique(), was_sent);
        assert_eq!(states(&newsletter), [Sent(7), resolved, Refused(Obstacle::NoMailbox), Waiting]);
    }
    let (mut newsletter, people) = record();
    newsletter.retry_refused();
    assert_eq!(states(&newsletter), [Sent(7), Sending(8), Waiting, Waiting]);
    newsletter.resolve(&people[1], false);
    let batch = deliver_to(&mut newsletter, &mut situation(&people), 0).unwrap();
    assert_eq!(batch.recipients, people[1..]);
}

#[test]
fn who_is_listed_twice_in_an_edited_record_gets_at_most_one_copy() {
    let (newsletter, people) = newsletter(1);
    let mut edited = serde_json::to_value(&newsletter).unwrap();
    let deliveries = edited["deliveries"].as_array_mut().unwrap();
    deliveries.push(deliveries[0].clone());
    let mut twice: Newsletter = serde_json::from_value(edited.clone()).unwrap();
    let batch = deliver_to(&mut twice, &mut situation(&[people[0], people[0]]), 0).unwrap();
    assert_eq!(batch.recipients, people);
    assert_eq!(states(&twice), [DeliveryState::Sending(7); 2]);
    edited["deliveries"][0]["state"] = serde_json::json!({ "Sent": 7 });
    let mut mixed: Newsletter = serde_json::from_value(edited).unwrap();
    assert_eq!(deliver_to(&mut mixed, &mut situation(&people), 0).unwrap(), Batch::default());
}

#[test]
fn a_batch_leaves_what_is_reserved_and_marks_nobody_if_not_even_one_copy_fits() {
    let mut counts = Vec::new();
    for reserved in (0..Format::V1.limit() + 100).step_by(50).chain([usize::MAX]) {
        let (mut newsletter, people) = newsletter(12);
        match deliver_to(&mut newsletter, &mut situation(&people), reserved) {
            Ok(batch) => {
                let count = batch.recipients.len();
                assert_eq!(batch.recipients, people[..count]);
                assert!(limits(Format::V1, reserved).fit(&batch.plan.steps), "{reserved}");
                let sending = newsletter.in_state(|state| matches!(state, DeliveryState::Sending(_)));
                assert_eq!(sending.len(), count);
                counts.push(count);
            }
            Err(error) => {
                assert!(matches!(error, BuildError::TooLong { .. }), "{error:?}");
                assert_eq!(states(&newsletter), [DeliveryState::Waiting; 12]);
                counts.push(0);
            }
        }
    }
    assert!(counts.is_sorted_by(|more, fewer| more >= fewer), "{counts:?}");
    assert!(counts[0] > 1 && counts.contains(&1) && counts.last() == Some(&0), "{counts:?}");
}

#[test]
fn a_letter_that_does_not_fit_is_told_to_become_a_body_unless_it_is_one() {
    let (chain, bo) = (Chain::default(), Pubkey::new_unique());
    let now = situation(&[bo]);
    let draft = |text: Text<'_>| now.draft(&chain.programs, &now.recipients[0], text, Mode::AtOnce).unwrap();
    let long = long();
    for (draft, is_body) in [(draft(b"Dear Bo".into()), false), (draft((&long).into()), true)] {
        let mut refused = 0;
        for reserved in (0..Format::V0.limit() + 20).chain([usize::MAX]) {
            let Err(error) = draft.check_length(&chain, &limits(Format::V0, reserved)) else {
                assert_eq!(refused, 0);
                continue;
            };
            refused += 1;
            let is_meant = match error {
                BuildError::TooLong { length, limit } => is_body && length > limit,
                BuildError::LetterTooLong { length, limit } => !is_body && length > limit,
                _ => false,
            };
            assert!(is_meant && error.to_string().contains("body") != is_body, "{error}");
        }
        assert!(refused > 20);
    }
    let noise: Vec<u8> = (0..u32::MAX).step_by(104_729).flat_map(u32::to_be_bytes).take(60_000).collect();
    let error = draft(noise.as_slice().into()).check_length(&chain, &limits(Format::V1, 0)).unwrap_err();
    assert!(matches!(error, BuildError::LetterTooLong { .. }), "{error:?}");
}

#[test]
fn refunds_leave_what_is_reserved_or_nothing_is_planned() {
    let (network, ada) = (Pubkey::new_unique(), Pubkey::new_unique());
    let refund = MessageAt {
        address: Pubkey::new_unique(),
        sender: ada,
        recipient_mailbox: Pubkey::new_unique(),
        correspondence: Pubkey::new_unique(),
        body: None,
        fee: 9,
        split: FeeSplit { treasury_share: Bps(0), spam_forfeit: Bps(0) },
        rent: 0,
    };
    let mut lengths = Vec::new();
    for reserved in (0..Format::V0.limit() + 20).step_by(10) {
        let limits = limits(Format::V0, reserved);
        match add_contact(&Chain::default(), &network, &author(), &ada, true, &[refund; 9], &limits) {
            Ok(plan) => {
                assert!(plan.steps.iter().all(|step| limits.fit(std::slice::from_ref(step))), "{reserved}");
                lengths.push(plan.steps.len());
            }
            Err(error) => lengths.push(if matches!(error, BuildError::TooLong { .. }) { usize::MAX } else { 0 }),
        }
    }
    assert!(lengths.is_sorted() && lengths[0] < 9 && lengths.last() == Some(&usize::MAX), "{lengths:?}");
}
