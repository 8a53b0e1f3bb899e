//! A person's store on the validator's cluster, and what they do with it.

use bmail_mailstore::{IntentId, Key, Owner, Store, SyncReport, Wish};
use bmail_sdk::{Client, sealing::SecretKey};
use solana_pubkey::Pubkey;

use crate::{
    SOL,
    desk::Folder,
    harness::{Harness, Person},
};

pub async fn store(harness: &Harness, folder: &Folder, person: &Person) -> Store {
    let owner = Owner { wallet: person.address(), genesis: harness.genesis().await };
    Store::open(folder.path(), owner, Key { network: harness.network, version: 1, secret: &person.secret }).unwrap()
}

pub async fn sync(harness: &Harness, store: &Store, person: &Person) -> SyncReport {
    sync_with(&harness.client, harness, store, person).await
}

pub async fn sync_with(client: &Client, harness: &Harness, store: &Store, person: &Person) -> SyncReport {
    let secrets = |network: &Pubkey, version| Some(SecretKey::from_keypair(&person.wallet, network, version));
    store.sync(client, &harness.network, &secrets).await.unwrap()
}

/// A letter for at most one SOL.
pub fn wish(network: Pubkey, recipient: Pubkey, text: &[u8]) -> Wish<'_> {
    Wish { network, recipient, text: text.into(), most: SOL, offer: 0, strict: false, not_before: 0 }
}

/// Stores the intent to send a letter.
pub fn intend(store: &Store, wish: &Wish<'_>) -> IntentId {
    store.intend(IntentId::of(wish), wish).unwrap().id
}

/// How many letters are open to somebody.
pub async fn copies(harness: &Harness, person: &Person) -> usize {
    harness.client.inbox(&person.mailbox).await.unwrap().entries.len()
}
