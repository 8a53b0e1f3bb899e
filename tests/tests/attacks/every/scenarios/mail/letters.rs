//! Messages that are sent, and what ends them.

use bmail_testing::{Harness, MailError::*, PERIOD, ada_wrote_to_bo};

use super::{Scenario, ada_sent_bo_a_body, answering, released, sending, with_numbers};
use crate::every::{GONE, Kind, Ready, Role, address, fails, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("send for the first time", harness, |harness| harness.send(&ada, &bo))
            .wants(sending(KeyChanged, InvalidLength, None))
            .again(SequenceTaken)
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        let ready = Ready::new("send", harness, |harness| harness.send(&ada, &bo))
            .wants(sending(KeyChanged, InvalidLength, None))
            .again(SequenceTaken);
        with_numbers(ready).number("key_version", [fails(KeyChanged), None, fails(KeyChanged)])
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        let body = harness.body(&ada, b"a body");
        Ready::new("send with a body", harness, |harness| harness.send(&ada, &bo).body(body))
            .wants(sending(KeyChanged, NotYourBody, None))
            .again(SequenceTaken)
    },
    // A sender who omits their standing, or whose reputation has decayed to nothing, pays the newcomer's price.
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("send with a standing", harness, |harness| harness.send(&ada, &bo))
            .wants(sending(KeyChanged, InvalidLength, Some(Underfunded)))
            .again(SequenceTaken)
            .late(Underfunded)
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge", harness, |harness| harness.acknowledge(&bo, message))
            .wants(answering())
            .wants([released()])
            .again(GONE)
            .late(AnswerTooLate)
    },
    || {
        let (harness, _, bo, message) = ada_sent_bo_a_body();
        Ready::new("acknowledge with a body", harness, |harness| harness.acknowledge(&bo, message))
            .wants(answering())
            .wants([released()])
            .again(GONE)
            .late(AnswerTooLate)
    },
    || {
        let (mut harness, _, _, message) = ada_wrote_to_bo();
        harness.advance(PERIOD + 1);
        Ready::new("expire", harness, |harness| harness.expire(message)).wants(expiring()).again(GONE).early(NotExpired)
    },
    || {
        let (mut harness, _, _, message) = ada_sent_bo_a_body();
        harness.advance(PERIOD + 1);
        Ready::new("expire with a body", harness, |harness| harness.expire(message))
            .wants(expiring())
            .again(GONE)
            .early(NotExpired)
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("refund", harness, |harness| harness.refund(&bo, message)).wants(answering()).again_changes_nothing()
    },
];

fn expiring() -> [Role; 3] {
    [stored("message", Kind::Message, WrongSender), address("sender", WrongSender), released()]
}
