//! Verdicts that move reputation.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, MailError::*, Person, REPUTATION, ReputationError, ada_wrote_to_bo};
use solana_pubkey::Pubkey;

use super::{Scenario, answering, released};
use crate::every::{GONE, Kind, Ready, Role, Wanted, any_here, ignored, possible, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation", harness, |harness| harness.judge(&bo, message))
            .wants(judging(moving()))
            .again(GONE)
            .late(AnswerTooLate)
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        let body = harness.body(&ada, b"a body");
        let message = harness.send(&ada, &bo).body(body).run_and_find();
        Ready::new("acknowledge_with_reputation with a body", harness, |harness| harness.judge(&bo, message))
            .wants(judging(moving()))
            .again(GONE)
            .late(AnswerTooLate)
    },
    || {
        let (mut harness, ada, bo, message) = citizens_wrote();
        let cy = harness.citizen("Cy", 20 * REPUTATION);
        harness.endorse(&cy, &ada, 10 * REPUTATION).run();
        harness.endorse(&ada, &cy, 10 * REPUTATION).run();
        let spam = Verdict::Spam;
        Ready::new("acknowledge_with_reputation of spam", harness, |harness| harness.judge(&bo, message).verdict(spam))
            .wants(judging(moving()))
            .again(GONE)
            .late(AnswerTooLate)
    },
    || {
        let (harness, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation abstaining", harness, |harness| {
            harness.judge(&bo, message).verdict(Verdict::Abstain)
        })
        .wants(judging(UNUSED.map(ignored)))
        .again(GONE)
        .late(AnswerTooLate)
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge_with_reputation without standings", harness, |harness| harness.judge(&bo, message))
            .wants(judging(UNUSED.map(ignored)))
            .again(GONE)
            .late(AnswerTooLate)
    },
];

/// What a verdict that moves no reputation ignores.
const UNUSED: [&str; 4] = ["reputation", "sender_standing", "recipient_standing", "reputation_program"];

/// A verdict that moves reputation: the reputation program refuses accounts that are not its own.
fn moving() -> [Role; 4] {
    let (other, there) = (ReputationError::WrongStanding, ReputationError::OtherNetwork);
    [
        any_here("reputation", Kind::Reputation, there.clone()),
        // If there is no standing, the verdict moves no reputation.
        possible("sender_standing", Kind::Standing, None, WrongStanding),
        ("recipient_standing", Wanted::Possible(Kind::Standing, None, other.into(), there.into())),
        ("reputation_program", Wanted::Called),
    ]
}

fn judging(of_reputation: [Role; 4]) -> Vec<Role> {
    let of_mail = [released(), stored("correspondence", Kind::Correspondence, WrongCorrespondence)];
    answering().into_iter().chain(of_mail).chain(of_reputation).collect()
}

/// Ada has written to Bo, and both have reputation.
fn citizens_wrote() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    (harness, ada, bo, message)
}
