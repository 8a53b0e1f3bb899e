//! Signing on a machine without a network, with time for it, and for a multisig.

use std::path::PathBuf;

use bmail_sdk::{Client, Plan};
use serde_json::Value;
use solana_keypair::{Keypair, read_keypair_file};
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::create_nonce_account;

use crate::harness::{Folder, Localnet, Machine, Ran, bmail};

const NONCE_RENT: u64 = 2_000_000;

#[test]
fn without_a_nonce_there_is_a_minute_and_sending_again_pays_nothing_again() {
    let localnet = Localnet::shared();
    let cold = Cold::new(localnet);
    let set = ["mailbox", "set", "--min-fee", "0.02", "--as", &cold.wallet];
    let prepared = cold.online.json(&[&set[..], &["--sign-only", "--dump-transaction-message"]].concat());
    let signed = cold.signed(prepared["message"].as_str().unwrap());
    let balance = crate::harness::balance(localnet, &cold.wallet);
    let sent = [&set[..], &["--blockhash", prepared["blockhash"].as_str().unwrap(), "--signer", &signed]].concat();
    let landed = cold.online.json(&sent);
    assert_eq!(cold.online.json(&sent)["signature"], landed["signature"]);
    assert_eq!(crate::harness::balance(localnet, &cold.wallet), balance - 5_000);
    assert_eq!(cold.mailbox().min_fee, 20_000_000);
    // What is no message, or somebody else's, is not signed.
    for (message, says) in [("AQAB", "no message"), ("x", "no message"), (prepared["message"].as_str().unwrap(), "-k")]
    {
        let other = Machine::set_up(localnet);
        let failure = other.failure(&["sign", message, "--yes"]);
        assert!(failure["code"] == "usage" && failure["message"].as_str().unwrap().contains(says), "{failure}");
    }
}

/// Somebody whose key is on a machine without a network.
struct Cold {
    online: Machine,
    offline: Folder,
    key: PathBuf,
    wallet: String,
    url: String,
    network: String,
}

impl Cold {
    /// The wallet has a mailbox, and its key file is moved away from the machine that is online.
    fn new(localnet: &Localnet) -> Self {
        let (online, offline) = (Machine::set_up(localnet), Folder::new());
        let setup = online.json(&["setup"]);
        let text = |name: &str| setup[name].as_str().unwrap().to_owned();
        let key = offline.path().join("cold.json");
        std::fs::rename(text("keypair"), &key).unwrap();
        Self { online, offline, key, wallet: text("wallet"), url: localnet.url(), network: text("network") }
    }

    /// A nonce account that the wallet pays for and signs for.
    fn nonce(&self) -> Pubkey {
        let (payer, nonce) = (read_keypair_file(&self.key).unwrap(), Keypair::new());
        let instructions = create_nonce_account(&payer.pubkey(), &nonce.pubkey(), &payer.pubkey(), NONCE_RENT);
        let plan = Plan::together(instructions.into_iter().map(Plan::from));
        let client = Client::connect(&self.url);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.execute(&plan, &[&payer, &nonce])).unwrap();
        nonce.pubkey()
    }

    fn sign(&self, message: &str, flags: &[&str]) -> Ran {
        // No cluster is configured there.
        let mut command = bmail(self.offline.path());
        let output = command.args(["sign", message, "-k"]).arg(&self.key).args(flags).output().unwrap();
        Ran::of(output)
    }

    fn signed(&self, message: &str) -> String {
        let ran = self.sign(message, &["--yes", "--output", "json"]);
        let envelope: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        envelope["data"]["signers"][0].as_str().unwrap().to_owned()
    }

    fn mailbox(&self) -> bmail_sdk::accounts::Mailbox {
        let client = Client::connect(&self.url);
        let (network, wallet): (Pubkey, Pubkey) = (self.network.parse().unwrap(), self.wallet.parse().unwrap());
        let address = client.programs().mailbox(&network, &wallet).0;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.mailbox(&address)).unwrap()
    }
}

#[test]
fn a_message_is_prepared_without_the_key_signed_without_a_network_and_sent_with_the_signature() {
    let localnet = Localnet::shared();
    let cold = Cold::new(localnet);
    let nonce = cold.nonce().to_string();
    let set = ["mailbox", "set", "--min-fee", "0.01", "--as", &cold.wallet, "--nonce", &nonce];
    let prepared = cold.online.json(&[&set[..], &["--sign-only", "--dump-transaction-message"]].concat());
    assert_eq!((&prepared["absent"][0], &prepared["signers"]), (&cold.wallet.as_str().into(), &serde_json::json!([])));
    let (message, value) = (prepared["message"].as_str().unwrap(), prepared["blockhash"].as_str().unwrap());

    // What it does is shown, and asked about.
    let asked = cold.sign(message, &[]);
    assert_eq!(asked.code, 11, "{asked:?}");
    for shown in ["mail: set_mailbox", "least postage: 0.01 SOL", "system: advance_nonce_account", &nonce] {
        assert!(asked.stderr.contains(shown), "{shown}: {}", asked.stderr);
    }
    let signed = cold.signed(message);
    assert!(signed.starts_with(&cold.wallet));

    let sent = [&set[..], &["--blockhash", value, "--signer", &signed]].concat();
    // A signature of something else is refused before anything is sent.
    let mut other = sent.clone();
    other[3] = "0.02";
    assert_eq!(cold.online.failure(&other)["code"], "refused");
    assert_eq!(cold.mailbox().min_fee, 0);
    let balance = crate::harness::balance(localnet, &cold.wallet);
    let landed = cold.online.json(&sent);
    assert!(landed["signature"].is_string() && landed["network_fee_lamports"] == 5_000, "{landed}");
    assert_eq!(cold.mailbox().min_fee, 10_000_000);
    assert_eq!(crate::harness::balance(localnet, &cold.wallet), balance - 5_000);
    // The nonce was advanced, so it cannot land twice.
    let again = cold.online.failure(&sent);
    assert_eq!((&again["code"], &again["money_moved"]), (&"refused".into(), &"no".into()));
    assert_eq!(crate::harness::balance(localnet, &cold.wallet), balance - 5_000);
}

