//! The store by itself, without a cluster.
#![allow(clippy::unwrap_used)]

mod backup;
mod leak;
mod opening;
mod search;

use std::path::{Path, PathBuf};

use bmail_sdk::sealing::SecretKey;
use solana_message::Hash;
use solana_pubkey::Pubkey;

use crate::{Content, Direction, Facts, Key, Outcome, Owner, Store, StoreError};

/// A folder that is gone with its test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("bmail-mailstore-{}-{}", std::process::id(), NUMBER.fetch_add(1, Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn address(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

pub const NETWORK: Pubkey = Pubkey::new_from_array([7; 32]);

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

pub fn message(number: u32) -> Pubkey {
    let mut bytes = [3; 32];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    Pubkey::new_from_array(bytes)
}

pub fn facts(number: u32) -> Facts {
    Facts {
        message: message(number),
        network: NETWORK,
        direction: Direction::Received,
        other: address(2),
        sequence: u64::from(number),
        at: 1_000 + i64::from(number),
        fee: 5_000,
        deadline: 9_000,
        outcome: Outcome::Open,
    }
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
