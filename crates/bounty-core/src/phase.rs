//! The phases of a bounty.

use units::Timestamp;

use crate::terms::Periods;

/// What can be done with a bounty. It is in exactly one phase at any time. Each phase begins in the second in which the
/// one before ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not open yet: contributors can come and go.
    Draft,
    /// Submitters commit to their content.
    Submitting,
    /// Submitters reveal their content.
    Revealing,
    /// Reviewers judge it.
    Reviewing,
    /// The network's authority can veto awards.
    Challenging,
    /// Awards are paid, and what is left returns to the contributors.
    Settled,
}

/// When a bounty opened, and how long its phases last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// `None` until it opens.
    pub opened_at: Option<Timestamp>,
    /// How long each phase lasts.
    pub periods: Periods,
}

impl Schedule {
    /// The phase at a given time. A time before the opening counts as the opening.
    pub fn phase(&self, now: Timestamp) -> Phase {
        let Some(opened_at) = self.opened_at else { return Phase::Draft };
        let Periods { submit, reveal, review, challenge } = self.periods;
        let phases = [
            (Phase::Submitting, submit),
            (Phase::Revealing, reveal),
            (Phase::Reviewing, review),
            (Phase::Challenging, challenge),
        ];
        let mut ends_at = opened_at;
        for (phase, period) in phases {
            ends_at = ends_at.after(period);
            if now < ends_at {
                return phase;
            }
        }
        Phase::Settled
    }
}
