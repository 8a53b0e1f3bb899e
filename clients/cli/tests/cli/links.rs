//! Letters behind links.

use std::fs;

use serde_json::Value;

use crate::harness::{Localnet, Machine, balance};

const GIFT: u64 = 30_000_000;

fn make(remark: &str) -> [&str; 9] {
    ["link", "make", "-m", "Hello, Zoe", "--gift", "0.03", "--for", remark, "--yes"]
}

#[test]
fn a_link_is_made_once_opened_without_anything_and_taken_to_the_lamport() {
    let localnet = Localnet::shared();
    let (ada, zoe) = (Machine::set_up(localnet), Machine::new(localnet));
    let refused = ada.run(&make("Zoe")[..8]);
    assert_eq!(refused.code, 11);
    assert!(!refused.stdout.contains("#/l/") && refused.stderr.contains("The reader gets"), "{refused:?}");
    let made = ada.json(&make("Zoe"));
    let link = made["link"].as_str().unwrap();
    let between = ada.balance(localnet);
    let again = ada.json(&make("Zoe"));
    assert_eq!((&again["link"], &again["was_made_before"]), (&made["link"], &Value::Bool(true)));
    assert_eq!(ada.balance(localnet), between);
    assert_ne!(ada.json(&make("Yan"))["link"], made["link"]);

    // Zoe has nothing: no wallet, no configuration.
    let url = localnet.url();
    let opened = zoe.run_with(&["link", "open", "--url", &url, "--output", "json"], &format!("See {link}, please"));
    let opened: Value = serde_json::from_str(&opened.stdout).unwrap();
    assert_eq!((&opened["data"]["text"], &opened["ok"]), (&Value::from("Hello, Zoe"), &Value::Bool(true)));
    let sum = opened["data"]["sum_lamports"].as_u64().unwrap();
    assert_eq!(made["reader_gets_lamports"], sum);
    assert!(sum > GIFT / 2);
    let file = zoe.home().join("link.txt");
    fs::write(&file, link).unwrap();
    let (file, wallet) = (file.display().to_string(), "Zoe1111111111111111111111111111111111111111");
    let take = ["link", "take", &file, "--to", wallet, "--url", &url, "--yes"];
    assert_eq!(zoe.failure(&take[..7])["code"], "needs_answer");
    let taken = zoe.json(&take);
    assert_eq!((&taken["taken_lamports"], &taken["letter"]["text"]), (&sum.into(), &"Hello, Zoe".into()));
    assert_eq!(balance(localnet, wallet), sum);
    assert!(zoe.failure(&take)["message"].as_str().unwrap().contains("nothing waits behind this link"));
    let after = ada.json(&make("Zoe"));
    assert_eq!((&after["is_waiting"], &after["was_made_before"]), (&Value::Bool(false), &Value::Bool(true)));
}

#[test]
fn a_link_is_no_argument() {
    let localnet = Localnet::shared();
    let zoe = Machine::new(localnet);
    for command in ["open", "take"] {
        let failure = zoe.failure(&["link", command, "https://bmail.invalid/#/l/AQ"]);
        assert_eq!(failure["code"], "usage");
        assert!(failure["message"].as_str().unwrap().contains("history"), "{failure}");
    }
    let cut = zoe.run_with(&["link", "open", "--url", &localnet.url()], "https://bmail.invalid/#/l/AQ");
    assert!(cut.stderr.contains("cut off"), "{cut:?}");
    assert_eq!(zoe.run(&["link", "open", "--url", &localnet.url()]).code, 130);
}

#[test]
fn links_are_listed_and_taken_back() {
    let localnet = Localnet::shared();
    let ada = Machine::set_up(localnet);
    ada.json(&make("Zoe"));
    let listed = ada.json(&["link", "list"]);
    assert_eq!((&listed["links"][0]["state"], &listed["links"][0]["remark"]), (&"waiting".into(), &"Zoe".into()));
    assert_eq!(listed["links"][0]["link"], Value::Null, "a link is only shown if it is asked for");
    let nothing = ada.json(&["link", "recover"]);
    assert_eq!((&nothing["waiting"], &nothing["returned_lamports"]), (&1.into(), &0.into()));
    let before = ada.balance(localnet);
    assert_eq!(ada.failure(&["link", "recover", "--all"])["code"], "needs_answer");
    let back = ada.json(&["link", "recover", "--all", "--yes"]);
    assert_eq!(back["links"][0]["remark"], "Zoe");
    assert!(ada.balance(localnet) > before + GIFT);
    assert_eq!(ada.json(&["link", "list"])["links"], serde_json::json!([]));
    assert_eq!(ada.json(&["link", "list", "--all"])["links"][0]["state"], "settled");
}

#[test]
fn a_file_makes_many_links_each_once() {
    let localnet = Localnet::shared();
    let ada = Machine::set_up(localnet);
    let file = ada.home().join("people.csv");
    fs::write(&file, "name,amount,text\nZoe,0.01\nYan,0.02,\"Hello, Yan\"\n").unwrap();
    let path = file.display().to_string();
    let all = ["link", "make", "--csv", &path, "-m", "Hello", "--yes"];
    let made = ada.json(&all);
    let links = |made: &Value| -> Vec<_> {
        made["links"].as_array().unwrap().iter().map(|one| one["link"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(links(&made).len(), 2);
    let between = ada.balance(localnet);
    let again = ada.json(&all);
    assert_eq!((links(&again), &again["cost"]), (links(&made), &Value::Null));
    assert_eq!(ada.balance(localnet), between);
    fs::write(&file, "Zoe,0.01\nYan,0.02,\"Hello, Yan\"\nXan,0.01\n").unwrap();
    let more = ada.json(&all);
    assert_eq!(links(&more)[..2], links(&made)[..]);
    fs::write(&file, "Zoe,0.01\nZoe,0.01\n").unwrap();
    assert!(ada.failure(&all)["message"].as_str().unwrap().starts_with("line 2: it is the same as line 1"));
}
