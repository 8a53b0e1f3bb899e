//! The end of messages.

use bmail_sdk::accounts::{Mailbox, Verdict};
use bmail_testing::{FORTUNE, Harness};
use postage::Rules;

use crate::graph::only_end;

/// Shows mail.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
#[test]
fn messages_that_were_answered_that_were_not_and_that_were_never_revealed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    harness.create_treasury(&founder).run();
    harness.adopt_treasury(&founder).run();
    let body = harness.body(&ada, b"a long letter");
    let [answered, ignored] = [(); 2].map(|()| harness.send(&ada, &bo).run_and_find());
    let long = harness.send(&ada, &bo).body(body).run_and_find();
    let posted = harness.post(&bo, &ada).run_and_find();
    harness.acknowledge(&bo, answered).verdict(Verdict::Spam).run();
    let cut = harness.account::<Mailbox>(harness.mailbox_of(&bo)).cut;
    harness.propose_rules(&founder, Rules { floor: units::Lamports(20_000), ..Rules::PERSONAL }).run();
    harness.advance(90 * 86_400);
    let calls = [
        ("expire the ignored one", harness.expire(ignored).instruction()),
        ("expire the long one", harness.expire(long).instruction()),
        ("expire the posted one", harness.expire(posted).instruction()),
        ("sweep Bo's mailbox", harness.sweep(&bo).instruction()),
        ("sweep Ada's mailbox", harness.sweep(&ada).instruction()),
        ("apply the rules", harness.apply_rules().instruction()),
    ];
    let treasury = bmail_sdk::PROGRAMS.treasury(&harness.network).0;
    let before = harness.lamports(treasury);
    let mut end = only_end(&harness, &calls);
    assert!(cut > 0);
    assert_eq!(end.lamports(treasury), before + cut);
    assert_eq!([ignored, long, posted].map(|message| end.lamports(message)), [0; 3]);
    end.close_body(&ada, body).run();
    // Bo has earned the rest of what Ada has paid. Apart from that, they have their mailboxes' rent in them.
    let [ada, bo] = [&ada, &bo].map(|who| {
        let rent = end.lamports(end.mailbox_of(who));
        end.lamports(who.address()).cast_signed() + rent.cast_signed() - FORTUNE.cast_signed()
    });
    assert!(ada < 0 && bo > 0, "{ada}, {bo}");
}
