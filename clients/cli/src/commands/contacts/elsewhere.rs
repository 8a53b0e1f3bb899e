//! What changes a contact on chain in one transaction that is signed elsewhere. Names are not given: they are kept in the mail
//! store, which nobody signs for.

use bmail_sdk::instructions::mail;
use solana_pubkey::Pubkey;

use super::What;
use crate::{
    context::Context,
    failure::{Failure, Outcome},
    offline::{Carried, carry_out},
    people::{People, recipient},
};

/// Prepares it, or sends it with the signatures that were made elsewhere.
///
/// # Errors
/// If it is nothing that is one transaction on chain, somebody has no mailbox, or it is refused.
pub async fn run(context: &Context, what: &What) -> Outcome<Carried> {
    let (who, is_contact) = match what {
        What::Add { wallet, free: true, refund: false, .. } => (wallet, true),
        What::Remove { who, paid: true } => (who, false),
        _ => {
            let says = "only `contacts add --free` without --refund and `contacts remove --paid` are one transaction, so \
                        nothing was done";
            return Err(Failure::usage(says));
        }
    };
    let (client, network) = (context.client()?, context.network()?);
    let owner = context.globals.signing.actor(context)?;
    let other: Pubkey = recipient(context, &client, &People::without_store(context), who).await?;
    let mailbox = |wallet| client.programs().mailbox(&network, wallet).0;
    client.mailbox(&mailbox(&other)).await?;
    let pair = client.correspondence(&mailbox(&owner), &mailbox(&other)).await?;
    let plan = mail::set_contact(&client.chain().await?, &network, &owner, &other, is_contact, pair.is_none());
    carry_out(context, &client, plan, &owner).await
}
