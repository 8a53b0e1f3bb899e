//! `bmail thread`: the letters that belong together.

use bmail_sdk::text::{shown, shown_lines};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::read;
use crate::{
    context::Context,
    failure::Outcome,
    letters::{Id, Line},
    output::Shown,
    people::People,
    terminal::Look,
};

/// Show the letters that belong together
#[derive(Args)]
#[command(after_help = "Example: bmail thread 12")]
pub struct Thread {
    /// The number of one of them, or its message's address
    id: Id,
    /// Only what is kept here; the cluster is not asked
    #[arg(long)]
    offline: bool,
}

/// The letters that belong together.
#[derive(Serialize, JsonSchema)]
pub struct Conversation {
    /// The message that began it, as far as it is known.
    pub root: String,
    /// The letters, the oldest first.
    pub letters: Vec<Turn>,
}

/// One of them.
#[derive(Serialize, JsonSchema)]
pub struct Turn {
    pub letter: Line,
    /// The text; none if it cannot be read here.
    pub text: Option<String>,
}

impl Thread {
    pub async fn run(self, context: &Context) -> Outcome<Conversation> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        if !self.offline {
            session.sync().await?;
        }
        let people = People::of(context, &session.store)?;
        let thread = session.store.thread(&self.id.letter(&session.store)?.facts.message)?;
        let turns = thread.letters.iter().map(|letter| {
            let text = read::text(&session, letter).ok();
            let text =
                text.map(|text| if text.text.is_empty() { text.markdown.unwrap_or_default() } else { text.text });
            Turn { letter: Line::of(letter, &people), text }
        });
        Ok(Conversation { root: thread.root.to_string(), letters: turns.collect() })
    }
}

impl Shown for Conversation {
    fn shown(&self, look: &Look) -> String {
        let turns = self.letters.iter().map(|Turn { letter, text }| {
            let who = if letter.is_sent { "You".to_owned() } else { letter.person.shown(look) };
            let subject =
                letter.subject.as_ref().map(|subject| format!("  {}", look.bold(&shown(subject).to_string())));
            let head = format!("#{}  {who}, {}{}", letter.id, look.zone.minute(letter.at), subject.unwrap_or_default());
            let text = match text {
                Some(text) => shown_lines(text).to_string(),
                None => look.dim("(it cannot be read here)"),
            };
            let lines = text.lines().map(|line| format!("    {line}").trim_end().to_owned());
            format!("{head}\n{}", lines.collect::<Vec<_>>().join("\n"))
        });
        turns.collect::<Vec<_>>().join("\n\n")
    }
}
