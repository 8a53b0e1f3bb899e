//! A disk that is full.

use bmail_mailstore::{Content, Key, Owner, Store, StoreError};
use bmail_sdk::sealing::SecretKey;
use bmail_testing::vfs::{self, Fault};
use solana_message::Hash;

use crate::desk::{Folder, NETWORK, address, facts, message};

/// Shows security.md: A power cut, a crash or a full disk while mail is stored.
#[test]
fn on_a_full_disk_nothing_is_said_to_be_stored_and_nothing_is_lost() {
    let (folder, secret) = (Folder::new(), SecretKey::from_bytes(&[1; 32]).unwrap());
    let owner = Owner { wallet: address(1), genesis: Hash::default() };
    let letter = |number: u32| [(facts(number), Content::Text(vec![number as u8; 9_000]))];
    let store = Store::open_on(
        folder.path(),
        owner,
        Key { network: NETWORK, version: 1, secret: &secret },
        Some(vfs::arm(usize::MAX, Fault::Full)),
    )
    .unwrap();
    assert_eq!(store.keep(&letter(1)).unwrap().len(), 1);
    let mut full_at = Vec::new();
    for at in 1.. {
        vfs::arm(at, Fault::Full);
        match store.keep(&letter(2)) {
            Err(StoreError::Full) => full_at.push(at),
            stored => {
                assert_eq!(stored.unwrap().len(), 1);
                break;
            }
        }
        vfs::arm(usize::MAX, Fault::Full);
        assert_eq!(store.letter(&message(2)).unwrap(), None, "{at}");
        assert_eq!(store.content(&message(1)).unwrap(), Content::Text(vec![1; 9_000]));
    }
    assert!(full_at.len() > 3, "{full_at:?}");
    assert_eq!(StoreError::Full.to_string().split(';').next(), Some("the disk is full"));
    vfs::arm(usize::MAX, Fault::Full);
    store.check().unwrap();
}
