//! Plays b-mail's main job on an embedded local validator, over JSON-RPC alone.

mod journal;
mod people;
mod play;
mod stage;
mod tables;

use std::{
    fs,
    io::{self, Read},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::Parser;

/// A paragraph for Ada, where the caller has none.
const PARAGRAPH: &str = "Dear Bo, the seed library opens on Saturday at nine, in the old fire station. We have beans \
    of forty kinds and nobody who can tell them apart, so we thought of you. Bring gloves, and the kettle if it still \
    works. There will be soup. Yours, Ada";

/// Two people, a network, paid and encrypted messages, a spammer, a refund: with every lamport accounted for.
#[derive(Parser)]
struct Arguments {
    /// What Ada writes to Bo
    #[arg(long, conflicts_with = "file")]
    message: Option<String>,
    /// A file with what Ada writes to Bo; - is standard input
    #[arg(long)]
    file: Option<PathBuf>,
    /// Print one JSON object instead of tables
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
    let journal = play::play(&stage, &text, !arguments.json).await?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&journal)?);
    }
    anyhow::ensure!(journal.balanced, "the books do not balance: lamports were created or lost");
    Ok(())
}

fn text(arguments: &Arguments) -> Result<Vec<u8>> {
    let Some(file) = &arguments.file else {
        return Ok(arguments.message.as_deref().unwrap_or(PARAGRAPH).as_bytes().to_vec());
    };
    let mut text = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().read_to_end(&mut text).context("could not read standard input")?;
    } else {
        text = fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
    }
    Ok(text)
}
