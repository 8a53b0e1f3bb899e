//! Strict mode: the key of a message is published only when its postage is safe.

use anyhow::Result;
use bmail_sdk::{ClientError, Revealed, accounts::Verdict, generated::mail::errors::MailError};
use postage::SIGNATURE_FEE;

use crate::{people::Cast, play::Play, tables::thousands};

const TEXT: &[u8] = b"Bo, the code of the shed is 4711. Tell nobody but the beans.";

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Strict mode: nobody reads what is not safely paid for");
    play.teller.say(
        "A transaction can be undone as long as the cluster has not confirmed it. Who is wary of that posts a message \
        without its key, and publishes the key when the postage is confirmed to be in escrow.",
    );
    let draft = play.client().draft_strict(&ada.address(), &play.network, &bo.address(), TEXT).await?;
    let (message, receipt) = play.client().post(&ada.wallet, &draft).await?;
    let sent = play.sent(ada, message, &receipt, "posts a message without its key").await?;
    let mut rows = vec![row("posts the message", &[sent.fee, SIGNATURE_FEE.0], "no")];

    let Err(ClientError::NotRevealed { .. }) = play.client().read(&message, &bo.secret).await else {
        anyhow::bail!("Bo was to find a message that he cannot read");
    };
    let early = play.client().acknowledge(&bo.wallet, &message, Verdict::Valuable).await;
    let early = play.refused(bo, "says what it was worth before he can read it", early, MailError::NotRevealed)?;
    let Revealed::Now(receipt) = play.client().reveal(&ada.wallet, &draft.unrevealed).await? else {
        anyhow::bail!("the message was revealed before Ada revealed it");
    };
    play.record(ada, "publishes the key", 0, &receipt);
    rows.push(row("waits until that is confirmed, and publishes the key", &[0, receipt.network_fee], "yes"));

    anyhow::ensure!(play.read(bo, &message).await?.text == TEXT, "Bo did not read what Ada wrote");
    let earned = play.acknowledge(bo, &message, Verdict::Valuable, "says it was valuable").await?.recipient.0;
    play.teller.table(&["Ada", "postage", "signature", "Bo can read it"], rows);
    play.teller.say(format!("In between, Bo cannot say what it was worth and earn the postage: \"{early}.\""));
    play.teller.say(format!("Then he reads it, says that it was valuable, and earns {}.", thousands(earned)));
    Ok(())
}

fn row(what: &str, amounts: &[u64], readable: &str) -> Vec<String> {
    let amounts = amounts.iter().map(|amount| thousands(*amount));
    [what.to_owned()].into_iter().chain(amounts).chain([readable.to_owned()]).collect()
}
