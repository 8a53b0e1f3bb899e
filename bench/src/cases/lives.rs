//! Networks and mailboxes: created, opened, changed, swept and closed.

use bmail_sdk::accounts::Correspondence;
use bmail_testing::{Harness, Person};
use postage::Rules;

use super::{DAY, Note};

/// A network, and three people who open mailboxes on it.
pub fn arrive(harness: &mut Harness, pair: usize, note: &mut Note) -> [Person; 3] {
    let founder = harness.person(&format!("founder {pair}"));
    note("mail.create_network", harness.create_network(&founder).name("the allotments").run().compute_units);
    harness.network();
    let people = ["Ada", "Bo", "Cy"].map(|name| harness.person(&format!("{name} {pair}")));
    for person in &people {
        note("mail.open_mailbox", harness.open_mailbox(person).run().compute_units);
    }
    note("mail.set_mailbox", harness.set_mailbox(&people[2]).run().compute_units);
    note("mail.rotate_key", harness.rotate_key(&people[2]).run().compute_units);
    people
}

/// The authority changes the rules, pauses sending, and hands the network over.
pub fn govern(harness: &mut Harness, heir: &Person, note: &mut Note) {
    let founder = harness.founder();
    note("mail.propose_rules", harness.propose_rules(&founder, Rules::PERSONAL).run().compute_units);
    harness.advance(7 * DAY);
    note("mail.apply_rules", harness.apply_rules().run().compute_units);
    note("mail.set_sending", harness.set_sending(&founder, true).run().compute_units);
    note("mail.propose_authority", harness.propose_authority(&founder, heir.address()).run().compute_units);
    note("mail.accept_authority", harness.accept_authority(heir).run().compute_units);
}

/// A mailbox is swept and closed. A year later, the person who paid a correspondence's rent closes it.
pub fn leave(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    harness.advance(366 * DAY);
    note("mail.sweep", harness.sweep(bo).run().compute_units);
    note("mail.close_mailbox", harness.close_mailbox(bo).run().compute_units);
    let correspondence = harness.account::<Correspondence>(harness.correspondence_of(ada, bo));
    let ada_paid =
        (correspondence.flags & Correspondence::HIGH_PAID != 0) == (correspondence.high == harness.mailbox_of(ada));
    let (payer, other) = if ada_paid { (ada, bo) } else { (bo, ada) };
    note("mail.close_correspondence", harness.close_correspondence(payer, other).run().compute_units);
}
