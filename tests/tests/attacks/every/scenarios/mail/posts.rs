//! Messages that are posted, and revealed later. A post does not seal to the recipient's key yet.

use bmail_testing::{Harness, MailError::*, ada_wrote_to_bo};

use super::{Scenario, sending, with_numbers};
use crate::every::{Kind, Ready, fails, signed, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("post for the first time", harness, |harness| harness.post(&ada, &bo))
            .wants(sending(WrongCorrespondence, InvalidLength, None))
            .again(SequenceTaken)
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        let ready = Ready::new("post", harness, |harness| harness.post(&ada, &bo))
            .wants(sending(WrongCorrespondence, InvalidLength, None))
            .again(SequenceTaken);
        with_numbers(ready)
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        let body = harness.body(&ada, b"a body");
        Ready::new("post with a body", harness, |harness| harness.post(&ada, &bo).body(body))
            .wants(sending(WrongCorrespondence, NotYourBody, None))
            .again(SequenceTaken)
    },
    // A sender who omits their standing, or whose reputation has decayed to nothing, pays the newcomer's price.
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("post with a standing", harness, |harness| harness.post(&ada, &bo))
            .wants(sending(WrongCorrespondence, InvalidLength, Some(Underfunded)))
            .again(SequenceTaken)
            .late(Underfunded)
    },
    || {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let message = harness.post(&ada, &bo).run_and_find();
        Ready::new("reveal", harness, |harness| harness.reveal(&ada, &bo, message))
            .wants([signed("sender", WrongSender), stored("recipient_mailbox", Kind::Mailbox, NotYourMessage)])
            .wants([stored("message", Kind::Message, WrongSender)])
            .again(AlreadyRevealed)
            .late(RevealTooLate)
            .number("key_version", [fails(KeyChanged), None, fails(KeyChanged)])
    },
];
