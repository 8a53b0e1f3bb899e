//! The store by itself, without a cluster.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod backup;
mod desk;
mod leak;
mod opening;
mod search;
mod tray;

use bmail_sdk::sealing::SecretKey;
use solana_message::Hash;

pub use self::desk::{Folder, NETWORK, address, facts, message};
use crate::{Content, Direction, Facts, Key, Outcome, Owner, Store, StoreError};

pub fn owner() -> Owner {
    Owner { wallet: address(1), genesis: Hash::new_from_array([9; 32]) }
}

pub fn secret(byte: u8) -> SecretKey {
    SecretKey::from_bytes(&[byte; 32]).unwrap()
}

pub fn open_with(folder: &Folder, owner: Owner, version: u32, secret: &SecretKey) -> Result<Store, StoreError> {
    Store::open(folder.path(), owner, Key { network: NETWORK, version, secret })
}

pub fn open(folder: &Folder) -> Store {
    open_with(folder, owner(), 1, &secret(1)).unwrap()
}

pub fn keep(store: &Store, number: u32, text: &str) {
    let stored = store.keep(&[(facts(number), Content::Text(text.as_bytes().to_vec()))]).unwrap();
    assert_eq!(stored[0].message(), message(number));
}

#[test]
fn what_was_kept_is_there_after_opening_again() {
    let folder = Folder::new();
    keep(&open(&folder), 1, "Dear Bo, the beans are up.");
    let store = open(&folder);
    let letter = store.letter(&message(1)).unwrap().unwrap();
    assert_eq!((letter.facts, letter.head.preview.as_str()), (facts(1), "Dear Bo, the beans are up."));
    assert_eq!(store.content(&message(1)).unwrap(), Content::Text(b"Dear Bo, the beans are up.".to_vec()));
    store.check().unwrap();
    assert_eq!(store.search("BEANS", 9).unwrap(), [letter]);
}
