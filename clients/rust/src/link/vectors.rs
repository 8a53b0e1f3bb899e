//! The test vectors that all languages share, `clients/vectors/links.json`. They are generated and checked here.
//!
//! `BMAIL_UPDATE_VECTORS=1 cargo test -p bmail-sdk vectors` writes the file again. If it changes except by additions, links
//! that were made before no longer open.

use std::{collections::BTreeSet, sync::LazyLock};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use solana_keypair::{Keypair, Signer};
use solana_pubkey::Pubkey;

use super::*;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/links.json");

const ABOUT: &str = "Test vectors of docs/letters.md, 'Links'. Bytes are hex, sequence numbers are decimal strings.";
const APP: &str = "https://app.example.org";

#[derive(Serialize, Deserialize, PartialEq)]
struct Vectors {
    about: String,
    /// Keys of links, from a wallet's seed or its signature.
    keys: Vec<Key>,
    links: Vec<Written>,
    /// Texts that are no links, and the names of the errors.
    refusals: Vec<Refusal>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Key {
    method: String,
    wallet_seed: String,
    network: String,
    sequence: String,
    signing_text: Option<String>,
    signature: Option<String>,
    seed: String,
    address: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Written {
    genesis: String,
    network: String,
    message: String,
    seed: String,
    app: String,
    url: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Refusal {
    name: String,
    error: String,
    text: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const LEN: usize>(hex: &str) -> [u8; LEN] {
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
}

fn fixed(label: &str) -> [u8; 32] {
    Sha256::digest(format!("b-mail test vector, {label}")).into()
}

fn keys() -> Vec<Key> {
    let network = Pubkey::new_from_array(fixed("network one"));
    let mut keys = Vec::new();
    for (number, sequence) in [0, 1 << 51, u64::MAX].into_iter().enumerate() {
        let wallet = Keypair::new_from_array(fixed(&format!("wallet {number}")));
        let text = signing_text(&network);
        let signature = wallet.sign_message(text.as_bytes());
        let signed = LinkSecret::from_signature(&signature, &wallet.pubkey(), &network).unwrap();
        let of = |method: &str, secret: &LinkSecret, signed: bool| {
            let key = secret.key(&network, sequence);
            Key {
                method: method.into(),
                wallet_seed: hex(wallet.secret_bytes()),
                network: hex(network.as_ref()),
                sequence: sequence.to_string(),
                signing_text: signed.then(|| text.clone()),
                signature: signed.then(|| hex(signature.as_array())),
                seed: hex(key.seed()),
                address: key.address().to_string(),
            }
        };
        keys.push(of("keypair", &LinkSecret::from_keypair(&wallet), false));
        keys.push(of("signature", &signed, true));
    }
    keys
}

fn example() -> Link {
    let [network, message] = ["network one", "message"].map(|label| Pubkey::new_from_array(fixed(label)));
    Link { genesis: unhex(&hex(&fixed("genesis")[..8])), network, message, key: LinkKey::from_seed(fixed("link seed")) }
}

/// A code with the right check at its end.
fn checked(bytes: &[u8]) -> String {
    let check = Sha256::digest(bytes);
    format!("{APP}/#/l/{}", BASE64_URL_SAFE_NO_PAD.encode([bytes, &check[..4]].concat()))
}

fn refusals() -> Vec<Refusal> {
    let url = example().url(APP);
    let place = url.find("#/l/").unwrap();
    let mut spoilt = url.clone();
    spoilt.replace_range(place + 40..=place + 40, if spoilt.as_bytes()[place + 40] == b'A' { "B" } else { "A" });
    let cases = [
        ("no link", APP.to_owned()),
        ("a link cut off in the middle", url[..place + 70].to_owned()),
        ("a link without its last character", url[..url.len() - 1].to_owned()),
        ("nothing after the place", format!("{APP}/#/l/")),
        ("a changed character", spoilt),
        ("a character too many", format!("{url}A")),
        ("a character that is none of a link", url.replacen("#/l/", "#/l/%", 1)),
        ("a later version", checked(&[2; 50])),
        ("version 1 with another length", checked(&[1; 50])),
    ];
    let refusal = |(name, text): (&str, String)| {
        let error = format!("{:?}", Link::parse(&text).unwrap_err());
        Refusal { name: name.into(), error: error.chars().take_while(char::is_ascii_alphanumeric).collect(), text }
    };
    cases.into_iter().map(refusal).collect()
}

fn generate() -> Vectors {
    let link = example();
    let written = |app: &str| Written {
        genesis: hex(&link.genesis),
        network: link.network.to_string(),
        message: link.message.to_string(),
        seed: hex(link.key.seed()),
        app: app.into(),
        url: link.url(app),
    };
    Vectors {
        about: ABOUT.into(),
        keys: keys(),
        links: [APP, "http://localhost:8080/mail/"].map(written).into(),
        refusals: refusals(),
    }
}

/// The committed file. It is written first if `BMAIL_UPDATE_VECTORS` is set.
static COMMITTED: LazyLock<Vectors> = LazyLock::new(|| {
    if std::env::var_os("BMAIL_UPDATE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::write(PATH, serde_json::to_string_pretty(&generate()).unwrap() + "\n").unwrap();
    }
    serde_json::from_str(&std::fs::read_to_string(PATH).unwrap()).unwrap()
});

#[test]
fn the_committed_links_vectors_are_those_that_this_code_makes() {
    assert!(*COMMITTED == generate(), "{PATH} differs: links that were made before would no longer open");
}

/// Shows letters.md: A link that was cut off or changed says so.
#[test]
fn every_committed_link_is_read_and_every_refusal_refused() {
    for Written { genesis, network, message, seed, url, .. } in &COMMITTED.links {
        let link = Link::parse(url).unwrap();
        assert_eq!((hex(&link.genesis), link.network.to_string()), (genesis.clone(), network.clone()));
        assert_eq!((link.message.to_string(), hex(link.key.seed())), (message.clone(), seed.clone()));
    }
    let mut shown = BTreeSet::new();
    for Refusal { name, error, text } in &COMMITTED.refusals {
        let refused = format!("{:?}", Link::parse(text).unwrap_err());
        assert!(refused.starts_with(error.as_str()), "{name}: {refused}");
        shown.insert(error.as_str());
    }
    assert!(shown.iter().eq(["Changed", "CutOff", "LaterVersion", "NoLink"].iter()), "{shown:?}");
}
