//! When a bounty does what.

use units::Timestamp;

use crate::terms::Periods;

/// What can be done with a bounty. Each moment has one phase, and each begins with the second in which the one before is
/// over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not open: contributors come and go.
    Draft,
    /// Submitters commit to what they will show.
    Submitting,
    /// They show it.
    Revealing,
    /// Reviewers say what they think of it.
    Reviewing,
    /// An award can be vetoed.
    Challenging,
    /// Awards are paid, and what is left goes back.
    Settled,
}

/// When a bounty opened, and how long its phases last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Nothing before it is open.
    pub opened_at: Option<Timestamp>,
    /// How long each phase lasts.
    pub periods: Periods,
}

impl Schedule {
    /// The phase of a moment. A clock that went back behind the opening counts as one that stood still.
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
