//! What is wrong with a set-up is found, named and mended, whatever is missing.

use std::fs;

use serde_json::Value;

use crate::harness::{Localnet, Machine};

/// The state of each thing that was looked at.
fn states(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let checks = report["checks"].as_array().unwrap();
    checks.iter().map(|check| (text(&check["subject"]), text(&check["state"]))).collect()
}

fn state<'a>(states: &'a [(String, String)], subject: &str) -> &'a str {
    states.iter().find(|(name, _)| name == subject).map_or("none", |(_, state)| state)
}

/// Runs the doctor, who finds something wrong.
fn wrong(machine: &Machine, arguments: &[&str]) -> Vec<(String, String)> {
    let ran = machine.run(&[&["doctor", "--output", "json"], arguments].concat());
    let envelope: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
    assert_eq!((ran.code, &envelope["ok"], &envelope["error"]["code"]), (1, &Value::Bool(false), &"failed".into()));
    for check in envelope["data"]["checks"].as_array().unwrap() {
        let is_bad = check["state"] == "wrong" || check["state"] == "warning";
        let says = check["says"].as_str().unwrap();
        assert!(!is_bad || check["remedy"].is_string() || says.contains(": "), "{check}");
    }
    states(&envelope["data"])
}

#[test]
fn what_is_set_up_is_in_order_and_what_is_missing_is_named() {
    let localnet = Localnet::shared();
    let machine = Machine::new(localnet);
    let empty = wrong(&machine, &[]);
    assert_eq!((state(&empty, "key"), state(&empty, "cluster"), state(&empty, "network")), ("wrong", "wrong", "wrong"));
    assert_eq!((state(&empty, "localnet"), state(&empty, "store")), ("ok", "not_checked"));

    machine.json(&["setup"]);
    machine.json(&["sync"]);
    let healthy = states(&machine.json(&["doctor"]));
    for (subject, state) in &healthy {
        assert_eq!(state, "ok", "{subject}");
    }
    let subjects: Vec<_> = healthy.iter().map(|(subject, _)| subject.as_str()).collect();
    for subject in [
        "configuration",
        "clock",
        "genesis",
        "programs",
        "version",
        "balance",
        "mailbox key",
        "store",
        "gaps",
        "outbox",
    ] {
        assert!(subjects.contains(&subject), "{subject}");
    }
}

#[test]
fn each_thing_that_breaks_is_found_and_the_rest_is_still_looked_at() {
    let localnet = Localnet::shared();
    let machine = Machine::set_up(localnet);
    machine.json(&["sync"]);
    let silent = wrong(&machine, &["--url", "http://127.0.0.1:1"]);
    assert_eq!((state(&silent, "cluster"), state(&silent, "balance")), ("wrong", "not_checked"));
    let elsewhere = wrong(&machine, &["--network", "11111111111111111111111111111111"]);
    assert_eq!((state(&elsewhere, "network"), state(&elsewhere, "programs")), ("wrong", "ok"));
    let configuration = machine.home().join(".config/bmail/config.toml");
    let before = fs::read_to_string(&configuration).unwrap();
    fs::write(&configuration, "url = [").unwrap();
    let broken = wrong(&machine, &[]);
    assert_eq!((state(&broken, "configuration"), state(&broken, "key")), ("wrong", "ok"));
    fs::write(&configuration, before).unwrap();

    let mail = machine.home().join(".local/share/bmail/mail");
    let store = fs::read_dir(&mail)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension() == Some("bmail".as_ref()));
    let store = store.unwrap();
    let bytes = fs::read(&store).unwrap();
    fs::write(&store, &bytes[..bytes.len() / 2]).unwrap();
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", store.display()));
    }
    assert_eq!(state(&wrong(&machine, &[]), "store"), "wrong");
}

#[cfg(unix)]
#[test]
fn what_others_can_look_into_is_found() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::set_up(Localnet::shared());
    machine.json(&["sync"]);
    let key = machine.json(&["setup"])["keypair"].as_str().unwrap().to_owned();
    fs::set_permissions(key, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(state(&states(&machine.json(&["doctor"])), "key"), "warning");
    fs::set_permissions(machine.home().join(".local/share/bmail/mail"), fs::Permissions::from_mode(0o755)).unwrap();
    let exposed = wrong(&machine, &[]);
    assert_eq!((state(&exposed, "folders"), state(&exposed, "store")), ("wrong", "wrong"));
}
