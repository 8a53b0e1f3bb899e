//! What changes a mailbox in one transaction that is signed elsewhere.

use bmail_sdk::{Client, ClientError, instructions::mail, sealing::SecretKey};
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::What;
use crate::{
    context::Context,
    failure::{Failure, Outcome},
    offline::{Carried, carry_out},
};

/// Prepares it, or sends it with the signatures that were made elsewhere. The mail store is not needed.
///
/// # Errors
/// If it is nothing that changes a mailbox, a key is missing that only the wallet derives, or it is refused.
pub async fn run(context: &Context, what: &What) -> Outcome<Carried> {
    let (client, network) = (context.client()?, context.network()?);
    let owner = context.globals.signing.actor(context)?;
    let chain = client.chain().await?;
    let address = client.programs().mailbox(&network, &owner).0;
    let plan = match what {
        What::Show { .. } => return Err(Failure::usage("showing a mailbox signs nothing: leave out how it is signed")),
        What::Open => {
            mail::open_mailbox(&chain, &network, &owner, secret(context, &owner, &network, 1)?.encryption_key())
        }
        What::Set(set) => {
            let before = client.mailbox(&address).await?;
            mail::set_mailbox(&chain, &network, &owner, &set.applied(&before))
        }
        What::RotateKey => {
            let version = client.mailbox(&address).await?.key_version.saturating_add(1);
            mail::rotate_key(&chain, &network, &owner, secret(context, &owner, &network, version)?.encryption_key())
        }
        What::Close => mail::close_mailbox(&chain, &network, &owner, rent(&client, &address).await?),
    };
    carry_out(context, &client, plan, &owner).await
}

/// A mailbox's key is derived from the wallet's, so that has to be here.
fn secret(context: &Context, owner: &Pubkey, network: &Pubkey, version: u32) -> Outcome<SecretKey> {
    let wallet = context.wallet().ok().filter(|wallet| wallet.pubkey() == *owner).ok_or_else(|| {
        Failure::usage(format!(
            "the key of a mailbox is derived from its wallet's key file, and that of {owner} is not here, so nothing was \
             prepared: do this where it is"
        ))
    })?;
    Ok(SecretKey::from_keypair(&wallet, network, version))
}

async fn rent(client: &Client, mailbox: &Pubkey) -> Outcome<u64> {
    let held = client.rpc().get_balance(mailbox).await.map_err(ClientError::from)?;
    Ok(held.saturating_sub(client.mailbox(mailbox).await?.cut))
}
