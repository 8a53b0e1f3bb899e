//! Rules to start from, by the name of the community that they are for. `make economics ARGS=search` chooses their
//! numbers, and docs/economics.md says by which conditions.

use units::{Bps, Lamports, Reputation, Seconds};

use crate::{Growth, Rules};

impl Rules {
    /// Personal mail, and the defaults: strangers write to strangers for a reason.
    pub const PERSONAL: Self = Self {
        base_fee: Lamports(370_000),
        byte_fee: Lamports(100),
        floor: Lamports(10_000),
        cap: Lamports(1_000_000_000),
        window_half_life: Seconds::days(1),
        window_free: 5,
        window_growth: Growth::per_message(Bps(12_500)),
        pair_half_life: Seconds::days(30),
        repeat_growth: Growth::per_message(Bps(15_000)),
        newcomer_constant: Reputation(10_000_000),
        answering_period: Seconds::days(14),
        rules_delay: Seconds::days(7),
        newcomer_surcharge: Bps(6_250),
        friend_discount: Bps(9_990),
        treasury_share: Bps(2_400),
        spam_forfeit: Bps(5_000),
    };

    /// A few people write to many, again and again, and nobody replies.
    pub const NEWSLETTER: Self = Self {
        base_fee: Lamports(114_000),
        byte_fee: Lamports(1),
        cap: Lamports(100_000_000),
        window_free: 10_000,
        window_growth: Growth::NONE,
        repeat_growth: Growth::NONE,
        newcomer_constant: Reputation(50_000_000),
        newcomer_surcharge: Bps(3_750),
        treasury_share: Bps(1_700),
        ..Self::PERSONAL
    };

    /// People who know each other and write as contacts, for free. Strangers write only if they mean it.
    pub const CIRCLE: Self =
        Self { base_fee: Lamports(3_047_000), newcomer_constant: Reputation(4_000_000), ..Self::PERSONAL };

    /// The presets by their names.
    pub const PRESETS: [(&'static str, Self); 3] =
        [("personal", Self::PERSONAL), ("newsletter", Self::NEWSLETTER), ("circle", Self::CIRCLE)];

    /// The preset of this name.
    ///
    /// ```
    /// use postage::Rules;
    ///
    /// assert_eq!(Rules::preset("circle"), Some(Rules::CIRCLE));
    /// assert_eq!(Rules::preset("club"), None);
    /// ```
    pub fn preset(name: &str) -> Option<Self> {
        Self::PRESETS.into_iter().find(|(preset, _)| *preset == name).map(|(_, rules)| rules)
    }
}
