//! The figures in the documentation: prices, and how fees are divided.

use postage::*;
use units::*;

const NOW: Timestamp = Timestamp(1_800_000_000);
const RULES: Rules = Rules::PERSONAL;
const NOBODY: RecipientState = RecipientState { min_fee: Lamports(0) };

/// Shows mail.md: The price falls with each message that the recipient writes back.
/// Shows mail.md: Under the default rules, a stranger's first 300 bytes cost 0.00065 SOL, and the thirtieth message of
///   a day costs over 200 times the first.
#[test]
fn a_strangers_first_300_bytes_cost_650_000_lamports() {
    let quote = quote(&RULES, &SenderState::new(NOW), &PairState::new(NOW), &NOBODY, 300, NOW).unwrap();
    assert_eq!(quote.postage, Lamports(650_000));
}

/// Shows mail.md: Under the default rules, a stranger's first 300 bytes cost 0.00065 SOL, and the thirtieth message of
///   a day costs over 200 times the first.
/// Shows mail.md: A sender without reputation who stays below the free rate still pays the newcomer's price for each
///   message.
#[test]
fn the_thirtieth_message_of_a_day_costs_over_200_times_the_first() {
    let mut sender = SenderState::new(NOW);
    let prices: Vec<u64> = (0..30)
        .map(|_| {
            let quote = quote(&RULES, &sender, &PairState::new(NOW), &NOBODY, 300, NOW).unwrap();
            sender.load = quote.load;
            quote.postage.0
        })
        .collect();
    assert_eq!(prices[..5], [650_000; 5]);
    assert!(prices[29] > 200 * prices[0], "{prices:?}");
}

/// Shows mail.md: The price falls with each message that the recipient writes back.
#[test]
fn friends_who_write_in_turns_pay_less_and_less() {
    let mut counts = [Q32::ZERO; 2];
    let mut last = [u64::MAX; 2];
    for turn in 0..10 {
        let (me, other) = (turn % 2, (turn + 1) % 2);
        let pair = PairState { sent: counts[me], received: counts[other], ..PairState::new(NOW) };
        let quote = quote(&RULES, &SenderState::new(NOW), &pair, &NOBODY, 300, NOW).unwrap();
        counts[me] = quote.sent;
        assert!(quote.postage.0 < last[me], "turn {turn}: {}", quote.postage);
        last[me] = quote.postage.0;
    }
    // With five messages each, the discount is 99.9% of 5/6.
    assert_eq!(last[1], 108_876);
}

/// The price of 300 bytes between friends with this reputation who recently wrote each other a hundred messages each.
fn friends_pay(reputation: Reputation) -> Lamports {
    let sender = SenderState { reputation, ..SenderState::new(NOW) };
    let pair = PairState { sent: Q32::from_int(100), received: Q32::from_int(100), ..PairState::new(NOW) };
    quote(&RULES, &sender, &pair, &NOBODY, 300, NOW).unwrap().postage
}

/// Shows mail.md: Under the default rules, two friends who recently wrote each other a hundred messages each pay the
///   floor for 300 bytes, even as newcomers.
#[test]
fn friends_pay_the_floor_even_as_newcomers() {
    // 650,000 x (1 - 0.999 x 100/101) is 7,080 lamports, below the floor.
    assert_eq!(friends_pay(Reputation(0)), Lamports(10_000));
    assert_eq!(friends_pay(Reputation(1_000_000_000)), Lamports(10_000));
    assert_eq!(RULES.floor, Lamports(10_000));
}

/// Shows mail.md: With the default growth, closing it after a year saves less than 1% of the next price after ten
///   unanswered messages, even at the longest half-life.
/// Shows security.md: Waiting out unanswered messages, or closing the correspondence.
#[test]
fn a_year_at_the_longest_half_life_leaves_less_than_a_thousandth_of_a_count_and_a_hundredth_of_a_price() {
    let rules = Rules { pair_half_life: MAX_HALF_LIFE, ..RULES };
    let year = Timestamp(NOW.0 + 365 * 24 * 60 * 60);
    assert!(decay_up(Q32::from_int(1_000), year.since(NOW), MAX_HALF_LIFE) < Q32::ONE);
    let price = |pair: PairState| quote(&rules, &SenderState::new(NOW), &pair, &NOBODY, 300, year).unwrap().postage;
    let unanswered = PairState { sent: Q32::from_int(10), ..PairState::new(NOW) };
    assert_eq!([price(unanswered), price(PairState::new(year))], [Lamports(652_342), Lamports(650_000)]);
}

