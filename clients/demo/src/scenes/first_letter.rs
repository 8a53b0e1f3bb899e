//! Ada writes to Bo, who reads, answers and says that it was valuable.

use anyhow::Result;
use bmail_sdk::{accounts::Verdict, pda};

use crate::{
    people::{Cast, Person},
    play::{Play, RULES},
    tables::{BREAKDOWN, breakdown, change, excerpt},
};

const ANSWER: &[u8] = b"Dear Ada, forty kinds! Gloves, kettle and Bo will be there at nine.";

/// What somebody paid, earned and lent, and what that makes in their wallet.
struct Account<'a> {
    who: &'a Person,
    before: u64,
    paid: u64,
    earned: u64,
    lent: u64,
}

pub async fn play(play: &Play, text: &[u8]) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Ada writes to Bo: what it will cost, before it is charged");
    let draft = play.draft(ada, bo, text).await?;
    play.teller.table(&BREAKDOWN, breakdown(&draft.quote, draft.size, play.reputation(ada).await?));
    play.teller.say("Opening a mailbox counts as the first message, so that nobody pays less by opening another.");

    let before = [play.stage.balance(&ada.address()).await?, play.stage.balance(&bo.address()).await?];
    let sent = play.send(ada, &draft, "writes to Bo").await?;
    let letter = play.read(bo, &sent.message).await?;
    anyhow::ensure!(letter.text == text, "Bo did not read what Ada wrote");
    let reply = play.send(bo, &play.draft(bo, ada, ANSWER).await?, "answers Ada").await?;
    let answer = play.read(ada, &reply.message).await?;
    anyhow::ensure!(answer.text == ANSWER, "Ada did not read what Bo wrote");
    let bos = play.acknowledge(bo, &sent.message, Verdict::Valuable, "says it was valuable").await?.recipient.0;
    let adas = play.acknowledge(ada, &reply.message, Verdict::Valuable, "says it was valuable").await?.recipient.0;

    play.teller.say(format!("Bo decrypts: {}", excerpt(&letter.text)));
    play.teller.say(format!("Ada decrypts: {}", excerpt(&answer.text)));
    let cut = RULES.treasury_share.0 / 100;
    play.teller.say(format!(
        "Both say that it was valuable, and earn what the other paid, less the {cut}% that the network keeps:"
    ));
    let lent = play.stage.balance(&pda::correspondence(&ada.mailbox, &bo.mailbox).0).await?;
    let accounts = [
        Account { who: ada, before: before[0], paid: sent.fee, earned: adas, lent },
        Account { who: bo, before: before[1], paid: reply.fee, earned: bos, lent: 0 },
    ];
    let mut rows = Vec::new();
    for account in accounts {
        rows.push(account.row(play).await?);
    }
    play.teller.table(&["", "postage", "earned", "rent lent", "two signatures", "wallet"], rows);
    play.teller
        .say("Who writes first lends the rent of their correspondence, which counts what the two write to each other.");
    Ok(())
}

impl Account<'_> {
    async fn row(&self, play: &Play) -> Result<Vec<String>> {
        const SIGNATURES: u64 = 2 * postage::SIGNATURE_FEE.0;
        let after = play.stage.balance(&self.who.address()).await?;
        let explained = self.before + self.earned - self.paid - self.lent - SIGNATURES;
        anyhow::ensure!(after == explained, "{}'s wallet has {after} lamports and not {explained}", self.who.name);
        let signed = [-1, 1, -1, -1].into_iter().zip([self.paid, self.earned, self.lent, SIGNATURES]);
        let amounts = signed.map(|(sign, amount)| if sign < 0 { change(amount, 0) } else { change(0, amount) });
        let wallet = change(self.before, after);
        Ok([self.who.name.to_owned()].into_iter().chain(amounts).chain([wallet]).collect())
    }
}
