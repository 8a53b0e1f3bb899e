//! The scenes, in the order in which they are played. Each uses the shared state ([`Play`]) and no other scene.

mod award;
mod books;
mod bounty;
mod contacts;
mod economy;
mod first_letter;
mod friends;
mod leaving;
mod letter;
mod link;
mod long_letter;
mod network;
mod newsletter;
mod prices;
mod reputation;
mod rules;
mod silence;
mod spam;
mod strict;
mod treasury;
mod vouching;

use anyhow::Result;

use crate::{letters, play::Play};

/// Plays all scenes. Ada writes `text`, if there is one.
pub async fn play_all(play: &Play, text: Option<Vec<u8>>) -> Result<()> {
    network::play(play).await?;
    let letters = letters::choose(play, text).await?;
    first_letter::play(play, &letters.first).await?;
    friends::play(play).await?;
    let body = long_letter::play(play, &letters.long).await?;
    strict::play(play).await?;
    reputation::earn(play).await?;
    prices::play(play).await?;
    reputation::show(play).await?;
    contacts::play(play).await?;
    let issues = newsletter::play(play).await?;
    vouching::endorse(play).await?;
    spam::play(play).await?;
    vouching::regret(play).await?;
    silence::play(play, &issues.of_ida).await?;
    rules::play(play).await?;
    treasury::play(play).await?;
    let bounty = bounty::play(play).await?;
    award::play(play, &bounty).await?;
    economy::play(play).await?;
    letter::play(play).await?;
    leaving::play(play, &body, &issues.of_jan).await?;
    link::play(play).await?;
    books::play(play).await
}
