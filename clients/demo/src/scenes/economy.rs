//! How the community is doing: who is there, and its product of the week.

use anyhow::Result;
use units::{Reputation, Seconds};

use crate::{
    journal::Week,
    play::Play,
    tables::{period, thousands},
};

/// Since when somebody has to be there, and with how much reputation in millionths, to count as established.
const AGE: Seconds = Seconds::days(30);
const LEAST: Reputation = Reputation(1_000_000);

pub async fn play(play: &Play) -> Result<()> {
    play.scene("How the community is doing");
    let founder = &play.cast.founder;
    let receipt = play.client().tally(&founder.wallet, &play.network).await?;
    play.record(founder, "brings what mail has earned to the week", 0, &receipt);
    let economy = play.client().economy(&play.network).await?;
    let people = play.client().population(&play.network, AGE, LEAST).await?;
    let this = economy.this_week();
    anyhow::ensure!(this.earned == play.journal.borrow().totals.earned, "the week has not what people earned");
    anyhow::ensure!(this.mailboxes == people.mailboxes, "the week has not the mailboxes that there are");
    let bounty_core::Week { earned, invested, spent, self_funded: own, .. } = this;
    let (gross, net) = (this.gross(), this.net());
    let (mailboxes, established) = (people.mailboxes, people.established);
    play.journal.borrow_mut().week = Week { earned, spent, own, gross, net, invested, mailboxes, established };

    let row = |what: &str, amount| vec![what.to_owned(), thousands(amount)];
    play.teller.table(
        &["this week", "lamports"],
        [
            row("earned by mail that was read", earned),
            row("awarded for work", spent),
            row("gross product", gross),
            row("of it winners' own money", own),
            row("net product", net),
            row("invested in the treasury and in bounties", invested),
        ],
    );
    play.teller.say(format!(
        "Nobody has tallied before, so that all that mail has ever earned counts for this week. A fifth of Jan's award was \
        his own money, which makes nobody richer. {mailboxes} mailboxes are open; but whoever wants to look like many opens \
        many. Of them {established} belong to somebody who has been here for {} and has at least one reputation.",
        period(AGE.0)
    ));
    Ok(())
}
