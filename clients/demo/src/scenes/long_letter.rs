//! Ada sends a letter that fits no transaction. Her machine crashes while it uploads it, and goes on.

use std::{cell::RefCell, future::poll_fn, task::Poll};

use anyhow::{Context, Result};
use bmail_sdk::{LongDraft, Progress, accounts::Verdict};
use indicatif::ProgressBar;
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{BREAKDOWN, breakdown, thousands},
};

/// Each step of an upload.
type Steps = RefCell<Vec<Progress>>;

/// Returns where the letter's text is.
pub async fn play(play: &Play, text: &[u8]) -> Result<Pubkey> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Ada writes a long letter, and her machine crashes");
    let long = LongDraft::new(&ada.address(), text)?;
    play.teller.say(format!(
        "The letter has {} bytes, {} when compressed, encrypted and padded. No transaction has room for it. So it is \
        uploaded in chunks, to an account on the chain that is called a body.",
        thousands(text.len() as u64),
        thousands(long.size() as u64)
    ));

    let stored = serde_json::to_string(&long).context("the letter could not be stored")?;
    let seen = upload_half(play, ada, &long).await?;
    drop(long);
    let long: LongDraft = serde_json::from_str(&stored).context("the stored letter could not be read")?;
    let body = upload_rest(play, ada, &long, &seen).await?;

    let draft = play.client().draft_long(&play.network, &bo.address(), &long).await?;
    play.teller.say("Then she sends Bo a message with the body's key and address, which pays for all of its bytes:");
    play.teller.table(&BREAKDOWN, breakdown(&draft.quote, draft.size, play.reputation(ada).await?));
    let sent = play.send(ada, &draft, "writes a long letter to Bo").await?;
    let letter = play.read(bo, &sent.message).await?;
    anyhow::ensure!(letter.text == text, "Bo did not read what Ada wrote");
    let earned = play.acknowledge(bo, &sent.message, Verdict::Valuable, "says it was valuable").await?.recipient.0;
    play.teller.say(format!(
        "Bo decrypts {} bytes, the very ones that Ada wrote, and earns {}. The body's rent is {}, which Ada has back when \
        she closes it.",
        thousands(letter.text.len() as u64),
        thousands(earned),
        thousands(play.stage.balance(&body).await?)
    ));
    Ok(body)
}

/// Uploads until half is written, and forgets everything but what it saw until then.
async fn upload_half(play: &Play, author: &Person, long: &LongDraft) -> Result<Vec<Progress>> {
    let steps = Steps::default();
    let bar = play.teller.bar("Ada uploads ", long.size());
    let progress = |progress| note(&bar, &steps, progress);
    let half = poll_fn(|_| match steps.borrow().last() {
        Some(step) if step.written * 2 >= step.total => Poll::Ready(()),
        _ => Poll::Pending,
    });
    tokio::select! {
        biased;
        done = play.client().upload(&author.wallet, long, &progress) => {
            done?;
            anyhow::bail!("the upload was complete before half of it was");
        }
        () = half => bar.abandon_with_message("Ada crashes "),
    }
    Ok(steps.into_inner())
}

/// Goes on where the upload was interrupted. What that cost, the chain knows.
async fn upload_rest(play: &Play, author: &Person, long: &LongDraft, seen: &[Progress]) -> Result<Pubkey> {
    let steps = Steps::default();
    let bar = play.teller.bar("Ada goes on ", long.size());
    let (body, _) = play.client().upload(&author.wallet, long, &|progress| note(&bar, &steps, progress)).await?;
    bar.abandon();
    for receipt in play.stage.receipts(&body).await? {
        play.record(author, "uploads a part of the letter", 0, &receipt);
    }
    tell_upload(play, seen, &steps.into_inner());
    Ok(body)
}

fn note(bar: &ProgressBar, steps: &Steps, progress: Progress) {
    bar.set_position(progress.written as u64);
    steps.borrow_mut().push(progress);
}

fn tell_upload(play: &Play, seen: &[Progress], resumed: &[Progress]) {
    // Each first step says what is there already, and each of the others follows a chunk.
    let chunk = seen.windows(2).map(|steps| steps[1].written - steps[0].written).max().unwrap_or(1);
    let all = seen.last().map_or(0, |step| step.total.div_ceil(chunk));
    let (crash, missing) = (seen.len().saturating_sub(1), resumed.len().saturating_sub(1));
    let found = all.saturating_sub(missing);
    let under_way = if found > crash { ", because more had been under way," } else { "" };
    play.teller.say(format!(
        "Ada's machine crashed at chunk {crash} of {all}. Started again, it found {found}{under_way} and uploaded the other \
        {missing}."
    ));
}
