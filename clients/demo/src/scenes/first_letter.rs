//! Ada writes to Bo. He reads the letter, replies, and acknowledges it as valuable.

use anyhow::Result;
use bmail_sdk::{PROGRAMS, accounts::Verdict};

use crate::{
    people::{Cast, Person},
    play::{Play, RULES},
    tables::{BREAKDOWN, breakdown, change, excerpt},
};

const REPLY: &[u8] = b"Dear Ada, forty kinds! Gloves, kettle and Bo will be there at nine.";

/// What a person paid, earned and deposited, to compare with their wallet.
struct Account<'a> {
    who: &'a Person,
    before: u64,
    paid: u64,
    earned: u64,
    deposit: u64,
}

pub async fn play(play: &Play, text: &[u8]) -> Result<()> {
    let Cast { ada, bo, .. } = &play.cast;
    play.scene("Ada writes to Bo, and knows the price before she pays");
    let draft = play.draft(ada, bo, text).await?;
    play.teller.table(&BREAKDOWN, breakdown(&draft.quote, draft.size, play.reputation(ada).await?));
    play.teller.say("Opening a mailbox counts as one message, so nobody pays less by opening another one.");

    let before = [play.stage.balance(&ada.address()).await?, play.stage.balance(&bo.address()).await?];
    let sent = play.send(ada, &draft, "writes to Bo").await?;
    let letter = play.read(bo, &sent.message).await?;
    anyhow::ensure!(letter.text == text, "Bo did not read what Ada wrote");
    let reply = play.send(bo, &play.draft(bo, ada, REPLY).await?, "replies to Ada").await?;
    let read = play.read(ada, &reply.message).await?;
    anyhow::ensure!(read.text == REPLY, "Ada did not read what Bo wrote");
    let bos = play.acknowledge(bo, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?.recipient.0;
    let adas =
        play.acknowledge(ada, &reply.message, Verdict::Valuable, "acknowledges it as valuable").await?.recipient.0;

    play.teller.say(format!("Bo decrypts: {}", excerpt(&letter.text)));
    play.teller.say(format!("Ada decrypts: {}", excerpt(&read.text)));
    let cut = RULES.treasury_share.0 / 100;
    play.teller.say(format!(
        "Each acknowledges the other's letter as valuable, and earns what the other paid minus the network's cut of \
        {cut}%:"
    ));
    let deposit = play.stage.balance(&PROGRAMS.correspondence(&ada.mailbox, &bo.mailbox).0).await?;
    let accounts = [
        Account { who: ada, before: before[0], paid: sent.fee, earned: adas, deposit },
        Account { who: bo, before: before[1], paid: reply.fee, earned: bos, deposit: 0 },
    ];
    let mut rows = Vec::new();
    for account in accounts {
        rows.push(account.row(play).await?);
    }
    play.teller.table(&["", "postage", "earned", "rent", "two signatures", "wallet"], rows);
    play.teller.say(
        "The first to write deposits the rent of their correspondence, the account that counts how much the two write \
        to each other.",
    );
    Ok(())
}

impl Account<'_> {
    async fn row(&self, play: &Play) -> Result<Vec<String>> {
        const SIGNATURES: u64 = 2 * postage::SIGNATURE_FEE.0;
        let after = play.stage.balance(&self.who.address()).await?;
        let explained = self.before + self.earned - self.paid - self.deposit - SIGNATURES;
        anyhow::ensure!(after == explained, "{}'s wallet has {after} lamports and not {explained}", self.who.name);
        let signed = [-1, 1, -1, -1].into_iter().zip([self.paid, self.earned, self.deposit, SIGNATURES]);
        let amounts = signed.map(|(sign, amount)| if sign < 0 { change(amount, 0) } else { change(0, amount) });
        let wallet = change(self.before, after);
        Ok([self.who.name.to_owned()].into_iter().chain(amounts).chain([wallet]).collect())
    }
}