/// This is why the balance is not min / max (docs/decisions/0003-balance.md): a sender who had received ten messages
/// would pay 9% less for a long message if they sent an empty one first.
///
/// Shows mail.md: The balance never increases with what the sender sends.
/// Shows security.md: Priming a correspondence, or pumping it with an accomplice.
#[test]
fn a_short_message_first_does_not_make_a_long_one_cheaper() {
    let written_to = PairState { received: Q32::from_int(10), ..PairState::new(NOW) };
    let price = |pair: &PairState, size| quote(&RULES, &SenderState::new(NOW), pair, &NOBODY, size, NOW).unwrap();
    let primed = PairState { sent: Q32::ONE, ..written_to };
    assert_eq!(price(&written_to, 60_000).postage, price(&primed, 60_000).postage);
}

#[test]
fn a_message_longer_than_the_longest_has_no_price() {
    let ask = |size| quote(&RULES, &SenderState::new(NOW), &PairState::new(NOW), &NOBODY, size, NOW);
    assert!(ask(MAX_SIZE).is_ok());
    assert_eq!(ask(MAX_SIZE + 1), Err(Error::TooLong));
}

/// The parts of the recipient and the treasury.
fn settled(fee: u64, split: FeeSplit, verdict: Verdict) -> (u64, u64) {
    let Settlement { recipient, treasury } = settle(Lamports(fee), split, verdict);
    (recipient.0, treasury.0)
}

/// Shows mail.md: Valuable and abstain pay the rest to the recipient and the cut to the treasury.
#[test]
fn a_strangers_650_000_lamports_are_divided_by_the_verdict() {
    // The default cut is 24%, and the forfeit half of the rest.
    let settled = |verdict| settled(650_000, RULES.fee_split(), verdict);
    assert_eq!(settled(Verdict::Valuable), (494_000, 156_000));
    assert_eq!(settled(Verdict::Abstain), (494_000, 156_000));
    assert_eq!(settled(Verdict::Spam), (247_000, 403_000));
}

/// Shows mail.md: The cut is rounded down, for the recipient.
/// Shows security.md: Gaining from rounding.
#[test]
fn the_odd_lamport_is_the_recipients_of_honest_mail_and_the_treasurys_of_spam() {
    let split = FeeSplit { treasury_share: Bps(1_000), spam_forfeit: Bps(5_000) };
    let examples = [
        // cut 0 of 0.1, forfeit 1 of 0.5
        (1, (1, 0), (0, 1)),
        // cut 0 of 0.9, forfeit 5 of 4.5
        (9, (9, 0), (4, 5)),
        // cut 1 of 1.9, rest 18, forfeit 9
        (19, (18, 1), (9, 10)),
        // cut 1,000 of 1,000.1, rest 9,001, forfeit 4,501 of 4,500.5
        (10_001, (9_001, 1_000), (4_500, 5_501)),
        // cut 1,000 of 1,000.9, rest 9,009, forfeit 4,505 of 4,504.5
        (10_009, (9_009, 1_000), (4_504, 5_505)),
        // cut 100,000 of 100,000.1, rest 900,001, forfeit 450,001 of 450,000.5
        (1_000_001, (900_001, 100_000), (450_000, 550_001)),
        (0, (0, 0), (0, 0)),
    ];
    for (fee, honest, spam) in examples {
        assert_eq!(settled(fee, split, Verdict::Valuable), honest, "of {fee}");
        assert_eq!(settled(fee, split, Verdict::Abstain), honest, "of {fee}");
        assert_eq!(settled(fee, split, Verdict::Spam), spam, "of {fee}");
    }
}
