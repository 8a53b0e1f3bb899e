//! Finds out what a store is called, and its key, if it is the owner's; and founds a new one.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use solana_message::Hash;
use solana_pubkey::Pubkey;
use zeroize::Zeroizing;

use super::{Key, Owner};
use crate::{StoreError, schema, sealer};

/// Creates or migrates the tables, and finds out what the store is called and its key.
pub(super) fn begin(
    connection: &mut Connection,
    owner: &Owner,
    key: Key<'_>,
) -> Result<([u8; 16], Zeroizing<[u8; 32]>), StoreError> {
    if schema::version(connection)? < schema::VERSION {
        // Another process may do so, too: whoever waited for it finds the tables as they should be.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = schema::version(&transaction)?;
        if version > 0 {
            unlock(&transaction, owner, key)?;
        }
        schema::migrate(&transaction, version)?;
        if version == 0 {
            found(&transaction, owner, key)?;
        }
        transaction.commit()?;
    }
    unlock(connection, owner, key)
}

/// Founds a new store, with a random key.
fn found(transaction: &Transaction<'_>, owner: &Owner, key: Key<'_>) -> Result<(), StoreError> {
    let (id, store_key) = (sealer::random::<16>()?, Zeroizing::new(sealer::random::<32>()?));
    let rows: [(&str, &[u8]); 3] =
        [("id", &id), ("wallet", owner.wallet.as_ref()), ("genesis", owner.genesis.as_ref())];
    for (name, value) in rows {
        transaction.execute("INSERT INTO meta (name, value) VALUES (?1, ?2)", params![name, value])?;
    }
    insert_key(transaction, key, &wrap(key, &id, &store_key)?)
}

/// The store's name and its key, if the owner's mailbox key opens it.
fn unlock(connection: &Connection, owner: &Owner, key: Key<'_>) -> Result<([u8; 16], Zeroizing<[u8; 32]>), StoreError> {
    let stored: [u8; 32] = meta(connection, "genesis")?;
    let (stored, here) = (Hash::new_from_array(stored), owner.genesis);
    if stored != here {
        return Err(StoreError::OtherCluster { stored, here });
    }
    let stored = Pubkey::new_from_array(meta(connection, "wallet")?);
    if stored != owner.wallet {
        return Err(StoreError::OtherWallet { stored, asked: owner.wallet });
    }
    let (id, public) = (meta(connection, "id")?, key.secret.encryption_key().to_bytes());
    let wrapped: Option<Vec<u8>> = connection
        .query_row("SELECT wrapped FROM keys WHERE public = ?1", [&public[..]], |row| row.get(0))
        .optional()?;
    let Some(wrapped) = wrapped else { return Err(StoreError::WrongKey { known: known_keys(connection)? }) };
    let store_key = sealer::unwrap(&key.secret.own_key(sealer::PURPOSE), &id, &wrapped);
    Ok((id, store_key.ok_or_else(|| StoreError::damaged("its key does not open"))?))
}

fn meta<const LENGTH: usize>(connection: &Connection, name: &str) -> Result<[u8; LENGTH], StoreError> {
    let found: Option<Vec<u8>> =
        connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0)).optional()?;
    let found = found.and_then(|value| value.try_into().ok());
    found.ok_or_else(|| StoreError::damaged(format!("it does not say its {name}")))
}

fn known_keys(connection: &Connection) -> Result<Vec<(Pubkey, u32)>, StoreError> {
    let mut statement = connection.prepare("SELECT network, version FROM keys ORDER BY network, version")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(network, version)| Ok((address(network)?, version))))
        .collect()
}

/// An address in a row.
pub(crate) fn address(bytes: Vec<u8>) -> Result<Pubkey, StoreError> {
    Pubkey::try_from(bytes).map_err(|_| StoreError::damaged("an address has the wrong length"))
}

pub(super) fn wrap(key: Key<'_>, id: &[u8; 16], store_key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
    sealer::wrap(&key.secret.own_key(sealer::PURPOSE), id, store_key)
}

pub(super) fn insert_key(transaction: &Transaction<'_>, key: Key<'_>, wrapped: &[u8]) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT OR REPLACE INTO keys (network, version, public, wrapped) VALUES (?1, ?2, ?3, ?4)",
        params![key.network.as_ref(), key.version, key.secret.encryption_key().to_bytes(), wrapped],
    )?;
    Ok(())
}
