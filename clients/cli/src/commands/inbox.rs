//! `bmail inbox`: what waits, people one knows first.

use bmail_mailstore::{Direction, Filter, Letter};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::arrivals;
use crate::{
    context::{Context, Session},
    failure::Outcome,
    letters::Line,
    output::{self, Shown},
    people::People,
    terminal::Look,
};

/// Show your mail
#[derive(Args)]
#[command(after_help = "Example: bmail inbox --unread")]
pub struct Inbox {
    /// Only what was not read
    #[arg(long)]
    unread: bool,
    /// Only what strangers wrote, the dearest first
    #[arg(long)]
    unknown: bool,
    /// Also what was put away
    #[arg(long)]
    all: bool,
    /// How many letters at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Only what is kept here; the cluster is not asked
    #[arg(long)]
    offline: bool,
    /// Go on, and show letters as they come: with --output json, one object for each
    #[arg(long, conflicts_with = "offline")]
    watch: bool,
    /// With --watch, a command to run for each new letter, which is told of it in variables of its environment: BMAIL_LETTER,
    /// BMAIL_SENDER_NAME, BMAIL_SUBJECT and others
    #[arg(long, value_name = "COMMAND", requires = "watch")]
    exec: Option<String>,
}

/// Letters, people whom one knows first.
#[derive(Serialize, JsonSchema)]
pub struct Letters {
    /// From people whom one knows, newest first.
    pub known: Vec<Line>,
    /// From strangers: those first whose answer pays most.
    pub strangers: Vec<Line>,
    /// How many messages cannot be read yet.
    pub unrevealed: usize,
    /// What nobody can know of for now, and why.
    pub gaps: Vec<String>,
}

impl Inbox {
    pub async fn run(self, context: &Context) -> Outcome<()> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let listed = self.listed(context, &session).await?;
        output::print(&listed, context.globals.output, &context.terminal.look);
        if self.watch { arrivals::watch(context, &session, self.exec.as_deref()).await } else { Ok(()) }
    }

    async fn listed(&self, context: &Context, session: &Session) -> Outcome<Letters> {
        let unrevealed = if self.offline { 0 } else { session.sync().await?.unrevealed };
        let people = People::of(context, &session.store)?;
        let letters = self.letters(session, &people)?;
        let mut result = Letters { known: Vec::new(), strangers: Vec::new(), unrevealed, gaps: Vec::new() };
        for letter in &letters {
            let is_known = people.knows(&session.store, &letter.facts.other)?;
            let list = if is_known { &mut result.known } else { &mut result.strangers };
            list.push(Line::of(letter, &people));
        }
        if self.unknown {
            result.known.clear();
        }
        result.strangers.sort_by_key(|line| std::cmp::Reverse((line.outcome == "open", line.fee_lamports)));
        result.gaps = session.store.gaps()?.into_iter().map(|gap| gap.why).collect();
        Ok(result)
    }

    /// What was received, without those whom one has blocked.
    fn letters(&self, session: &Session, people: &People) -> Outcome<Vec<Letter>> {
        let filter = Filter {
            network: Some(session.network),
            direction: Some(Direction::Received),
            unread: self.unread,
            archived: self.all,
            ..Filter::default()
        };
        let letters = session.store.letters(&filter, self.limit)?.into_iter();
        let is_blocked = |letter: &Letter| people.contact(&letter.facts.other).is_some_and(|contact| contact.blocked);
        Ok(letters.filter(|letter| !is_blocked(letter)).collect())
    }
}

impl Shown for Letters {
    fn shown(&self, look: &Look) -> String {
        let mut parts = Vec::new();
        if self.known.is_empty() && self.strangers.is_empty() {
            parts.push("No letters.".to_owned());
        }
        for (title, lines) in [("From people you know", &self.known), ("From strangers", &self.strangers)] {
            if !lines.is_empty() {
                parts.push(format!("{}\n{}", look.bold(title), table(lines, look)));
            }
        }
        if self.unrevealed > 0 {
            parts.push(format!(
                "{} cannot be read yet: their senders have a day to publish their keys.",
                self.unrevealed
            ));
        }
        parts.extend(self.gaps.iter().map(|why| look.yellow(&format!("Missing: {why}"))));
        if let Some(first) = self.known.iter().chain(&self.strangers).find(|line| !line.is_read) {
            parts.push(look.dim(&format!("`bmail read {}` opens a letter.", first.id)));
        }
        parts.join("\n\n")
    }
}

fn table(lines: &[Line], look: &Look) -> String {
    let rows = lines.iter().map(|line| {
        let (id, about) = (format!("#{}", line.id), line.about());
        let about = if line.is_read { about } else { look.bold(&about) };
        let mark = if line.is_read { " " } else { "•" };
        let (person, sent) = (line.person.shown(look), look.zone.minute(line.at));
        vec![format!("{mark} {id}"), person, about, line.escrow(), line.left(look), sent]
    });
    look.table(&["", "FROM", "LETTER", "IN ESCROW", "END", "SENT"], rows)
}
