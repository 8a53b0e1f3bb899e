//! `bmail search`: finds letters by their words.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    context::Context,
    failure::{Failure, Outcome},
    letters::{self, Line},
    output::Shown,
    people::People,
    terminal::Look,
};

/// Find letters by their words
#[derive(Args)]
#[command(
    after_help = "Example: bmail search lunch menu\n\nA letter is found that has all of the words; of the last one, its \
                        beginning is enough. What was put away is found, too."
)]
pub struct Search {
    /// The words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// How many letters at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Do not ask which cluster answers
    #[arg(long)]
    offline: bool,
}

/// Letters that were found, newest first.
#[derive(Serialize, JsonSchema)]
pub struct Found {
    pub letters: Vec<Line>,
}

impl Search {
    pub async fn run(self, context: &Context) -> Outcome<Found> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let query = self.words.join(" ");
        if !query.chars().any(char::is_alphanumeric) {
            return Err(Failure::usage("there is no word in what you search for: say some letters or digits"));
        }
        let people = People::of(context, &session.store)?;
        let found = session.store.search(&query, self.limit)?;
        Ok(Found { letters: found.iter().map(|letter| Line::of(letter, &people)).collect() })
    }
}

impl Shown for Found {
    fn shown(&self, look: &Look) -> String {
        match self.letters.as_slice() {
            [] => "No letter has all of these words.".to_owned(),
            lines => letters::table(lines, look),
        }
    }
}
