//! `open`.

use bmail_testing::BountyError as E;

use crate::{Scenario, TOTAL};

/// Shows bounty.open: Only its issuer may call it.
/// Shows bounties.md: Only the issuer can open a bounty, and only when all awards are funded.
#[test]
fn only_its_issuer_opens_it_and_once() {
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    harness.fund(&patron, bounty, TOTAL).run();
    harness.open(&patron, bounty).expect_error(E::NotIssuer);
    harness.open(&issuer, bounty).run();
    harness.open(&issuer, bounty).expect_error(E::WrongPhase);
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    harness.fund(&patron, bounty, TOTAL).run();
    harness.cancel(&issuer, bounty).run();
    harness.open(&issuer, bounty).expect_error(E::Cancelled);
}

/// Shows bounty.open: All awards must be funded.
/// Shows bounties.md: Only the issuer can open a bounty, and only when all awards are funded.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn only_when_all_awards_are_funded() {
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    harness.fund(&patron, bounty, TOTAL - 1).run();
    harness.open(&issuer, bounty).expect_error(E::NotFunded);
    harness.give(bounty, 1);
    harness.open(&issuer, bounty).expect_error(E::NotFunded);
    harness.fund(&patron, bounty, 1).run();
    harness.open(&issuer, bounty).run();
}
