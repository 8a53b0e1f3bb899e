//! `create_network` and `propose_rules`: the bounds of the rules, each with its own error.

use bmail_testing::{Harness, MailError};
use postage::{Growth, MAX_FEE, Rules, RulesError};
use units::{Bps, Lamports, Reputation, Seconds};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

pub type Change = fn(&mut Rules);

/// Just inside each bound.
pub const ACCEPTED: [(&str, Change); 28] = [
    ("floor of two signatures", |rules| rules.floor = Lamports(10_000)),
    ("cap equal to the floor", |rules| rules.cap = rules.floor),
    ("cap of 2^50", |rules| rules.cap = MAX_FEE),
    ("floor of 2^50", |rules| (rules.floor, rules.cap) = (MAX_FEE, MAX_FEE)),
    ("no base_fee", |rules| rules.base_fee = Lamports(0)),
    ("base_fee of 2^40", |rules| rules.base_fee = Lamports(1 << 40)),
    ("no byte_fee", |rules| rules.byte_fee = Lamports(0)),
    ("byte_fee of 2^24", |rules| rules.byte_fee = Lamports(1 << 24)),
    ("window_half_life of a minute", |rules| rules.window_half_life = Seconds(60)),
    ("window_half_life of 36 days", |rules| rules.window_half_life = Seconds(36 * DAY)),
    ("pair_half_life of a minute", |rules| rules.pair_half_life = Seconds(60)),
    ("pair_half_life of 36 days", |rules| rules.pair_half_life = Seconds(36 * DAY)),
    ("window_free of zero", |rules| rules.window_free = 0),
    ("window_free of 10,000", |rules| rules.window_free = 10_000),
    ("no window_growth", |rules| rules.window_growth = Growth::NONE),
    ("window_growth of 16", |rules| rules.window_growth = Growth(4 << 32)),
    ("repeat_growth of 16", |rules| rules.repeat_growth = Growth(4 << 32)),
    ("newcomer_constant of 0.000001", |rules| rules.newcomer_constant = Reputation(1)),
    ("newcomer_constant of 4,000", |rules| rules.newcomer_constant = Reputation(4_000_000_000)),
    ("newcomer_surcharge of 100", |rules| rules.newcomer_surcharge = Bps(1_000_000)),
    ("friend_discount of 99.99%", |rules| rules.friend_discount = Bps(9_999)),
    ("treasury_share of half the least floor", |rules| rules.treasury_share = Bps(5_000)),
    ("spam_forfeit of 100%", |rules| rules.spam_forfeit = Bps(10_000)),
    ("answering_period of an hour", |rules| rules.answering_period = Seconds(HOUR)),
    ("answering_period of a year", |rules| rules.answering_period = Seconds(365 * DAY)),
    ("rules_delay of an hour", |rules| rules.rules_delay = Seconds(HOUR)),
    ("rules_delay of 90 days", |rules| rules.rules_delay = Seconds(90 * DAY)),
    ("no shares", |rules| (rules.treasury_share, rules.spam_forfeit) = (Bps(0), Bps(0))),
];

