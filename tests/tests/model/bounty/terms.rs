//! Terms that bounties can have, and terms that they cannot have.

use bmail_sdk::accounts::Terms;
use units::Reputation;

use crate::prelude::*;

const HOUR: u32 = 3_600;
const DAY: u32 = 24 * HOUR;

/// Two odd awards that earn reputation, and an odd bond, with short periods.
const PLAIN: Terms = Terms {
    reward: 1_000_003,
    stake: Lamports(5_000_000),
    bond: Lamports(1_000_003),
    min_reputation: Reputation(0),
    submit_period: 10 * DAY,
    reveal_period: DAY,
    review_period: 30 * DAY,
    challenge_period: 20 * DAY,
    max_submissions: 4,
    awards: 2,
    threshold: 1,
    earns_reputation: 1,
    padding: [0; 3],
};

/// Terms with enough time to review and veto no matter what else happens; slow ones; one award for citizens by two
/// reviewers; many awards of one lamport, without stake and bond; a bond of a lamport for each; and an expensive one.
pub const VALID: [Terms; 6] = [
    PLAIN,
    Terms { submit_period: 20 * DAY, reveal_period: 20 * DAY, awards: 1, ..PLAIN },
    Terms {
        reward: 100_000_001,
        bond: Lamports(0),
        min_reputation: Reputation(1_000_000),
        submit_period: 10 * DAY,
        reveal_period: 5 * DAY,
        max_submissions: 512,
        awards: 1,
        threshold: 2,
        earns_reputation: 0,
        ..PLAIN
    },
    Terms {
        reward: 1,
        stake: Lamports(0),
        bond: Lamports(0),
        challenge_period: HOUR,
        max_submissions: 2,
        awards: 64,
        earns_reputation: 0,
        ..PLAIN
    },
    Terms {
        reward: 7,
        stake: Lamports(0),
        bond: Lamports(4),
        submit_period: 180 * DAY,
        reveal_period: 180 * DAY,
        review_period: 180 * DAY,
        challenge_period: 180 * DAY,
        awards: 3,
        threshold: 2,
        ..PLAIN
    },
    Terms {
        reward: 250_000_000,
        stake: Lamports(1),
        bond: Lamports(5_000_000),
        review_period: DAY,
        challenge_period: DAY,
        max_submissions: 3,
        earns_reputation: 0,
        ..PLAIN
    },
];

/// Each breaks one bound.
pub const INVALID: [Terms; 25] = [
    Terms { reward: 0, ..PLAIN },
    Terms { reward: u64::MAX / 2 + 1, ..PLAIN },
    Terms { awards: 0, ..PLAIN },
    Terms { awards: 65, ..PLAIN },
    Terms { threshold: 0, ..PLAIN },
    Terms { threshold: 8, ..PLAIN },
    Terms { stake: Lamports((1 << 50) + 1), ..PLAIN },
    Terms { stake: Lamports(u64::MAX), ..PLAIN },
    Terms { submit_period: HOUR - 1, ..PLAIN },
    Terms { reveal_period: 180 * DAY + 1, ..PLAIN },
    Terms { review_period: HOUR - 1, ..PLAIN },
    Terms { challenge_period: 0, ..PLAIN },
    Terms { challenge_period: u32::MAX, ..PLAIN },
    Terms { earns_reputation: 2, ..PLAIN },
    Terms { padding: [1, 0, 0], ..PLAIN },
    Terms { padding: [0, 0, 1], ..PLAIN },
    Terms { reveal_period: DAY - 1, bond: Lamports(0), ..PLAIN },
    Terms { challenge_period: DAY - 1, stake: Lamports(0), ..PLAIN },
    Terms { bond: Lamports(1), ..PLAIN },
    Terms { bond: Lamports(3), ..PLAIN },
    Terms { bond: Lamports((1 << 50) + 1), ..PLAIN },
    Terms { bond: Lamports(u64::MAX), ..PLAIN },
    Terms { max_submissions: 0, bond: Lamports(0), ..PLAIN },
    Terms { max_submissions: 513, ..PLAIN },
    Terms { max_submissions: u16::MAX, ..PLAIN },
];

/// A choice of terms, by index into the tables.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    Valid(usize),
    Invalid(usize),
}

impl Asked {
    pub fn terms(self) -> Terms {
        match self {
            Self::Valid(index) => VALID[index],
            Self::Invalid(index) => INVALID[index],
        }
    }
}

pub fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![
        3 => (0..VALID.len()).prop_map(Asked::Valid),
        1 => (0..INVALID.len()).prop_map(Asked::Invalid),
    ]
}

pub fn from_terms(terms: &Terms, reviewers: usize) -> Reasons {
    let Terms { reward, awards, threshold, .. } = *terms;
    let periods = [terms.submit_period, terms.reveal_period, terms.review_period, terms.challenge_period];
    let can_last = |period: &u32| (HOUR..=180 * 24 * HOUR).contains(period);
    let is_at_stake = terms.stake.0 > 0 || terms.bond.0 > 0;
    let is_bond = |bond: u64| bond == 0 || (u64::from(terms.max_submissions)..=1 << 50).contains(&bond);
    let total = u128::from(reward) * u128::from(awards);
    let is_rewarding = total > 0 && awards <= 64 && u64::try_from(total).is_ok();
    Reasons::default()
        .when(!is_rewarding, BountyError::InvalidReward)
        .when(threshold == 0 || usize::from(threshold) > reviewers, BountyError::InvalidReviewers)
        .when(terms.stake.0 > 1 << 50, BountyError::InvalidStake)
        .when(!periods.iter().all(can_last), BountyError::InvalidPeriods)
        .when(is_at_stake && periods.iter().any(|period| *period < DAY), BountyError::InvalidPeriodsAtStake)
        .when(!is_bond(terms.bond.0), BountyError::InvalidBond)
        .when(!(1..=512).contains(&terms.max_submissions), BountyError::InvalidMaxSubmissions)
        .when(terms.earns_reputation > 1 || terms.padding != [0; 3], BountyError::InvalidTerms)
}

/// Whether the URI is valid.
pub fn is_address(uri: &[u8]) -> bool {
    uri.len() <= 200 && uri.iter().all(|byte| (b'!'..=b'~').contains(byte))
}
