//! Dan vouches for a stranger, whose spam then burns what Dan staked on him.

use anyhow::Result;
use bmail_sdk::Draft;
use units::{Reputation, Timestamp};

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{factor, period, reputation, thousands},
};

/// In millionths.
const STAKE: Reputation = Reputation(20_000_000);

/// Before the stranger writes.
pub async fn play(play: &Play) -> Result<()> {
    let (Cast { bo, mal, .. }, dan) = (&play.cast, play.cast.dan());
    play.scene("Dan vouches for a stranger");
    play.open_standing(mal).await?;
    let mut rows = vec![row(play, mal, "alone", &offer(play, mal, bo).await?).await?];
    let receipt = play.client().endorse(&dan.wallet, &play.network, &mal.address(), STAKE).await?;
    play.record(dan, "stakes reputation on Mal", 0, &receipt);
    rows.push(row(play, mal, "with Dan's word", &offer(play, mal, bo).await?).await?);
    let [dans, mals] = [play.report(dan).await?, play.report(mal).await?];
    play.teller.say(format!(
        "Mal opens a standing, and tells Dan of his beans. Dan stakes {} of his reputation on him, and has {} left. Of \
        the stake {} counts for Mal, and all of it answers for what he sends.",
        reputation(STAKE),
        reputation(dans.now.effective),
        reputation(mals.now.effective)
    ));
    play.teller.table(&["Mal to Bo", "reputation", "newcomer", "postage"], rows);
    Ok(())
}

/// After Bo has marked what he got as spam.
pub async fn regret(play: &Play) -> Result<()> {
    let (mal, dan) = (&play.cast.mal, play.cast.dan());
    let left = play.report(dan).await?.now.staked;
    anyhow::ensure!(left < STAKE, "spam did not burn what was staked on the spammer");
    let receipt = play.client().begin_unendorse(&dan.wallet, &play.network, &mal.address(), None).await?;
    play.record(dan, "begins to take back what is staked on Mal", 0, &receipt);
    anyhow::ensure!(play.reputation(mal).await? == Reputation(0), "what is taken back still counts");
    play.teller.say(format!(
        "Each mark also burns a part of what Dan staked on Mal, the first the most: of {} he has {} left. He takes it back. \
        It counts for Mal no longer, and is Dan's again in {}: until then it answers for what Mal has sent.",
        reputation(STAKE),
        reputation(left),
        period(until_ready(play, dan).await?)
    ));
    Ok(())
}

/// Seconds until what somebody takes back is theirs.
async fn until_ready(play: &Play, endorser: &Person) -> Result<u64> {
    let given = play.client().endorsements_given(&play.network, &endorser.address()).await?;
    let ready_at = given.iter().map(|(_, endorsement)| endorsement.ready_at).max().unwrap_or(0);
    Ok(Timestamp(ready_at).since(play.client().now().await?).0)
}

async fn offer(play: &Play, from: &Person, to: &Person) -> Result<Draft> {
    play.draft(from, to, b"Offer 1: magic beans, act now!").await
}

async fn row(play: &Play, sender: &Person, how: &str, draft: &Draft) -> Result<Vec<String>> {
    let has = reputation(play.reputation(sender).await?);
    Ok(vec![how.to_owned(), has, factor(draft.quote.newcomer), thousands(draft.quote.postage.0)])
}
