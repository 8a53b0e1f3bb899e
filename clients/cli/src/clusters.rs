//! Clusters: their URLs, and which one a URL led to when it was last asked.

use std::collections::BTreeMap;

use bmail_sdk::files::store;
use solana_message::Hash;

use crate::{
    config::{Paths, json, private_folder, read},
    failure::{Failure, Outcome},
};

/// The URL of a cluster, by Solana's names for them.
///
/// # Errors
/// If it is no URL.
pub fn url(said: &str) -> Outcome<String> {
    let url = match said {
        "m" | "mainnet-beta" => "https://api.mainnet-beta.solana.com",
        "t" | "testnet" => "https://api.testnet.solana.com",
        "d" | "devnet" => "https://api.devnet.solana.com",
        "l" | "localhost" => "http://localhost:8899",
        url if url.starts_with("http://") || url.starts_with("https://") => url,
        other => {
            let says = format!("{other} is no cluster: say a URL, or mainnet-beta, testnet, devnet or localhost");
            return Err(Failure::usage(says));
        }
    };
    Ok(url.to_owned())
}

/// Notes which cluster a URL led to, so that what is kept can be read without it.
///
/// # Errors
/// If it cannot be written.
pub fn remember(paths: &Paths, url: &str, genesis: &Hash) -> Outcome<()> {
    let mut known = known(paths)?;
    let genesis = genesis.to_string();
    if known.get(url) == Some(&genesis) {
        return Ok(());
    }
    known.insert(url.to_owned(), genesis);
    let path = paths.data.join("clusters.json");
    private_folder(&paths.data)?;
    let text = serde_json::to_string_pretty(&known).expect("texts");
    store(&path, text.as_bytes()).map_err(Failure::file(&path))
}

/// The genesis hash of the cluster that a URL led to the last time.
///
/// # Errors
/// If it was never asked.
pub fn remembered(paths: &Paths, url: &str) -> Outcome<Hash> {
    let known = known(paths)?;
    let genesis = known.get(url).and_then(|genesis| genesis.parse().ok());
    genesis.ok_or_else(|| {
        Failure::not_set_up(format!("nothing is kept of the cluster at {url} yet: try again without --offline"))
    })
}

fn known(paths: &Paths) -> Outcome<BTreeMap<String, String>> {
    Ok(read(&paths.data.join("clusters.json"), json)?.unwrap_or_default())
}
