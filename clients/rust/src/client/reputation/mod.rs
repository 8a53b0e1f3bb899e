//! Reputation: a network's reputation, standings, endorsements, and how a standing changed.

mod endorse;
mod history;
mod overview;
mod standing;
mod unendorse;

pub use history::{HistoryEntry, HistoryPage};
pub use overview::StandingOverview;
