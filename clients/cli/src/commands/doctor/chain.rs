//! The cluster: whether it answers, whether it is the one that one knows, its clock, and the programs.

use std::time::{Duration, Instant};

use bmail_sdk::Client;
use solana_message::Hash;
use tokio::time::timeout;

use super::{check::Check, programs};
use crate::{clusters, context::Context, failure::Failure, when};

/// How long the cluster may take for its first answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is asked, to find out how fast it is.
const QUESTIONS: usize = 3;
/// From how many milliseconds on it is slow.
const SLOW: u128 = 1_000;
/// How many seconds this machine's clock may differ from the cluster's.
const DRIFT: u64 = 60;

/// A cluster that answers.
pub struct Cluster {
    pub client: Client,
    pub genesis: Hash,
    /// Whether all programs are there.
    pub has_programs: bool,
}

pub async fn checks(context: &Context, checks: &mut Vec<Check>) -> Option<Cluster> {
    checks.extend(localnet(context).await);
    let (url, client) = match context.url().and_then(|url| Ok((url, context.client()?))) {
        Ok(found) => found,
        Err(failure) => {
            checks.push(Check::failed("cluster", &failure));
            return None;
        }
    };
    let (answered, genesis) = reach(&url, &client).await;
    checks.push(answered);
    let genesis = genesis?;
    checks.push(known(context, &url, &genesis));
    checks.push(clock(&client).await);
    let (has_programs, found) = programs::present(&client).await;
    checks.push(found);
    Some(Cluster { client, genesis, has_programs })
}

/// Whether the local network of the configuration runs.
async fn localnet(context: &Context) -> Option<Check> {
    let localnet = context.localnet.as_ref()?;
    let client = Client::connect(&localnet.url);
    let runs = matches!(timeout(PATIENCE, client.genesis()).await, Ok(Ok(_)));
    let is_needed = context.url().is_ok_and(|url| url == localnet.url);
    Some(match (runs, is_needed) {
        (true, _) => Check::ok("localnet", format!("it runs at {}", localnet.url)),
        (false, true) => Check::wrong("localnet", "it does not run", "start it with `bmail localnet`"),
        (false, false) => Check::ok("localnet", "it does not run, and is not needed"),
    })
}

async fn reach(url: &str, client: &Client) -> (Check, Option<Hash>) {
    let silent = |why: String| {
        let remedy = "check the URL and the connection, or choose another node with --url";
        (Check::wrong("cluster", format!("{url} does not answer: {why}"), remedy), None)
    };
    let genesis = match timeout(PATIENCE, client.genesis()).await {
        Err(_) => return silent(format!("not within {} seconds", PATIENCE.as_secs())),
        Ok(Err(error)) => return silent(Failure::from(error).message),
        Ok(Ok(genesis)) => genesis,
    };
    let mut took = Vec::new();
    for _ in 0..QUESTIONS {
        let begun = Instant::now();
        if let Ok(Ok(_)) = timeout(PATIENCE, client.now()).await {
            took.push(begun.elapsed().as_millis());
        }
    }
    took.sort_unstable();
    let check = match took.get(took.len() / 2) {
        None => Check::wrong("cluster", format!("{url} answers, but not whole"), "choose another node with --url"),
        Some(&median) if median >= SLOW => Check::warning(
            "cluster",
            format!("{url} is slow: an answer takes {median} ms"),
            "choose a nearer node with --url",
        ),
        Some(median) => Check::ok("cluster", format!("{url} answers in {median} ms")),
    };
    (check, Some(genesis))
}

/// Whether the URL leads to the cluster that it led to before.
fn known(context: &Context, url: &str, genesis: &Hash) -> Check {
    match clusters::remembered(&context.paths, url) {
        Err(_) => Check::ok("genesis", format!("{genesis}, seen for the first time")),
        Ok(before) if before == *genesis => Check::ok("genesis", genesis.to_string()),
        Ok(before) if context.localnet.as_ref().is_some_and(|localnet| localnet.url == url) => Check::ok(
            "genesis",
            format!(
                "{genesis}: the local network was started anew, and the mail of the one before ({before}) is apart"
            ),
        ),
        Ok(before) => Check::warning(
            "genesis",
            format!("this is the cluster {genesis}, but the URL led to {before} before"),
            "check the URL; the mail of each cluster is kept apart",
        ),
    }
}

async fn clock(client: &Client) -> Check {
    let theirs = match client.now().await {
        Ok(theirs) => theirs.0,
        Err(error) => return Check::failed("clock", &error.into()),
    };
    let ours = when::now();
    let apart = ours.abs_diff(theirs);
    let says = format!("this machine and the cluster are {apart} seconds apart");
    match apart {
        0..=DRIFT => Check::ok("clock", says),
        _ if ours > theirs => Check::warning(
            "clock",
            format!("{says}: this one is ahead, or the cluster stands still"),
            "set this machine's clock by the network; deadlines go by the cluster's",
        ),
        _ => Check::warning(
            "clock",
            format!("{says}: this one is behind"),
            "set this machine's clock by the network; deadlines go by the cluster's",
        ),
    }
}
