//! The network's cut is brought to the treasury, and what people did to the network's ledger.

use anyhow::Result;

use crate::{
    journal::Totals,
    people::Cast,
    play::Play,
    tables::{change, thousands},
};

pub async fn play(play: &Play) -> Result<()> {
    let Cast { founder, treasury, .. } = &play.cast;
    play.scene("The treasury gets the network's cut");
    let before = play.stage.balance(treasury).await?;
    for person in play.cast.members() {
        let cut = play.client().mailbox(&person.mailbox).await?.cut;
        let receipt = play.client().sweep(&founder.wallet, &person.mailbox).await?;
        play.record(founder, format!("sweeps the mailbox of {}", person.name), cut, &receipt);
    }
    let ledger = play.client().ledger(&play.network).await?;
    let after = play.stage.balance(treasury).await?;
    let counted =
        Totals { mailboxes: ledger.mailboxes, messages: ledger.messages, earned: ledger.earned, cut: ledger.cut };
    anyhow::ensure!(counted == play.journal.borrow().totals, "the ledger does not say what happened here");
    anyhow::ensure!(after == before + ledger.cut, "the treasury got something else than the cut");

    play.teller.say(
        "The network's part of what somebody earned waits in their mailbox. Anybody can bring it to the network's treasury, \
        and what the mailbox counted to the network's ledger. The founder does so for all, and then the ledger says:",
    );
    play.teller.table(
        &["the network's ledger", ""],
        [
            vec!["open mailboxes".to_owned(), thousands(ledger.mailboxes)],
            vec!["messages sent".to_owned(), thousands(ledger.messages)],
            vec!["lamports that recipients earned".to_owned(), thousands(ledger.earned)],
            vec!["lamports that the network earned".to_owned(), thousands(ledger.cut)],
            vec!["the treasury's wallet".to_owned(), change(before, after)],
        ],
    );
    Ok(())
}
