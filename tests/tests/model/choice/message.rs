//! A message or a body.

use crate::prelude::*;

/// A message or a body.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// One of the open ones, modulo their number.
    Open(usize),
    /// A message that waits to be revealed, or a body that waits to be sealed.
    Waiting(usize),
    /// One of those that have ended.
    Ended(usize),
    /// The one that the previous action was about.
    Last,
}

pub fn which() -> impl Strategy<Value = Which> + Clone {
    prop_oneof![
        12 => (0..MANY).prop_map(Which::Open),
        4 => Just(Which::Last),
        1 => (0..MANY).prop_map(Which::Ended),
    ]
}

/// Most often one that waits.
pub fn waiting() -> impl Strategy<Value = Which> {
    prop_oneof![2 => (0..MANY).prop_map(Which::Waiting), 1 => which()]
}

impl Builder<'_> {
    /// Finds a message and remembers it.
    pub fn message(&mut self, which: Which) -> Option<(Pubkey, Message)> {
        let Model { messages, ended, sent, .. } = self.model;
        let is_waiting = |at: &Pubkey| messages.get(at).is_some_and(|message| message.revealed.is_none());
        let address = match which {
            Which::Open(index) => pick(sent.iter().filter(|at| messages.contains_key(at)), index),
            Which::Waiting(index) => pick(sent.iter().filter(|at| is_waiting(at)), index),
            Which::Ended(index) => pick(sent.iter().filter(|at| ended.contains_key(at)), index),
            Which::Last => self.focus.message,
        }?;
        self.focus.message = Some(address);
        let state = messages.get(&address).or_else(|| ended.get(&address))?;
        Some((address, state.clone()))
    }

    /// Finds a body and remembers it.
    pub fn body(&mut self, which: Which) -> Option<(Who, usize, Pubkey)> {
        let (bodies, all) = (&self.model.bodies, ROSTER.bodies.iter());
        let found = match which {
            Which::Open(index) => pick(all.filter(|(.., at)| bodies.contains_key(at)), index),
            Which::Waiting(index) => {
                pick(all.filter(|(.., at)| bodies.get(at).is_some_and(|body| !body.sealed)), index)
            }
            Which::Ended(index) => pick(all.filter(|(.., at)| !bodies.contains_key(at)), index),
            Which::Last => pick(all.filter(|(.., at)| Some(*at) == self.focus.body), 0),
        }?;
        self.focus.body = Some(found.2);
        Some(found)
    }
}
