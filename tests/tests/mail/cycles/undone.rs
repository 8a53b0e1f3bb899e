//! Nothing that ends, is refunded, stops being a contact, or opens again makes a later message cheaper.

use bmail_sdk::accounts::{Correspondence, Mailbox};
use bmail_testing::{Harness, MailError};
use postage::Rules;
use proptest::prelude::*;
use units::{Reputation, Timestamp};

use super::{fee, few, lived, lives, rules};
use crate::{MAILBOX, close_mailbox::until_closable};

proptest! {
    #![proptest_config(few(24))]

    /// Shows security.md: Resetting counts by refunds, verdicts or a temporary contact.
    #[test]
    fn neither_a_refund_nor_a_verdict_nor_a_contact_that_was_none_for_a_while_changes_the_next_price(
        rules in rules(),
        life in lives(),
    ) {
        let (mut harness, [ada, bo, _]) = lived(rules, &life);
        let sent = [(); 3].map(|()| harness.send(&ada, &bo).run_and_find());
        let before = [harness.quote(&ada, &bo, 300), harness.quote(&bo, &ada, 300)];
        harness.refund(&bo, sent[0]).run();
        harness.acknowledge(&bo, sent[0]).run();
        harness.acknowledge(&bo, sent[1]).run();
        harness.befriend(&ada, &bo);
        prop_assert_eq!(harness.quote(&ada, &bo, 300).postage.0, 0);
        for (owner, other) in [(&bo, &ada), (&ada, &bo)] {
            harness.set_contact(owner, other).contact(false).run();
            prop_assert_eq!([harness.quote(&ada, &bo, 300), harness.quote(&bo, &ada, 300)], before);
        }
        // A free message counts as much as a paid one.
        harness.befriend(&ada, &bo);
        let paid = {
            let (mut same, _) = lived(rules, &life);
            for _ in 0..4 {
                same.send(&ada, &bo).run();
            }
            same.quote(&ada, &bo, 300)
        };
        let free = harness.send(&ada, &bo).max_fee(0).run_and_find();
        prop_assert_eq!(fee(&harness, free), 0);
        harness.set_contact(&bo, &ada).contact(false).run();
        prop_assert_eq!(harness.quote(&ada, &bo, 300), paid);
    }

    /// Shows security.md: Priming a correspondence, or pumping it with an accomplice.
    #[test]
    fn taking_turns_never_makes_either_pay_less_than_the_friends_share_of_a_first_message(
        rules in rules(),
        turns in prop::collection::vec((any::<bool>(), 0..90_000_i64, 1..300_usize), 1..12),
    ) {
        let (mut harness, [ada, bo, _]) = lived(rules, &[]);
        for (ada_writes, wait, size) in turns {
            let (from, to) = if ada_writes { (&ada, &bo) } else { (&bo, &ada) };
            let message = harness.send(from, to).size(size).run_and_find();
            let base = rules.base_fee.0 + rules.byte_fee.0 * size as u64;
            let newcomer = u128::from(base) * u128::from(10_000 + rules.newcomer_surcharge.0) / 10_000;
            let least = newcomer * u128::from(10_000 - rules.friend_discount.0) / 10_000;
            prop_assert!(u128::from(fee(&harness, message)) >= least.min(rules.cap.0.into()));
            harness.advance(wait);
        }
    }

    /// Shows mail.md: Closing and reopening saves no postage: a mailbox opens with a load of one message, and cannot
    ///   close with a higher load.
    /// Shows security.md: Using a new identity once the old one has become expensive.
    #[test]
    fn closing_and_opening_again_never_makes_the_next_message_cheaper(
        rules in rules(),
        waits in prop::collection::vec(0..50_000_i64, 0..8),
        (late, closed, later) in (0..100_000_i64, 0..100_000_i64, 0..400_000_i64),
        size in 1..600_u32,
    ) {
        let mut harness = Harness::new();
        harness.network_with(rules);
        let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
        for wait in waits {
            harness.send(&ada, &bo).size(1).run();
            harness.advance(wait);
        }
        harness.advance(until_closable(&harness, &ada).max(0) + late);
        let stayed: Mailbox = harness.account(harness.mailbox_of(&ada));
        harness.close_mailbox(&ada).run();
        harness.advance(closed);
        harness.open_mailbox(&ada).run();
        harness.advance(later);
        let left = harness.quote(&ada, &bo, size).postage;
        let pair: Option<Correspondence> = harness.find_account(harness.correspondence_of(&ada, &bo));
        let stayed = bmail_sdk::quote::quote(
            &harness.account(harness.network),
            (&harness.mailbox_of(&ada), &stayed, Reputation(0)),
            &harness.account(harness.mailbox_of(&bo)),
            pair.as_ref(),
            size,
            Timestamp(harness.now()),
        ).unwrap().postage;
        prop_assert!(left >= stayed, "{left:?} instead of {stayed:?}");
        prop_assert_eq!(harness.lamports(harness.mailbox_of(&ada)), harness.rent(MAILBOX));
    }
}

#[test]
fn a_mailbox_with_more_load_than_one_message_is_not_closed_to_be_rid_of_it() {
    let (mut harness, [ada, bo, _]) = lived(Rules::PERSONAL, &[]);
    let prices: Vec<_> = (0..12)
        .map(|_| {
            harness.close_mailbox(&ada).attempt().result.is_ok().then(|| harness.open_mailbox(&ada).run());
            let price = harness.quote(&ada, &bo, 300).postage;
            harness.send(&ada, &bo).run();
            price
        })
        .collect();
    assert!(prices.windows(2).all(|pair| pair[0] < pair[1]), "{prices:?}");
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
}
