//! The key to which messages are sealed.

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub enum Key {
    New(u8),
    Same,
    Zero,
}

pub fn key() -> impl Strategy<Value = Key> {
    prop_oneof![8 => any::<u8>().prop_map(Key::New), 1 => Just(Key::Same), 1 => Just(Key::Zero)]
}

impl Builder<'_> {
    pub fn key(&self, who: Who, net: Net, key: Key) -> [u8; 32] {
        match key {
            Key::New(byte) => [byte.max(1); 32],
            Key::Same => self.model.mailboxes.get(&who.mailbox(net)).map_or([1; 32], |mailbox| mailbox.key),
            Key::Zero => [0; 32],
        }
    }
}
