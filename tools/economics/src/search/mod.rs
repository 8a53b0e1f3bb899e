//! The search for each community's numbers: `make economics ARGS=search`.
//!
//! Some numbers are the founder's wishes (`communities.rs`). For each of the others there are values to try (`grid.rs`)
//! and conditions (`conditions.rs`, `habits.rs`), and a fixed order decides among the points that fulfill all of them
//! (`choice.rs`).

mod choice;
mod conditions;
mod frontier;
mod grid;
mod habits;
mod report;

pub use conditions::career;
pub use frontier::{by_rate, by_surcharge};
pub use report::{conditions, funnel, tried};
