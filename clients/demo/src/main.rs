//! Plays what b-mail does on an embedded local validator, over JSON-RPC alone.

mod acts;
mod books;
mod journal;
mod people;
mod play;
mod scenes;
mod stage;
mod tables;
mod teller;

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use bmail_sdk::sealing;
use clap::Parser;

/// A community and its mail: paid, encrypted, long, to many, earning reputation, free among friends, ruinous for
/// spammers and who vouches for them; its treasury, which pays for work; and every lamport accounted for.
#[derive(Parser)]
struct Arguments {
    /// What Ada writes to Bo; if it fits no transaction, it is her long letter
    #[arg(long, conflicts_with = "file")]
    message: Option<String>,
    /// A file with what Ada writes to Bo, likewise, of at most 64 KiB when compressed; - is standard input
    #[arg(long)]
    file: Option<PathBuf>,
    /// Print one JSON object instead of the story
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let text = text(&arguments)?;
    let stage = stage::Stage::open().await?;
    let journal = play::play(stage, text, !arguments.json).await?;
    if arguments.json {
        teller::print(serde_json::to_string_pretty(&journal)?);
    }
    anyhow::ensure!(journal.balanced, "the books do not balance: lamports were created or lost");
    Ok(())
}

/// What the caller wants Ada to write, if anything.
fn text(arguments: &Arguments) -> Result<Option<Vec<u8>>> {
    let text = match (&arguments.message, &arguments.file) {
        (Some(message), _) => message.as_bytes().to_vec(),
        (None, Some(file)) => read(file)?,
        (None, None) => return Ok(None),
    };
    sealing::ciphertext_len(&text).context("Ada cannot write this")?;
    Ok(Some(text))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return fs::read(file).with_context(|| format!("could not read {}", file.display()));
    }
    let mut text = Vec::new();
    io::stdin().read_to_end(&mut text).context("could not read standard input")?;
    Ok(text)
}
