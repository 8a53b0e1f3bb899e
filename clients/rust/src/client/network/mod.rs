//! Networks: their rules and authority, their economy and population.

mod economy;
mod rules;

pub use economy::{Economy, Population};
