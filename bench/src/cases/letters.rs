//! Messages: sent and acknowledged, in two steps, with bodies, unanswered, and between contacts.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, Person};

use super::{DAY, Note, SIZE, peers::by_hand};

/// Bytes in the chunk that is written.
const CHUNK: usize = 1_024;

/// Two people write to each other and acknowledge the letters.
pub fn correspond(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.send.first_contact_300", harness.send(ada, bo).size(SIZE).run().compute_units);
    harness.send(bo, ada).size(SIZE).run();
    note("mail.send.known_1", harness.send(ada, bo).size(1).run().compute_units);
    harness.advance(DAY / 3);
    by_hand(harness, "peer.pinocchio.send", note, |harness| harness.send(bo, ada).size(SIZE).run());
    note("mail.send.known_300", harness.send(bo, ada).size(SIZE).run().compute_units);

    for (case, verdict) in [
        ("mail.acknowledge.valuable", Verdict::Valuable),
        ("mail.acknowledge.abstain", Verdict::Abstain),
        ("mail.acknowledge.spam", Verdict::Spam),
    ] {
        let message = harness.send(ada, bo).size(SIZE).run_and_find();
        if verdict == Verdict::Valuable {
            let acknowledge = |harness: &mut Harness| harness.acknowledge(bo, message).run();
            by_hand(harness, "peer.pinocchio.acknowledge", note, acknowledge);
        }
        note(case, harness.acknowledge(bo, message).verdict(verdict).run().compute_units);
    }
}

/// Someone keeps writing to a person who never answers. The last message's address holds lamports beforehand.
pub fn pester(harness: &mut Harness, ada: &Person, cy: &Person, note: &mut Note) {
    for _ in 0..9 {
        harness.send(ada, cy).size(SIZE).run();
    }
    harness.advance(60);
    note("mail.send.unanswered_300", harness.send(ada, cy).size(SIZE).run().compute_units);
    harness.advance(60);
    let address = harness.send(ada, cy).address();
    harness.give(address, 1);
    note("mail.send.prefunded_300", harness.send(ada, cy).size(SIZE).run().compute_units);
    harness.advance(15 * DAY);
    note("mail.expire", harness.expire(address).run().compute_units);
}

/// A message sent in two steps.
pub fn strictly(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    let mut post = harness.post(ada, bo).size(SIZE);
    let message = post.address();
    note("mail.post", post.run().compute_units);
    note("mail.reveal", harness.reveal(ada, bo, message).run().compute_units);
    note("mail.refund", harness.refund(bo, message).run().compute_units);
    harness.acknowledge(bo, message).run();
}

/// A body from opening to closing, with a message that refers to it, and an unused account that is reclaimed.
pub fn at_length(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    let content = [7; CHUNK];
    let open = harness.open_body(ada, &content);
    let body = open.address();
    note("mail.open_body", open.run().compute_units);
    note("mail.write_body_1k", harness.write_body(ada, body, 0, &content).run().compute_units);
    note("mail.seal_body_1k", harness.seal_body(ada, body).run().compute_units);

    let mut send = harness.send(ada, bo).body(body);
    let message = send.address();
    note("mail.send.body", send.run().compute_units);
    note("mail.acknowledge.body", harness.acknowledge(bo, message).run().compute_units);
    note("mail.close_body", harness.close_body(ada, body).run().compute_units);
    let unused = harness.send(ada, bo).size(SIZE).new_account();
    let create = unused.create(harness.rent(unused.space));
    harness.execute(&create).succeeded("creating an account");
    note("mail.reclaim", harness.reclaim(ada, &unused).run().compute_units);
}

/// Two people make each other contacts, and one of them writes.
pub fn as_contacts(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.set_contact", harness.set_contact(ada, bo).run().compute_units);
    harness.set_contact(bo, ada).run();
    note("mail.send.contact_300", harness.send(ada, bo).size(SIZE).run().compute_units);
}
