//! An account that its author creates.

use bmail_sdk::{Plan, instructions::Creation};

use crate::prelude::*;

/// What is wrong with a new account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NewFlaw {
    Missing,
    /// It is created even if it exists.
    Twice,
    /// One byte too many.
    Space,
    /// One lamport less than its rent.
    Short,
    /// No lamports at all.
    Empty,
    /// For an endorsement: at the address that an endorsement of oneself would have.
    Elsewhere,
}

pub fn flaw() -> impl Strategy<Value = Option<NewFlaw>> {
    use NewFlaw::*;
    option::weighted(0.15, select(vec![Missing, Twice, Space, Short, Empty]))
}

impl Builder<'_> {
    /// Creates an account for a program, even if its address already holds lamports.
    pub fn create(&self, new: &NewAccount, lamports: u64) -> Vec<Instruction> {
        match self.model.balance(new.address) {
            0 => new.create(lamports),
            _ => new.create_prefunded(lamports),
        }
    }

    /// The instructions of a plan that creates an account, which has a flaw. An account that exists is not created.
    pub fn creating(&self, plan: Plan, flaw: Option<NewFlaw>) -> Option<Vec<Instruction>> {
        let mut step = plan.prefunded(|address| self.model.balance(*address) > 0).only();
        let exists = |creation: &Creation| self.model.has_data(creation.account.address);
        step.creations.retain(|creation| flaw == Some(NewFlaw::Twice) || !exists(creation));
        for creation in &mut step.creations {
            match flaw {
                Some(NewFlaw::Space) => {
                    creation.account.space += 1;
                    creation.lamports += self.model.lamports_per_byte;
                }
                Some(NewFlaw::Short) => creation.lamports -= 1,
                Some(NewFlaw::Empty) => creation.lamports = 0,
                Some(NewFlaw::Twice) => creation.prefunded = false,
                _ => (),
            }
        }
        if flaw == Some(NewFlaw::Missing) {
            step.creations.clear();
        }
        Some(step.instructions())
    }
}
