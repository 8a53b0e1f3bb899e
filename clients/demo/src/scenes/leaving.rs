//! Ada and Jan leave. They close what they can close now, and a table shows when they can close the rest.

use anyhow::{Context, Result};
use bmail_sdk::{PROGRAMS, accounts::Verdict, generated::mail::errors::MailError, pda};
use solana_pubkey::Pubkey;
use units::{Q32, Timestamp};

use crate::{
    people::{Cast, Person},
    play::{Play, RULES},
    tables::{period, reputation, thousands},
};

/// A correspondence can be closed after this time without a message.
const YEAR: i64 = 365 * 86_400;
const NOW: &str = "now";

pub async fn play(play: &Play, letter: &Pubkey, newsletter: &Pubkey) -> Result<()> {
    let Cast { ada, bo, ida, jan, readers, .. } = &play.cast;
    let cleo = play.cast.cleo();
    play.scene("Ada and Jan leave");
    let farewell = play.draft(ada, bo, b"Bo, the sea it is. Keep the kettle. Ada").await?;
    let farewell = play.send(ada, &farewell, "says farewell to Bo").await?;
    play.acknowledge(bo, &farewell.message, Verdict::Valuable, "acknowledges it as valuable").await?;

    let mut rows = vec![body(play, ada, letter).await?];
    rows.push(mailbox(play, ada).await?);
    rows.push(messages(play, ada).await?);
    rows.push(correspondences(play, ada, &[bo, ida, cleo]).await?);
    rows.push(standing(play, ada).await?);
    let token = pda::token_account(&ada.address(), &PROGRAMS.mint(&play.network).0).0;
    let rent = play.stage.balance(&token).await?;
    rows.push(row(ada, "token account", rent, "when she closes it in her wallet; it is empty"));
    rows.push(body(play, jan, newsletter).await?);
    rows.push(mailbox(play, jan).await?);
    rows.push(correspondences(play, jan, &readers.iter().collect::<Vec<_>>()).await?);
    play.teller.say("Each closes what can be closed now. The rest has to wait, but stays theirs:");
    play.teller.table(&["whose", "what", "lamports", "returned"], rows);
    Ok(())
}

async fn body(play: &Play, author: &Person, address: &Pubkey) -> Result<Vec<String>> {
    Ok(row(author, "body", play.close_body(author, address).await?, NOW))
}

async fn mailbox(play: &Play, owner: &Person) -> Result<Vec<String>> {
    let mailbox = play.client().mailbox(&owner.mailbox).await?;
    let rent = play.stage.balance(&owner.mailbox).await?;
    let wait = until_idle(mailbox.load, Timestamp(mailbox.load_at), play.client().now().await?);
    let closed = play.client().close_mailbox(&owner.wallet, &play.network).await;
    if wait > 0 {
        play.refused(owner, "closes a mailbox that has just sent", closed, MailError::LoadTooHigh)?;
        let when = format!("in {}, when recent messages count as one", period(wait));
        return Ok(row(owner, "mailbox", rent, &when));
    }
    play.record(owner, "closes the mailbox", 0, &closed?);
    Ok(row(owner, "mailbox", rent, NOW))
}

/// Seconds until a mailbox with this load can be closed.
fn until_idle(load: u64, load_at: Timestamp, now: Timestamp) -> u64 {
    let halvings = Q32(load).to_f64().log2().max(0.0);
    let wait = (halvings * RULES.window_half_life.0 as f64).ceil() as u64;
    wait.saturating_sub(now.since(load_at).0)
}

async fn messages(play: &Play, sender: &Person) -> Result<Vec<String>> {
    let now = play.client().now().await?;
    let (mut held, mut last) = (0, now);
    let messages = play.client().outbox(&sender.address()).await?.entries;
    for message in &messages {
        held += play.stage.balance(&message.address).await?;
        last = last.max(Timestamp(message.deadline));
    }
    let when = format!("when acknowledged (without the postage), or in {}", period(last.since(now).0));
    Ok(row(sender, &plural(messages.len(), "open message"), held, &when))
}

async fn correspondences(play: &Play, owner: &Person, others: &[&Person]) -> Result<Vec<String>> {
    let now = play.client().now().await?;
    let (mut rent, mut last) = (0, now);
    for other in others {
        let pair = play.client().correspondence(&owner.mailbox, &other.mailbox).await?;
        let pair = pair.with_context(|| format!("{} and {} have no correspondence", owner.name, other.name))?;
        let early = play.client().close_correspondence(&owner.wallet, &play.network, &other.address()).await;
        play.refused(owner, "closes a correspondence too early", early, MailError::NotSilent)?;
        anyhow::ensure!(*pair.payer() == owner.mailbox, "{} did not pay for a correspondence", owner.name);
        rent += play.stage.balance(&PROGRAMS.correspondence(&owner.mailbox, &other.mailbox).0).await?;
        last = last.max(Timestamp(pair.updated_at + YEAR));
    }
    let when = format!("in {}, after a year of silence", period(last.since(now).0));
    Ok(row(owner, &plural(others.len(), "correspondence"), rent, &when))
}

async fn standing(play: &Play, owner: &Person) -> Result<Vec<String>> {
    let lost = play.reputation(owner).await?;
    let rent = play.stage.balance(&owner.standing).await?;
    let receipt = play.client().close_standing(&owner.wallet, &play.network).await?;
    play.record(owner, "closes the standing", 0, &receipt);
    let when = format!("{NOW}; {} reputation is forfeited", reputation(lost));
    Ok(row(owner, "standing", rent, &when))
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn row(whose: &Person, what: &str, amount: u64, when: &str) -> Vec<String> {
    vec![whose.name.to_owned(), what.to_owned(), thousands(amount), when.to_owned()]
}
