//! The reputation program's scenarios, and the roles that several of its instructions have.

mod networks;
mod stakes;
mod standings;

use bmail_testing::ReputationError::*;

use super::Scenario;
use crate::every::{Kind, Role, Wanted, address, any_here};

pub fn scenarios() -> Vec<Scenario> {
    [networks::SCENARIOS, standings::SCENARIOS, stakes::SCENARIOS].concat()
}

fn reputation() -> Role {
    any_here("reputation", Kind::Reputation, OtherNetwork)
}

/// The token that shows standings in wallets.
fn token() -> [Role; 3] {
    [address("mint", WrongMint), address("token_account", WrongTokenAccount), ("token_program", Wanted::Token2022)]
}
