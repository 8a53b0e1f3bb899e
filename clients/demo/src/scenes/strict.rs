//! Strict mode: a message's key is published only after its escrow is confirmed.

use anyhow::Result;
use bmail_sdk::{
    ClientError, Revealed, accounts::Verdict, generated::mail::errors::MailError, instructions::mail::Mode,
};
use postage::SIGNATURE_FEE;

use crate::{people::Cast, play::Play, tables::thousands};

const TEXT: &[u8] = b"Bo, the code of the shed is 4711. Tell nobody but the beans.";

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Strict mode: nobody reads a message before its postage is safe");
    play.teller.say(
        "A cluster can drop a transaction that it has not confirmed. A careful sender posts a message without its key, \
        and publishes the key after the cluster has confirmed the postage in escrow.",
    );
    let draft = play.client().draft(&ada.address(), &play.network, &bo.address(), TEXT, Mode::Posted).await?;
    let (message, receipt) = play.client().send(&ada.wallet, &draft).await?;
    let sent = play.sent(ada, message, &receipt, "posts a message without its key").await?;
    let mut rows = vec![row("posts the message", &[sent.fee, SIGNATURE_FEE.0], "no")];

    let Err(ClientError::NotRevealed { .. }) = play.client().read(&message, &bo.secret).await else {
        anyhow::bail!("Bo can read a message that is not revealed");
    };
    let early = play.client().acknowledge(&bo.wallet, &message, Verdict::Valuable).await;
    let early = play.refused(bo, "acknowledges a message that he cannot read", early, MailError::NotRevealed)?;
    let Revealed::Now(receipt) = play.client().reveal(&ada.wallet, draft.unrevealed().expect("it is posted")).await?
    else {
        anyhow::bail!("the message was revealed before Ada revealed it");
    };
    play.record(ada, "publishes the key", 0, &receipt);
    rows.push(row("waits for confirmation, and publishes the key", &[0, receipt.network_fee], "yes"));

    anyhow::ensure!(play.read(bo, &message).await?.text == TEXT, "Bo did not read what Ada wrote");
    let earned = play.acknowledge(bo, &message, Verdict::Valuable, "acknowledges it as valuable").await?.recipient.0;
    play.teller.table(&["Ada", "postage", "signature", "Bo can read it"], rows);
    play.teller.say(format!("Bo cannot acknowledge the message and earn its postage before that: \"{early}.\""));
    play.teller.say(format!("Then he reads it, acknowledges it as valuable, and earns {}.", thousands(earned)));
    Ok(())
}

fn row(what: &str, amounts: &[u64], readable: &str) -> Vec<String> {
    let amounts = amounts.iter().map(|amount| thousands(*amount));
    [what.to_owned()].into_iter().chain(amounts).chain([readable.to_owned()]).collect()
}
