//! `bmail mailbox rotate-key`: another key for what is sent from now on.
//!
//! The next version of the key is derived from the wallet, as all are. The mail store opens with the new one first, and then
//! the chain gets it. A crash between the two leaves a store that opens with a version that the chain does not have yet,
//! which does no harm: a store names the version that opens it, and the wallet derives any. In the other order, whoever has
//! the old key could go on opening the store's file.

use bmail_mailstore::Key;
use bmail_sdk::{accounts::Mailbox, sealing::SecretKey};

use super::{Shows, found};
use crate::{
    context::{Context, Session},
    failure::{Failure, Outcome},
};

/// Replaces the mailbox's key.
///
/// # Errors
/// If there is no mailbox, or the cluster does not answer.
pub async fn rotate(context: &Context, session: &Session) -> Outcome<Shows> {
    let owner = session.address();
    let before = found(session, &owner).await?;
    let version = next(&before)?;
    let secret = SecretKey::from_keypair(&session.wallet, &session.network, version);
    let key = secret.encryption_key();
    session.store.add_key(Key { network: session.network, version, secret: &secret })?;
    let rotated = session.client.rotate_key(&session.wallet, &session.network, key).await;
    let after = found(session, &owner).await?;
    let is_done = after.key_version == version && after.encryption_key == key.to_bytes();
    let signature = match rotated {
        Ok(receipt) => Some(receipt.signature.to_string()),
        // Another device was faster, or nobody had said that it landed.
        Err(_) if is_done => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Shows::of(context, session, &owner, &after)?.after("rotated", signature))
}

fn next(mailbox: &Mailbox) -> Outcome<u32> {
    let full = || Failure::usage("this mailbox's key cannot be replaced any more: close it, and open it again");
    mailbox.key_version.checked_add(1).ok_or_else(full)
}
