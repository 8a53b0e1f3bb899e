//! `bmail archive`: puts letters away, and takes them out again.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    context::Context,
    failure::Outcome,
    letters::{self, Id, Line},
    output::Shown,
    people::People,
    terminal::Look,
};

/// Put letters away, so that they are in no list
#[derive(Args)]
#[command(
    after_help = "Example: bmail archive 12 14\n\n`bmail search` still finds them, and `bmail inbox --all` has them."
)]
pub struct Archive {
    /// Their numbers, or their messages' addresses
    #[arg(required = true, value_name = "ID")]
    ids: Vec<Id>,
    /// Take them out again
    #[arg(long)]
    undo: bool,
    /// Do not ask which cluster answers
    #[arg(long)]
    offline: bool,
}

/// Letters that were put away, or taken out.
#[derive(Serialize, JsonSchema)]
pub struct Archived {
    pub letters: Vec<Line>,
    /// Whether they are put away now.
    pub is_archived: bool,
}

impl Archive {
    pub async fn run(self, context: &Context) -> Outcome<Archived> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let (store, is_archived) = (&session.store, !self.undo);
        // If one of them is not there, none is changed.
        let found = self.ids.iter().map(|id| id.letter(store)).collect::<Outcome<Vec<_>>>()?;
        for letter in &found {
            store.mark(&letter.facts.message, |state| state.archived = is_archived)?;
        }
        let people = People::of(context, store)?;
        let lines = found.iter().map(|letter| Line { is_archived, ..Line::of(letter, &people) });
        Ok(Archived { letters: lines.collect(), is_archived })
    }
}

impl Shown for Archived {
    fn shown(&self, look: &Look) -> String {
        let done = if self.is_archived { "Put away" } else { "Taken out again" };
        format!("{done}:\n{}", letters::table(&self.letters, look))
    }
}
