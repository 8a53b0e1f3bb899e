//! Three communities, and the numbers that each chooses.

use postage::{Growth, Rules};
use reputation_core::{Interest, LONGEST_HALF_LIFE, Parameters, Rate};
use units::{Bps, Lamports, Reputation, Seconds};

use crate::tables::{SOL, whole};

/// A community: its numbers, and what its people do.
pub struct Community {
    pub name: &'static str,
    pub rules: Rules,
    pub parameters: Parameters,
    pub people: usize,
    /// The number of first citizens, and the seed of each.
    pub seeded: usize,
    pub seed: Reputation,
    /// Bytes of a typical letter.
    pub size: u32,
    /// How many people write letters that are not free: the last ones.
    pub writers: usize,
    /// How many people read those letters: the first ones.
    pub readers: usize,
    /// How many letters each writer writes in a week.
    pub letters_a_week: u32,
}

/// All three communities.
pub const ALL: [Community; 3] = [FRIENDS, PROFESSIONALS, NEWSLETTERS];

/// Mail between contacts is free, strangers pay a lot, and people who are vouched for pay little.
const FRIENDS: Community = Community {
    name: "friends",
    rules: Rules {
        base_fee: Lamports(200_000),
        newcomer_surcharge: Bps(190_000),
        newcomer_constant: whole(1),
        ..Rules::PERSONAL
    },
    parameters: Parameters {
        half_life: half_life(5 * 365),
        rate: per_sol(10),
        award_rate: Rate(0),
        constant: whole(1),
        seed_budget: whole(500),
        endorsement_discount: Bps(2_000),
        spam_burn: Bps(5_000),
        ..Parameters::PERSONAL
    },
    people: 30,
    seeded: 30,
    seed: whole(10),
    size: 300,
    writers: 0,
    readers: 30,
    letters_a_week: 1,
};

/// Strangers write to strangers for a reason. Reputation comes from good letters to many people.
const PROFESSIONALS: Community = Community {
    name: "professionals",
    rules: Rules {
        base_fee: Lamports(500_000),
        byte_fee: Lamports(500),
        treasury_share: Bps(3_000),
        rules_delay: Seconds::days(30),
        ..Rules::PERSONAL
    },
    parameters: Parameters {
        half_life: half_life(365),
        rate: per_sol(600),
        seed_budget: whole(3_000),
        ..Parameters::PERSONAL
    },
    people: 1_000,
    seeded: 100,
    seed: whole(20),
    size: 1_000,
    writers: 1_000,
    readers: 1_000,
    letters_a_week: 2,
};

/// A few people write to many again and again, and nobody replies. A jury's verdicts lower a good author's price.
const NEWSLETTERS: Community = Community {
    name: "newsletters",
    rules: Rules {
        base_fee: Lamports(5_000),
        byte_fee: Lamports(1),
        cap: Lamports(SOL / 10),
        window_free: 10_000,
        window_growth: Growth::NONE,
        pair_half_life: Seconds::days(2),
        repeat_growth: Growth::NONE,
        newcomer_constant: whole(50),
        newcomer_surcharge: Bps(190_000),
        treasury_share: Bps(4_000),
        ..Rules::PERSONAL
    },
    parameters: Parameters {
        half_life: half_life(180),
        rate: per_sol(2_000),
        constant: whole(50),
        seed_budget: whole(10_000),
        endorsement_discount: Bps(8_000),
        spam_burn: Bps(500),
        ..Parameters::PERSONAL
    },
    people: 2_000,
    seeded: 50,
    seed: whole(100),
    size: 3_000,
    writers: 20,
    readers: 50,
    letters_a_week: 50,
};

const fn half_life(days: u32) -> Seconds {
    match Interest::for_half_life(Seconds::days(days)) {
        Ok(interest) => interest.half_life,
        Err(_) => LONGEST_HALF_LIFE,
    }
}

const fn per_sol(reputation: u64) -> Rate {
    Rate::per_sol(Reputation(reputation * 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_community_could_be_founded() {
        for Community { name, rules, parameters, seeded, seed, .. } in ALL {
            assert_eq!(rules.validate(), Ok(()), "{name}");
            assert_eq!(parameters.validate(), Ok(()), "{name}");
            assert!(seeded as u64 * seed.0 <= parameters.seed_budget.0, "{name}");
        }
    }
}
