//! What happens to people: an empty wallet, a price that rises, a letter that nobody answers, Ctrl-C, a full or locked disk, a
//! chain that is another one.

use std::{
    fs,
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

use bmail_sdk::names::sns::{PROGRAM, ROOT, account_of};
use serde_json::Value;
use solana_pubkey::Pubkey;

use crate::harness::{Localnet, Machine, Ran};

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);

#[track_caller]
fn is_refused(failure: &Value, code: &str) {
    assert_eq!((&failure["code"], &failure["money_moved"]), (&Value::from(code), &Value::from("no")), "{failure}");
}

#[test]
fn an_empty_wallet_is_told_so_and_loses_nothing() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let wallet = ada.wallet().parse().unwrap();
    localnet.set_account(&wallet, 1_000_000, &NOBODY, &[]);
    let letter = ["send", &bo.wallet(), "-m", "Hello", "--yes"];
    let failure = ada.failure(&letter);
    is_refused(&failure, "too_poor");
    assert!(failure["message"].as_str().unwrap().contains("add SOL"), "{failure}");
    assert_eq!(ada.balance(localnet), 1_000_000);
    localnet.set_account(&wallet, 1_000_000_000, &NOBODY, &[]);
    assert_eq!(ada.json(&letter)["letters"][0]["became"], "sent", "the same command goes on");
    assert_eq!(bo.json(&["sync"])["new"], 1);
}

#[test]
fn a_price_that_rose_above_the_limit_is_not_paid() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    let quoted = ada.json(&["quote", &to, "-m", "Hello"])["postage_lamports"].as_u64().unwrap();
    bo.json(&["mailbox", "set", "--min-fee", "0.01", "--yes"]);
    let before = ada.balance(localnet);
    let limit = format!("{quoted} lamports");
    is_refused(&ada.failure(&["send", &to, "-m", "Hello", "--max-fee", &limit, "--yes"]), "over_limit");
    assert_eq!(ada.balance(localnet), before);
    assert_eq!(ada.json(&["send", &to, "-m", "Hello", "--yes"])["letters"][0]["postage_lamports"], 10_000_000);
}

#[test]
fn what_nobody_answers_in_time_comes_back() {
    let localnet = Localnet::start();
    let (ada, bo) = (Machine::set_up(&localnet), Machine::set_up(&localnet));
    ada.json(&["send", &bo.wallet(), "-m", "Are you there?", "--offer", "0.005", "--yes"]);
    bo.json(&["sync"]);
    assert_eq!(ada.json(&["expire"])["returned_lamports"], 0, "it is too early");
    localnet.travel(15);
    let before = bo.balance(&localnet);
    let failure = bo.failure(&["ack", "1", "valuable"]);
    is_refused(&failure, "refused");
    assert!(before.abs_diff(bo.balance(&localnet)) < 20_000);
    let before = ada.balance(&localnet);
    let returned = ada.json(&["expire"])["returned_lamports"].as_u64().unwrap();
    assert!(returned > 5_000_000, "{returned}");
    let gained = ada.balance(&localnet) - before;
    assert!((5_000..=15_000).contains(&(returned - gained)), "{returned} {gained}");
    assert_eq!(bo.json(&["read", "1"])["text"], "Are you there?", "what was fetched is kept");
}

#[test]
fn whoever_presses_ctrl_c_goes_on_with_the_same_command() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    // What does not compress takes many transactions.
    let text: String = (0..1_500_u64).map(|number| format!("{} ", number * number * 7_919 % 100_003)).collect();
    let (to, file) = (bo.wallet(), ada.home().join("letter.txt"));
    fs::write(&file, &text).unwrap();
    let file = file.display().to_string();
    let send = ["send", &to, "-f", &file, "--yes"];
    let mut command = ada.command();
    let process =
        command.args(send).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    sleep(Duration::from_millis(1_200));
    assert!(Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap().success());
    let ran = Ran::of(process.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{ran:?}");
    assert!(ran.stderr.contains("interrupted") && ran.stderr.contains("the same command"), "{ran:?}");
    assert_eq!(ada.json(&send)["letters"][0]["became"], "sent");
    assert_eq!(bo.json(&["read"])["text"], text.trim_end());
    assert_eq!(bo.json(&["sync"])["new"], 0, "it was sent once");
}

#[test]
fn a_disk_that_cannot_be_written_is_named_before_anything_is_paid() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let (url, network, key) = (localnet.url(), ada.json(&["setup"]), ada.home().join(".config/solana/id.json"));
    let (network, key) = (network["network"].as_str().unwrap(), key.display().to_string());
    let before = ada.balance(localnet);
    // Nothing can be created there, not even by root.
    let there = ["--home", "/proc/self/bmail", "--url", &url, "--network", network, "-k", &key];
    let letter = ["send", &bo.wallet(), "-m", "Hello", "--yes"];
    is_refused(&ada.failure(&[&letter[..], &there].concat()), "storage");
    is_refused(&ada.failure(&[&["inbox"][..], &there].concat()), "storage");
    assert_eq!(ada.balance(localnet), before);
    assert_eq!(bo.json(&["sync"])["new"], 0);
}

#[test]
fn another_chain_has_another_store_and_no_such_network() {
    let (localnet, other) = (Localnet::shared(), Localnet::start());
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let letter = ["send", &bo.wallet(), "-m", "Hello", "--yes"];
    ada.json(&letter);
    let there = ["--url", &other.url()];
    let failure = ada.failure(&[&letter[..], &there].concat());
    assert_eq!(failure["money_moved"], "no", "{failure}");
    assert!(["not_found", "not_set_up", "wrong_cluster"].contains(&failure["code"].as_str().unwrap()), "{failure}");
    assert_eq!(ada.json(&letter)["letters"][0]["was_sent_before"], true);
}

#[test]
fn a_name_of_the_name_service_is_a_recipient() {
    let localnet = Localnet::start();
    let (ada, bo) = (Machine::set_up(&localnet), Machine::set_up(&localnet));
    let to = bo.wallet();
    // The program is not there yet, and then no name is anybody's.
    is_refused(&ada.failure(&["send", "bo.sns", "-m", "Hello", "--yes"]), "not_found");
    localnet.deploy_anything_at(&PROGRAM);
    let data = [ROOT.as_ref(), to.parse::<Pubkey>().unwrap().as_ref(), NOBODY.as_ref()].concat();
    localnet.set_account(&account_of("bo"), 1_000_000_000, &PROGRAM, &data);
    for (name, text) in [("bo.sns", "Hello"), ("bo.sol", "And again")] {
        let sent = ada.json(&["send", name, "-m", text, "--yes"]);
        assert_eq!(sent["letters"][0]["to"]["wallet"], to);
    }
    is_refused(&ada.failure(&["send", "eve.sns", "-m", "Hello", "--yes"]), "not_found");
    assert_eq!(bo.json(&["sync"])["new"], 2);
}
