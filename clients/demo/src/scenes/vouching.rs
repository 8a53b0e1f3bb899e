//! Dan vouches for Mal, whose spam then burns part of Dan's stake.

use anyhow::Result;
use bmail_sdk::instructions::mail::Draft;
use units::{Reputation, Timestamp};

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{factor, period, reputation, thousands},
};

/// Dan's stake on Mal, in millionths.
const STAKE: Reputation = Reputation(20_000_000);

/// Dan endorses Mal, before Mal writes.
pub async fn endorse(play: &Play) -> Result<()> {
    let (Cast { bo, mal, .. }, dan) = (&play.cast, play.cast.dan());
    play.scene("Dan vouches for a stranger");
    play.open_standing(mal).await?;
    let mut rows = vec![row(play, mal, "alone", &offer(play, mal, bo).await?).await?];
    let receipt = play.client().endorse(&dan.wallet, &play.network, &mal.address(), STAKE).await?;
    play.record(dan, "stakes reputation on Mal", 0, &receipt);
    rows.push(row(play, mal, "with Dan's stake", &offer(play, mal, bo).await?).await?);
    let [dans, mals] = [play.standing(dan).await?, play.standing(mal).await?];
    play.teller.say(format!(
        "Mal opens a standing and tells Dan about his beans. Dan stakes {} of his reputation on Mal and keeps {}. At a \
        discount, the stake counts as {} for Mal, and all of it is at risk if Mal sends spam.",
        reputation(STAKE),
        reputation(dans.now.effective),
        reputation(mals.now.effective)
    ));
    play.teller.table(&["Mal to Bo", "reputation", "newcomer", "postage"], rows);
    Ok(())
}

/// Dan takes his stake back, after Bo has marked Mal's offers as spam.
pub async fn regret(play: &Play) -> Result<()> {
    let (mal, dan) = (&play.cast.mal, play.cast.dan());
    let left = play.standing(dan).await?.now.staked;
    anyhow::ensure!(left < STAKE, "spam did not burn the stake on the spammer");
    let receipt = play.client().begin_unendorse(&dan.wallet, &play.network, &mal.address(), None).await?;
    play.record(dan, "begins to take back his stake on Mal", 0, &receipt);
    anyhow::ensure!(play.reputation(mal).await? == Reputation(0), "a stake that is taken back still counts");
    play.teller.say(format!(
        "Each spam verdict also burns a part of Dan's stake on Mal, and the first burns the most: of {}, {} are left. \
        Dan takes the stake back. It stops counting for Mal at once, and Dan has it again in {}. Until then, verdicts \
        on what Mal has already sent can still burn it.",
        reputation(STAKE),
        reputation(left),
        period(until_ready(play, dan).await?)
    ));
    Ok(())
}

/// Seconds until the endorser has the stake back.
async fn until_ready(play: &Play, endorser: &Person) -> Result<u64> {
    let given = play.client().endorsements_given(&play.network, &endorser.address()).await?.entries;
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
