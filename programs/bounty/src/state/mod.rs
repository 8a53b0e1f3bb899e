//! Accounts. Each file has a layout and the rules that every change to it must keep.

mod bounty;
mod contribution;
mod submission;
mod treasury;
mod weekly_stats;

pub use bounty::Bounty;
pub use contribution::Contribution;
pub use submission::Submission;
pub use treasury::Treasury;
pub use weekly_stats::WeeklyStats;
