//! What happens when time is over.

use std::fs;

use serde_json::Value;

use crate::harness::{Localnet, Machine, balance};

/// After this, nothing can be answered any more.
const DAYS: u32 = 20;

#[test]
fn what_nobody_answered_in_time_comes_back_and_what_was_spread_goes_out() {
    let localnet = Localnet::start();
    let ada = Machine::set_up(&localnet);
    let people: Vec<_> = (0..5).map(|_| Machine::set_up(&localnet)).collect();
    let (wallet, to) = (ada.wallet(), people.iter().map(Machine::wallet).collect::<Vec<_>>());
    let all: Vec<&str> = to.iter().map(String::as_str).collect();
    ada.json(&["send", all[0], "-m", "In time?", "--offer", "0.003", "--yes"]);
    let long: String = (0..1_500_u64).map(|number| format!("{} ", number * number * 7_919 % 100_003)).collect();
    ada.json(&["send", all[0], all[1], "-m", &long, "--yes"]);
    let made = ada.json(&["link", "make", "-m", "Hello", "--gift", "0.03", "--yes"]);
    let spread = ada.json(&[&["send"], &all[..], &["-m", "One after another", "--spread", "--yes"]].concat());
    let waiting = spread["letters"].as_array().unwrap().iter().filter(|one| one["became"] == "waiting").count();
    assert!(waiting > 0, "{spread}");
    people[0].json(&["sync"]);
    assert_eq!(ada.json(&["expire"])["returned_lamports"], 0);
    assert_eq!(ada.failure(&["expire", "1"])["code"], "usage");

    localnet.travel(DAYS);
    let before = balance(&localnet, &wallet);
    let collected = ada.json(&["expire"]);
    let letters = collected["letters"].as_array().unwrap();
    assert!(letters.iter().any(|one| one["postage_lamports"] == 3_000_000), "{collected}");
    assert_eq!(collected["texts"].as_array().unwrap().len(), 1, "{collected}");
    let returned = collected["returned_lamports"].as_u64().unwrap();
    let gained = balance(&localnet, &wallet) - before;
    let fees = (letters.len() as u64 + 1) * 15_000;
    assert!(gained < returned && gained + fees > returned, "{gained} of {returned}");
    assert_eq!(ada.json(&["expire"])["returned_lamports"], 0);
    assert_eq!(people[0].json(&["ack", "1", "valuable"])["earned_lamports"], Value::Null);

    let link = ada.home().join("link.txt");
    fs::write(&link, made["link"].as_str().unwrap()).unwrap();
    let late = people[1].failure(&["link", "take", &link.display().to_string(), "--yes"]);
    assert!(late["message"].as_str().unwrap().contains("nothing was moved"), "{late}");
    let flushed = ada.json(&["flush", "--watch"]);
    assert_eq!((flushed["letters"].as_array().unwrap().len(), &flushed["next_at"]), (waiting, &Value::Null));
}

#[test]
fn a_link_that_nobody_took_in_time_comes_back() {
    let localnet = Localnet::start();
    let ada = Machine::set_up(&localnet);
    let wallet = ada.wallet();
    ada.json(&["link", "make", "-m", "Hello", "--gift", "0.03", "--for", "Zoe", "--yes"]);
    localnet.travel(DAYS);
    assert_eq!(ada.json(&["link", "list"])["links"][0]["state"], "late");
    let before = balance(&localnet, &wallet);
    let back = ada.json(&["link", "recover"]);
    assert_eq!(back["links"][0]["remark"], "Zoe", "{back}");
    assert!(balance(&localnet, &wallet) > before + 30_000_000);
    assert_eq!(ada.json(&["link", "recover"])["links"], serde_json::json!([]));
}
