//! Commands that are killed at any moment, and several at once: nothing is lost, and nothing is paid twice.

use std::{
    process::Stdio,
    thread::{scope, sleep},
    time::Duration,
};

use serde_json::Value;

use crate::harness::{Localnet, Machine};

/// How often somebody is killed. `make soak` does it more often.
fn seeds() -> u64 {
    std::env::var("BMAIL_KILLS").map_or(20, |kills| kills.parse().unwrap())
}

/// Numbers that look random, and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Runs a command, kills it at some moment, and says whether it had ended by itself.
fn kill(machine: &Machine, arguments: &[&str], after: Duration) -> bool {
    let mut command = machine.command();
    let mut process =
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sleep(after);
    let had_ended = process.try_wait().unwrap().is_some();
    let _ = process.kill(); // it may have ended
    process.wait().unwrap();
    had_ended
}

/// A text that does not compress, so that a long one is uploaded in many transactions.
fn text(seed: u64, words: u64) -> String {
    (0..words).map(|word| format!("{} ", (seed + 1) * (word + 1) * 7_919 % 100_003)).collect()
}

#[test]
fn whoever_is_killed_while_sending_reading_or_answering_goes_on_and_pays_once() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let (to, from) = (bo.wallet(), ada.wallet());
    let mut dice = Dice(15);
    let mut kills = 0;
    for seed in 0..seeds() {
        let is_long = seed % 5 == 4;
        let letter = text(seed, if is_long { 400 } else { 8 });
        let send = ["send", &to, "-m", &letter, "--yes"];
        let moment = Duration::from_millis(dice.roll(if is_long { 3_000 } else { 700 }));
        kills += u64::from(!kill(&ada, &send, moment));
        let sent = ada.json(&send);
        let message = sent["letters"][0]["message"].as_str().unwrap().to_owned();

        kills += u64::from(!kill(&bo, &["read"], Duration::from_millis(dice.roll(300))));
        bo.json(&["sync"]);
        let read = bo.json(&["read", &message]);
        assert_eq!(read["text"], letter.trim_end(), "seed {seed}");

        let before = bo.balance(localnet);
        let verdict = ["ack", &message, "abstain"];
        kills += u64::from(!kill(&bo, &verdict, Duration::from_millis(dice.roll(700))));
        bo.json(&verdict);
        assert_eq!(bo.json(&["read", &message])["text"], letter.trim_end(), "seed {seed}: what was answered is kept");
        let gained = i128::from(bo.balance(localnet)) - i128::from(before);
        let earns = i128::from(read["earns_lamports"].as_u64().unwrap());
        // One transaction has landed, whichever process sent it.
        assert!((5_000..=15_000).contains(&(earns - gained)), "seed {seed}: earned {gained} of {earns}");
    }
    let received = bo.json(&["inbox", "--all", "--limit", "1000"]);
    let messages = received["strangers"].as_array().unwrap();
    assert_eq!(messages.len() as u64, seeds(), "each letter was sent once");
    assert!(messages.iter().all(|line| line["person"]["wallet"] == from && line["outcome"] != "open"));
    println!("killed {kills} times");
    assert!(kills > seeds() / 2, "most of them were killed: {kills}");
}

