//! Who opens a store, and in which state it may be.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::*;
use crate::{Contact, Filter, State, schema};

fn file(folder: &Folder) -> PathBuf {
    open(folder).path().to_owned()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Shows security.md: A mail store that others can read.
#[test]
fn a_store_is_its_owners_alone_and_refused_if_it_is_not() {
    let folder = Folder::new();
    let store = open(&folder);
    keep(&store, 1, "Dear Bo");
    assert_eq!((mode(folder.path()), mode(store.path())), (0o700, 0o600));
    for beside in ["-wal", "-shm"] {
        assert_eq!(mode(format!("{}{beside}", store.path().display()).as_ref()), 0o600, "{beside}");
    }
    for (path, rights) in [(folder.path(), 0o755), (folder.path(), 0o710), (store.path(), 0o640), (store.path(), 0o604)]
    {
        let before = mode(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(rights)).unwrap();
        let error = open_with(&folder, owner(), 1, &secret(1)).err().unwrap();
        assert!(matches!(error, StoreError::Exposed { .. }) && error.to_string().contains("chmod"), "{error}");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(before)).unwrap();
    }
}

/// Shows security.md: A mail store, or a backup of it, in the wrong hands.
#[test]
fn only_the_keys_it_knows_open_it_and_the_error_names_them() {
    let folder = Folder::new();
    keep(&open(&folder), 1, "Dear Bo");
    let error = open_with(&folder, owner(), 2, &secret(2)).err().unwrap();
    assert!(matches!(&error, StoreError::WrongKey { known } if *known == [(NETWORK, 1)]), "{error:?}");
    assert!(error.to_string().contains(&format!("version 1 of the key for {NETWORK}")), "{error}");
}

/// Shows security.md: A mail store, or a backup of it, in the wrong hands.
#[test]
fn after_a_rotation_older_letters_open_with_the_new_key_and_not_with_the_old_one() {
    let folder = Folder::new();
    let store = open(&folder);
    keep(&store, 1, "Dear Bo");
    let new = secret(2);
    store.add_key(Key { network: NETWORK, version: 2, secret: &new }).unwrap();
    store.add_key(Key { network: address(8), version: 1, secret: &secret(3) }).unwrap();
    drop(store);
    for secret in [new, secret(3)] {
        let store = open_with(&folder, owner(), 2, &secret).unwrap();
        assert_eq!(store.content(&message(1)).unwrap(), Content::Text(b"Dear Bo".to_vec()));
    }
    let error = open_with(&folder, owner(), 1, &secret(1)).err().unwrap();
    assert!(matches!(error, StoreError::WrongKey { known } if known == [(NETWORK, 2), (address(8), 1)]));
}

/// Shows security.md: An intent, a store or a backup of another cluster.
#[test]
fn a_store_of_another_cluster_or_wallet_is_refused() {
    let folder = Folder::new();
    let store = open(&folder);
    let other = Owner { genesis: Hash::new_from_array([8; 32]), ..owner() };
    let path = open_with(&folder, other, 1, &secret(1)).unwrap().path().to_owned();
    assert_ne!(store.path(), path, "each has its own file");
    let wallet = Owner { wallet: address(5), ..owner() };
    for asked in [other, wallet] {
        let key = Key { network: NETWORK, version: 1, secret: &secret(1) };
        let error = Store::open_file(store.path().to_owned(), asked, key, None).err().unwrap();
        assert!(matches!(error, StoreError::OtherCluster { .. } | StoreError::OtherWallet { .. }), "{error}");
    }
    store.check_cluster(&owner().genesis).unwrap();
    assert!(matches!(store.check_cluster(&other.genesis).unwrap_err(), StoreError::OtherCluster { .. }));
}

#[test]
fn a_newer_file_and_one_of_something_else_are_refused_and_left_as_they_are() {
    let folder = Folder::new();
    let path = file(&folder);
    let set = |pragma: &str, value: i64| Connection::open(&path).unwrap().pragma_update(None, pragma, value).unwrap();
    set("user_version", 3);
    let error = open_with(&folder, owner(), 1, &secret(1)).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 3 }), "{error:?}");
    assert!(error.to_string().contains("use the newer version"), "{error}");
    set("user_version", 2);
    open(&folder);
    set("application_id", 1);
    assert!(matches!(open_with(&folder, owner(), 1, &secret(1)).err(), Some(StoreError::NotAStore { .. })));
}

