//! An account that its author creates.

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

    /// Creates an account with its rent and what it must hold in addition, unless it exists already.
    pub fn account_for(&self, new: NewAccount, owed: u64, flaw: Option<NewFlaw>) -> Vec<Instruction> {
        let new = NewAccount { space: new.space + usize::from(flaw == Some(NewFlaw::Space)), ..new };
        let lamports = self.model.rent(new.space) + owed - u64::from(flaw == Some(NewFlaw::Short));
        match flaw {
            Some(NewFlaw::Missing) => Vec::new(),
            Some(NewFlaw::Twice) => new.create(lamports),
            Some(NewFlaw::Empty) => self.create(&new, 0),
            _ if self.model.has_data(new.address) => Vec::new(),
            _ => self.create(&new, lamports),
        }
    }
}
