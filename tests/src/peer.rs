//! The peers: hand-written programs in `bench/peers` that do what ours do.

use std::path::PathBuf;

use bmail_sdk::{BOUNTY_ID, MAIL_ID};
use solana_pubkey::Pubkey;

use crate::Harness;

/// The programs that are replaced, and the file of each peer.
const PEERS: [(Pubkey, &str); 2] = [(MAIL_ID, "peer_mail.so"), (BOUNTY_ID, "peer_bounty.so")];

impl Harness {
    /// The same harness, with the peers at the addresses of the mail and bounty programs.
    pub fn with_peers(&self) -> Self {
        let mut harness = self.clone();
        for (program, file) in PEERS {
            harness.svm.add_program_from_file(program, peer(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
        harness
    }
}

/// Where `tools/build peers` puts a peer.
fn peer(file: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/peers").join(file);
    assert!(path.exists(), "{} is missing: run `tools/build peers`", path.display());
    path
}
