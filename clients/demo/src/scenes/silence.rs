//! Two weeks pass. Messages that were not acknowledged expire, and a body that no message refers to any more is closed.

use anyhow::{Context, Result};
use bmail_sdk::{generated::mail::errors::MailError, lists::MessageHeader};
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::{Play, RULES},
    tables::{period, thousands},
};

pub async fn play(play: &Play, newsletter: &Pubkey) -> Result<()> {
    let Cast { ada, mal, ida, .. } = &play.cast;
    play.scene("Two weeks pass, and some messages expire");
    let mut open = play.client().outbox(&ida.address()).await?.entries;
    open.extend(play.client().outbox(&mal.address()).await?.entries);
    let last = open.iter().max_by_key(|header| header.deadline);
    let last = last.context("all messages were acknowledged")?;
    let early = play.client().expire(&ada.wallet, &last.address).await;
    let early = play.refused(ada, "expires a message too early", early, MailError::NotExpired)?;
    play.teller.say(format!(
        "A recipient has {} to acknowledge a message. Until the deadline, nobody can expire it: \"{early}.\"",
        period(RULES.answering_period.0)
    ));
    play.stage.travel_to(last.deadline + 1)?;

    let mut rows = Vec::new();
    for sender in [ida, mal] {
        rows.push(refund(play, sender, ada).await?);
    }
    play.teller.say(
        "After the deadline, anyone can. Ada expires the messages of two others, who get everything back. She pays \
        only the signatures:",
    );
    play.teller.table(&["sender", "messages", "postage back", "rent back"], rows);
    let rent = play.close_body(ida, newsletter).await?;
    play.teller.say(format!(
        "No message refers to Ida's newsletter any more, so she closes its body and gets the rent back: {}.",
        thousands(rent)
    ));
    Ok(())
}

/// Expires all open messages of a sender.
async fn refund(play: &Play, sender: &Person, payer: &Person) -> Result<Vec<String>> {
    let (mut postage, mut rent) = (0, 0);
    let before = play.stage.balance(&sender.address()).await?;
    let messages = play.client().outbox(&sender.address()).await?.entries;
    for MessageHeader { address, .. } in &messages {
        let held = play.stage.balance(address).await?;
        let what = format!("expires a message of {}", sender.name);
        let fee = play.expire(payer, address, what).await?;
        postage += fee;
        rent += held - fee;
    }
    let back = play.stage.balance(&sender.address()).await? - before;
    anyhow::ensure!(back == postage + rent, "{} got {back} lamports back and not {}", sender.name, postage + rent);
    Ok(vec![sender.name.to_owned(), messages.len().to_string(), thousands(postage), thousands(rent)])
}
