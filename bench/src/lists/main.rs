//! What a list of 100,000 messages costs: the seconds, bytes and requests up to the first screen, on a real validator of this
//! machine. The bytes are those on the wire, with HTTP.
//!
//! Without arguments it prints a table. `--check` compares with bench/lists.json, `--write` replaces it. Seconds depend on the
//! machine, so they are only compared with a bound.

mod crowd;
mod figures;
mod validator;

use std::time::Instant;

use anyhow::{Result, ensure};
use bmail_faulty_node::Tunnel;
use bmail_sdk::{
    Client,
    lists::{Order, screen},
};
use clap::Parser;
use units::Timestamp;

use crowd::{MESSAGES, NOW, mailbox};
use figures::{Figures, median};
use validator::Validator;

/// Measures lists.
#[derive(Parser)]
struct Arguments {
    /// How many messages; with another number than 100,000, figures are only printed
    #[arg(long, default_value_t = MESSAGES)]
    messages: usize,
    /// Fail if a figure is over 2% above bench/lists.json, or the seconds above their bound
    #[arg(long)]
    check: bool,
    /// Replace bench/lists.json; say why in the commit
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

/// How often each is measured.
const RUNS: usize = 5;
/// How many messages are on a screen.
const SCREEN: usize = 25;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let validator = Validator::start(crowd::messages(arguments.messages))?;
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        runs.push(first_screen(validator.url(), arguments.messages).await?);
    }
    let of = |part: fn(&Run) -> u64| median(runs.iter().map(part).collect());
    let figures = Figures {
        milliseconds: of(|run| run.milliseconds),
        least_milliseconds: runs.iter().map(|run| run.milliseconds).min().unwrap_or_default(),
        bytes: of(|run| run.bytes),
        requests: of(|run| run.requests),
    };
    let is_whole = arguments.messages == MESSAGES;
    match (arguments.check && is_whole, arguments.write && is_whole) {
        (true, _) => figures.check(),
        (_, true) => figures.write(),
        _ => figures.print(arguments.messages),
    }
}

struct Run {
    milliseconds: u64,
    bytes: u64,
    requests: u64,
}

/// Opens an inbox, up to the content of the messages on its first screen: those that most waits for.
async fn first_screen(validator: &str, messages: usize) -> Result<Run> {
    let tunnel = Tunnel::open(validator)?;
    let begun = Instant::now();
    let client = Client::connect(tunnel.url());
    let inbox = client.inbox(&mailbox()).await?;
    let first = screen(&inbox.entries, &Order::Waiting(Timestamp(NOW)), 0, SCREEN);
    let first: Vec<_> = first.iter().map(|header| header.address).collect();
    let shown = client.messages(&first).await?;
    let milliseconds = u64::try_from(begun.elapsed().as_millis())?;
    ensure!(inbox.entries.len() == messages && inbox.gaps.is_empty(), "the list is not whole");
    ensure!(shown.entries.len() == SCREEN, "the screen is not full");
    ensure!(shown.entries.iter().all(|(_, message)| message.header.fee == crowd::HIGHEST), "these are not the first");
    let passed = tunnel.passed();
    Ok(Run { milliseconds, bytes: passed.sent + passed.received, requests: passed.requests })
}
