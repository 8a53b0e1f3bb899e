//! `bmail setup`.

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::json;

use crate::harness::{Localnet, Machine};

#[test]
fn it_makes_a_key_a_configuration_and_a_mailbox_and_running_again_changes_nothing() {
    let machine = Machine::new(Localnet::shared());
    let first = machine.run(&["setup"]);
    first.is_as_in("setup");
    let key = machine.home().join(".config/solana/id.json");
    let before = fs::read(&key).unwrap();
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!first.stderr.contains("backup phrase"), "a phrase is shown only where somebody sits");

    let again = machine.json(&["setup"]);
    assert_eq!(again["made"], json!([]));
    assert_eq!(fs::read(&key).unwrap(), before);
    machine.run(&["setup"]).is_as_in("setup-again");
}

#[test]
fn each_step_can_be_skipped() {
    let machine = Machine::new(Localnet::shared());
    assert_eq!(machine.failure(&["setup", "--skip-key"])["code"], "not_set_up");
    let made = machine.json(&["setup", "--skip-config", "--skip-mailbox"]);
    assert_eq!((&made["made"], &made["mailbox"]), (&json!(["key"]), &json!(null)));
    assert!(!machine.home().join(".config/bmail/config.toml").exists());
    assert_eq!(machine.json(&["setup"])["made"], json!(["configuration", "mailbox"]));
}

#[test]
fn the_key_and_the_cluster_of_the_solana_command_line_are_used() {
    let (localnet, machine) = (Localnet::shared(), Machine::new(Localnet::shared()));
    machine.json(&["setup", "--skip-config", "--skip-mailbox"]);
    let folder = machine.home().join(".config/solana");
    let (from, to) = (folder.join("id.json"), folder.join("other.json"));
    fs::rename(from, &to).unwrap();
    fs::create_dir_all(folder.join("cli")).unwrap();
    let config = format!(
        "---\njson_rpc_url: \"{}\"\nwebsocket_url: ''\nkeypair_path: {}\ncommitment: confirmed\n",
        localnet.url(),
        to.display()
    );
    fs::write(folder.join("cli/config.yml"), config).unwrap();
    let set_up = machine.json(&["setup"]);
    assert_eq!(set_up["keypair"], to.display().to_string());
    assert_eq!(set_up["url"], localnet.url());
}
