//! Letters to several people, and the outbox.

use serde_json::Value;

use crate::harness::{Localnet, Machine};

/// A text that does not compress, and fits in no transaction.
fn long() -> String {
    (0..1_500_u64).map(|number| format!("{} ", number * number * 7_919 % 100_003)).collect()
}

fn people(localnet: &Localnet, count: usize) -> (Vec<Machine>, Vec<String>) {
    let machines: Vec<_> = (0..count).map(|_| Machine::set_up(localnet)).collect();
    let wallets = machines.iter().map(Machine::wallet).collect();
    (machines, wallets)
}

fn sent_to<'a>(wallets: &'a [String], rest: &[&'a str]) -> Vec<&'a str> {
    let to = wallets.iter().map(String::as_str);
    ["send"].into_iter().chain(to).chain(rest.iter().copied()).collect()
}

fn letters(sent: &Value) -> &Vec<Value> {
    sent["letters"].as_array().unwrap()
}

#[test]
fn several_get_a_letter_each_once_and_who_cannot_is_said() {
    let localnet = Localnet::shared();
    let (ada, (_readers, mut wallets)) = (Machine::set_up(localnet), people(localnet, 2));
    wallets.push("11111111111111111111111111111112".to_owned());
    let arguments = sent_to(&wallets, &["-m", "Dear all", "--yes"]);
    let first = ada.json(&arguments);
    assert!(letters(&first).iter().all(|letter| letter["became"] == "sent"), "{first}");
    assert_eq!((letters(&first).len(), &first["refused"][0]["to"]["wallet"]), (2, &Value::from(&*wallets[2])));
    let between = ada.balance(localnet);
    let again = ada.json(&arguments);
    assert!(letters(&again).iter().all(|letter| letter["was_sent_before"] == true), "{again}");
    assert_eq!(ada.balance(localnet), between);
    let nobody = ada.failure(&["send", &wallets[2], "11111111111111111111111111111113", "-m", "Hello", "--yes"]);
    assert_eq!(nobody["code"], "not_found", "{nobody}");
}

#[test]
fn a_long_letter_to_several_is_uploaded_once_and_kept() {
    let localnet = Localnet::shared();
    let (ada, (readers, wallets)) = (Machine::set_up(localnet), people(localnet, 3));
    let text = long();
    let arguments = sent_to(&wallets, &["-m", &text, "--yes"]);
    let before = ada.balance(localnet);
    let first = ada.json(&arguments);
    assert!(letters(&first).iter().all(|letter| letter["became"] == "sent"), "{first}");
    let cost = first["cost"]["pay_lamports"].as_u64().unwrap() + first["cost"]["set_aside_lamports"].as_u64().unwrap();
    let spent = before - ada.balance(localnet);
    assert!(spent <= cost && spent > cost / 2, "{spent} of at most {cost}");
    for reader in &readers {
        assert_eq!(reader.json(&["read"])["text"], text.trim_end());
    }
    let between = ada.balance(localnet);
    ada.json(&arguments);
    assert_eq!(ada.balance(localnet), between, "nobody gets two");
    // A fourth one refers to the same body.
    let (more, others) = people(localnet, 2);
    let added = ada.json(&sent_to(&[&wallets[..1], &others[..]].concat(), &["-m", &text, "--yes"]));
    assert_eq!(letters(&added).iter().filter(|letter| letter["was_sent_before"] == false).count(), 2);
    assert!(added["cost"]["set_aside"].as_array().unwrap().iter().all(|part| part["when"] != "text_closed"));
    assert_eq!(more[0].json(&["read"])["text"], text.trim_end());
    let kept = ada.json(&["search", "7919"]);
    assert_eq!(kept["letters"].as_array().unwrap().len(), 5);
}

#[test]
fn from_five_on_two_prices_are_said_and_spread_letters_wait_in_the_outbox() {
    let localnet = Localnet::shared();
    let (ada, (_readers, wallets)) = (Machine::set_up(localnet), people(localnet, 8));
    let arguments = sent_to(&wallets, &["-m", "Eight of you", "--spread", "--yes"]);
    let spread = ada.json(&arguments);
    assert_eq!(spread["is_spread"], true, "{spread}");
    let prices = &spread["prices"];
    assert!(prices["spread_lamports"].as_u64().unwrap() < prices["now_lamports"].as_u64().unwrap());
    let waiting = |sent: &Value| letters(sent).iter().filter(|letter| letter["became"] == "waiting").count();
    let count = waiting(&spread);
    assert!((1..8).contains(&count), "{spread}");
    assert_eq!(waiting(&ada.json(&arguments)), count, "the same command sends none before its time");
    assert_eq!(ada.json(&["flush"])["waiting"], count);
    let outbox = ada.json(&["outbox"]);
    assert_eq!(letters(&outbox).len(), count);
    assert!(letters(&outbox).iter().all(|one| one["money_moved"] == "no" && one["letter"]["not_before"].is_i64()));
}

#[test]
fn what_is_sent_later_waits_until_it_is_flushed_or_withdrawn() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let bos = bo.wallet();
    for text in ["First", "Second"] {
        let later = ada.json(&["send", &bos, "-m", text, "--later", "--yes"]);
        assert_eq!(later["letters"][0]["became"], "waiting");
    }
    let outbox = ada.json(&["outbox"]);
    let intent = outbox["letters"][0]["letter"]["intent"].as_str().unwrap();
    ada.json(&["outbox", "withdraw", intent]);
    assert_eq!(ada.failure(&["outbox", "withdraw", "zzzz"])["code"], "not_found");
    let flushed = ada.json(&["flush", "--watch"]);
    assert_eq!(letters(&flushed).len(), 1, "{flushed}");
    let inbox = bo.json(&["inbox"]);
    assert_eq!((&inbox["strangers"][0]["preview"], &inbox["strangers"][1]), (&"Second".into(), &Value::Null));
    assert_eq!(ada.failure(&["outbox", "withdraw", letters(&flushed)[0]["intent"].as_str().unwrap()])["code"], "usage");
    assert_eq!(letters(&ada.json(&["outbox"])).len(), 0);
    assert_eq!(letters(&ada.json(&["outbox", "--all"])).len(), 2);
}
