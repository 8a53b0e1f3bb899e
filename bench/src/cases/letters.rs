//! Messages: sent and answered, in two steps, with bodies, unanswered, between contacts.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, Stage};

use super::{DAY, Note, SIZE};

/// Bytes of the chunk that is written.
const CHUNK: usize = 1_024;

/// Two people write to each other, and answer.
pub fn correspond(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.send.first_contact_300", stage.send(ada, bo).size(SIZE).run().compute_units);
    stage.send(bo, ada).size(SIZE).run();
    note("mail.send.known_1", stage.send(ada, bo).size(1).run().compute_units);
    stage.advance(DAY / 3);
    note("mail.send.known_300", stage.send(bo, ada).size(SIZE).run().compute_units);

    for (case, verdict) in [
        ("mail.acknowledge.valuable", Verdict::Valuable),
        ("mail.acknowledge.abstain", Verdict::Abstain),
        ("mail.acknowledge.spam", Verdict::Spam),
    ] {
        let message = stage.send(ada, bo).size(SIZE).run_and_find();
        note(case, stage.acknowledge(bo, message).verdict(verdict).run().compute_units);
    }
}

/// Somebody writes again and again to who does not answer; the last message's address was sent lamports before.
pub fn pester(stage: &mut Stage, ada: &Person, cy: &Person, note: &mut Note) {
    for _ in 0..9 {
        stage.send(ada, cy).size(SIZE).run();
    }
    stage.advance(60);
    note("mail.send.unanswered_300", stage.send(ada, cy).size(SIZE).run().compute_units);
    stage.advance(60);
    let address = stage.send(ada, cy).address();
    stage.give(address, 1);
    note("mail.send.prefunded_300", stage.send(ada, cy).size(SIZE).run().compute_units);
    stage.advance(15 * DAY);
    note("mail.expire", stage.expire(address).run().compute_units);
}

/// A message in two steps.
pub fn strictly(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    let mut post = stage.post(ada, bo).size(SIZE);
    let message = post.address();
    note("mail.post", post.run().compute_units);
    note("mail.reveal", stage.reveal(ada, bo, message).run().compute_units);
    note("mail.refund", stage.refund(bo, message).run().compute_units);
    stage.acknowledge(bo, message).run();
}

/// A body, from opening to closing, with a message that refers to it; and one as long as can be.
pub fn at_length(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    let content = [7; CHUNK];
    let open = stage.open_body(ada, &content);
    let body = open.address();
    note("mail.open_body", open.run().compute_units);
    note("mail.write_body_1k", stage.write_body(ada, body, 0, &content).run().compute_units);
    note("mail.seal_body_1k", stage.seal_body(ada, body).run().compute_units);

    let mut send = stage.send(ada, bo).body(body);
    let message = send.address();
    note("mail.send.body", send.run().compute_units);
    note("mail.acknowledge.body", stage.acknowledge(bo, message).run().compute_units);
    note("mail.close_body", stage.close_body(ada, body).run().compute_units);
    let unused = stage.send(ada, bo).size(SIZE).new_account();
    let create = unused.create(stage.rent(unused.space));
    stage.execute(&create).succeeded("creating an account");
    note("mail.reclaim", stage.reclaim(ada, &unused).run().compute_units);
}

/// Two people make each other contacts, and one writes.
pub fn as_contacts(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.set_contact", stage.set_contact(ada, bo).run().compute_units);
    stage.set_contact(bo, ada).run();
    note("mail.send.contact_300", stage.send(ada, bo).size(SIZE).run().compute_units);
}
