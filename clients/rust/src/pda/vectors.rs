//! The addresses that all languages share, `clients/vectors/addresses.json`, with some that a client must not get.
//!
//! `BMAIL_UPDATE_VECTORS=1 cargo test -p bmail-sdk vectors` in `clients/` writes the file again. If an address changes,
//! accounts are not found any more.

use bounty_core::Terms;
use serde_json::{Value, json};
use solana_pubkey::Pubkey;

use super::*;
use crate::{PROGRAMS, SPL_TOKEN_ID};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/addresses.json");
const ABOUT: &str = "Test vectors of docs/implementing.md, for the programs at these addresses. Addresses are base58, other \
    bytes are hex, and integers above 32 bits are decimal strings. A refusal is the address that a mistake leads to.";
/// A mailbox's first number, if it opened at this second.
const FIRST: u64 = 1_800_000_000 << 20;

/// An address that is the same in every run.
fn fixed(label: &str) -> Pubkey {
    Pubkey::new_from_array(Sha256::digest(format!("b-mail test vector, {label}")).into())
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an address is derived from, with what came out.
fn case(kind: &str, from: Value, found: Value) -> Value {
    let mut all = json!({ "kind": kind });
    for part in [from, found] {
        all.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    }
    all
}

/// An address that its program creates.
fn derived(kind: &str, from: Value, (address, bump): (Pubkey, u8)) -> Value {
    case(kind, from, json!({ "address": address.to_string(), "bump": bump }))
}

/// An address that its author creates.
fn seeded(kind: &str, from: Value, (address, seed): (Pubkey, String)) -> Value {
    case(kind, from, json!({ "seed": hex(seed), "address": address.to_string() }))
}

struct People {
    network: Pubkey,
    wallets: [Pubkey; 2],
    mailboxes: [Pubkey; 2],
    standings: [Pubkey; 2],
}

fn people() -> People {
    let (network, wallets) = (fixed("network"), [fixed("Ada"), fixed("Bo")]);
    let mailboxes = wallets.map(|wallet| PROGRAMS.mailbox(&network, &wallet).0);
    let standings = wallets.map(|wallet| PROGRAMS.standing(&network, &wallet).0);
    People { network, wallets, mailboxes, standings }
}

fn of_mail() -> Vec<Value> {
    let People { network, wallets: [ada, bo], mailboxes: [adas, bos], .. } = people();
    let [network_text, ada_text, adas_text, bos_text] = [network, ada, adas, bos].map(|address| address.to_string());
    let mut cases = Vec::new();
    for name in ["the allotments", "Gärtner", "a name of thirty-two bytes, full"] {
        let founder = fixed("founder");
        let address = PROGRAMS.network(&founder, &network_name(name).unwrap());
        cases.push(derived("network", json!({ "founder": founder.to_string(), "name": name }), address));
    }
    cases.push(derived("ledger", json!({ "network": network_text }), PROGRAMS.ledger(&network)));
    for owner in [ada, bo] {
        let from = json!({ "network": network_text, "owner": owner.to_string() });
        cases.push(derived("mailbox", from, PROGRAMS.mailbox(&network, &owner)));
    }
    for mailboxes in [[&adas_text, &bos_text], [&bos_text, &adas_text]] {
        let from = json!({ "mailboxes": mailboxes });
        cases.push(derived("correspondence", from, PROGRAMS.correspondence(&adas, &bos)));
    }
    for sequence in [FIRST, FIRST + 1, 127, 128, (1 << 56) - 1] {
        let from = json!({ "sender": ada_text, "sender_mailbox": adas_text, "sequence": sequence.to_string() });
        cases.push(seeded("message", from, PROGRAMS.message(&ada, &adas, sequence)));
    }
    let hash: [u8; 32] = Sha256::digest("a ciphertext").into();
    cases.push(seeded("body", json!({ "author": ada_text, "hash": hex(hash) }), PROGRAMS.body(&ada, &hash)));
    cases
}

fn of_reputation() -> Vec<Value> {
    let People { network, wallets: [ada, bo], standings: [_, bos], .. } = people();
    let of_network = json!({ "network": network.to_string() });
    let (mint, of_owner) =
        (PROGRAMS.mint(&network), json!({ "network": network.to_string(), "owner": bo.to_string() }));
    let token = json!({
        "owner": bo.to_string(), "mint": mint.0.to_string(), "token_program": TOKEN_2022_ID.to_string(),
    });
    let between = json!({ "endorser": ada.to_string(), "endorsed_standing": bos.to_string() });
    vec![
        derived("reputation", of_network.clone(), PROGRAMS.reputation(&network)),
        derived("mint", of_network, mint),
        derived("standing", of_owner, PROGRAMS.standing(&network, &bo)),
        seeded("endorsement", between, PROGRAMS.endorsement(&ada, &bos)),
        derived("token_account", token, token_account(&bo, &mint.0)),
    ]
}

/// What a bounty promises.
fn promise(mint: Pubkey) -> CreateBountyInstructionArgs {
    let reviewer = |place| if place < 3 { fixed(&format!("reviewer {place}")) } else { Pubkey::default() };
    let reviewers = std::array::from_fn(reviewer);
    let (terms_hash, terms_uri) = (Sha256::digest("the terms").into(), Vec::new());
    CreateBountyInstructionArgs { number: FIRST, terms: Terms::EXAMPLE, mint, terms_hash, reviewers, terms_uri }
}

fn of_bounty() -> Vec<Value> {
    let People { network, wallets: [ada, bo], .. } = people();
    let (of_network, token) = (json!({ "network": network.to_string() }), fixed("token"));
    let of_token = json!({ "network": network.to_string(), "mint": token.to_string() });
    let mut cases = vec![
        derived("treasury", of_network.clone(), PROGRAMS.treasury(&network)),
        derived("treasury", of_token, PROGRAMS.token_treasury(&network, &token)),
        derived("weekly_stats", of_network.clone(), PROGRAMS.weekly_stats(&network)),
        derived("awards", of_network, PROGRAMS.awards(&network)),
    ];
    for mint in [Pubkey::default(), token] {
        let promise = promise(mint);
        let from = json!({
            "issuer": ada.to_string(),
            "network": network.to_string(),
            "number": promise.number.to_string(),
            "terms": hex(borsh::to_vec(&promise.terms).unwrap()),
            "mint": mint.to_string(),
            "terms_hash": hex(promise.terms_hash),
            "reviewers": promise.reviewers.map(|reviewer| reviewer.to_string()),
        });
        let found = PROGRAMS.bounty(&ada, &network, &promise);
        let (bounty, text) = (found.0, found.0.to_string());
        cases.push(seeded("bounty", from, found));
        cases.push(derived("vault", json!({ "bounty": text }), PROGRAMS.vault(&bounty)));
        let from = json!({ "contributor": bo.to_string(), "bounty": text });
        cases.push(seeded("contribution", from, PROGRAMS.contribution(&bo, &bounty)));
        let from = json!({ "submitter": bo.to_string(), "bounty": text });
        cases.push(seeded("submission", from, PROGRAMS.submission(&bo, &bounty)));
    }
    let from = json!({ "owner": bo.to_string(), "mint": token.to_string(), "token_program": SPL_TOKEN_ID.to_string() });
    cases.push(derived("token_account", from, associated_token(&bo, &token, &SPL_TOKEN_ID)));
    cases
}

/// What a mistake leads to, in the seed of an address that its author creates, or in the order of a program's seeds.
fn refusals() -> Vec<Value> {
    let People { network, wallets: [ada, bo], mailboxes: [adas, bos], .. } = people();
    let bounty = PROGRAMS.bounty(&ada, &network, &promise(Pubkey::default())).0;
    let wrong = |name: &str, kind: &str, mut from: Value, address: Pubkey| {
        from["name"] = json!(name);
        case(kind, from, json!({ "address": address.to_string() }))
    };
    let message =
        json!({ "sender": ada.to_string(), "sender_mailbox": adas.to_string(), "sequence": FIRST.to_string() });
    let mut highest_first = adas.to_bytes();
    for (place, byte) in highest_first[24..].iter_mut().rev().enumerate() {
        *byte = (FIRST >> (7 * place)) as u8;
    }
    let mut whole_bytes = adas.to_bytes();
    whole_bytes[24..].copy_from_slice(&FIRST.to_le_bytes());
    let of_mail = |seed| of_author(&ada, seed, &PROGRAMS.mail).0;
    let submission = json!({ "submitter": bo.to_string(), "bounty": bounty.to_string() });
    let mut first_word_last = bounty.to_bytes();
    first_word_last.rotate_left(8);
    let (low, high) = (adas.min(bos), adas.max(bos));
    let higher_first = PROGRAMS.of_mail(&[b"correspondence", high.as_ref(), low.as_ref()]).0;
    let pair = json!({ "mailboxes": [adas.to_string(), bos.to_string()] });
    vec![
        wrong("the highest seven bits first", "message", message.clone(), of_mail(highest_first)),
        wrong("eight bits of the number in a byte", "message", message.clone(), of_mail(whole_bytes)),
        wrong("the wallet instead of the mailbox", "message", message, of_mail(numbered(&ada, FIRST))),
        wrong("the contribution's seed", "submission", submission.clone(), PROGRAMS.contribution(&bo, &bounty).0),
        wrong("the first word last", "submission", submission, of_author(&bo, first_word_last, &PROGRAMS.bounty).0),
        wrong("the higher mailbox first", "correspondence", pair, higher_first),
    ]
}

fn generated() -> String {
    let addresses = [of_mail(), of_reputation(), of_bounty()].concat();
    let [mail, reputation, bounty] =
        [PROGRAMS.mail, PROGRAMS.reputation, PROGRAMS.bounty].map(|program| program.to_string());
    let all = json!({
        "about": ABOUT,
        "programs": { "mail": mail, "reputation": reputation, "bounty": bounty },
        "addresses": addresses,
        "refusals": refusals(),
    });
    serde_json::to_string_pretty(&all).unwrap() + "\n"
}

#[test]
fn the_committed_addresses_are_those_that_this_code_derives() {
    if std::env::var_os("BMAIL_UPDATE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::write(PATH, generated()).unwrap();
    }
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(PATH).unwrap()).unwrap();
    // Whoever has programs at other addresses has other vectors.
    if committed["programs"]["mail"] == json!(PROGRAMS.mail.to_string()) {
        assert_eq!(committed, serde_json::from_str::<Value>(&generated()).unwrap());
    }
}

#[test]
fn no_mistake_leads_to_a_committed_address() {
    let all = serde_json::from_str::<Value>(&generated()).unwrap();
    let addresses = |list: &str| -> Vec<_> {
        all[list].as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["address"].clone())).collect()
    };
    let right = addresses("addresses");
    assert!(addresses("refusals").iter().all(|wrong| !right.contains(wrong)));
}
