//! Answering, finding, putting away, and copies.

use serde_json::Value;

use crate::harness::{Localnet, Machine};

#[test]
fn an_answer_is_in_the_thread_of_what_it_answers() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let question = ada.json(&["send", &bo.wallet(), "-m", "At noon?", "--subject", "Lunch", "--yes"]);
    bo.json(&["sync"]);
    bo.json(&["reply", "1", "-m", "With pleasure", "--quote", "--yes"]);
    ada.json(&["sync"]);
    let thread = ada.json(&["thread", "1"]);
    assert_eq!(thread["root"], question["letters"][0]["message"]);
    let [first, second] = &thread["letters"].as_array().unwrap()[..] else { panic!("{thread}") };
    assert_eq!((&first["text"], &first["letter"]["is_sent"]), (&Value::from("At noon?"), &Value::Bool(true)));
    assert_eq!(second["letter"]["subject"], "Re: Lunch");
    let text = second["text"].as_str().unwrap();
    assert!(text.starts_with("With pleasure\n\nYou wrote on ") && text.ends_with("\n> At noon?"), "{text}");
    assert_eq!(bo.failure(&["reply", "99", "-m", "x"])["code"], "not_found");
    // Without a text, and without a terminal for an editor.
    assert_eq!(bo.failure(&["reply", "1"])["code"], "needs_answer");
}

#[test]
fn letters_are_found_and_put_away() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    ada.json(&["send", &bo.wallet(), "-m", "Runner beans and borlotti", "--yes"]);
    ada.json(&["send", &bo.wallet(), "-m", "Cherries", "--yes"]);
    bo.json(&["sync"]);
    let found = |words: &[&str]| bo.json(&[&["search"], words].concat())["letters"].as_array().unwrap().len();
    assert_eq!((found(&["beans"]), found(&["BEANS", "borl"]), found(&["beans", "cherries"])), (1, 1, 0));
    assert_eq!(bo.failure(&["search", "..."])["code"], "usage");
    let listed = || bo.json(&["inbox", "--offline"])["strangers"].as_array().unwrap().len();
    assert_eq!(bo.failure(&["archive", "1", "99"])["code"], "not_found");
    assert_eq!(listed(), 2, "if one is not there, none is put away");
    bo.json(&["archive", "1", "2"]);
    assert_eq!((listed(), found(&["beans"])), (0, 1));
    bo.json(&["archive", "2", "--undo"]);
    assert_eq!(listed(), 1);
}

#[test]
fn a_fee_that_is_given_back_is_the_senders_again() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    ada.json(&["send", &bo.wallet(), "-m", "Sorry", "--yes", "--offer", "0.003"]);
    bo.json(&["sync"]);
    assert_eq!(bo.failure(&["refund", "1"])["code"], "needs_answer");
    let before = ada.balance(localnet);
    assert_eq!(bo.json(&["refund", "1", "--yes"])["refunded_lamports"], 3_000_000);
    assert_eq!(ada.balance(localnet), before + 3_000_000);
    assert_eq!(bo.json(&["refund", "1", "--yes"])["signature"], Value::Null, "a second time moves nothing");
    assert_eq!(bo.json(&["ack", "1", "valuable"])["earned_lamports"], 0);
    assert_eq!(ada.failure(&["refund", "1", "--yes"])["code"], "usage");
    assert_eq!(ada.json(&["expire"])["returned_lamports"], 0);
}

#[test]
fn copies_are_read_back_on_another_machine() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    ada.json(&["contacts", "add", "dora", &bo.wallet()]);
    ada.json(&["send", "dora", "-m", "Kept twice", "--yes"]);
    ada.json(&["send", "dora", "-m", "Not yet sent", "--later", "--yes"]);
    ada.json(&["mailbox", "rotate-key"]);
    let [sealed, mbox] = ["all.bmail", "all.mbox"].map(|name| ada.home().join(name).display().to_string());
    ada.json(&["export", &sealed]);
    assert_eq!(ada.failure(&["export", &sealed])["code"], "storage", "no file is replaced");
    assert_eq!(ada.json(&["export", &mbox, "--mbox"])["letters"], 1);
    let folder = ada.home().display().to_string();
    assert!(ada.json(&["backup", &folder])["file"].as_str().unwrap().ends_with(".bmail"));

    let other = Machine::new(localnet);
    let key = ".config/solana/id.json";
    std::fs::create_dir_all(other.home().join(".config/solana")).unwrap();
    std::fs::copy(ada.home().join(key), other.home().join(key)).unwrap();
    other.json(&["setup"]);
    assert_eq!(other.json(&["import", &mbox])["letters"], 1);
    other.json(&["import", &sealed]);
    assert_eq!(other.json(&["import", &sealed])["letters"], 0);
    assert_eq!(other.json(&["search", "twice"])["letters"][0]["person"]["label"], "dora");
    // What another device has begun is not sent from here by itself.
    assert_eq!(other.json(&["flush"])["letters"], serde_json::json!([]));
    let outbox = other.json(&["outbox"]);
    assert_eq!(outbox["letters"][0]["letter"]["became"], "elsewhere");
    let intent = outbox["letters"][0]["letter"]["intent"].as_str().unwrap();
    assert_eq!(other.failure(&["outbox", "adopt", intent])["code"], "needs_answer");
    other.json(&["outbox", "adopt", &intent[..8], "--yes"]);
    assert_eq!(other.json(&["outbox", "withdraw", intent])["letters"][0]["letter"]["became"], "withdrawn");
    let wrong = ada.home().join(key).display().to_string();
    assert_eq!(other.failure(&["import", &wrong])["code"], "storage");
}
