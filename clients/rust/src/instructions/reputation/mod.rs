//! Reputation: a network's reputation, standings and the token that shows them, and endorsements.

mod endorsement;
mod network;
mod standing;

pub use endorsement::{ALL, begin_unendorse, collect, endorse, finish_unendorse};
pub use network::{TokenTexts, apply_parameters, create_reputation, propose_parameters, seed};
pub use standing::{close_standing, open_standing, sync};
