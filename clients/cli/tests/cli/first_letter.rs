//! A letter from one person to another, and what becomes of it.

use crate::harness::{Localnet, Machine};

const SOL: f64 = 1e9;

#[test]
fn a_letter_is_sent_listed_read_and_answered_and_the_money_is_where_it_belongs() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let (to, from) = (bo.wallet(), ada.wallet());
    let before = (ada.balance(localnet), bo.balance(localnet));

    ada.run(&["send", &to, "-m", "Which beans?", "--subject", "Beans", "--yes"]).is_as_in("send");
    bo.run(&["inbox"]).is_as_in("inbox");
    bo.run(&["read", "1"]).is_as_in("read");
    let acknowledged = bo.json(&["ack", "1", "valuable"]);
    let earned = acknowledged["earned_lamports"].as_u64().unwrap();
    assert!(earned > 0);
    bo.run(&["inbox"]).is_as_in("inbox-answered");

    // Bo paid the fee of a transaction, and Ada the postage, the fee and the rent of the correspondence.
    let after = (ada.balance(localnet), bo.balance(localnet));
    let bos_fee = before.1 + earned - after.1;
    assert!((5_000..=15_000).contains(&bos_fee), "{bos_fee}");
    assert!(((before.0 - after.0) as f64) < 0.01 * SOL);

    let again = bo.json(&["ack", "1", "valuable"]);
    assert_eq!(again["earned_lamports"], serde_json::Value::Null, "nothing is earned twice");
    assert_eq!(bo.balance(localnet), after.1);
    assert_eq!(bo.json(&["inbox"])["strangers"][0]["person"]["wallet"], from);
}

#[test]
fn the_same_letter_is_paid_once_unless_somebody_says_it_again() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let letter = ["send", &bo.wallet(), "-m", "Ahoy", "--yes"];
    let first = ada.json(&letter);
    let between = ada.balance(localnet);
    let second = ada.json(&letter);
    assert_eq!(second["letters"][0]["was_sent_before"], true);
    assert_eq!(second["letters"][0]["message"], first["letters"][0]["message"]);
    assert_eq!(ada.balance(localnet), between);

    let again = ada.json(&[&letter[..], &["--again"]].concat());
    assert_ne!(again["letters"][0]["message"], first["letters"][0]["message"]);
    assert_eq!(bo.json(&["sync"])["new"], 2);
    assert_eq!(bo.json(&["sync"])["new"], 0);
}

#[test]
fn a_quote_says_the_two_numbers_and_why() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    ada.run(&["quote", &bo.wallet(), "-m", "Which beans?"]).is_as_in("quote");
    let quoted = ada.json(&["quote", &bo.wallet(), "-m", "Which beans?", "--offer", "0.01"]);
    assert_eq!(quoted["postage_lamports"], 10_000_000);
    // What does not compress.
    let long: String = (0..2_000_u64).map(|number| format!("{} ", number * number * 7_919 % 100_003)).collect();
    let quoted = ada.json(&["quote", &bo.wallet(), "-m", &long]);
    assert!(
        quoted["cost"]["set_aside"].as_array().unwrap().iter().any(|part| part["when"] == "text_closed"),
        "{quoted}"
    );
}

#[test]
fn files_arrive_and_are_saved_beside_those_that_are_there() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let file = ada.home().join("beans.csv");
    std::fs::write(&file, "runner,3\nborlotti,4\n").unwrap();
    ada.json(&["send", &bo.wallet(), "-m", "The list", "--attach", &file.display().to_string(), "--yes"]);
    let folder = bo.home().join("saved");
    let folder = folder.display().to_string();
    let first = bo.json(&["read", "--save", &folder]);
    let second = bo.json(&["read", "1", "--save", &folder, "--offline"]);
    for (opened, name) in [(first, "beans.csv"), (second, "beans (2).csv")] {
        let path = format!("{folder}/{name}");
        assert_eq!(opened["saved"], serde_json::json!([path]));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "runner,3\nborlotti,4\n");
    }
}
