//! How the community is doing: its population, and its product of the week.

use anyhow::Result;
use units::{Reputation, Seconds};

use crate::{
    journal::WeekTotals,
    play::Play,
    tables::{period, thousands},
};

/// A member is established after this time and with this reputation, in millionths.
const AGE: Seconds = Seconds::days(30);
const LEAST: Reputation = Reputation(1_000_000);

pub async fn play(play: &Play) -> Result<()> {
    play.scene("How the community is doing");
    let founder = &play.cast.founder;
    let receipt = play.client().tally(&founder.wallet, &play.network).await?;
    play.record(founder, "tallies the week", 0, &receipt);
    let economy = play.client().economy(&play.network).await?;
    let population = play.client().population(&play.network, AGE, LEAST).await?;
    let this = economy.this_week();
    anyhow::ensure!(this.earned == play.journal.borrow().totals.earned, "the week does not match what people earned");
    anyhow::ensure!(this.mailboxes == population.mailboxes, "the week does not match the number of mailboxes");
    let bounty_core::Week { earned, invested, spent, self_funded, .. } = this;
    let (gross, net) = (this.gross(), this.net());
    let (mailboxes, established) = (population.mailboxes, population.established);
    play.journal.borrow_mut().week =
        WeekTotals { earned, spent, self_funded, gross, net, invested, mailboxes, established };

    let row = |what: &str, amount| vec![what.to_owned(), thousands(amount)];
    play.teller.table(
        &["this week", "lamports"],
        [
            row("earned by acknowledging mail", earned),
            row("awarded for work", spent),
            row("gross product", gross),
            row("minus what winners had contributed", self_funded),
            row("net product", net),
            row("invested in the treasury and in bounties", invested),
        ],
    );
    play.teller.say(format!(
        "This is the first tally, so everything that mail has earned so far counts for this week. A fifth of Jan's \
        award was his own money, so the net product leaves it out. {mailboxes} mailboxes are open, but one person can \
        open many. {established} of them belong to people who have been here for {} and have a reputation of at least \
        one.",
        period(AGE.0)
    ));
    Ok(())
}
