//! Ada and Bo become contacts: Bo refunds what she paid, and mail between them is free from then on.

use anyhow::Result;
use bmail_sdk::accounts::Verdict;

use crate::{
    people::Cast,
    play::Play,
    tables::{BREAKDOWN, breakdown, thousands},
};

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Ada and Bo become contacts, and write for free");
    let draft = play.draft(ada, bo, b"Bo, shall we stop sending each other money?").await?;
    let paid = play.send(ada, &draft, "writes to Bo").await?;
    play.teller.say(format!(
        "Ada writes again. Bo acknowledged her last {:.0} letters as valuable but did not write back, so this one \
        costs {}.",
        draft.quote.unanswered.to_f64(),
        thousands(paid.fee)
    ));

    let before = play.stage.balance(&ada.address()).await?;
    for receipt in play.client().add_contact(&bo.wallet, &play.network, &ada.address(), true).await? {
        play.record(bo, "makes Ada a contact, and refunds what she paid", paid.fee, &receipt);
    }
    let refunded = play.stage.balance(&ada.address()).await? - before;
    anyhow::ensure!(refunded == paid.fee, "Ada got {refunded} lamports back and not {}", paid.fee);
    let receipt = play.client().set_contact(&ada.wallet, &play.network, &bo.address(), true).await?;
    play.record(ada, "makes Bo a contact", 0, &receipt);
    play.teller.say(format!(
        "Bo makes Ada a contact and refunds what she paid for messages that he has not acknowledged yet: {} lamports \
        go back to her wallet. Ada makes Bo a contact, too. This is the price of her next letter:",
        thousands(refunded)
    ));

    let draft = play.draft(ada, bo, b"Bo, it worked: this one is free.").await?;
    play.teller.table(&BREAKDOWN, breakdown(&draft.quote, draft.size, play.reputation(ada).await?));
    anyhow::ensure!(draft.max_fee == 0, "a letter between contacts is not free");
    play.acknowledge(bo, &paid.message, Verdict::Valuable, "acknowledges it as valuable").await?;
    let before = play.stage.balance(&ada.address()).await?;
    let free = play.send(ada, &draft, "writes to Bo, a contact").await?;
    play.acknowledge(bo, &free.message, Verdict::Valuable, "acknowledges it as valuable").await?;
    let cost = before - play.stage.balance(&ada.address()).await?;
    play.teller.say(format!("Bo reads both. The free letter cost Ada only its signature: {}.", thousands(cost)));
    Ok(())
}
