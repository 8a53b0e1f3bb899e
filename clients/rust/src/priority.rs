//! How much priority costs: what others paid lately, within a ceiling, or as much as somebody says.

use crate::{
    Priority,
    format::{Budget, MAX_COMPUTE_UNITS},
};

/// How the priority fee of a transaction is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityFee {
    /// There is none.
    Off,
    /// This price for each compute unit.
    Fixed(Priority),
    /// What others paid lately for writing to the same accounts, as a node says. If it does not say, there is none. A node
    /// that says too much costs no more than the ceiling.
    Automatic {
        /// Which of the prices of recent slots, in percent: of 75, three out of four are lower.
        percentile: u8,
        /// The most for a transaction, in lamports.
        ceiling: u64,
    },
}

impl PriorityFee {
    /// Higher than three out of four recent slots, for two signatures' fee at most.
    pub const AUTOMATIC: Self = Self::Automatic { percentile: 75, ceiling: 10_000 };

    /// The most that it costs for one transaction, in lamports.
    pub fn most(self) -> u64 {
        match self {
            Self::Off => 0,
            Self::Fixed(priority) => Budget::most(priority).priority_fee(),
            Self::Automatic { ceiling, .. } => ceiling,
        }
    }

    /// A price that takes as many bytes of a transaction as the one that is going to be paid.
    pub fn planned(self) -> Priority {
        match self {
            Self::Off => Priority::default(),
            Self::Fixed(priority) => priority,
            Self::Automatic { ceiling: 0, .. } => Priority::default(),
            Self::Automatic { .. } => Priority(1),
        }
    }
}

impl Default for PriorityFee {
    fn default() -> Self {
        Self::AUTOMATIC
    }
}

impl From<Priority> for PriorityFee {
    fn from(priority: Priority) -> Self {
        if priority == Priority::default() { Self::Off } else { Self::Fixed(priority) }
    }
}

/// The price for each compute unit at a percentile of these prices, so that so many units cost at most the ceiling.
#[cfg_attr(not(feature = "client"), allow(dead_code))]
pub(crate) fn price(mut recent: Vec<u64>, percentile: u8, ceiling: u64, units: u32) -> Priority {
    recent.sort_unstable();
    // The nearest rank: so many prices are at most this one.
    let rank = recent.len().saturating_mul(usize::from(percentile.min(100))).div_ceil(100);
    let asked = recent.get(rank.saturating_sub(1)).copied().unwrap_or(0);
    let units = u64::from(units.clamp(1, MAX_COMPUTE_UNITS));
    Priority(asked.min(ceiling.saturating_mul(1_000_000) / units))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_percentile_is_the_nearest_rank() {
        let recent = vec![30, 10, 40, 20];
        for (percentile, asked) in [(0, 10), (25, 10), (26, 20), (50, 20), (75, 30), (76, 40), (100, 40), (255, 40)] {
            assert_eq!(price(recent.clone(), percentile, 1_000, 100), Priority(asked), "{percentile}");
        }
        assert_eq!(price(Vec::new(), 75, 1_000, 100), Priority(0));
        assert_eq!(price(vec![7], 75, 1_000, 100), Priority(7));
    }

    proptest! {
        #[test]
        fn nothing_that_a_node_says_costs_more_than_the_ceiling_and_what_it_allows_is_paid(
            recent in prop::collection::vec(any::<u64>(), 0..20), percentile: u8, ceiling in 0..1_000_000_u64, units: u32,
        ) {
            let priority = price(recent.clone(), percentile, ceiling, units);
            let limit = units.clamp(1, MAX_COMPUTE_UNITS);
            let costs = |priority| Budget { limit, priority }.priority_fee();
            prop_assert!(costs(priority) <= ceiling);
            let is_asked = recent.is_empty() || recent.contains(&priority.0);
            prop_assert!(is_asked || costs(Priority(priority.0 + 1)) > ceiling);
        }
    }

    #[test]
    fn what_is_planned_and_said_is_what_it_costs_at_most() {
        assert_eq!((PriorityFee::Off.most(), PriorityFee::Off.planned()), (0, Priority(0)));
        let fixed = PriorityFee::from(Priority(10));
        assert_eq!((fixed, fixed.most(), fixed.planned()), (PriorityFee::Fixed(Priority(10)), 14, Priority(10)));
        assert_eq!(PriorityFee::from(Priority(0)), PriorityFee::Off);
        assert_eq!(PriorityFee::default(), PriorityFee::AUTOMATIC);
        assert_eq!((PriorityFee::AUTOMATIC.most(), PriorityFee::AUTOMATIC.planned()), (10_000, Priority(1)));
        let nothing = PriorityFee::Automatic { percentile: 75, ceiling: 0 };
        assert_eq!((nothing.most(), nothing.planned()), (0, Priority(0)));
    }
}
