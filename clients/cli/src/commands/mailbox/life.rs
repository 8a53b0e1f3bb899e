//! Opening a mailbox, and closing it.

use bmail_sdk::{Client, Receipt, instructions::mail, sealing::SecretKey};
use schemars::JsonSchema;
use serde::Serialize;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{Shows, found};
use crate::{
    amount::sol,
    context::{Context, Session},
    costs::Costs,
    failure::{Code, Failure, Outcome},
    output::Shown,
    terminal::Look,
};

/// A mailbox that was closed.
#[derive(Serialize, JsonSchema)]
pub struct Closed {
    /// The mailbox's address.
    pub mailbox: String,
    /// The rent that came back, in lamports.
    pub returned_lamports: u64,
    /// The transaction.
    pub signature: String,
}

/// `bmail mailbox open`.
///
/// # Errors
/// If it is not agreed to, or refused.
pub async fn run(context: &Context, session: &Session) -> Outcome<Shows> {
    let (owner, before) = (session.address(), session.client.mailbox(&session.mailbox()).await);
    let (done, receipt) = match before {
        Ok(_) => ("was_open", None),
        Err(_) => ("opened", open(context, &session.client, &session.wallet, &session.network, true).await?),
    };
    let shows = Shows::of(context, session, &owner, &found(session, &owner).await?)?;
    Ok(shows.after(done, receipt.map(|receipt| receipt.signature.to_string())))
}

/// Opens a mailbox, after asking if it `asks`. `None` if another process was faster.
///
/// # Errors
/// If it is not agreed to, or refused.
pub async fn open(
    context: &Context,
    client: &Client,
    wallet: &Keypair,
    network: &Pubkey,
    asks: bool,
) -> Outcome<Option<Receipt>> {
    let key = SecretKey::from_keypair(wallet, network, 1).encryption_key();
    if asks {
        let plan = mail::open_mailbox(&client.chain().await?, network, &wallet.pubkey(), key);
        let cost = Costs::of(client, &client.cost(&plan, &wallet.pubkey())).await?;
        context.terminal.confirm(&format!("Open a mailbox? {}", cost.sentence))?;
    }
    let address = client.programs().mailbox(network, &wallet.pubkey()).0;
    match client.open_mailbox(wallet, network, key).await {
        Ok((_, receipt)) => Ok(Some(receipt)),
        Err(_) if client.mailbox(&address).await.is_ok() => Ok(None),
        Err(error) => {
            let poor = format!(" The wallet is {}.", wallet.pubkey());
            let failure = Failure::from(error);
            let is_poor = failure.code == Code::TooPoor;
            Err(if is_poor { Failure { message: failure.message + &poor, ..failure } } else { failure })
        }
    }
}

/// Closes the mailbox, after asking.
///
/// # Errors
/// If there is none, it is not agreed to, or letters were sent from it too recently.
pub async fn close(context: &Context, session: &Session) -> Outcome<Closed> {
    let (client, address) = (&session.client, session.mailbox());
    found(session, &session.address()).await?;
    let waiting = client.inbox(&address).await?.entries;
    let fees = waiting.iter().fold(0, |sum: u64, header| sum.saturating_add(header.fee));
    if !waiting.is_empty() {
        let letters = if waiting.len() == 1 { "letter waits" } else { "letters wait" };
        context.terminal.say(format!(
            "{} {letters} for your answer, with {}. Once it is closed, they cannot be answered, and all of it goes back \
             to their senders, unless you open it again in time.",
            waiting.len(),
            sol(fees)
        ));
    }
    context.terminal.confirm("Close your mailbox, so that nobody can write to you on this network?")?;
    let balance = async || client.rpc().get_balance(&address).await.map_err(bmail_sdk::ClientError::from);
    let before = balance().await?;
    let cut = client.mailbox(&address).await?.cut;
    let receipt = client.close_mailbox(&session.wallet, &session.network).await?;
    Ok(Closed {
        mailbox: address.to_string(),
        returned_lamports: before.saturating_sub(cut),
        signature: receipt.signature.to_string(),
    })
}

impl Shown for Closed {
    fn shown(&self, look: &Look) -> String {
        format!(
            "{}. {} came back. The mail that was fetched is kept, and can still be read here.",
            look.green("Closed"),
            sol(self.returned_lamports)
        )
    }
}