#[test]
fn two_terminals_at_once_send_the_same_letter_once_and_others_all() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    let send = |text: &str| ada.run(&["send", &to, "-m", text, "--max-fee", "0.1", "--yes", "--output", "json"]);
    let same: Vec<_> = scope(|scope| {
        let terminals: Vec<_> = (0..2).map(|_| scope.spawn(|| send("The same"))).collect();
        terminals.into_iter().map(|terminal| terminal.join().unwrap()).collect()
    });
    for ran in &same {
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let message =
        |stdout: &str| serde_json::from_str::<Value>(stdout).unwrap()["data"]["letters"][0]["message"].clone();
    assert_eq!(message(&same[0].stdout), message(&same[1].stdout));

    let texts: Vec<_> = (0..3).map(|number| format!("Letter {number}")).collect();
    scope(|scope| {
        let terminals: Vec<_> = texts.iter().map(|text| scope.spawn(|| send(text))).collect();
        for terminal in terminals {
            let ran = terminal.join().unwrap();
            assert_eq!(ran.code, 0, "{ran:?}");
        }
    });
    let all = scope(|scope| {
        let reader = || bo.json(&["inbox"])["strangers"].as_array().unwrap().len();
        let terminals: Vec<_> = (0..2).map(|_| scope.spawn(reader)).collect();
        terminals.into_iter().map(|terminal| terminal.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(all, [4, 4]);
}

#[test]
fn whoever_is_killed_while_making_or_taking_a_link_goes_on_and_pays_once() {
    let localnet = Localnet::shared();
    let (ada, zoe) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let file = zoe.home().join("link.txt");
    let path = file.display().to_string();
    let mut dice = Dice(16);
    let mut kills = 0;
    for seed in 0..seeds() / 2 {
        let letter = text(seed, 6);
        let make = ["link", "make", "-m", &letter, "--gift", "0.01", "--yes"];
        kills += u64::from(!kill(&ada, &make, Duration::from_millis(dice.roll(900))));
        let made = ada.json(&make);
        assert_eq!(made["is_waiting"], true, "seed {seed}: {made}");
        assert_eq!(ada.json(&["link", "list"])["links"].as_array().unwrap().len(), 1, "seed {seed}: one link is made");

        std::fs::write(&file, made["link"].as_str().unwrap()).unwrap();
        let sum = zoe.json(&["link", "open", &path])["sum_lamports"].as_u64().unwrap();
        let before = zoe.balance(localnet);
        let take = ["link", "take", &path, "--yes"];
        kills += u64::from(!kill(&zoe, &take, Duration::from_millis(dice.roll(900))));
        let again = zoe.run(&take);
        assert!(again.code == 0 || again.stderr.contains("perhaps you"), "seed {seed}: {again:?}");
        assert_eq!(zoe.balance(localnet), before + sum, "seed {seed}: it is taken once, and Zoe pays no fee");
        let first = letter.split(' ').next().unwrap();
        assert!(!zoe.json(&["search", first])["letters"].as_array().unwrap().is_empty(), "seed {seed}: it is kept");
    }
    assert_eq!(ada.json(&["link", "recover", "--all", "--yes"])["links"], serde_json::json!([]));
    println!("killed {kills} times");
}

#[test]
fn whoever_is_killed_while_a_long_letter_goes_to_several_goes_on_and_nobody_gets_two() {
    let localnet = Localnet::shared();
    let (ada, readers) = (Machine::set_up(localnet), [Machine::set_up(localnet), Machine::set_up(localnet)]);
    let [one, other] = [0, 1].map(|place: usize| readers[place].wallet());
    let mut dice = Dice(17);
    for seed in 0..seeds() / 4 {
        let letter = text(seed + 40, 900);
        let send = ["send", &one, &other, "-m", &letter, "--yes"];
        kill(&ada, &send, Duration::from_millis(dice.roll(4_000)));
        let sent = ada.json(&send);
        let became = sent["letters"].as_array().unwrap().iter().map(|one| &one["became"]);
        assert!(became.into_iter().all(|became| became == "sent"), "seed {seed}: {sent}");
    }
    for reader in &readers {
        let inbox = reader.json(&["inbox", "--limit", "1000"]);
        assert_eq!(inbox["strangers"].as_array().unwrap().len() as u64, seeds() / 4, "{inbox}");
    }
}

#[test]
fn two_terminals_at_once_make_the_same_link_and_send_the_same_copies_once() {
    let localnet = Localnet::shared();
    let (ada, bo, zoe) = (Machine::set_up(localnet), Machine::set_up(localnet), Machine::set_up(localnet));
    let twice = |arguments: &[&str]| -> Vec<_> {
        scope(|scope| {
            let terminals: Vec<_> = (0..2).map(|_| scope.spawn(|| ada.run(arguments))).collect();
            terminals.into_iter().map(|terminal| terminal.join().unwrap()).collect()
        })
    };
    let make = ["link", "make", "-m", "Hello", "--gift", "0.01", "--yes", "--output", "json"];
    let links = twice(&make);
    let link = |stdout: &str| serde_json::from_str::<Value>(stdout).unwrap()["data"]["link"].clone();
    assert!(links.iter().all(|ran| ran.code == 0), "{links:?}");
    assert_eq!(link(&links[0].stdout), link(&links[1].stdout));
    assert_eq!(ada.json(&["link", "list"])["links"].as_array().unwrap().len(), 1);

    let (one, other, letter) = (bo.wallet(), zoe.wallet(), text(77, 900));
    let send = ["send", &one, &other, "-m", &letter, "--yes"];
    // Whoever comes second may be told that somebody is at it.
    assert!(twice(&send).iter().any(|ran| ran.code == 0));
    ada.json(&send);
    for reader in [&bo, &zoe] {
        assert_eq!(reader.json(&["inbox"])["strangers"].as_array().unwrap().len(), 1);
    }
}
