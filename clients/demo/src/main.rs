//! Shows what b-mail does, on an embedded local validator and over JSON-RPC alone.
//!
//! `play` is the state that all scenes share, `acts` is what people do in more than one scene, `books` counts every
//! lamport, and `scenes` lists the scenes in order.

mod acts;
mod books;
mod entrants;
mod held;
mod journal;
mod letters;
mod movements;
mod people;
mod play;
mod scenes;
mod stage;
mod tables;
mod teller;

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use bmail_sdk::{
    files::{read_at_most, read_file},
    sealing::{self, MAX_TEXT},
    text::shown_lines,
};
use clap::Parser;
use tokio::task::block_in_place;

/// Shows a community and its mail on a local validator: paid and encrypted letters, long letters, newsletters,
/// reputation, free mail between contacts, the price of spam, a treasury that pays for work, and the books, in which
/// every lamport is accounted for.
#[derive(Parser)]
struct Arguments {
    /// What Ada writes to Bo; a text that does not fit in a transaction becomes her long letter
    #[arg(long, conflicts_with = "file")]
    message: Option<String>,
    /// A file with what Ada writes to Bo, at most 1 MiB, and 64 KiB when compressed; - is standard input
    #[arg(long)]
    file: Option<PathBuf>,
    /// Print one JSON object instead of the story
    #[arg(long)]
    json: bool,
    /// Keep the validator running after the play, until standard input ends
    #[arg(long)]
    wait: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // It may quote what a node or a file says.
            eprintln!("demo: {}", shown_lines(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let text = text(&arguments)?;
    let play = play::Play::new(stage::Stage::open().await?, !arguments.json)?;
    scenes::play_all(&play, text).await?;
    let journal = play.journal.take();
    if arguments.json {
        teller::print(serde_json::to_string_pretty(&journal)?);
    }
    if arguments.wait {
        block_in_place(|| io::copy(&mut io::stdin(), &mut io::sink())).context("could not read standard input")?;
    }
    anyhow::ensure!(journal.balanced, "the books do not balance: lamports were created or lost; please report this");
    Ok(())
}

/// What the user wants Ada to write, if anything.
fn text(arguments: &Arguments) -> Result<Option<Vec<u8>>> {
    let text = match (&arguments.message, &arguments.file) {
        (Some(message), _) => message.as_bytes().to_vec(),
        (None, Some(file)) => read(file)?,
        (None, None) => return Ok(None),
    };
    sealing::ciphertext_len(&text).context("Ada cannot send this text")?;
    Ok(Some(text))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return read_file(file, MAX_TEXT).with_context(|| format!("could not read {}", file.display()));
    }
    read_at_most(io::stdin(), MAX_TEXT).context("could not read standard input")
}
