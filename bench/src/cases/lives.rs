//! Networks and mailboxes: founded, opened, changed, swept and closed.

use bmail_sdk::accounts::Correspondence;
use bmail_testing::{Person, Stage};
use postage::Rules;

use super::{DAY, Note};

/// A network, and three people who open mailboxes on it.
pub fn arrive(stage: &mut Stage, pair: usize, note: &mut Note) -> [Person; 3] {
    let founder = stage.person(&format!("founder {pair}"));
    note("mail.create_network", stage.create_network(&founder).name("the allotments").run().compute_units);
    stage.network();
    let people = ["Ada", "Bo", "Cy"].map(|name| stage.person(&format!("{name} {pair}")));
    for person in &people {
        note("mail.open_mailbox", stage.open_mailbox(person).run().compute_units);
    }
    note("mail.set_mailbox", stage.set_mailbox(&people[2]).run().compute_units);
    note("mail.rotate_key", stage.rotate_key(&people[2]).run().compute_units);
    people
}

/// The authority changes the rules, pauses sending, and hands over.
pub fn govern(stage: &mut Stage, heir: &Person, note: &mut Note) {
    let founder = stage.founder();
    note("mail.propose_rules", stage.propose_rules(&founder, Rules::PERSONAL).run().compute_units);
    stage.advance(7 * DAY);
    note("mail.apply_rules", stage.apply_rules().run().compute_units);
    note("mail.set_sending", stage.set_sending(&founder, true).run().compute_units);
    note("mail.propose_authority", stage.propose_authority(&founder, heir.address()).run().compute_units);
    note("mail.accept_authority", stage.accept_authority(heir).run().compute_units);
}

/// A mailbox is swept and closed, and a correspondence after a year, by the one who paid its rent.
pub fn leave(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    stage.advance(366 * DAY);
    note("mail.sweep", stage.sweep(bo).run().compute_units);
    note("mail.close_mailbox", stage.close_mailbox(bo).run().compute_units);
    let correspondence = stage.account::<Correspondence>(stage.correspondence_of(ada, bo));
    let ada_paid =
        (correspondence.flags & Correspondence::HIGH_PAID != 0) == (correspondence.high == stage.mailbox_of(ada));
    let (payer, other) = if ada_paid { (ada, bo) } else { (bo, ada) };
    note("mail.close_correspondence", stage.close_correspondence(payer, other).run().compute_units);
}
