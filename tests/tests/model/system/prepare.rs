//! An account for the mail program that its author creates and does not use yet.

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Prepare {
    pub who: Who,
    pub blank: Blank,
    pub space: usize,
}

/// What an account is created for.
#[derive(Clone, Copy, Debug)]
pub enum Blank {
    /// A message this many numbers ahead.
    Message(Net, u64),
    Body(usize),
}

impl Prepare {
    pub fn choices() -> Weighted<Self> {
        let blank = prop_oneof![
            (net(), 0..3_u64).prop_map(|(net, ahead)| Blank::Message(net, ahead)),
            (0..CONTENTS.len()).prop_map(Blank::Body),
        ];
        // Too small for anything, for a body's fields, for one byte of a body, and for a message of 300 bytes.
        let space = select(vec![8, 80, 81, 508]);
        (13, (who(), blank, space).prop_map(|(who, blank, space)| Self { who, blank, space }).boxed())
    }
}

impl Act for Prepare {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (author, space) = (self.who.address(), self.space);
        let (address, seed) = match self.blank {
            Blank::Body(content) => PROGRAMS.body(&author, &self.who.hash(content)),
            Blank::Message(net, ahead) => {
                let own = self.who.mailbox(net);
                let next = builder.model.mailboxes.get(&own).map_or(0, |mailbox| mailbox.next_sequence);
                PROGRAMS.message(&author, &own, next + ahead)
            }
        };
        let new = NewAccount { author, address, seed, space, program: MAIL_ID };
        Some(builder.create(&new, builder.model.rent(space)))
    }
}
