//! Three communities: what their people do, and what their founders want. Their numbers are the presets.

use postage::Rules;
use reputation_core::Parameters;
use units::{Lamports, Reputation, Seconds};

use crate::tables::whole;

/// A community: its numbers, what its people do, and what its founder wants.
#[derive(Clone, Copy)]
pub struct Community {
    /// The name of the preset.
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
    pub wishes: Wishes,
}

/// What only the founder can say. The search takes these as given.
#[derive(Clone, Copy)]
pub struct Wishes {
    /// The least that a stranger's first letter costs.
    pub first_letter: Lamports,
    /// How many first citizens, each of whom stakes half of the seed, make a newcomer known.
    pub vouchers: u64,
    /// How long a first citizen who earns nothing stays known.
    pub rest: Seconds,
    /// A sender never becomes known if one of so many letters is marked as spam.
    pub spam_of: usize,
    /// Whether a person may write to everyone at once without a higher price.
    pub mass_mail: bool,
}

/// All three communities.
pub const ALL: [Community; 3] = [PERSONAL, NEWSLETTER, CIRCLE];

/// Strangers write to strangers for a reason. Reputation comes from good letters to many people.
pub const PERSONAL: Community = Community {
    name: "personal",
    rules: Rules::PERSONAL,
    parameters: Parameters::PERSONAL,
    people: 1_000,
    seeded: 100,
    seed: whole(10),
    size: 300,
    writers: 1_000,
    readers: 1_000,
    letters_a_week: 2,
    wishes: Wishes { first_letter: Lamports(650_000), vouchers: 4, rest: Seconds(0), spam_of: 7, mass_mail: false },
};

/// A few people write to many again and again, and nobody replies. A jury's verdicts lower a good author's price.
pub const NEWSLETTER: Community = Community {
    name: "newsletter",
    rules: Rules::NEWSLETTER,
    parameters: Parameters::NEWSLETTER,
    people: 2_000,
    seeded: 50,
    seed: whole(100),
    size: 3_000,
    writers: 20,
    readers: 50,
    letters_a_week: 50,
    wishes: Wishes {
        first_letter: Lamports(160_000),
        vouchers: 5,
        rest: Seconds::days(183),
        spam_of: 4,
        mass_mail: true,
    },
};

/// Mail between contacts is free, strangers pay a lot, and one member who vouches makes a guest known.
pub const CIRCLE: Community = Community {
    name: "circle",
    rules: Rules::CIRCLE,
    parameters: Parameters::CIRCLE,
    people: 30,
    seeded: 30,
    seed: whole(10),
    size: 300,
    writers: 0,
    readers: 30,
    letters_a_week: 1,
    wishes: Wishes {
        first_letter: Lamports(5_000_000),
        vouchers: 1,
        rest: Seconds::days(5 * 365),
        spam_of: 7,
        mass_mail: false,
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_community_could_be_founded_by_its_name() {
        for Community { name, rules, parameters, seeded, seed, .. } in ALL {
            assert_eq!((Rules::preset(name), Parameters::preset(name)), (Some(rules), Some(parameters)), "{name}");
            assert_eq!(rules.validate(), Ok(()), "{name}");
            assert_eq!(parameters.validate(), Ok(()), "{name}");
            assert!(seeded as u64 * seed.0 <= parameters.seed_budget.0, "{name}");
        }
        assert_eq!(Rules::PRESETS.map(|(name, _)| name), ALL.map(|community| community.name));
        assert_eq!(Parameters::PRESETS.map(|(name, _)| name), ALL.map(|community| community.name));
    }
}
