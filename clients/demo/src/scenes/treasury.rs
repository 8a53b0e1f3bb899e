//! The network gets a treasury. Its cut of the postage and a gift fill it, and the ledger says what people did.

use anyhow::Result;
use bounty_core::week_of;
use units::Seconds;

use crate::{
    journal::Totals,
    people::Cast,
    play::Play,
    tables::{change, period, thousands},
};

/// What can be given away of it, and how often that much.
const LIMIT: u64 = 500_000_000;
const PERIOD: Seconds = Seconds::days(7);
const GIFT: u64 = 200_000_000;

pub async fn play(play: &Play) -> Result<()> {
    play.scene("The network gets a treasury, and postage fills it");
    // On a Monday, so that what follows is in one week.
    let days = (week_of(play.client().now().await?) + 1) * 7 - 3;
    play.stage.travel_to(i64::try_from(Seconds::days(u32::try_from(days)?).0)?)?;
    found(play).await?;
    sweep(play).await?;
    give(play).await
}

async fn found(play: &Play) -> Result<()> {
    let Cast { founder, treasury, .. } = &play.cast;
    let (address, receipt) = play.client().create_treasury(&founder.wallet, &play.network, LIMIT, PERIOD).await?;
    anyhow::ensure!(address == *treasury, "the treasury is not at the address that follows from the network");
    play.record(founder, "gives the network a treasury", 0, &receipt);
    play.teller.say(format!(
        "On Monday, the founder gives the network a treasury, at the address that the network has named since it was \
        founded; a network that has named another can adopt it, once and for good. Nobody can take what is in it. The \
        founder can give it to bounties, {} in {} and not more, in case somebody steals the key.",
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
    anyhow::ensure!(counted == play.journal.borrow().totals, "the ledger does not say what happened here");
    anyhow::ensure!(after == before + ledger.cut, "the treasury got something else than the cut");

    play.teller.say(
        "The network's part of what somebody earned waits in their mailbox. Anybody can bring it to the treasury, and what \
        the mailbox counted to the network's ledger. The founder does so for all, and then the ledger says:",
    );
    play.teller.table(
        &["the network's ledger", ""],
        [
            vec!["open mailboxes".to_owned(), thousands(ledger.mailboxes)],
            vec!["messages sent".to_owned(), thousands(ledger.messages)],
            vec!["lamports that recipients earned".to_owned(), thousands(ledger.earned)],
            vec!["lamports that the network earned".to_owned(), thousands(ledger.cut)],
            vec!["the treasury".to_owned(), change(before, after)],
        ],
    );
    Ok(())
}

async fn give(play: &Play) -> Result<()> {
    let bo = &play.cast.bo;
    let receipt = play.client().contribute(&bo.wallet, &play.network, GIFT).await?;
    play.record(bo, "gives to the treasury", GIFT, &receipt);
    play.teller.say(format!(
        "Bo has earned most of it with Mal's offers, and thinks that the seed library should have some: he gives {}.",
        thousands(GIFT)
    ));
    Ok(())
}
