//! The end of an endorsement.

use bmail_sdk::accounts::{Endorsement, Verdict};
use bmail_testing::{Harness, REPUTATION};
use reputation_core::Parameters;
use units::Seconds;

use crate::graph::only_end;

/// Shows reputation.md: Whoever calls what anyone may call, and in whatever order, everyone gets the same.
/// Shows security.md: Calling what anyone may call in an order in which somebody gets less.
#[test]
fn a_stake_that_the_endorsers_spam_has_burned_and_that_has_cooled_down() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let (founder, cy) = (harness.founder(), harness.citizen("Cy", 10 * REPUTATION));
    for owner in [&ada, &cy] {
        harness.open_token_account(owner);
    }
    harness.endorse(&ada, &cy, 20 * REPUTATION).run();
    harness.begin_unendorse(&ada, &cy).run();
    harness.exchange(&ada, &bo, Verdict::Spam);
    let next = Parameters { cool_down: Seconds::days(300), ..Parameters::PERSONAL };
    harness.propose_parameters(&founder, &next).run();
    harness.advance(90 * 86_400);
    let calls = [
        ("collect", harness.collect(&ada, &cy).instruction()),
        ("finish", harness.finish_unendorse(&ada, &cy).instruction()),
        ("sync Ada", harness.sync(&ada).instruction()),
        ("sync Cy", harness.sync(&cy).instruction()),
        ("apply the parameters", harness.apply_parameters().instruction()),
    ];
    let before = harness.lamports(ada.address()) + harness.lamports(harness.endorsement_of(&ada, &cy));
    let end = only_end(&harness, &calls);
    assert_eq!(end.lamports(ada.address()), before, "the endorser has the rent back");
    assert_eq!(end.find_account::<Endorsement>(end.endorsement_of(&ada, &cy)), None);
    for owner in [&ada, &cy] {
        assert_eq!(end.tokens_of(owner), Some(end.standing(owner).own));
    }
    let left = end.standing(&ada).own;
    assert!(left < 50 * REPUTATION && left > 40 * REPUTATION, "{left} of what was seeded");
}
