//! Names for people, and mailboxes.

use std::fs;

use serde_json::Value;

use crate::harness::{Localnet, Machine, balance};

#[test]
fn names_are_given_changed_imported_and_forgotten() {
    let localnet = Localnet::shared();
    let (ada, bo, zoe) = (Machine::set_up(localnet), Machine::set_up(localnet), Machine::set_up(localnet));
    let (bos, zoes) = (bo.wallet(), zoe.wallet());
    ada.json(&["contacts", "add", "carl", &bos]);
    for wrong in ["me", "x.sol", &bos, "CARL"] {
        let failure = ada.failure(&["contacts", "add", wrong, &zoes]);
        assert_eq!(failure["code"], "usage", "{wrong}: {failure}");
    }
    // Who looks like somebody else is asked about.
    assert_eq!(ada.failure(&["contacts", "add", "car1", &zoes])["code"], "needs_answer");
    ada.json(&["contacts", "rename", "carl", "Carl Berg"]);
    assert_eq!(ada.failure(&["send", "carl", "-m", "Hello"])["code"], "not_found");

    let file = ada.home().join("people.csv");
    fs::write(&file, format!("name,wallet\nZoe,{zoes}\nCarl Berg,{bos}\n")).unwrap();
    let imported = ada.json(&["contacts", "import", &file.display().to_string()]);
    assert_eq!((&imported["added"], &imported["unchanged"]), (&Value::from(1), &Value::from(1)));
    fs::write(&file, format!("Yan,{zoes}\nBen,nobody\n")).unwrap();
    assert!(
        ada.failure(&["contacts", "import", &file.display().to_string()])["message"]
            .as_str()
            .unwrap()
            .starts_with("line 2: nobody")
    );
    let listed = ada.json(&["contacts", "list"]);
    let name = |wallet: &str| {
        let all = listed["contacts"].as_array().unwrap();
        all.iter().find(|one| one["person"]["wallet"] == wallet).unwrap()["person"]["label"].clone()
    };
    assert_eq!((name(&bos), name(&zoes)), (Value::from("Carl Berg"), Value::from("Zoe")));
    assert_eq!(ada.json(&["contacts", "remove", "Zoe"])["done"], "removed");
    assert_eq!(ada.failure(&["contacts", "remove", &zoes])["code"], "not_found");
}

#[test]
fn letters_between_contacts_are_free_and_what_was_paid_goes_back() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let (adas, bos) = (ada.wallet(), bo.wallet());
    let sent = ada.json(&["send", &bos, "-m", "May I?", "--yes"]);
    let postage = sent["letters"][0]["postage_lamports"].as_u64().unwrap();
    assert!(postage > 0);
    assert_eq!(bo.failure(&["contacts", "add", "dora", &adas, "--free"])["code"], "needs_answer");

    let before = ada.balance(localnet);
    let added = bo.json(&["contacts", "add", "dora", &adas, "--free", "--refund", "--yes"]);
    assert_eq!((&added["refunded_lamports"], &added["contact"]["free"]), (&postage.into(), &Value::from("yours")));
    assert_eq!(ada.balance(localnet), before + postage);
    ada.json(&["contacts", "add", "emil", &bos, "--free", "--yes"]);
    let free = ada.json(&["send", "emil", "-m", "Free?", "--yes"]);
    assert_eq!(free["letters"][0]["postage_lamports"], 0);
    assert_eq!(bo.json(&["contacts", "remove", "dora", "--paid"])["contact"]["free"], "theirs");
    let paid = ada.json(&["send", "emil", "-m", "And now?", "--yes"]);
    assert!(paid["letters"][0]["postage_lamports"].as_u64().unwrap() > 0);
}

#[test]
fn a_key_is_replaced_and_old_and_new_letters_open() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let bos = bo.wallet();
    ada.json(&["send", &bos, "-m", "To the old key", "--yes"]);
    for version in [2, 3] {
        let rotated = bo.json(&["mailbox", "rotate-key"]);
        assert_eq!((&rotated["key_version"], &rotated["opens"]), (&version.into(), &Value::Bool(true)));
    }
    ada.json(&["send", &bos, "-m", "To the new key", "--yes"]);
    let inbox = bo.json(&["inbox"]);
    let texts: Vec<_> = inbox["strangers"].as_array().unwrap().iter().map(|one| &one["preview"]).collect();
    assert!(texts.contains(&&Value::from("To the old key")) && texts.contains(&&Value::from("To the new key")));
}

#[test]
fn a_mailbox_says_what_it_asks_and_closes() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let bos = bo.wallet();
    bo.json(&["mailbox", "set", "--min-fee", "0.002", "--min-reputation", "1.5"]);
    let shown = bo.json(&["mailbox", "show"]);
    assert_eq!(
        (&shown["min_fee_lamports"], &shown["min_reputation_millionths"], &shown["is_accepting"]),
        (&Value::from(2_000_000), &Value::from(1_500_000), &Value::Bool(true))
    );
    assert_eq!(ada.failure(&["send", &bos, "-m", "Hello", "--yes"])["money_moved"], "no");
    bo.json(&["mailbox", "set", "--min-reputation", "0"]);
    let sent = ada.json(&["send", &bos, "-m", "Hello", "--yes"]);
    assert_eq!(sent["letters"][0]["postage_lamports"], 2_000_000);

    assert_eq!(bo.failure(&["mailbox", "close"])["code"], "needs_answer");
    let before = balance(localnet, &bos);
    let closed = bo.json(&["mailbox", "close", "--yes"]);
    let returned = closed["returned_lamports"].as_u64().unwrap();
    let gained = balance(localnet, &bos) - before;
    assert!((returned - 15_000..returned).contains(&gained), "{gained} of {returned}");
    assert_eq!(bo.failure(&["mailbox", "show"])["code"], "not_set_up");
    assert_eq!(bo.json(&["mailbox", "open", "--yes"])["done"], "opened");
    assert_eq!(bo.json(&["mailbox", "open", "--yes"])["done"], "was_open");
}
