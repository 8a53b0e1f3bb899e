//! Mail that waits is announced once, without a key.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::harness::{Localnet, Machine};

#[test]
fn mail_is_announced_once_without_a_key_and_without_its_words() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    let network = bo.json(&["setup"])["network"].as_str().unwrap().to_owned();
    // A machine of nobody's, which has neither a key nor a configuration.
    let watcher = Machine::new(localnet);
    let feed = watcher.home().join("feed.xml");
    let (url, atom) = (localnet.url(), format!("atom={}", feed.display()));
    let log = watcher.home().join("log");
    let exec = format!("exec=echo \"$BMAIL_MESSAGE $BMAIL_POSTAGE_LAMPORTS\" >> {}", log.display());
    let once = ["watch", &to, "--once", "--url", &url, "--network", &network, "--to", &atom, "--to", &exec];
    assert_eq!(watcher.json(&once)["announced"].as_array().unwrap().len(), 0);

    let sent = ada.json(&["send", &to, "-m", "Which beans?", "--subject", "Beans", "--offer", "0.002", "--yes"]);
    let message = sent["letters"][0]["message"].as_str().unwrap();
    let announced = watcher.json(&once);
    assert_eq!(announced["announced"][0]["message"], message);
    assert_eq!(announced["announced"][0]["postage_lamports"], 2_000_000);
    let again = watcher.json(&once);
    assert_eq!((again["announced"].as_array().unwrap().len(), &again["known"]), (0, &1.into()));
    let said = fs::read_to_string(&log).unwrap();
    assert_eq!(said, format!("{message} 2000000\n"));
    let feed = fs::read_to_string(feed).unwrap();
    assert!(feed.contains(message) && feed.contains("0.002 SOL wait in escrow"), "{feed}");
    for secret in ["Which", "Beans"] {
        assert!(!feed.contains(secret) && !announced.to_string().contains(secret));
    }
    assert!(!watcher.home().join(".config/solana/id.json").exists());
}

#[test]
fn what_a_target_does_not_take_is_tried_again_and_only_there() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    ada.json(&["send", &to, "-m", "Ahoy", "--yes"]);
    let (log, flag) = (bo.home().join("log"), bo.home().join("flag"));
    let good = format!("exec=echo good >> {}", log.display());
    let bad = format!("exec=test -e {} && echo bad >> {}", flag.display(), log.display());
    let once = ["watch", &to, "--once", "--to", &bad, "--to", &good];
    let failure = bo.failure(&once);
    assert_eq!((&failure["code"], &failure["retry"]), (&"unreachable".into(), &true.into()));
    assert_eq!(fs::read_to_string(&log).unwrap(), "good\n");
    fs::write(flag, "").unwrap();
    bo.json(&once);
    bo.json(&once);
    assert_eq!(fs::read_to_string(&log).unwrap(), "good\nbad\n");
}

#[test]
fn whoever_has_no_mailbox_is_not_watched_in_silence_and_templates_need_nothing() {
    let localnet = Localnet::shared();
    let ada = Machine::set_up(localnet);
    let nobody = "Bo11111111111111111111111111111111111111111";
    assert_eq!(ada.failure(&["watch", nobody, "--once", "--to", "exec=true"])["code"], "not_found");
    assert_eq!(ada.failure(&["watch", "me", "--once", "--to", "telegram=7"])["code"], "usage");
    let cron = ada.run(&["watch", "me", "--template", "cron", "--to", "ntfy=https://ntfy.sh/x"]).stdout;
    assert!(cron.contains("bmail watch me --to ntfy=https://ntfy.sh/x --once --quiet"), "{cron}");
}

#[test]
fn a_watch_that_runs_announces_what_comes_and_an_inbox_shows_it_and_tells_a_command() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    let log = bo.home().join("log");
    let exec = format!("exec=echo $BMAIL_EVENT >> {}", log.display());
    let hook = format!("echo \"$BMAIL_LETTER $BMAIL_SUBJECT\" >> {}.inbox", log.display());
    let spawn = |arguments: &[&str]| {
        let mut command = bo.command();
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let mut watch = spawn(&["watch", &to, "--to", &exec]);
    let mut inbox = spawn(&["inbox", "--watch", "--exec", &hook]);
    let (mut watched, mut shown) =
        (BufReader::new(watch.stdout.take().unwrap()), BufReader::new(inbox.stdout.take().unwrap()));
    let mut line = String::new();
    shown.read_line(&mut line).unwrap();
    assert_eq!(line, "No letters.\n");
    for (subject, number) in [("$(false)", 1), ("Peas", 2)] {
        ada.json(&["send", &to, "-m", "Ahoy", "--subject", subject, "--yes"]);
        line.clear();
        watched.read_line(&mut line).unwrap();
        assert!(line.contains(" has written to "), "{line}");
        line.clear();
        shown.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("#{number} ")) && line.contains(subject), "{line}");
    }
    for mut process in [watch, inbox] {
        process.kill().unwrap();
        process.wait().unwrap();
    }
    assert_eq!(fs::read_to_string(&log).unwrap(), "waits\nwaits\n");
    let hooked = fs::read_to_string(format!("{}.inbox", log.display())).unwrap();
    assert!(hooked.starts_with("1 $(false)\n"), "{hooked}");
}
