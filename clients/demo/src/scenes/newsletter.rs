//! Ida sends a newsletter to ten people at once. Jan sends the same text to the same people one by one.

use anyhow::{Context, Result};
use bmail_sdk::{
    PROGRAMS,
    accounts::Verdict,
    generated::mail::errors::MailError,
    instructions::mail::{Delivery, DeliveryState, LongDraft, Mode, Newsletter},
};
use postage::Quote;
use solana_pubkey::Pubkey;

use crate::{
    acts::Sent,
    people::{Cast, Person},
    play::Play,
    tables::{factor, thousands},
};

const TEXT: &str = "News from the allotments, for all who have one, had one, or want one. The seed library is open: \
    forty kinds of beans, of which Bo has named eleven so far. He asks for patience, and for better lamps. The pump by \
    the gate is repaired. It was not the pump but a frog, who has moved to the pond by himself. If you have borrowed \
    the long ladder, please bring it back before the cherries are ripe, and knock, because the shed has a new lock. On \
    the last Saturday of the month we turn the compost, all of us, with forks. There will be soup again. If you cannot \
    come, send an excuse or a cake. Yours, Ida";
/// How many readers acknowledge Ida's newsletter.
const ACKNOWLEDGED: usize = 7;

/// What a sender sent to all readers.
struct Mailing {
    body: Pubkey,
    sent: Vec<Sent>,
    transactions: usize,
}

impl Mailing {
    fn postage(&self) -> u64 {
        self.sent.iter().map(|sent| sent.fee).sum()
    }
}

/// The bodies of the two newsletters.
pub struct Issues {
    pub of_ida: Pubkey,
    pub of_jan: Pubkey,
}

pub async fn play(play: &Play) -> Result<Issues> {
    let Cast { ida, jan, readers, .. } = &play.cast;
    play.scene("A newsletter to ten people");
    play.teller.say(
        "Ida uploads her newsletter once, as a body, and sends ten readers a message with its address and key. Jan \
        does the same with the same text. Ida sends all ten messages at once; Jan sends them one by one.",
    );
    let (quotes, at_once) = all_at_once(play, ida).await?;
    let in_a_row = one_by_one(play, jan).await?;
    tell_prices(play, &quotes, &at_once, &in_a_row)?;

    acknowledge(play, &at_once.sent, &in_a_row.sent).await?;
    let early = play.client().close_body(&ida.wallet, &at_once.body).await;
    let early = play.refused(ida, "closes the newsletter's body too early", early, MailError::BodyInUse)?;
    play.teller.say(format!(
        "All readers acknowledge Jan's copy. {ACKNOWLEDGED} acknowledge Ida's as valuable; the other {} do not \
        acknowledge it. While they still can, Ida cannot close the body and get its rent back: \"{early}.\"",
        readers.len() - ACKNOWLEDGED
    ));
    Ok(Issues { of_ida: at_once.body, of_jan: in_a_row.body })
}

fn tell_prices(play: &Play, quotes: &[Quote], at_once: &Mailing, in_a_row: &Mailing) -> Result<()> {
    let mut rows = Vec::new();
    for (index, (reader, quote)) in play.cast.readers.iter().zip(quotes).enumerate() {
        let verdict = if index < ACKNOWLEDGED { "valuable" } else { "none" };
        rows.push(vec![
            reader.name.to_owned(),
            format!("{:.2}", quote.load.to_f64()),
            factor(quote.rate),
            thousands(at_once.sent[index].fee),
            thousands(in_a_row.sent[index].fee),
            verdict.to_owned(),
        ]);
    }
    let (ida, jan) = (at_once.postage(), in_a_row.postage());
    rows.push(vec!["sum".into(), String::new(), String::new(), thousands(ida), thousands(jan), String::new()]);
    let header = ["reader", "recent messages", "rate", "Ida, at once", "Jan, one by one", "verdict on Ida's"];
    play.teller.table(&header, rows);

    anyhow::ensure!(ida.abs_diff(jan) < ida / 1_000, "ten messages at once do not cost as much as ten in a row");
    // Earlier messages count a little less with every second, so the two may differ by some lamports.
    play.teller.say(format!(
        "Ten messages at once cost as much postage as ten in a row, to a thousandth. Ida signs {} times, and Jan {}.",
        at_once.transactions, in_a_row.transactions
    ));
    Ok(())
}

