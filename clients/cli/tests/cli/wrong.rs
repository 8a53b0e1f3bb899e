//! What goes wrong, what is said then, and whether money moved.

use std::fs;

use serde_json::Value;

use crate::harness::{Localnet, Machine};

#[track_caller]
fn refuses(machine: &Machine, arguments: &[&str], code: &str) -> String {
    let failure = machine.failure(arguments);
    assert_eq!((&failure["code"], &failure["money_moved"]), (&Value::from(code), &Value::from("no")), "{failure}");
    failure["message"].as_str().unwrap().to_owned()
}

#[test]
fn without_anything_set_up_each_command_says_what_to_do() {
    let machine = Machine::new(Localnet::shared());
    fs::remove_file(machine.home().join(".config/bmail/localnet.json")).unwrap();
    for arguments in [
        &["inbox"][..],
        &["inbox", "--offline"],
        &["sync"],
        &["read"],
        &["send", "bo", "-m", "Hello"],
        &["quote", "bo", "-m", "Hello"],
        &["ack", "1", "spam"],
        &["setup"],
    ] {
        let says = refuses(&machine, arguments, "not_set_up");
        assert!(says.contains("bmail "), "{arguments:?}: {says}");
    }
    assert!(refuses(&machine, &["inbox", "--person", "ada"], "not_set_up").contains("bmail localnet"));
}

#[test]
fn a_cluster_that_does_not_answer_is_named_and_what_is_kept_can_be_read() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    ada.json(&["send", &bo.wallet(), "-m", "Kept", "--yes"]);
    bo.json(&["sync"]);
    let path = bo.home().join(".config/bmail/config.toml");
    let config = fs::read_to_string(&path).unwrap();
    let failure = bo.failure(&["inbox", "--url", "http://127.0.0.1:9"]);
    assert_eq!((&failure["code"], &failure["retry"]), (&Value::from("unreachable"), &Value::Bool(true)), "{failure}");
    assert_eq!(bo.json(&["inbox", "--offline"])["strangers"][0]["preview"], "Kept");
    assert_eq!(bo.json(&["read", "1", "--offline"])["text"], "Kept");
    assert_eq!(fs::read_to_string(path).unwrap(), config);
}

#[test]
fn what_cannot_be_asked_is_not_done() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let before = ada.balance(localnet);
    refuses(&ada, &["send", &bo.wallet(), "-m", "Hello"], "needs_answer");
    refuses(&ada, &["send", &bo.wallet()], "needs_answer");
    assert_eq!(ada.balance(localnet), before);
    assert_eq!(bo.json(&["sync"])["new"], 0);
}

#[test]
fn wrong_input_is_refused_in_words() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let bo = bo.wallet();
    for (arguments, code) in [
        (&["send", "nobody", "-m", "Hello", "--yes"][..], "not_found"),
        (&["send", "nobody.sol", "-m", "Hello", "--yes"], "not_found"),
        (&["send", &bo, "-f", "/nowhere", "--yes"], "storage"),
        (&["send", &bo, "-f", "/dev/zero", "--yes"], "storage"),
        (&["send", &bo, "-m", "Hello", "--attach", "/nowhere", "--yes"], "storage"),
        (&["send", &bo, "-m", "", "--yes"], "declined"),
        (&["send", "me", "-m", "Hello", "--yes"], "usage"),
        (&["send", &bo, "-m", "Hello", "--max-fee", "0", "--yes"], "over_limit"),
        (&["read", "77"], "not_found"),
        (&["ack", "77", "spam"], "not_found"),
        (&["inbox", "--url", "nonsense"], "usage"),
        (&["inbox", "--network", "nonsense"], "usage"),
        (&["inbox", "--with-compute-unit-price", "much"], "usage"),
        (&["inbox", "-k", "/nowhere"], "not_set_up"),
        (&["inbox", "-k", "usb://ledger"], "usage"),
        (&["inbox", "--person", "eve"], "usage"),
    ] {
        refuses(&ada, arguments, code);
    }
    let stranger = "11111111111111111111111111111112";
    assert!(refuses(&ada, &["send", stranger, "-m", "Hello", "--yes"], "not_found").contains("link"));
}

#[test]
fn the_exit_code_says_the_same_as_the_json() {
    let machine = Machine::set_up(Localnet::shared());
    for (arguments, code) in
        [(&["read", "77"][..], 8), (&["inbox", "--url", "nonsense"], 2), (&["nonsense"], 2), (&[], 2)]
    {
        assert_eq!(machine.run(arguments).code, code, "{arguments:?}");
    }
    machine.run(&["read", "77"]).is_as_in("read-nothing");
}

#[test]
fn a_cap_of_the_day_is_asked_about_before_it_is_passed() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let bo = bo.wallet();
    let path = ada.home().join(".config/bmail/config.toml");
    let config = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("daily-cap = \"0.001\"\n{config}")).unwrap();
    ada.json(&["send", &bo, "-m", "One", "--yes"]);
    refuses(&ada, &["send", &bo, "-m", "Two", "--offer", "0.0009"], "over_limit");
    ada.json(&["send", &bo, "-m", "Two", "--offer", "0.0009", "--yes"]);
    fs::write(&path, format!("daily-cap = \"much\"\n{config}")).unwrap();
    assert!(refuses(&ada, &["inbox"], "usage").contains("config.toml"));
}
