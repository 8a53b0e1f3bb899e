//! Mal sends twenty messages in a row to Bo, who marks those that he reads as spam and ignores the rest.

use anyhow::Result;
use bmail_sdk::accounts::Verdict;

use crate::{
    people::Cast,
    play::{Play, RULES},
    tables::thousands,
};

/// How many messages Mal sends, how many of them Bo reads, and which ones the table shows.
const SENT: usize = 20;
const READ: usize = 15;
const SHOWN: [usize; 9] = [1, 2, 3, 5, 8, 12, 15, 16, 20];

pub async fn play(play: &Play) -> Result<()> {
    let Cast { bo, mal, .. } = &play.cast;
    play.scene("A stranger sends twenty messages in a row");
    let (mut rows, mut lost) = (Vec::new(), 0);
    for number in 1..=SENT {
        let draft = play.draft(mal, bo, format!("Offer {number}: magic beans, act now!").as_bytes()).await?;
        let sent = play.send(mal, &draft, format!("offer {number} to Bo")).await?;
        let [earned, cut, back] = if number <= READ {
            let what = format!("marks offer {number} as spam");
            let settled = play.acknowledge(bo, &sent.message, Verdict::Spam, what).await?;
            lost += sent.fee;
            [thousands(settled.recipient.0), thousands(settled.treasury.0), "rent".to_owned()]
        } else {
            ["unread".to_owned(), "unread".to_owned(), format!("rent, and {} later", thousands(sent.fee))]
        };
        if SHOWN.contains(&number) {
            let factors = format!("{:.2} x {:.2}", draft.quote.rate.to_f64(), draft.quote.repeat.to_f64());
            rows.push(vec![number.to_string(), factors, thousands(sent.fee), earned, cut, back]);
        }
    }
    let header = ["offer", "rate x repeat", "Mal pays", "Bo earns", "the network earns", "Mal gets back"];
    play.teller.table(&header, rows);
    play.teller.say(format!(
        "The rules cap the price of a message at {}. Bo marks {READ} offers as spam, which costs Mal {} in all.",
        thousands(RULES.cap.0),
        thousands(lost)
    ));
    Ok(())
}
