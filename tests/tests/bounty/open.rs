//! `open`.

use bmail_sdk::accounts::Bounty;
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{BOND, Scenario, TOTAL};

/// Bytes of a bounty with the URI of its terms.
const SPACE: usize = Bounty::LEN + "https://example.org/terms".len();

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

/// Shows bounty.open: If the terms ask for a bond, `bounty` must hold it
/// Shows bounties.md: A bounty with a bond opens only when its issuer has put the bond down.
#[test]
fn only_with_its_bond_which_is_held_apart_from_the_awards() {
    let mut scenario = Scenario::bonded();
    let (bounty, issuer) = (scenario.bounty, scenario.issuer.clone());
    scenario.harness.fund(&scenario.patron, bounty, TOTAL).run();
    let [transfer, open] = scenario.harness.open(&issuer, bounty).instructions().try_into().unwrap();
    scenario.harness.execute(std::slice::from_ref(&open)).failed_at(0, "without the bond", E::Underfunded);
    let mut short = transfer.clone();
    short.data[4..].copy_from_slice(&(BOND - 1).to_le_bytes());
    scenario.harness.execute(&[short, open.clone()]).failed_at(1, "a lamport short", E::Underfunded);
    let rent = scenario.harness.lamports(bounty) - TOTAL;
    scenario.harness.execute(&[transfer, open]).succeeded("opening with the bond");
    assert_eq!((scenario.state().bond, scenario.state().held), (BOND, TOTAL));
    assert_eq!(scenario.harness.lamports(bounty), rent + TOTAL + BOND);
    let rent = scenario.harness.rent(SPACE);
    assert_eq!(scenario.harness.lamports(issuer.address()), FORTUNE - rent - BOND);
}

/// What strangers give to the address of a bounty is its issuer's in the end, so it may be a part of the bond.
///
/// Shows bounty.open: If the terms ask for a bond, `bounty` must hold it
/// Shows security.md: Donated lamports.
#[test]
fn a_gift_neither_keeps_a_bounty_from_opening_nor_is_lost() {
    for gift in [1, BOND - 1, BOND, BOND + 1] {
        let mut scenario = Scenario::bonded();
        let (bounty, issuer) = (scenario.bounty, scenario.issuer.clone());
        scenario.harness.fund(&scenario.patron, bounty, TOTAL).run();
        let planned = scenario.harness.open(&issuer, bounty).instructions();
        scenario.harness.give(bounty, gift);
        // Planned before the gift: it is too much. Planned after it: just enough.
        let mut later = scenario.harness.clone();
        later.execute(&planned).succeeded("opening as planned before the gift");
        scenario.harness.open(&issuer, bounty).run();
        for (harness, paid) in [(&mut later, BOND), (&mut scenario.harness, BOND.saturating_sub(gift))] {
            assert_eq!(harness.account::<Bounty>(bounty).bond, BOND);
            harness.cancel(&issuer, bounty).run();
            harness.withdraw_contribution(&scenario.patron, bounty).run();
            let before = harness.lamports(issuer.address());
            harness.close_bounty(&issuer, bounty).run();
            assert_eq!(harness.lamports(issuer.address()) - before, harness.rent(SPACE) + paid + gift);
            assert_eq!(harness.lamports(issuer.address()), FORTUNE + gift);
        }
    }
}

/// Otherwise a bond would be paid out of the rent, and the account could not pay all of it.
///
/// Shows bounty.open: If the terms ask for a bond, `bounty` must hold it
/// Shows security.md: Rent that changes while money waits.
#[test]
fn what_a_risen_rent_needs_is_put_down_with_the_bond() {
    let mut scenario = Scenario::bonded();
    let (bounty, issuer) = (scenario.bounty, scenario.issuer.clone());
    scenario.harness.fund(&scenario.patron, bounty, TOTAL).run();
    let [_, open] = scenario.harness.open(&issuer, bounty).instructions().try_into().unwrap();
    scenario.harness.set_rent(2 * 6_960);
    scenario.harness.give(bounty, BOND);
    scenario.harness.execute(&[open]).failed_at(0, "with the rent of before", E::Underfunded);
    scenario.harness.open(&issuer, bounty).run();
    assert_eq!(scenario.harness.lamports(bounty), scenario.harness.rent(SPACE) + TOTAL + BOND);
}
