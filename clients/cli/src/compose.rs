//! What somebody writes: a text, a subject and files, from the command line, a file, standard input or an editor.

use std::path::{Path, PathBuf};

use bmail_sdk::{
    files::read_file,
    letter::{Attachment, Letter},
    sealing::{MAX_TEXT, Plaintext},
};
use clap::Args;
use solana_pubkey::Pubkey;

use crate::{
    context::Context,
    failure::{Code, Failure, Outcome},
    input,
};

/// What a letter says.
#[derive(Args, Clone, Debug)]
pub struct Words {
    /// The text. Without one, your editor opens
    #[arg(short, long, value_name = "TEXT", conflicts_with = "file")]
    pub message: Option<String>,
    /// A file with the text; - is standard input
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The subject
    #[arg(short, long, value_name = "TEXT")]
    pub subject: Option<String>,
    /// A file to send along
    #[arg(short, long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
}

/// What a letter answers.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// The message; none if it answers nothing.
    pub message: Option<Pubkey>,
    /// The answer's subject, unless another one is given.
    pub subject: String,
    /// What the editor begins with.
    pub quoted: String,
}

impl Words {
    /// The letter.
    ///
    /// # Errors
    /// If a file cannot be read, there is no text, or nobody can be asked for one.
    pub fn letter(&self, context: &Context, answered: &Answered) -> Outcome<Letter> {
        let text = match (&self.message, &self.file) {
            (Some(message), _) => message.clone(),
            (None, Some(file)) => text(file)?,
            (None, None) => edited(context, &answered.quoted)?,
        };
        let attachments = self.attach.iter().map(|path| attachment(path)).collect::<Outcome<Vec<_>>>()?;
        let subject = self.subject.clone().unwrap_or_else(|| answered.subject.clone());
        let in_reply_to = answered.message;
        if text.trim().is_empty() && attachments.is_empty() && subject.is_empty() {
            return Err(Failure::new(Code::Declined, "the letter says nothing, so nothing was sent"));
        }
        let text = text.trim_end().to_owned();
        Ok(Letter { subject, in_reply_to, text, attachments, ..Letter::default() })
    }
}

/// What is sealed of a letter.
///
/// # Errors
/// If it cannot be written as one.
pub fn sealed(letter: &Letter) -> Outcome<Plaintext> {
    letter.encode().map_err(|error| Failure::usage(format!("{error}; nothing was sent")))
}

fn text(file: &Path) -> Outcome<String> {
    let bytes = input::file(file, MAX_TEXT)?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::usage(format!("{} is no text in UTF-8: send it along with --attach; nothing was sent", file.display()))
    })
}

fn attachment(path: &Path) -> Outcome<Attachment> {
    let bytes = read_file(path, MAX_TEXT).map_err(Failure::file(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Attachment::new(&name, media_type(&name), bytes))
}

/// The type of a file, by the end of its name. What is not known is sent as bytes.
fn media_type(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    match end.as_deref().unwrap_or_default() {
        "txt" | "log" => "text/plain",
        "md" => "text/markdown",
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "ics" => "text/calendar",
        "eml" => "message/rfc822",
        _ => "application/octet-stream",
    }
}

/// What somebody writes in their editor, which has the quoted text already.
fn edited(context: &Context, quoted: &str) -> Outcome<String> {
    if !context.terminal.can_ask() {
        let says = "there is no text, and no terminal for an editor: say -m TEXT, or -f FILE (- is standard input)";
        return Err(Failure::new(Code::NeedsAnswer, says));
    }
    let editor = || Failure::new(Code::Failed, "the editor cannot be started: set EDITOR to one, or say -m TEXT");
    match dialoguer::Editor::new().extension(".txt").edit(quoted).map_err(|_| editor())? {
        Some(text) if quoted.is_empty() || text.trim() != quoted.trim() => Ok(text),
        _ => Err(Failure::new(Code::Declined, "nothing was saved in the editor, so nothing was sent")),
    }
}
