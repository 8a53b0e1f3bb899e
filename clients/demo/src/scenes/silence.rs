//! Two weeks pass. What nobody answered is refunded, and what no message refers to any more is removed.

use anyhow::{Context, Result};
use bmail_sdk::generated::mail::errors::MailError;
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::{Play, RULES},
    tables::{period, thousands},
};

pub async fn play(play: &Play, newsletter: &Pubkey) -> Result<()> {
    let Cast { ada, mal, ida, .. } = &play.cast;
    play.scene("Time passes, and some have not answered");
    let mut open = play.client().outbox(&ida.address()).await?;
    open.extend(play.client().outbox(&mal.address()).await?);
    let (message, last) = open.iter().max_by_key(|(_, stored)| stored.header.deadline).context("all were answered")?;
    let early = play.client().expire(&ada.wallet, message).await;
    let early = play.refused(ada, "has a message refunded too early", early, MailError::NotExpired)?;
    play.teller.say(format!(
        "Who has not answered can still do so for {}. Until then, nobody can have a message refunded: \"{early}.\"",
        period(RULES.answering_period.0)
    ));
    play.stage.travel_to(last.header.deadline + 1)?;

    let mut rows = Vec::new();
    for sender in [ida, mal] {
        rows.push(refund(play, sender, ada).await?);
    }
    play.teller.say("Then anybody can. Ada does it for two others, who get everything back; she pays the signatures:");
    play.teller.table(&["sender", "messages", "postage back", "rent back"], rows);
    let rent = play.close_body(ida, newsletter).await?;
    play.teller.say(format!(
        "No message refers to Ida's newsletter any more. She closes its body, and has the rent back: {}.",
        thousands(rent)
    ));
    Ok(())
}

/// Has all open messages of somebody refunded.
async fn refund(play: &Play, sender: &Person, payer: &Person) -> Result<Vec<String>> {
    let (mut postage, mut rent) = (0, 0);
    let before = play.stage.balance(&sender.address()).await?;
    let messages = play.client().outbox(&sender.address()).await?;
    for (message, _) in &messages {
        let held = play.stage.balance(message).await?;
        let what = format!("has an unanswered message of {} refunded", sender.name);
        let fee = play.expire(payer, message, what).await?;
        postage += fee;
        rent += held - fee;
    }
    let back = play.stage.balance(&sender.address()).await? - before;
    anyhow::ensure!(back == postage + rent, "{} got {back} lamports back and not {}", sender.name, postage + rent);
    Ok(vec![sender.name.to_owned(), messages.len().to_string(), thousands(postage), thousands(rent)])
}
