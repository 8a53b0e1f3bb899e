//! A letter with a subject, a file and an offer, and the answer that is shown under it.

use anyhow::{Context, Result};
use bmail_sdk::{
    accounts::Verdict,
    cost::Unit,
    instructions::mail::{Draft, Mode},
    letter::{Attachment, Letter},
};

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{excerpt, thousands},
};

/// What Ada offers Bo for an answer, in lamports.
const OFFER: u64 = 2_000_000;
const BEANS: &[u8] = b"runner, borlotti, cranberry, lima, and thirty-six that nobody can tell apart";

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("A letter with a subject and a file, an offer, and an answer under it");
    let letter = Letter {
        subject: "Which beans?".into(),
        text: "Bo, please look at the list before Saturday. It matters, so I pay for your time.".into(),
        attachments: vec![Attachment::new("beans.txt", "text/plain", BEANS.into())],
        ..Letter::default()
    };
    let size = letter.size()?;
    play.teller.table(
        &["part of the letter", "bytes when compressed"],
        [("text", size.text.payload), ("headers", size.headers()), ("files", size.attachments())]
            .map(|(part, bytes)| vec![part.to_owned(), thousands(bytes as u64)]),
    );

    let draft = written(play, ada, bo, &letter).await?.offering(OFFER)?;
    let (price, postage) = (draft.quote.price, draft.quote.postage);
    anyhow::ensure!((price.0, postage.0) == (0, OFFER), "the postage is not what Ada offers a contact");
    play.teller.say(format!(
        "Bo is a contact, so the price is {}. Ada offers {} all the same, and that is the postage: he sees that it matters.",
        thousands(price.0),
        thousands(postage.0)
    ));
    let cost = play.client().cost_of_letter(&draft).await?;
    let now = play.client().now().await?;
    play.teller.say(format!("What it costs her, in two numbers: {}", cost.sentence(Unit::Lamports, now)));

    let sent = play.send(ada, &draft, "writes to Bo, with a file and an offer").await?;
    let read = play.read(bo, &sent.message).await?.letter()?;
    anyhow::ensure!(read == letter, "Bo did not read what Ada wrote");
    let answer = Letter {
        subject: format!("Re: {}", read.subject),
        in_reply_to: Some(sent.message),
        text: "They are all runner beans. The kettle is on.".into(),
        ..Letter::default()
    };
    let replied = play.send(bo, &written(play, bo, ada, &answer).await?, "answers Ada's letter").await?;
    let earned =
        play.acknowledge(bo, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?.recipient.0;
    let answered = play.read(ada, &replied.message).await?.letter()?;
    play.acknowledge(ada, &replied.message, Verdict::Valuable, "acknowledges it as valuable").await?;

    anyhow::ensure!(answered.in_reply_to == Some(sent.message), "the answer does not say what it answers");
    play.teller.table(&["thread", "from", "files"], [row(ada, "", &read), row(bo, "└ ", &answered)]);
    play.teller.say(format!("Ada wrote: {}", excerpt(read.text.as_bytes())));
    play.teller.say(format!("Bo answered: {}", excerpt(answered.text.as_bytes())));
    play.teller.say(format!("Bo acknowledges the letter as valuable, and earns {}.", thousands(earned)));
    Ok(())
}

async fn written(play: &Play, from: &Person, to: &Person, letter: &Letter) -> Result<Draft> {
    let sealed = letter.encode().context("the letter cannot be written")?;
    Ok(play.client().draft(&from.address(), &play.network, &to.address(), &sealed, Mode::AtOnce).await?)
}

/// A letter in the list of a thread.
fn row(from: &Person, branch: &str, letter: &Letter) -> Vec<String> {
    let files: Vec<_> =
        letter.attachments.iter().map(|file| format!("{} ({} bytes)", file.name, file.bytes.len())).collect();
    vec![format!("{branch}{}", letter.subject), from.name.to_owned(), files.join(", ")]
}
