//! Ada sends a letter that does not fit in a transaction. Her machine crashes during the upload, and resumes it.

use std::{cell::RefCell, future::poll_fn, task::Poll};

use anyhow::{Context, Result};
use bmail_sdk::{
    Progress,
    accounts::Verdict,
    instructions::mail::{LongDraft, Mode},
};
use indicatif::ProgressBar;
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{BREAKDOWN, breakdown, thousands},
};

/// Each step of an upload.
type Steps = RefCell<Vec<Progress>>;

/// Returns the address of the letter's body.
pub async fn play(play: &Play, text: &[u8]) -> Result<Pubkey> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Ada writes a long letter, and her machine crashes");
    let long = LongDraft::new(&play.client().genesis().await?, &ada.address(), text)?;
    play.teller.say(format!(
        "The letter has {} bytes, {} when compressed, encrypted and padded. That is too long for a transaction, so Ada \
        uploads it in chunks to an account called a body.",
        thousands(text.len() as u64),
        thousands(long.size() as u64)
    ));

    let stored = serde_json::to_string(&long).context("the letter could not be stored")?;
    let seen = upload_half(play, ada, &long).await?;
    drop(long);
    let long: LongDraft = serde_json::from_str(&stored).context("the stored letter could not be read")?;
    let body = upload_rest(play, ada, &long, &seen).await?;

    let draft = play.client().draft(&long.author(), &play.network, &bo.address(), &long, Mode::AtOnce).await?;
    play.teller.say("Then she sends Bo a message with the body's address and key. It pays postage for the whole body:");
    play.teller.table(&BREAKDOWN, breakdown(&draft.quote, draft.size, play.reputation(ada).await?));
    let sent = play.send(ada, &draft, "writes a long letter to Bo").await?;
    let letter = play.read(bo, &sent.message).await?;
    anyhow::ensure!(letter.text == text, "Bo did not read what Ada wrote");
    let earned = play.acknowledge(bo, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?;
    let earned = earned.recipient.0;
    play.teller.say(format!(
        "Bo decrypts {} bytes, exactly what Ada wrote, and earns {}. The body's rent is {}; Ada gets it back when she \
        closes the body.",
        thousands(letter.text.len() as u64),
        thousands(earned),
        thousands(play.stage.balance(&body).await?)
    ));
    Ok(body)
}

/// Uploads until half of the body is written, then drops all state except the progress so far.
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
            anyhow::bail!("the upload ended before it was half done");
        }
        () = half => bar.abandon_with_message("Crash       "),
    }
    Ok(steps.into_inner())
}

/// Resumes the upload. The receipts of both parts come from the chain.
async fn upload_rest(play: &Play, author: &Person, long: &LongDraft, seen: &[Progress]) -> Result<Pubkey> {
    let steps = Steps::default();
    let bar = play.teller.bar("Ada resumes ", long.size());
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
    // The first step says how much is on the chain already. Each further step follows a chunk.
    let chunk = seen.windows(2).map(|steps| steps[1].written - steps[0].written).max().unwrap_or(1);
    let all = seen.last().map_or(0, |step| step.total.div_ceil(chunk));
    let (crash, missing) = (seen.len().saturating_sub(1), resumed.len().saturating_sub(1));
    let found = all.saturating_sub(missing);
    let in_flight = if found > crash { " (some had been in flight)" } else { "" };
    play.teller.say(format!(
        "Ada's machine crashed after {crash} of {all} chunks. When it restarted, it found {found} on the \
        chain{in_flight} and uploaded the other {missing}."
    ));
}
