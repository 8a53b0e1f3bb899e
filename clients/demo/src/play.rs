//! The play: who and what is on the stage, and the scenes in their order.

use std::cell::RefCell;

use anyhow::Result;
use bmail_sdk::{Client, ClientError};
use postage::Rules;
use reputation_core::{Parameters, Rate};
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds};

use crate::{
    journal::Journal,
    people::Cast,
    scenes::{
        award, books, bounty, contacts, economy, first_letter, friends, leaving, long_letter, network, newsletter,
        reputation, rules, silence, spam, strict, treasury, vouching,
    },
    stage::Stage,
    teller::Teller,
};

/// The rules of personal mail. Others bind an hour after they are public: a network cannot choose less.
pub const RULES: Rules = Rules { rules_delay: Seconds(3_600), ..Rules::PERSONAL };

/// The parameters of personal mail, but that each 5,000 lamports of the network's cut earn one reputation, and each
/// 5,000,000 that the treasury awards: so that one letter and one award make a difference here.
pub const PARAMETERS: Parameters = Parameters {
    rate: Rate::per_sol(Reputation(200_000_000_000)),
    award_rate: Rate::per_sol(Reputation(200_000_000)),
    ..Parameters::PERSONAL
};

/// A paragraph for Ada, where the caller has none.
const PARAGRAPH: &str = "Dear Bo, the seed library opens on Saturday at nine, in the old fire station. We have beans \
    of forty kinds and nobody who can tell them apart, so we thought of you. Bring gloves, and the kettle if it still \
    works. There will be soup. Yours, Ada";
/// Bytes of Ada's long letter, where the caller has none.
const LONG: usize = 40 * 1024;

pub struct Play {
    pub stage: Stage,
    pub cast: Cast,
    pub network: Pubkey,
    pub teller: Teller,
    pub journal: RefCell<Journal>,
}

/// Plays everything and closes the books. Ada writes `text`, if there is one.
pub async fn play(stage: Stage, text: Option<Vec<u8>>, aloud: bool) -> Result<Journal> {
    let (cast, network) = Cast::new()?;
    let play = Play { stage, cast, network, teller: Teller { aloud }, journal: RefCell::default() };
    network::play(&play).await?;
    let (short, long) = play.texts(text).await?;
    first_letter::play(&play, &short).await?;
    friends::play(&play).await?;
    let letter = long_letter::play(&play, &long).await?;
    strict::play(&play).await?;
    reputation::play(&play).await?;
    contacts::play(&play).await?;
    let issues = newsletter::play(&play).await?;
    vouching::play(&play).await?;
    spam::play(&play).await?;
    silence::play(&play, &issues.of_ida).await?;
    rules::play(&play).await?;
    treasury::play(&play).await?;
    let bounty = bounty::play(&play).await?;
    award::play(&play, &bounty).await?;
    economy::play(&play).await?;
    leaving::play(&play, &letter, &issues.of_jan).await?;
    books::play(&play).await?;
    Ok(play.journal.into_inner())
}

impl Play {
    pub fn client(&self) -> &Client {
        &self.stage.client
    }

    /// Begins a scene.
    pub fn scene(&self, title: &'static str) {
        self.teller.heading(title);
        self.journal.borrow_mut().scene = title;
    }

    /// What Ada writes first, and her long letter. The caller's text is one of them: the one that it fits.
    async fn texts(&self, given: Option<Vec<u8>>) -> Result<(Vec<u8>, Vec<u8>)> {
        let (short, long) = (PARAGRAPH.into(), noise(LONG));
        let Some(given) = given else { return Ok((short, long)) };
        let Cast { ada, bo, .. } = &self.cast;
        match self.client().draft(&ada.address(), &self.network, &bo.address(), &given).await {
            Ok(_) => Ok((given, long)),
            Err(ClientError::TooLong { .. }) => Ok((short, given)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Bytes that no compression shortens, as a photograph has them.
fn noise(length: usize) -> Vec<u8> {
    // The high byte of a 64-bit linear congruence (Knuth's constants).
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(1_u64), next).map(|state| state.to_be_bytes()[0]).take(length).collect()
}