#[test]
fn the_words_are_those_of_solana() {
    let localnet = Localnet::shared();
    let ada = Machine::set_up(localnet);
    let ran = ada.run(&[
        "mailbox",
        "set",
        "--accepting",
        "false",
        "--sign-only",
        "--blockhash",
        &Hash::default().to_string(),
    ]);
    let wallet = ada.wallet();
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines[..3], ["", "Blockhash: 11111111111111111111111111111111", "Signers (Pubkey=Signature):"]);
    assert!(lines[3].starts_with(&format!(" {wallet}=")) && lines.len() == 4, "{ran:?}");
    // Nothing was sent, and what was signed for another blockhash is not taken.
    let signature = lines[3].trim();
    let failure = ada.failure(&["mailbox", "set", "--accepting", "false", "--as", &wallet, "--signer", signature]);
    assert_eq!(failure["code"], "refused");
    assert_eq!(ada.json(&["mailbox", "show"])["is_accepting"], true);
}

#[test]
fn instructions_are_printed_for_a_multisig_and_other_commands_refuse() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let wallet = bo.wallet();
    let printed = ada.json(&["mailbox", "close", "--as", &wallet, "--print-instructions"]);
    let [one] = &printed["instructions"].as_array().unwrap()[..] else { panic!("{printed}") };
    assert_eq!((&one["program"], &one["name"]), (&bmail_sdk::MAIL_ID.to_string().into(), &"close_mailbox".into()));
    let roles: Vec<_> =
        one["accounts"].as_array().unwrap().iter().map(|account| account["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["owner", "network", "ledger", "mailbox"]);
    assert_eq!(
        (&one["accounts"][0]["address"], &one["accounts"][0]["is_signer"]),
        (&wallet.as_str().into(), &true.into())
    );
    assert_eq!(one["data_base64"], "Fg==");
    // Nothing of it happened.
    assert_eq!(bo.json(&["mailbox", "show"])["mailbox"], bo.json(&["setup"])["mailbox"]);

    let printed =
        ada.json(&["contacts", "add", "bo", &ada.wallet(), "--free", "--as", &wallet, "--print-instructions"]);
    assert_eq!(
        (&printed["instructions"][0]["name"], &printed["instructions"][0]["says"][0]),
        (&"set_contact".into(), &"contact: yes".into())
    );
    let names_only = ada.failure(&["contacts", "block", &wallet, "--as", &wallet, "--print-instructions"]);
    assert_eq!(names_only["code"], "usage");
    for command in [&["send", &wallet, "-m", "x", "--yes"][..], &["sync"], &["doctor"], &["setup"]] {
        let failure = ada.failure(&[command, &["--sign-only"]].concat());
        assert_eq!(failure["code"], "usage");
        assert!(failure["message"].as_str().unwrap().contains("not one transaction"), "{failure}");
    }
    let failure = ada.failure(&["mailbox", "close", "--as", &wallet]);
    assert_eq!(failure["code"], "refused", "its signature is missing: {failure}");
}

#[test]
fn a_verdict_is_signed_elsewhere_only_if_the_letter_is_kept() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let sent = ada.json(&["send", &bo.wallet(), "-m", "Ahoy", "--offer", "0.001", "--yes"]);
    let message = sent["letters"][0]["message"].as_str().unwrap();
    assert_eq!(bo.failure(&["ack", message, "valuable", "--sign-only"])["code"], "not_found");
    bo.json(&["sync"]);
    let prepared = bo.json(&["ack", "1", "valuable", "--sign-only"]);
    assert_eq!(prepared["signers"].as_array().unwrap().len(), 1);
    let wallet = bo.wallet();
    let kept_elsewhere = ["ack", message, "valuable", "--as", &wallet, "--print-instructions"];
    assert_eq!(ada.failure(&kept_elsewhere)["code"], "needs_answer");
    let printed = ada.json(&[&kept_elsewhere[..], &["--yes"]].concat());
    assert_eq!(printed["instructions"][0]["says"][0], "verdict: valuable");
}
