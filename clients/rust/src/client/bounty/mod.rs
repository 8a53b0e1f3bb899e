//! Bounties: treasuries, bounties and their money, submissions, judging and paying, and looking all of it up.

mod answer;
mod find;
mod fund;
mod judge;
mod life;
mod money;
mod submit;
mod treasury;

pub use answer::Committed;
pub use find::Bounties;
pub use fund::Offered;
