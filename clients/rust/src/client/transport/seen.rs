//! What a client knows of how far the cluster is, and for how long it believes that.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// How long a slot counts at which something was confirmed. A node that is farther behind calls itself unhealthy, by Solana's
/// own measure of 128 slots. And what a node made up holds up the others for no longer.
const REMEMBERED: Duration = Duration::from_secs(60);
/// The shortest time between two slots.
const SLOT: Duration = Duration::from_millis(200);
/// How many slots the newest block is ahead of the confirmed state that a node tells, or more.
const AHEAD: u64 = 16;

/// The latest slot at which something of this client's own was confirmed. A node that has not come as far must not answer,
/// because it would deny what was done.
#[derive(Clone, Default)]
pub(in crate::client) struct Seen(Arc<Mutex<Option<Told>>>);

/// A slot that a node told.
#[derive(Clone, Copy)]
pub(in crate::client) struct Told {
    pub slot: u64,
    pub at: Instant,
}

impl Told {
    /// The latest slot at which something can be confirmed after this time, if it was told the truth. One that is said to be
    /// later was made up.
    fn latest_after(&self, time: Duration) -> u64 {
        let passed = u64::try_from(time.as_millis() / SLOT.as_millis()).unwrap_or(u64::MAX);
        self.slot.saturating_add(AHEAD).saturating_add(passed)
    }

    /// [`Told::latest_after`] the time since then.
    pub fn latest_now(&self) -> u64 {
        self.latest_after(self.at.elapsed())
    }
}

impl Seen {
    pub fn at_least(&self, slot: u64) {
        self.confirm(slot, Instant::now());
    }

    /// The slot; zero if it is unknown.
    pub fn slot(&self) -> u64 {
        self.slot_at(Instant::now())
    }

    fn confirm(&self, slot: u64, at: Instant) {
        if slot >= self.slot_at(at) {
            *self.last() = Some(Told { slot, at });
        }
    }

    fn slot_at(&self, now: Instant) -> u64 {
        self.last().filter(|last| now.duration_since(last.at) < REMEMBERED).map_or(0, |last| last.slot)
    }

    fn last(&self) -> std::sync::MutexGuard<'_, Option<Told>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows security.md: Answers that are no answers.
    #[test]
    fn a_slot_that_was_made_up_is_forgotten_after_a_minute() {
        let (seen, start) = (Seen::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        seen.confirm(u64::MAX, at(0));
        seen.confirm(700, at(59));
        assert_eq!((seen.slot_at(at(59)), seen.slot_at(at(60))), (u64::MAX, 0));
        seen.confirm(800, at(60));
        seen.confirm(790, at(61));
        assert_eq!((seen.slot_at(at(61)), seen.slot_at(at(119)), seen.slot_at(at(120))), (800, 800, 0));
    }

    /// Shows security.md: Answers that are no answers.
    #[test]
    fn a_slot_is_believed_as_far_as_the_time_allows() {
        let told = |slot| Told { slot, at: Instant::now() };
        for (milliseconds, latest) in [(0, 116), (199, 116), (200, 117), (10_000, 166)] {
            assert_eq!(told(100).latest_after(Duration::from_millis(milliseconds)), latest);
        }
        assert_eq!(told(u64::MAX - 3).latest_after(Duration::MAX), u64::MAX);
    }
}
