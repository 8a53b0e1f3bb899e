//! Ways to spoil a call, or to turn it into another valid one.

mod bytes;
mod data;
mod roles;
mod state;

use crate::call::Call;

/// One such way.
pub struct Change {
    pub what: String,
    pub apply: Box<dyn Fn(&mut Call)>,
}

impl Change {
    pub fn new(what: impl Into<String>, apply: impl Fn(&mut Call) + 'static) -> Self {
        Self { what: what.into(), apply: Box::new(apply) }
    }
}

/// All of them, in the same order every time.
pub fn all(call: &Call) -> Vec<Change> {
    [data::changes(call), roles::changes(call), state::changes(call), bytes::changes(call)]
        .into_iter()
        .flatten()
        .collect()
}
