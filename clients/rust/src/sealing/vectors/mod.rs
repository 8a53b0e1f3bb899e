//! The test vectors that all languages share, `clients/vectors/sealing.json`. They are generated and checked here.
//!
//! `BMAIL_UPDATE_VECTORS=1 cargo test -p bmail-sdk vectors` writes the file again. If it changes except by additions,
//! mail that was sealed before no longer opens.

mod derivations;
mod refusals;
mod sealings;
mod unsealable;

use super::{Envelope, SecretKey};
use derivations::{Derivation, Underivable};
use refusals::Refusal;
use sealings::Sealing;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use std::fmt::Debug;
use std::sync::LazyLock;
use unsealable::Unsealable;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/sealing.json");

const ABOUT: &str = "Test vectors of docs/sealing.md. Bytes are hex, integers above 32 bits are decimal \
    strings. 'incompressible' bytes are SHA-256 of 0, 1, 2... (u64 little-endian), joined and cut. \
    Another DEFLATE encoder gives another frame: then seal the frame given here.";

#[derive(Serialize, Deserialize)]
struct Vectors {
    about: String,
    derivations: Vec<Derivation>,
    sealings: Vec<Sealing>,
    /// Mail that must not open, and the name of the error that says so.
    refusals: Vec<Refusal>,
    /// Texts that must not be sealed, and keys that nothing may be sealed to.
    unsealable: Vec<Unsealable>,
    /// Signatures that no key may be derived from.
    underivable: Vec<Underivable>,
}

fn generate() -> Vectors {
    Vectors {
        about: ABOUT.into(),
        derivations: derivations::generate(),
        sealings: sealings::generate(),
        refusals: refusals::generate(),
        unsealable: unsealable::generate(),
        underivable: derivations::underivable(),
    }
}

fn generated_json() -> String {
    serde_json::to_string_pretty(&generate()).unwrap() + "\n"
}

/// The committed file. It is written first if `BMAIL_UPDATE_VECTORS` is set.
static COMMITTED_JSON: LazyLock<String> = LazyLock::new(|| {
    if std::env::var_os("BMAIL_UPDATE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::write(PATH, generated_json()).unwrap();
    }
    std::fs::read_to_string(PATH).unwrap()
});

fn committed() -> Vectors {
    serde_json::from_str(&COMMITTED_JSON).unwrap()
}

/// Shows mail.md: Test vectors for all languages are committed.
#[test]
fn the_committed_vectors_are_those_that_this_code_makes() {
    let generated = generated_json();
    // assert_eq would print both files.
    let same_lines = COMMITTED_JSON.lines().zip(generated.lines()).take_while(|(one, other)| one == other).count();
    assert!(
        *COMMITTED_JSON == generated,
        "{PATH} differs after line {same_lines}. If only 'frame' and what depends on it differ, flate2 was built with \
         another encoder. If anything else differs, old mail will not open"
    );
}

/// An [`Envelope`] in JSON.
#[derive(Clone, Serialize, Deserialize)]
struct EnvelopeFields {
    network: String,
    sender: String,
    recipient: String,
    sequence: String,
    key_version: u32,
}

impl From<Envelope> for EnvelopeFields {
    fn from(envelope: Envelope) -> Self {
        Self {
            network: hex(envelope.network.as_ref()),
            sender: hex(envelope.sender.as_ref()),
            recipient: hex(envelope.recipient.as_ref()),
            sequence: envelope.sequence.to_string(),
            key_version: envelope.key_version,
        }
    }
}

impl EnvelopeFields {
    fn envelope(&self) -> Envelope {
        let address = |hex| Pubkey::new_from_array(unhex_array(hex));
        Envelope {
            network: address(&self.network),
            sender: address(&self.sender),
            recipient: address(&self.recipient),
            sequence: self.sequence.parse().unwrap(),
            key_version: self.key_version,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}

fn unhex_array<const LEN: usize>(hex: &str) -> [u8; LEN] {
    unhex(hex).try_into().unwrap()
}

/// 32 bytes that look random and are the same in every run.
fn fixed(label: &str) -> [u8; 32] {
    Sha256::digest(format!("b-mail test vector, {label}")).into()
}

fn secret_bytes(secret: &SecretKey) -> [u8; 32] {
    hpke::Serializable::to_bytes(secret.as_hpke()).into()
}

/// The name of an error's variant without its fields, which other languages compare.
fn error_name(error: impl Debug) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}
