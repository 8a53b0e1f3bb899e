//! Ada and Bo take turns writing.

use anyhow::Result;
use bmail_sdk::accounts::Verdict;

use crate::{
    people::Cast,
    play::Play,
    tables::{factor, percent, thousands},
};

/// Few enough that nobody pays for the rate: the rules leave that many messages free of it.
const TURNS: usize = 6;

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Friends who take turns writing pay less and less");
    let mut rows = Vec::new();
    for turn in 0..TURNS {
        let (from, to) = if turn % 2 == 0 { (ada, bo) } else { (bo, ada) };
        let draft = play.draft(from, to, b"And another thing about beans: they climb.").await?;
        let sent = play.send(from, &draft, format!("writes to {}", to.name)).await?;
        let earned = play.acknowledge(to, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?;
        rows.push(vec![
            format!("{} to {}", from.name, to.name),
            percent(draft.quote.balance),
            factor(draft.quote.friend),
            thousands(sent.fee),
            thousands(earned.recipient.0),
        ]);
    }
    play.teller.table(&["", "answered", "friend", "postage", "earned"], rows);
    Ok(())
}
