//! Parameters to start from, by the name of the community that they are for. `make economics ARGS=search` chooses their
//! numbers, and docs/economics.md says by which conditions.

use units::{Bps, Reputation, Seconds};

use crate::{Interest, Parameters, Rate, LONGEST_HALF_LIFE};

impl Parameters {
    /// Personal mail, and the defaults: strangers write to strangers for a reason.
    pub const PERSONAL: Self = Self {
        half_life: half_life(365),
        rate: per_sol(2_500),
        award_rate: per_sol(10),
        constant: whole(10),
        reserve: whole(1),
        cool_down: Seconds::days(60),
        seed_budget: whole(1_000),
        endorsement_discount: Bps(5_000),
        spam_burn: Bps(2_000),
    };

    /// A few people write to many, again and again, and nobody replies. A jury's verdicts make good authors known.
    pub const NEWSLETTER: Self = Self {
        rate: per_sol(80_000),
        constant: whole(100),
        seed_budget: whole(10_000),
        endorsement_discount: Bps(8_000),
        spam_burn: Bps(1_000),
        ..Self::PERSONAL
    };

    /// People who know each other and write as contacts, for free. They were seeded, and vouch for their guests.
    pub const CIRCLE: Self = Self {
        half_life: half_life(5 * 365),
        rate: per_sol(150),
        award_rate: Rate(0),
        seed_budget: whole(500),
        endorsement_discount: Bps(2_000),
        ..Self::PERSONAL
    };

    /// The presets by their names, which are those of the rules' presets.
    pub const PRESETS: [(&'static str, Self); 3] =
        [("personal", Self::PERSONAL), ("newsletter", Self::NEWSLETTER), ("circle", Self::CIRCLE)];

    /// The preset of this name.
    ///
    /// ```
    /// use reputation_core::Parameters;
    ///
    /// assert_eq!(Parameters::preset("circle"), Some(Parameters::CIRCLE));
    /// assert_eq!(Parameters::preset("club"), None);
    /// ```
    pub fn preset(name: &str) -> Option<Self> {
        Self::PRESETS.into_iter().find(|(preset, _)| *preset == name).map(|(_, parameters)| parameters)
    }
}

/// The nearest half-life that an interest rate has.
const fn half_life(days: u32) -> Seconds {
    match Interest::for_half_life(Seconds::days(days)) {
        Ok(interest) => interest.half_life,
        Err(_) => LONGEST_HALF_LIFE,
    }
}

const fn per_sol(reputation: u32) -> Rate {
    Rate::per_sol(whole(reputation))
}

const fn whole(reputation: u32) -> Reputation {
    Reputation((reputation as u64).saturating_mul(1_000_000))
}
