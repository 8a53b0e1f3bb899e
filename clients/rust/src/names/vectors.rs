//! The vectors that all languages share, `clients/vectors/names.json`: how people are shown.
//!
//! `BMAIL_UPDATE_VECTORS=1 cargo test -p bmail-sdk vectors` in `clients/` writes the file again.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::{
    domain::{Domain, wallets},
    sns, *,
};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/names.json");
const ABOUT: &str = "Test vectors of docs/letters.md, for how people are shown. Addresses are base58. The rows of a picture are \
    from above, and `#` is the foreground.";

fn fixed(label: &str) -> Pubkey {
    Pubkey::new_from_array(Sha256::digest(format!("b-mail test vector, {label}")).into())
}

fn picture(address: &Pubkey) -> Value {
    let Identicon { cells, foreground, background } = identicon(address);
    let row = |cells: [bool; 5]| cells.map(|cell| if cell { '#' } else { '.' }).iter().collect::<String>();
    json!({
        "address": address.to_string(), "short": short(address), "cells": cells.map(row),
        "foreground": foreground.css(), "background": background.css(),
    })
}

fn known() -> [Acquaintance; 2] {
    let text = |text: &str| Some(text.to_owned());
    [
        Acquaintance { address: fixed("Ada"), petname: text("Ada Bell"), name: text("adabell.sns") },
        Acquaintance { address: fixed("Bo"), petname: None, name: text("paypal.sns") },
    ]
}

/// An address with some characters of Ada's replaced.
fn like_ada(from: usize, other: &str) -> Pubkey {
    let mut text = fixed("Ada").to_string();
    text.replace_range(from..from + other.len(), other);
    text.parse().unwrap()
}

fn labels() -> Vec<Value> {
    let stranger = fixed("a stranger");
    let cases = [
        ("one's own name for somebody", fixed("Ada"), Some("adabell.sns"), 3),
        ("a verified name", fixed("Bo"), Some("paypal.sns"), 1),
        ("an address", stranger, None, 1),
        ("a first letter", stranger, None, 0),
        ("a verified name of a stranger", stranger, Some("cleo.sns"), 0),
        ("a name like a verified one", stranger, Some("paypa1.sns"), 0),
        ("a name like one's own for somebody", stranger, Some("ada-bell.sns"), 0),
        ("an address that begins like one", like_ada(40, "zzzz"), None, 0),
        ("an address that ends like one", like_ada(0, "9zzz"), None, 0),
        ("an address and a name like those of two people", like_ada(20, "zzzz"), Some("paypal.sns"), 0),
    ];
    let case = |(what, address, name, letters): (&str, Pubkey, Option<&str>, u64)| {
        let label = label(&address, name, letters, &known());
        let alike = label.alike.iter().map(|alike| match alike {
            Alike::Address(of) => json!({"address_of": of.to_string()}),
            Alike::Name(of) => json!({"name_of": of.to_string()}),
        });
        json!({
            "what": what, "address": address.to_string(), "name": name, "letters_before": letters, "text": label.text,
            "named": format!("{:?}", label.named).to_lowercase(), "is_first": label.is_first,
            "alike": alike.collect::<Vec<_>>(),
        })
    };
    cases.into_iter().map(case).collect()
}

fn service() -> Vec<Value> {
    let case = |name: &str| {
        let account = sns::account_of(name);
        json!({"name": name, "account": account.to_string(), "reverse": sns::reverse_of(&account).to_string()})
    };
    ["bonfida", "ada", "ada-bell", "kleingärten"].map(case).to_vec()
}

fn domains() -> Value {
    let domains =
        ["example.org", "Kleingärten.example", "xn--80aa0cbo65f.example", "аpple.example", "127.0.0.1", "example"];
    let domains = domains.map(|text| match Domain::parse(text) {
        Ok(domain) => {
            json!({"text": text, "ascii": domain.ascii(), "shown": domain.shown(), "record": domain.record()})
        }
        Err(_) => json!({"text": text, "refused": true}),
    });
    let [ada, bo] = ["Ada", "Bo"].map(fixed);
    let records = [
        vec![format!("v=bmail1; wallet={ada}"), "v=spf1 -all".to_owned()],
        vec![format!("v=bmail1; wallet={ada}"), format!("v=bmail1;wallet={bo},{ada};later=x")],
        vec!["v=bmail1; wallet=abc".to_owned(), format!("v=bmail1; wallet={ada}")],
        vec![format!("v=bmail2; wallet={ada}")],
    ];
    let records = records.map(|records| match wallets(records.iter().map(String::as_str)) {
        Ok(wallets) => {
            let mut wallets: Vec<_> = wallets.iter().map(ToString::to_string).collect();
            wallets.sort();
            json!({"records": records, "wallets": wallets})
        }
        Err(error) => json!({"records": records, "refused": format!("{error:?}")}),
    });
    json!({"domains": domains, "records": records})
}

#[test]
fn people_are_shown_as_the_vectors_have_it() {
    let known =
        known().map(|one| json!({"address": one.address.to_string(), "petname": one.petname, "name": one.name}));
    let pictures: Vec<_> = ["Ada", "Bo", "Cleo", "a stranger"].iter().map(|label| picture(&fixed(label))).collect();
    let choices = ["Ada", "Bo"]
        .map(fixed)
        .map(|one| json!({"wallet": one.to_string(), "choice": sns::choice_of(&one).to_string()}));
    let made = json!({
        "about": ABOUT, "pictures": pictures, "known": known, "labels": labels(), "names": service(), "choices": choices,
        "domains": domains(),
    });
    let made = serde_json::to_string_pretty(&made).unwrap() + "\n";
    if std::env::var_os("BMAIL_UPDATE_VECTORS").is_some() {
        std::fs::write(PATH, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(PATH).unwrap_or_default(), made, "{PATH} has other values");
}
