//! The key to which messages are sealed.

use bmail_sdk::sealing::EncryptionKey;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub enum Key {
    New(u8),
    Same,
    Zero,
    /// With the highest bit set.
    High,
}

pub fn key() -> impl Strategy<Value = Key> {
    let new = (1..0x80_u8).prop_map(Key::New);
    prop_oneof![14 => new, 2 => Just(Key::Same), 1 => Just(Key::Zero), 1 => Just(Key::High)]
}

impl Builder<'_> {
    pub fn key(&self, who: Who, net: Net, key: Key) -> [u8; 32] {
        match key {
            Key::New(byte) => [byte; 32],
            Key::Same => self.model.mailboxes.get(&who.mailbox(net)).map_or([1; 32], |mailbox| mailbox.key),
            Key::Zero => [0; 32],
            Key::High => [0x80; 32],
        }
    }
}

/// A key that mail can be sealed to.
pub fn some_key() -> EncryptionKey {
    EncryptionKey::try_from([1; 32]).expect("a key that mail can be sealed to")
}