/// Just outside each bound, and as far outside as possible.
pub const REFUSED: [(&str, Change, MailError); 36] = [
    ("floor below two signatures", |rules| rules.floor = Lamports(9_999), MailError::FloorTooLow),
    ("floor of zero", |rules| rules.floor = Lamports(0), MailError::FloorTooLow),
    ("cap below the floor", |rules| rules.cap = Lamports(9_999), MailError::InvalidCap),
    ("cap of zero", |rules| rules.cap = Lamports(0), MailError::InvalidCap),
    ("cap above 2^50", |rules| rules.cap = Lamports(MAX_FEE.0 + 1), MailError::InvalidCap),
    ("cap of u64::MAX", |rules| rules.cap = Lamports(u64::MAX), MailError::InvalidCap),
    ("floor of u64::MAX", |rules| rules.floor = Lamports(u64::MAX), MailError::InvalidCap),
    ("base_fee above 2^40", |rules| rules.base_fee = Lamports((1 << 40) + 1), MailError::InvalidFee),
    ("base_fee of u64::MAX", |rules| rules.base_fee = Lamports(u64::MAX), MailError::InvalidFee),
    ("byte_fee above 2^24", |rules| rules.byte_fee = Lamports((1 << 24) + 1), MailError::InvalidFee),
    ("byte_fee of u64::MAX", |rules| rules.byte_fee = Lamports(u64::MAX), MailError::InvalidFee),
    ("window_half_life of 59 s", |rules| rules.window_half_life = Seconds(59), MailError::InvalidHalfLife),
    ("window_half_life of zero", |rules| rules.window_half_life = Seconds(0), MailError::InvalidHalfLife),
    (
        "window_half_life above 36 days",
        |rules| rules.window_half_life = Seconds(36 * DAY + 1),
        MailError::InvalidHalfLife,
    ),
    ("pair_half_life of 59 s", |rules| rules.pair_half_life = Seconds(59), MailError::InvalidHalfLife),
    ("pair_half_life of zero", |rules| rules.pair_half_life = Seconds(0), MailError::InvalidHalfLife),
    ("pair_half_life above 36 days", |rules| rules.pair_half_life = Seconds(36 * DAY + 1), MailError::InvalidHalfLife),
    ("pair_half_life of u64::MAX", |rules| rules.pair_half_life = Seconds(u64::MAX), MailError::InvalidHalfLife),
    ("window_free of 10,001", |rules| rules.window_free = 10_001, MailError::InvalidWindowFree),
    ("window_free of u64::MAX", |rules| rules.window_free = u64::MAX, MailError::InvalidWindowFree),
    ("window_growth above 16", |rules| rules.window_growth = Growth((4 << 32) + 1), MailError::InvalidGrowth),
    ("window_growth of u64::MAX", |rules| rules.window_growth = Growth(u64::MAX), MailError::InvalidGrowth),
    ("repeat_growth above 16", |rules| rules.repeat_growth = Growth((4 << 32) + 1), MailError::InvalidGrowth),
    ("newcomer_constant of 0", |rules| rules.newcomer_constant = Reputation(0), MailError::InvalidNewcomer),
    (
        "newcomer_constant above 4,000",
        |rules| rules.newcomer_constant = Reputation(4_000_000_001),
        MailError::InvalidNewcomer,
    ),
    ("newcomer_surcharge above 100", |rules| rules.newcomer_surcharge = Bps(1_000_001), MailError::InvalidNewcomer),
    ("newcomer_surcharge of u32::MAX", |rules| rules.newcomer_surcharge = Bps(u32::MAX), MailError::InvalidNewcomer),
    ("friend_discount of 100%", |rules| rules.friend_discount = Bps(10_000), MailError::InvalidFriendDiscount),
    ("friend_discount of u32::MAX", |rules| rules.friend_discount = Bps(u32::MAX), MailError::InvalidFriendDiscount),
    ("treasury_share above 50%", |rules| rules.treasury_share = Bps(5_001), MailError::InvalidTreasuryShare),
    ("treasury_share of u32::MAX", |rules| rules.treasury_share = Bps(u32::MAX), MailError::InvalidTreasuryShare),
    ("spam_forfeit above 100%", |rules| rules.spam_forfeit = Bps(10_001), MailError::InvalidSpamForfeit),
    ("answering_period of 59:59", |rules| rules.answering_period = Seconds(3_599), MailError::InvalidAnsweringPeriod),
    (
        "answering_period of u64::MAX",
        |rules| rules.answering_period = Seconds(u64::MAX),
        MailError::InvalidAnsweringPeriod,
    ),
    ("rules_delay of 59:59", |rules| rules.rules_delay = Seconds(HOUR - 1), MailError::InvalidRulesDelay),
    ("rules_delay above 90 days", |rules| rules.rules_delay = Seconds(90 * DAY + 1), MailError::InvalidRulesDelay),
];

/// Shows mail.create_network: `rules` must pass `postage::Rules::validate`.
/// Shows mail.propose_rules: `rules` must pass `postage::Rules::validate`.
#[test]
fn rules_within_every_bound_are_accepted_and_mail_can_be_sent_and_answered() {
    for (what, change) in ACCEPTED {
        eprintln!("{what}");
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        let mut harness = Harness::new();
        harness.network_with(rules);
        let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
        let quote = harness.quote(&ada, &bo, 300);
        let message = harness.send(&ada, &bo).max_fee(quote.postage.0).run_and_find();
        harness.acknowledge(&bo, message).run();
    }
}

/// Shows mail.create_network: `rules` must pass `postage::Rules::validate`.
/// Shows mail.propose_rules: `rules` must pass `postage::Rules::validate`.
/// Shows mail.md: No rules can delay leaving for long.
/// Shows mail.md: A floor below two signature fees is refused, and so is a treasury share that leaves the recipient
///   less than one signature fee.
/// Shows security.md: Dust messages, and exhausting a recipient with rent.
/// Shows security.md: Rules that leave nothing for the recipient.
#[test]
fn rules_beyond_any_bound_are_refused_with_its_own_error() {
    let mut harness = Harness::new();
    let ada = harness.person("Ada");
    for (what, change, error) in REFUSED {
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        harness.create_network(&ada).rules(rules).attempt().failed_at(0, what, error);
    }
}

/// Shows mail.create_network: `rules` must pass `postage::Rules::validate`.
/// Shows mail.propose_rules: `rules` must pass `postage::Rules::validate`.
#[test]
fn every_error_of_the_rules_has_a_refused_example() {
    use RulesError::*;
    let every = [
        (FloorTooLow, MailError::FloorTooLow),
        (Cap, MailError::InvalidCap),
        (Fee, MailError::InvalidFee),
        (HalfLife, MailError::InvalidHalfLife),
        (WindowFree, MailError::InvalidWindowFree),
        (Growth, MailError::InvalidGrowth),
        (Newcomer, MailError::InvalidNewcomer),
        (FriendDiscount, MailError::InvalidFriendDiscount),
        (TreasuryShare, MailError::InvalidTreasuryShare),
        (SpamForfeit, MailError::InvalidSpamForfeit),
        (AnsweringPeriod, MailError::InvalidAnsweringPeriod),
        (RulesDelay, MailError::InvalidRulesDelay),
    ];
    for (refusal, error) in every {
        let example = REFUSED.iter().find(|(_, _, code)| *code == error);
        let (_, change, _) = example.unwrap_or_else(|| panic!("no example of {error:?}"));
        let mut rules = Rules::PERSONAL;
        change(&mut rules);
        assert_eq!(rules.validate(), Err(refusal));
    }
}