/// Shows security.md: A mail store whose rows are swapped, cut, or of another store.
#[test]
fn what_is_damaged_is_said_to_be() {
    let folder = Folder::new();
    let store = open(&folder);
    (1..=2).for_each(|number| keep(&store, number, &format!("letter {number}")));
    let connection = Connection::open(store.path()).unwrap();
    let damaged = |sql: &str| {
        connection.execute_batch(&format!("BEGIN; {sql}")).unwrap();
        connection.execute_batch("COMMIT").unwrap();
        let error = store.check().unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{sql}: {error:?}");
        assert!(error.to_string().contains("import the last backup"), "{error}");
    };
    let swap = |table: &str, column: &str| {
        format!(
            "CREATE TEMP TABLE swap AS SELECT id, {column} AS sealed FROM {table};
             UPDATE {table} SET {column} = (SELECT sealed FROM swap WHERE swap.id != {table}.id LIMIT 1);
             DROP TABLE swap;"
        )
    };
    for (table, column) in [("bodies", "sealed"), ("letters", "head"), ("letters", "state")] {
        damaged(&swap(table, column));
        connection.execute_batch(&swap(table, column)).unwrap();
        store.check().unwrap();
    }
    damaged("UPDATE bodies SET sealed = substr(sealed, 1, 40)");
    // Whole pages of nonsense.
    let folder = Folder::new();
    let path = file(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4_096..].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
    let error = open_with(&folder, owner(), 1, &secret(1)).and_then(|store| store.check()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
}

#[test]
fn a_file_of_version_1_is_migrated_with_all_it_has() {
    let folder = Folder::new();
    let path = file(&folder);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, "").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../../fixtures/version-1.sql")).unwrap();
    assert_eq!(schema::version(&old).unwrap(), 1);
    drop(old);
    let wrong = open_with(&folder, owner(), 2, &secret(2)).err().unwrap();
    assert!(matches!(wrong, StoreError::WrongKey { .. }), "{wrong}");
    assert_eq!(schema::version(&Connection::open(&path).unwrap()).unwrap(), 1, "nothing was migrated");
    let store = open(&folder);
    store.check().unwrap();
    let letters = store.letters(&Filter { open: true, ..Filter::default() }, 9).unwrap();
    assert_eq!(letters.iter().map(|letter| letter.facts).collect::<Vec<_>>(), [facts(2), facts(1)]);
    assert_eq!(store.content(&message(1)).unwrap(), Content::Text(b"Dear Bo, the beans are up.".to_vec()));
    assert_eq!(letters[1].state, State { read: true, ..State::default() });
    assert_eq!(store.contacts().unwrap(), [Contact { petname: Some("Ada".into()), ..Contact::of(address(2)) }]);
    assert_eq!(store.search("beans", 9).unwrap().len(), 1);
    store.ended(&message(1), Outcome::Valuable).unwrap();
    drop(store);
    assert_eq!(open(&folder).letter(&message(1)).unwrap().unwrap().facts.outcome, Outcome::Valuable);
}

#[test]
fn threads_of_one_store_and_several_stores_of_one_file_work_at_once() {
    let folder = Folder::new();
    let stores = [open(&folder), open(&folder), open(&folder)];
    std::thread::scope(|scope| {
        for (place, store) in stores.iter().enumerate() {
            for half in 0..2 {
                scope.spawn(move || {
                    for step in 0..20 {
                        let number = (place * 100 + half * 50 + step) as u32;
                        keep(store, number, &format!("letter {number}"));
                        store
                            .change(b"count", |count: &mut Option<Counter>| {
                                count.get_or_insert(Counter(0)).0 += 1;
                                Ok(())
                            })
                            .unwrap();
                    }
                });
            }
        }
    });
    for store in stores {
        assert_eq!(store.letters(&Filter::default(), 1_000).unwrap().len(), 120);
        assert_eq!(store.note::<Counter>(b"count").unwrap().unwrap().0, 120);
        store.check().unwrap();
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Counter(u32);

impl crate::Note for Counter {
    const KIND: &'static str = "counter";
    fn key(&self) -> Vec<u8> {
        b"count".to_vec()
    }
}
