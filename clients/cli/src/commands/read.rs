//! `bmail read`: shows a letter, and saves its files.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use bmail_mailstore::{Content, Direction, Filter, Letter, Outcome as End};
use bmail_sdk::{
    accounts::Verdict,
    letter::{Attachment, Letter as Text},
    text::{shown, shown_lines},
};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::ack::earns;
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failure, Outcome},
    letters::{Id, Line},
    output::Shown,
    people::People,
    terminal::Look,
    when::distance,
};

/// Read a letter
#[derive(Args)]
#[command(after_help = "Example: bmail read 12 --save ~/Downloads")]
pub struct Read {
    /// Its number, or its message's address; without one, the oldest that was not read
    id: Option<Id>,
    /// Save its files in this folder
    #[arg(long, value_name = "FOLDER")]
    save: Option<PathBuf>,
    /// Leave it unread
    #[arg(long)]
    peek: bool,
    /// Only what is kept here; the cluster is not asked
    #[arg(long)]
    offline: bool,
}

/// A letter that was opened.
#[derive(Serialize, JsonSchema)]
pub struct Opened {
    pub letter: Line,
    /// The text.
    pub text: String,
    /// Its files.
    pub files: Vec<FileOfLetter>,
    /// The message that it answers.
    pub in_reply_to: Option<String>,
    /// What answering it as valuable earns, without the network's cut, in lamports; none if that is not known.
    pub earns_lamports: Option<u64>,
    /// The files that were saved.
    pub saved: Vec<String>,
}

/// A file of a letter.
#[derive(Serialize, JsonSchema)]
pub struct FileOfLetter {
    pub name: String,
    /// Its type, as its sender says.
    pub media_type: String,
    pub bytes: usize,
}

impl Read {
    pub async fn run(self, context: &Context) -> Outcome<Opened> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let letter = self.letter(&session).await?;
        let message = letter.facts.message;
        let text = text(&session, &letter)?;
        let saved = match &self.save {
            Some(folder) => save(folder, &text.attachments)?,
            None => Vec::new(),
        };
        if !self.peek {
            session.store.mark(&message, |state| state.read = true)?;
        }
        let is_open = letter.facts.direction == Direction::Received && letter.facts.outcome == End::Open;
        let earns = if is_open && !self.offline { earns(&session, &message, Verdict::Valuable).await } else { None };
        let people = People::of(context, &session.store)?;
        let file = |one: &Attachment| FileOfLetter {
            name: one.name.clone(),
            media_type: one.media_type.clone(),
            bytes: one.bytes.len(),
        };
        Ok(Opened {
            letter: Line::of(&letter, &people),
            files: text.attachments.iter().map(file).collect(),
            in_reply_to: text.in_reply_to.map(|message| message.to_string()),
            text: if text.text.is_empty() { text.markdown.unwrap_or_default() } else { text.text },
            earns_lamports: earns,
            saved,
        })
    }

    /// The letter that was asked for. What is not here may have come since.
    async fn letter(&self, session: &Session) -> Outcome<Letter> {
        match self.id.map(|id| id.letter(&session.store)) {
            Some(Ok(letter)) => return Ok(letter),
            Some(Err(failure)) if self.offline => return Err(failure),
            _ if self.offline => {}
            _ => drop(session.sync().await?),
        }
        match self.id {
            Some(id) => id.letter(&session.store),
            None => {
                let direction = Some(Direction::Received);
                let unread = Filter { network: Some(session.network), unread: true, direction, ..Filter::default() };
                let oldest = session.store.letters(&unread, usize::MAX)?.pop();
                oldest.ok_or_else(|| Failure::not_found("there is nothing that you have not read"))
            }
        }
    }
}

/// What a letter says.
///
/// # Errors
/// If it was not opened, or is hostile.
pub fn text(session: &Session, letter: &Letter) -> Outcome<Text> {
    match session.store.content(&letter.facts.message)? {
        Content::Unopened(unopened) => Err(Failure::not_found(format!(
            "this letter could not be opened: {}; it is kept as it is, and can be answered",
            unopened.why
        ))),
        Content::Elsewhere => Err(Failure::not_found("you sent this letter from another device, which has its text")),
        content => {
            let plain = content.plain().ok_or_else(|| Failure::not_found("this letter has no text"))?;
            Text::of(plain).map_err(|error| Failure::not_found(format!("this letter cannot be read: {error}")))
        }
    }
}

/// Saves files under their own names. It replaces none, and opens none.
fn save(folder: &Path, files: &[Attachment]) -> Outcome<Vec<String>> {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let saved = files.iter().map(|file| {
        let path = free(folder, &file.name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let written = options.open(&path).and_then(|mut to| to.write_all(&file.bytes).and_then(|()| to.sync_all()));
        written.map_err(Failure::file(&path))?;
        Ok(path.display().to_string())
    });
    saved.collect()
}

/// A path in a folder that no file has yet.
fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, end) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2..).map(|number| folder.join(format!("{stem} ({number}){end}")));
    let mut paths = std::iter::once(folder.join(name)).chain(numbered);
    paths.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

impl Shown for Opened {
    fn shown(&self, look: &Look) -> String {
        let line = &self.letter;
        let who = if line.is_sent { "To" } else { "From" };
        let mut head = vec![format!("{}  {}", look.dim(&format!("{who:<8}")), line.person.in_full())];
        let mut field = |name: &str, value: String| head.push(format!("{}  {value}", look.dim(&format!("{name:<8}"))));
        if !line.person.looks_like.is_empty() {
            field("Careful", look.yellow(&format!("looks like {}, and is not", line.person.looks_like.join(" and "))));
        }
        field("Sent", look.zone.exact(line.at));
        if let Some(subject) = &line.subject {
            field("Subject", look.bold(&shown(subject).to_string()));
        }
        for file in &self.files {
            field("File", format!("{} ({}, {} bytes)", shown(&file.name), shown(&file.media_type), file.bytes));
        }
        for path in &self.saved {
            field("Saved", path.clone());
        }
        format!("{}\n\n{}\n\n{}", head.join("\n"), shown_lines(&self.text), look.dim(&self.next(look)))
    }
}

impl Opened {
    /// What its reader can do.
    fn next(&self, look: &Look) -> String {
        let Line { id, is_sent, outcome, fee_lamports, deadline, .. } = &self.letter;
        match (outcome, deadline) {
            _ if *is_sent => format!("You sent it. It is {outcome}."),
            (&"open", Some(deadline)) if *deadline >= look.now => {
                let left = distance(look.now, *deadline);
                let fee = match (fee_lamports, self.earns_lamports) {
                    (0, _) => "It was free.".to_owned(),
                    (_, Some(earns)) => format!("You earn {} if you answer; {left} it goes back.", sol(earns)),
                    (fee, None) => {
                        format!("It holds {}, of which you earn most if you answer; {left} it goes back.", sol(*fee))
                    }
                };
                format!(
                    "{fee}\n`bmail ack {id} valuable` (or abstain, or spam) answers it; `bmail reply {id}` writes back."
                )
            }
            (&"open", _) => "It was not answered in time: its sender gets everything back.".to_owned(),
            (ended, _) => format!("It has ended: {ended}. `bmail reply {id}` writes back."),
        }
    }
}