/// Quotes and delivers to all readers, with as many messages in each transaction as fit.
async fn all_at_once(play: &Play, author: &Person) -> Result<(Vec<Quote>, Mailing)> {
    let long = LongDraft::new(&play.client().genesis().await?, &author.address(), TEXT.as_bytes())?;
    let body = play.upload(author, &long, &|_| {}).await?;
    let mut newsletter = Newsletter::new(play.network, long, play.cast.readers.iter().map(Person::address))?;
    let quotes = play.client().quote_newsletter(&newsletter).await?;
    let quotes = quotes.into_iter().map(|(wallet, quote)| quote.ok().with_context(|| format!("{wallet} gets no copy")));
    let quotes = quotes.collect::<Result<Vec<_>>>()?;

    // The number of copies sent after each transaction.
    let mut counts = vec![0];
    let mut save = |record: &Newsletter| {
        counts.push(record.sent());
        Ok(())
    };
    let receipts = play.client().deliver(&author.wallet, &mut newsletter, u64::MAX, &mut save).await?;
    counts.dedup();
    let mut sent = Vec::new();
    for (count, receipt) in counts.windows(2).zip(&receipts) {
        let copies = &newsletter.deliveries()[count[0]..count[1]];
        let mut fee = 0;
        for copy in copies {
            sent.push(delivered(play, author, copy).await?);
            fee += sent.last().map_or(0, |copy| copy.fee);
        }
        play.record(author, format!("sends {} copies", copies.len()), fee, receipt);
    }
    anyhow::ensure!(sent.len() == play.cast.readers.len(), "only {} readers got a copy", sent.len());
    play.journal.borrow_mut().totals.messages += sent.len() as u64;
    Ok((quotes, Mailing { body, sent, transactions: receipts.len() }))
}

async fn delivered(play: &Play, author: &Person, delivery: &Delivery) -> Result<Sent> {
    let DeliveryState::Sent(sequence) = delivery.state else { anyhow::bail!("{} got no copy", delivery.recipient) };
    let message = PROGRAMS.message(&author.address(), &author.mailbox, sequence).0;
    Ok(Sent { message, fee: play.client().message(&message).await?.header.fee })
}

async fn one_by_one(play: &Play, author: &Person) -> Result<Mailing> {
    let long = LongDraft::new(&play.client().genesis().await?, &author.address(), TEXT.as_bytes())?;
    let body = play.upload(author, &long, &|_| {}).await?;
    let mut sent = Vec::new();
    for reader in &play.cast.readers {
        let draft = play.client().draft(&long.author(), &play.network, &reader.address(), &long, Mode::AtOnce).await?;
        sent.push(play.send(author, &draft, format!("sends a copy to {}", reader.name)).await?);
    }
    let transactions = sent.len();
    Ok(Mailing { body, sent, transactions })
}

/// All readers acknowledge Jan's copy, and some of them Ida's.
async fn acknowledge(play: &Play, idas: &[Sent], jans: &[Sent]) -> Result<()> {
    for (index, reader) in play.cast.readers.iter().enumerate() {
        let letter = play.read(reader, &idas[index].message).await?;
        anyhow::ensure!(letter.text == TEXT.as_bytes(), "{} did not read what Ida wrote", reader.name);
        if index < ACKNOWLEDGED {
            play.acknowledge(reader, &idas[index].message, Verdict::Valuable, "acknowledges it as valuable").await?;
        }
        play.acknowledge(reader, &jans[index].message, Verdict::Abstain, "acknowledges it and abstains").await?;
    }
    Ok(())
}
