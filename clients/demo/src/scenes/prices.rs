//! Ada writes to Cleo, who does not know her, and sees how reputation changes the price.

use anyhow::Result;
use bmail_sdk::{accounts::Verdict, quote::quote};
use units::{Lamports, Reputation};

use crate::{
    people::Person,
    play::Play,
    tables::{bar, reputation, thousands},
};

const TEXT: &[u8] = b"Dear Cleo, may Bo and I put a fence between our beans and your cat? Ada";
/// Reputations in the chart besides those of the people, in millionths.
const STEPS: [u64; 3] = [10_000_000, 100_000_000, 1_000_000_000];

pub async fn play(play: &Play) -> Result<()> {
    let (ada, cleo) = (&play.cast.ada, play.cast.cleo());
    let draft = play.draft(ada, cleo, TEXT).await?;
    let stranger = price(play, ada, cleo, draft.size, Reputation(0)).await?;
    anyhow::ensure!(draft.quote.postage < stranger, "reputation does not make a letter cheaper");
    play.teller
        .say("Her next letter goes to Cleo, to whom she has never written. Its price depends on her reputation:");
    play.teller.table(&["reputation", "whose", "lamports", ""], chart(play, ada, cleo, draft.size, stranger).await?);
    let sent = play.send(ada, &draft, "writes to Cleo").await?;
    play.acknowledge(cleo, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?;
    play.teller.say(format!(
        "Ada pays {}. Without Bo's verdict she would pay {}. The surcharge for newcomers fades as she earns more \
        reputation.",
        thousands(sent.fee),
        thousands(stranger.0)
    ));
    Ok(())
}

/// Prices from no reputation to a lot, with the reputations of three people among them.
async fn chart(play: &Play, from: &Person, to: &Person, bytes: usize, dearest: Lamports) -> Result<Vec<Vec<String>>> {
    let mut points = vec![(Reputation(0), "a stranger")];
    points.extend(STEPS.map(|amount| (Reputation(amount), "")));
    for person in [&play.cast.ada, &play.cast.bo, play.cast.dan()] {
        points.push((play.reputation(person).await?, person.name));
    }
    points.sort_unstable();
    let mut rows = Vec::new();
    for (amount, whose) in points {
        let price = price(play, from, to, bytes, amount).await?;
        rows.push(vec![reputation(amount), whose.to_owned(), thousands(price.0), bar(price.0, dearest.0)]);
    }
    Ok(rows)
}

/// The price of a letter to someone who does not know the sender, if the sender had this reputation.
async fn price(play: &Play, from: &Person, to: &Person, bytes: usize, has: Reputation) -> Result<Lamports> {
    let client = play.client();
    let (network, sender) = (client.network(&play.network).await?, client.mailbox(&from.mailbox).await?);
    let (recipient, now) = (client.mailbox(&to.mailbox).await?, client.now().await?);
    let size = u32::try_from(bytes)?;
    Ok(quote(&network, (&from.mailbox, &sender, has), &recipient, None, size, now)?.postage)
}
