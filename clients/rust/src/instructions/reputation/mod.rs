//! Reputation: a network's reputation, standings and the token that shows them, and endorsements.

mod endorsement;
mod network;
mod standing;

pub use endorsement::*;
pub use network::*;
pub use standing::*;
