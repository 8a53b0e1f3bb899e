//! A disk that is full.

use bmail_mailstore::{Content, Direction, Facts, Key, Outcome, Owner, Store, StoreError};
use bmail_sdk::sealing::SecretKey;
use bmail_testing::vfs::{self, Fault};
use solana_message::Hash;
use solana_pubkey::Pubkey;

use crate::child::Folder;

/// Shows security.md: A power cut, a crash or a full disk while mail is stored.
#[test]
fn on_a_full_disk_nothing_is_said_to_be_stored_and_nothing_is_lost() {
    let (folder, secret) = (Folder::new(), SecretKey::from_bytes(&[1; 32]).unwrap());
    let network = Pubkey::new_from_array([7; 32]);
    let owner = Owner { wallet: Pubkey::new_from_array([1; 32]), genesis: Hash::default() };
    let letter = |number: u8| {
        let message = Pubkey::new_from_array([number; 32]);
        let facts = Facts {
            message,
            network,
            direction: Direction::Received,
            other: owner.wallet,
            sequence: 0,
            at: 0,
            fee: 0,
            deadline: 0,
            outcome: Outcome::Open,
        };
        [(facts, Content::Text(vec![number; 9_000]))]
    };
    let store = Store::open_on(
        folder.path(),
        owner,
        Key { network, version: 1, secret: &secret },
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
        assert_eq!(store.letter(&Pubkey::new_from_array([2; 32])).unwrap(), None, "{at}");
        assert_eq!(store.content(&Pubkey::new_from_array([1; 32])).unwrap(), Content::Text(vec![1; 9_000]));
    }
    assert!(full_at.len() > 3, "{full_at:?}");
    assert_eq!(StoreError::Full.to_string().split(';').next(), Some("the disk is full"));
    vfs::arm(usize::MAX, Fault::Full);
    store.check().unwrap();
}
