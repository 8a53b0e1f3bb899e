//! Link letters: Ida writes to people who have no wallet. One takes what she left with the letter, and what the other leaves
//! comes back to Ida.

use std::sync::Arc;

use anyhow::{Context, Result};
use bmail_sdk::{
    Client, Pays,
    accounts::Verdict,
    instructions::Until,
    link::{Link, LinkSecret},
};

use crate::{
    acts::settled,
    people::{Cast, Person},
    play::Play,
    tables::{change, thousands},
};

/// What Ida leaves with each letter, in lamports.
const OFFER: u64 = 25_000_000;
const APP: &str = "https://bmail.example";
const TEXT: &[u8] = b"Hello. We grow beans and share the seeds. There is money with this letter for reading it. Ida";

pub async fn play(play: &Play) -> Result<()> {
    let Cast { ida, zoe, .. } = &play.cast;
    play.scene("Letters to people who have no wallet");
    let before = play.stage.balance(&ida.address()).await?;
    let link = make(play, ida, "leaves a letter with money behind a link", true).await?;
    let url = link.url(APP);
    let start: String = url.chars().take(APP.len() + "/#/l/".len()).collect();
    play.teller.say(format!(
        "The link is {start} and {} characters, and Ida sends it to Zoe as she likes.",
        url.len() - start.len()
    ));

    // What Zoe has is the text of the link. Somebody else, such as the founder's app, pays the fee.
    let app =
        Client::connect(play.stage.url()).with_payer(Arc::new(play.cast.founder.wallet.insecure_clone()), Pays::Fees);
    let link = Link::parse(&url)?;
    let opened = app.open_link(&link).await?;
    anyhow::ensure!(opened.letter.text == TEXT, "Zoe did not read what Ida wrote");
    let header = app.message(&link.message).await?.header;
    let receipt = app.take_link(&link, &zoe.address(), opened.sum).await?;
    let settlement = settled(&header, Verdict::Abstain);
    play.record(
        &play.cast.founder,
        "pays the fee for taking what is behind the link",
        settlement.recipient.0,
        &receipt,
    );
    play.journal.borrow_mut().totals.earned += settlement.recipient.0;
    play.journal.borrow_mut().totals.cut += settlement.treasury.0;
    let got = play.stage.balance(&zoe.address()).await?;
    anyhow::ensure!(got == opened.sum, "Zoe got {got} lamports and not {}", opened.sum);
    play.teller.say(format!(
        "Zoe opens it and reads, without a wallet and without signing anything. Then she makes a wallet, and takes exactly the \
        {} lamports that the page has shown her.",
        thousands(got)
    ));
    second(play, ida, &app, before).await
}

/// Ida leaves another letter, which nobody takes.
async fn second(play: &Play, ida: &Person, app: &Client, first: u64) -> Result<()> {
    let before = play.stage.balance(&ida.address()).await?;
    make(play, ida, "leaves another letter with money behind a link", false).await?;
    let secret = LinkSecret::from_keypair(&ida.wallet);
    let links = play.client().recover_links(&ida.address(), &play.network, &secret, &[]).await?;
    let [left] = &links[..] else { anyhow::bail!("Ida finds {} links and not one", links.len()) };
    let (_, deadline) = left.at.message.context("the letter is gone")?;
    play.stage.travel_to(deadline + 1)?;
    let receipt = app.take_back_link(&left.link, &ida.address()).await?;
    play.record(&play.cast.founder, "pays the fee for what comes back from the link", 0, &receipt);
    let after = play.stage.balance(&ida.address()).await?;
    play.teller.say("Nobody takes the second one. After the deadline, Ida finds it again with her wallet alone:");
    play.teller.table(
        &["Ida's wallet", "lamports"],
        [
            vec!["for the letter that Zoe took".to_owned(), change(first, before)],
            vec!["for the letter that nobody took".to_owned(), change(before, after)],
        ],
    );
    play.teller.say(
        "Of the second one, only the rent of the correspondence, which comes back after a year, and fees are gone.",
    );
    Ok(())
}

/// Makes a link, and says what it costs before, if `aloud`.
async fn make(play: &Play, ida: &Person, what: &str, aloud: bool) -> Result<Link> {
    let (client, secret) = (play.client(), LinkSecret::from_keypair(&ida.wallet));
    let draft = client.draft_link(&ida.address(), &play.network, &secret, TEXT, OFFER).await?;
    let cost = client.cost_of_link(&draft).await?;
    if aloud {
        play.teller.say(format!(
            "Ida leaves money with a letter for somebody who has no wallet. She is told before: {} are postage, of which the \
            reader gets what the network does not take, and the reader keeps {} more. {} return when it is taken, and {} after \
            a year of silence. Until it is taken, she can take it back.",
            thousands(cost.postage),
            thousands(cost.kept),
            thousands(cost.returning(|until| matches!(until, Until::Taken { .. }))),
            thousands(cost.returning(|until| *until == Until::Silence))
        ));
    }
    let (link, receipts) = client.make_link(&ida.wallet, &draft).await?;
    for receipt in receipts {
        play.record(ida, what, cost.postage, &receipt);
    }
    let totals = &mut play.journal.borrow_mut().totals;
    totals.messages += 1;
    totals.mailboxes += 1;
    Ok(link)
}
