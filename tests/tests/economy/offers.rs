//! Buying reputation by offers.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, Person, REPUTATION};
use units::{Lamports, Q32};

use crate::deeds::{HIGH_FEE, cut_at, judged, settle, shares_minted, weight_of};

/// Bo finds a letter of Ada's valuable, which costs so much by an offer or by his minimum fee. Returns what she earned.
fn valuable(harness: &mut Harness, ada: &Person, bo: &Person, (offer, min_fee): (u64, u64)) -> u64 {
    let before = harness.standing(ada).own;
    harness.set_mailbox(bo).min_fee(min_fee).run();
    let message = harness.send(ada, bo).offering(offer).run_and_find();
    let event = judged(&harness.judge(bo, message).verdict(Verdict::Valuable).run());
    let settled = settle(HIGH_FEE, postage::Verdict::Valuable);
    assert_eq!((event.earned, event.cut), (settled.recipient.0, settled.treasury.0));
    harness.standing(ada).own - before
}

/// Shows reputation.md: A closed group mints at most `rate` per lamport that it paid to the treasury for good, no
///   matter who judges whom.
/// Shows security.md: Buying reputation by offers, to a wallet of one's own or to a reader.
#[test]
fn an_offer_mints_what_a_minimum_fee_mints_and_half_as_much_the_next_time() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.give(ada.address(), 4 * HIGH_FEE);
    let mut by_minimum = harness.clone();
    let cut = settle(HIGH_FEE, postage::Verdict::Valuable).treasury.0;
    for earlier in [Q32::ZERO, Q32::ONE] {
        let expected = shares_minted(&harness, cut, earlier, weight_of(&harness, &bo));
        let whole = shares_minted(&harness, cut, Q32::ZERO, Q32::ONE);
        let earned = valuable(&mut harness, &ada, &bo, (HIGH_FEE, 0));
        assert_eq!(earned, valuable(&mut by_minimum, &ada, &bo, (0, HIGH_FEE)));
        assert_eq!(earned, expected);
        assert!(earned < whole >> (earlier.0 >> 32), "{earned} of {whole}");
    }
    assert_eq!(Lamports(cut_at(&harness, &bo)), Lamports(2 * cut));
}

/// Shows security.md: Buying reputation by offers, to a wallet of one's own or to a reader.
#[test]
fn an_offer_to_a_wallet_without_reputation_mints_nothing() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let own = harness.citizen("Ada's other wallet", 0);
    harness.give(ada.address(), 4 * HIGH_FEE);
    assert_eq!(valuable(&mut harness, &ada, &own, (HIGH_FEE, 0)), 0);
    assert!(harness.reputation_of(&ada).0 >= REPUTATION);
}
