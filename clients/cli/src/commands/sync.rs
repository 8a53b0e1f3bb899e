//! `bmail sync`: fetches new mail.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{context::Context, failure::Outcome, output::Shown, terminal::Look};

/// Fetch new mail
#[derive(Args)]
#[command(after_help = "Example: bmail sync")]
pub struct Sync {}

/// What a sync has found.
#[derive(Serialize, JsonSchema)]
pub struct Fetched {
    /// Letters that were not here before.
    pub new: usize,
    /// Messages whose senders have not published their keys yet.
    pub unrevealed: usize,
    /// What nobody can know of for now, and why.
    pub gaps: Vec<String>,
}

impl Sync {
    pub async fn run(self, context: &Context) -> Outcome<Fetched> {
        let session = context.session().await?;
        let report = session.sync().await?;
        let gaps = session.store.gaps()?.into_iter().map(|gap| gap.why).collect();
        Ok(Fetched { new: report.new.len(), unrevealed: report.unrevealed, gaps })
    }
}

impl Shown for Fetched {
    fn shown(&self, _: &Look) -> String {
        let new = match self.new {
            0 => "No new letters.".to_owned(),
            1 => "1 new letter: `bmail inbox` shows it.".to_owned(),
            many => format!("{many} new letters: `bmail inbox` shows them."),
        };
        let unrevealed = match self.unrevealed {
            0 => String::new(),
            count => format!("\n{count} cannot be read yet: their senders have a day to publish their keys."),
        };
        let gaps = self.gaps.iter().map(|why| format!("\nMissing: {why}"));
        format!("{new}{unrevealed}{}", gaps.collect::<String>())
    }
}
