//! The network gets a treasury. The network's cut of the postage and a contribution fill it.

use anyhow::Result;
use bounty_core::week_of;
use units::Seconds;

use crate::{
    journal::Totals,
    people::Cast,
    play::Play,
    tables::{change, period, thousands},
};

/// The treasury's allowance: at most this much in each period.
const LIMIT: u64 = 500_000_000;
const PERIOD: Seconds = Seconds::days(7);
const CONTRIBUTION: u64 = 200_000_000;

pub async fn play(play: &Play) -> Result<()> {
    play.scene("The network gets a treasury, and postage fills it");
    // On a Monday, so that everything that follows happens in one week.
    let days = (week_of(play.client().now().await?) + 1) * 7 - 3;
    play.stage.travel_to(i64::try_from(Seconds::days(u32::try_from(days)?).0)?)?;
    found(play).await?;
    sweep(play).await?;
    contribute(play).await
}

async fn found(play: &Play) -> Result<()> {
    let Cast { founder, treasury, .. } = &play.cast;
    let (address, receipt) = play.client().create_treasury(&founder.wallet, &play.network, LIMIT, PERIOD).await?;
    anyhow::ensure!(address == *treasury, "the treasury is not at the address derived from the network");
    play.record(founder, "gives the network a treasury", 0, &receipt);
    play.teller.say(format!(
        "On Monday, the founder creates the network's treasury, at the address that the network has named since it was \
        created. (A network that named another address can adopt the treasury, once and for good.) Nobody can withdraw \
        from it. The founder can only allocate it to bounties, at most {} in {}, in case the founder's key is stolen.",
        thousands(LIMIT),
        period(PERIOD.0)
    ));
    Ok(())
}

async fn sweep(play: &Play) -> Result<()> {
    let Cast { founder, treasury, .. } = &play.cast;
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
    anyhow::ensure!(counted == play.journal.borrow().totals, "the ledger does not match what people did");
    anyhow::ensure!(after == before + ledger.cut, "the treasury did not receive exactly the cut");

    play.teller.say(
        "The network's cut waits in the mailboxes of those who earned. Anyone can sweep a mailbox: its cut goes to the \
        treasury, and its counts go to the network's ledger. The founder sweeps all of them. Then the ledger says:",
    );
    play.teller.table(
        &["the network's ledger", ""],
        [
            vec!["open mailboxes".to_owned(), thousands(ledger.mailboxes)],
            vec!["messages sent".to_owned(), thousands(ledger.messages)],
            vec!["lamports that recipients earned".to_owned(), thousands(ledger.earned)],
            vec!["lamports that the network earned".to_owned(), thousands(ledger.cut)],
            vec!["change of the treasury".to_owned(), change(before, after)],
        ],
    );
    Ok(())
}

async fn contribute(play: &Play) -> Result<()> {
    let bo = &play.cast.bo;
    let receipt = play.client().contribute(&bo.wallet, &play.network, CONTRIBUTION).await?;
    play.record(bo, "contributes to the treasury", CONTRIBUTION, &receipt);
    play.teller.say(format!(
        "Most of what recipients earned went to Bo, who read Mal's offers. He shares it with the community, and \
        contributes {}.",
        thousands(CONTRIBUTION)
    ));
    Ok(())
}
