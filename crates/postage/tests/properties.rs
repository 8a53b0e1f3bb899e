//! Properties of every price, for any rules that `Rules::validate` accepts.

mod common;
use common::*;
use postage::*;
use proptest::prelude::*;
use units::*;

fn price(rules: &Rules, sender: &SenderState, pair: &PairState, recipient: &RecipientState, size: u32) -> Lamports {
    quote(rules, sender, pair, recipient, size, NOW).unwrap().postage
}

/// The state of the sender and the pair after the quoted message is sent.
fn after(quote: &Quote, sender: &SenderState, pair: &PairState) -> (SenderState, PairState) {
    (
        SenderState { load: quote.load, load_at: NOW, ..*sender },
        PairState { sent: quote.sent, received: quote.received, updated_at: NOW, ..*pair },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Shows mail.md: The price never falls if size, load, unanswered messages or recipients increase.
    #[test]
    fn price_never_falls_with_size(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), a in 0..=MAX_SIZE, b in 0..=MAX_SIZE,
    ) {
        let (short, long) = (a.min(b), a.max(b));
        prop_assert!(price(&rules, &sender, &pair, &to, short) <= price(&rules, &sender, &pair, &to, long));
    }

    /// Shows mail.md: The price never falls if size, load, unanswered messages or recipients increase.
    #[test]
    fn price_never_falls_with_load(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, more in count(),
    ) {
        let busier = SenderState { load: Q32(sender.load.0.saturating_add(more.0)), ..sender };
        prop_assert!(price(&rules, &sender, &pair, &to, size) <= price(&rules, &busier, &pair, &to, size));
    }

    /// Shows mail.md: The price never falls if size, load, unanswered messages or recipients increase.
    #[test]
    fn price_never_falls_with_unanswered_messages(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, more in count(),
    ) {
        let pushier = PairState { sent: Q32(pair.sent.0.saturating_add(more.0)), ..pair };
        prop_assert!(price(&rules, &sender, &pair, &to, size) <= price(&rules, &sender, &pushier, &to, size));
    }

    /// Shows mail.md: The price never rises if reputation or balance increases.
    #[test]
    fn price_never_rises_with_answers(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, more in count(),
    ) {
        let answered = PairState { received: Q32(pair.received.0.saturating_add(more.0)), ..pair };
        prop_assert!(price(&rules, &sender, &answered, &to, size) <= price(&rules, &sender, &pair, &to, size));
    }

    /// Shows mail.md: The price never rises if reputation or balance increases.
    #[test]
    fn price_never_rises_with_reputation(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, more: u64,
    ) {
        let reputation = Reputation(sender.reputation.0.saturating_add(more));
        let esteemed = SenderState { reputation, ..sender };
        prop_assert!(price(&rules, &esteemed, &pair, &to, size) <= price(&rules, &sender, &pair, &to, size));
    }

    /// Shows mail.md: Each recipient counts as one message, so many at once cost as much as one after the other.
    /// Shows mail.md: The price never falls if size, load, unanswered messages or recipients increase.
    /// Shows security.md: Splitting bytes, recipients or time to pay less.
    #[test]
    fn each_further_recipient_of_a_mailing_costs_at_least_as_much(
        rules in rules(), first in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, people in 2..40,
    ) {
        let mut sender = first;
        let mut last = Lamports(0);
        for _ in 0..people {
            let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
            prop_assert!(quote.postage >= last);
            last = quote.postage;
            sender = after(&quote, &sender, &pair).0;
        }
    }

    /// Shows mail.md: Splitting a message or a mailing never costs less, at once or over time.
    /// Shows security.md: Splitting bytes, recipients or time to pay less.
    #[test]
    fn splitting_a_message_never_costs_less(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(),
        sizes in prop::collection::vec(0..=8_000u32, 2..8),
    ) {
        let whole = price(&rules, &sender, &pair, &to, sizes.iter().sum());
        let (mut sender, mut pair, mut pieces) = (sender, pair, 0);
        for size in sizes {
            let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
            pieces += quote.postage.0;
            (sender, pair) = after(&quote, &sender, &pair);
        }
        prop_assert!(whole.0 <= pieces, "whole {whole}, in pieces {pieces}");
    }

    /// Shows mail.md: The floor, the cap and the recipient's minimum bound the price.
    #[test]
    fn price_is_within_its_bounds(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let price = price(&rules, &sender, &pair, &to, size);
        prop_assert!(price >= rules.floor && price >= to.min_fee);
        prop_assert!(price <= rules.cap.max(to.min_fee));
    }

    /// Shows mail.md: Each factor and their product equal the formula's.
    #[test]
    fn factors_are_within_their_bounds(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        prop_assert!(quote.load >= Q32::ONE && quote.sent >= Q32::ONE);
        prop_assert!(quote.rate >= Q32::ONE && quote.repeat >= Q32::ONE && quote.newcomer >= Q32::ONE);
        prop_assert!(quote.balance < Q32::ONE);
        prop_assert!(quote.friend > Q32::ZERO && quote.friend <= Q32::ONE);
    }

    /// Shows mail.md: The floor, the cap and the recipient's minimum bound the price.
    #[test]
    fn mutual_contacts_write_free_and_are_still_counted(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let paid = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        let contacts = PairState { mutual_contacts: true, ..pair };
        let free = quote(&rules, &sender, &contacts, &to, size, NOW).unwrap();
        prop_assert_eq!(free.postage, Lamports(0));
        prop_assert_eq!(Quote { price: paid.price, postage: paid.postage, ..free }, paid);
    }

    #[test]
    fn a_clock_that_went_back_counts_as_one_that_stood_still(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE, back in 0..i64::MAX,
    ) {
        let at = |moment| {
            let sender = SenderState { load_at: moment, ..sender };
            let pair = PairState { updated_at: moment, ..pair };
            quote(&rules, &sender, &pair, &to, size, NOW)
        };
        prop_assert_eq!(at(NOW), at(Timestamp(NOW.0.saturating_add(back))));
    }

    /// Shows mail.md: The recipient's part and the treasury's part add up to the fee, to the lamport.
    /// Shows mail.md: A recipient never earns more from spam than from abstaining, nor more from abstaining than from
    ///   valuable, so lying does not pay.
    /// Shows security.md: False spam marks.
    /// Shows security.md: Gaining from rounding.
    #[test]
    fn a_settlement_is_the_fee_and_a_lie_never_pays(fee in 0..=MAX_FEE.0, share in 0..=20_000u32, forfeit in 0..=20_000u32) {
        let split = FeeSplit { treasury_share: Bps(share), spam_forfeit: Bps(forfeit) };
        let earned = [Verdict::Spam, Verdict::Abstain, Verdict::Valuable].map(|verdict| {
            let settled = settle(Lamports(fee), split, verdict);
            assert_eq!(settled.recipient.0 + settled.treasury.0, fee);
            settled.recipient
        });
        prop_assert!(earned[0] <= earned[1] && earned[1] <= earned[2]);
    }

    /// Shows mail.md: Under any rules, a recipient who acknowledges a paid message as valuable or abstains earns at
    ///   least one signature fee.
    /// Shows security.md: Rules that leave nothing for the recipient.
    #[test]
    fn who_reads_and_does_not_mark_spam_earns_at_least_a_signature_fee(
        rules in rules(), above in prop_oneof![Just(0), 0..100u64, 0..=MAX_FEE.0],
    ) {
        let fee = Lamports(rules.floor.0.saturating_add(above).min(MAX_FEE.0));
        for verdict in [Verdict::Valuable, Verdict::Abstain] {
            prop_assert!(settle(fee, rules.fee_split(), verdict).recipient >= SIGNATURE_FEE);
        }
    }

    /// Shows mail.md: Nothing overflows, whatever the rules.
    /// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
    #[test]
    fn any_rules_at_all_give_a_price_or_an_error_and_never_panic(
        numbers: [u64; 12], shares: [u32; 4], load: u64, sent: u64, received: u64, times: [i64; 3], size: u32, min_fee: u64,
    ) {
        let rules = Rules {
            base_fee: Lamports(numbers[0]), byte_fee: Lamports(numbers[1]), floor: Lamports(numbers[2]),
            cap: Lamports(numbers[3]), window_half_life: Seconds(numbers[4]), window_free: numbers[5],
            window_growth: Growth(numbers[6]), pair_half_life: Seconds(numbers[7]), repeat_growth: Growth(numbers[8]),
            newcomer_constant: Reputation(numbers[9]), answering_period: Seconds(numbers[10]),
            rules_delay: Seconds(numbers[11]), newcomer_surcharge: Bps(shares[0]), friend_discount: Bps(shares[1]),
            treasury_share: Bps(shares[2]), spam_forfeit: Bps(shares[3]),
        };
        let sender = SenderState { load: Q32(load), load_at: Timestamp(times[0]), reputation: Reputation(load) };
        let pair = PairState {
            sent: Q32(sent), received: Q32(received), updated_at: Timestamp(times[1]), mutual_contacts: false,
        };
        let to = RecipientState { min_fee: Lamports(min_fee) };
        let quoted = quote(&rules, &sender, &pair, &to, size, Timestamp(times[2]));
        prop_assert_eq!(quoted.is_err(), size > MAX_SIZE);
        let _ = rules.validate();
    }
}
