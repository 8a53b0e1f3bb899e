//! A session of two people in a terminal.

use std::{fs, os::unix::fs::PermissionsExt};

use rexpect::session::{PtySession, spawn_command};

use crate::harness::{Localnet, Machine};

fn type_in(machine: &Machine, arguments: &[&str]) -> PtySession {
    let mut command = machine.command();
    command.args(arguments).env("TERM", "xterm");
    spawn_command(command, Some(30_000)).unwrap()
}

#[track_caller]
fn ends_with(session: &mut PtySession, code: i32) {
    session.exp_eof().unwrap();
    let status = format!("{:?}", session.process().wait()); // its type has no public name
    assert!(status.contains("Exited") && status.ends_with(&format!(", {code}))")), "{status}");
}

#[test]
fn two_people_write_to_each_other_in_their_terminals() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::new(localnet), Machine::set_up(localnet));

    let mut setup = type_in(&ada, &["setup"]);
    setup.exp_string("Its backup phrase").unwrap();
    setup.exp_string("key, configuration, mailbox.").unwrap();
    ends_with(&mut setup, 0);

    let to = bo.wallet();
    let mut no = type_in(&ada, &["send", &to, "-m", "Which beans?"]);
    no.exp_string("This is your first letter to them.").unwrap();
    no.exp_string("Send it? [y/N]").unwrap();
    no.send_line("n").unwrap();
    no.exp_string("nothing was done, and no money moved").unwrap();
    ends_with(&mut no, 13);

    let mut yes = type_in(&ada, &["send", &to, "-m", "Which beans?"]);
    yes.exp_string("Send it? [y/N]").unwrap();
    yes.send_line("y").unwrap();
    yes.exp_string("Sent").unwrap();
    ends_with(&mut yes, 0);

    let mut inbox = type_in(&bo, &["inbox"]);
    inbox.exp_string("Which beans?").unwrap();
    ends_with(&mut inbox, 0);
    let mut read = type_in(&bo, &["read"]);
    read.exp_string("You earn").unwrap();
    ends_with(&mut read, 0);
    let mut ack = type_in(&bo, &["ack", "1", "valuable"]);
    ack.exp_string("You earned").unwrap();
    ends_with(&mut ack, 0);
}

#[test]
fn an_editor_opens_where_no_text_is_given_and_an_empty_text_is_not_sent() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let to = bo.wallet();
    for (editor, text) in [("writes", Some("From the editor")), ("stays-empty", None)] {
        let script = ada.home().join(editor);
        let writes = text.map_or(String::new(), |text| format!("echo '{text}' > \"$1\""));
        fs::write(&script, format!("#!/bin/sh\nsleep 0.1\n{writes}\n")).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = ada.command();
        command.args(["send", &to]).env("TERM", "xterm").env("EDITOR", &script);
        let mut session = spawn_command(command, Some(30_000)).unwrap();
        if text.is_some() {
            session.exp_string("Send it? [y/N]").unwrap();
            session.send_line("y").unwrap();
            session.exp_string("Sent").unwrap();
            ends_with(&mut session, 0);
        } else {
            session.exp_string("nothing was s").unwrap();
            ends_with(&mut session, 13);
        }
    }
    assert_eq!(bo.json(&["read"])["text"], "From the editor");
}

#[test]
fn lists_fit_a_narrow_terminal_and_colors_can_be_turned_off() {
    let localnet = Localnet::shared();
    let (ada, bo) = (Machine::set_up(localnet), Machine::set_up(localnet));
    let subject = "A subject that is far too long for a terminal that is as narrow as a telephone is";
    ada.json(&["send", &bo.wallet(), "-m", "Hello", "--subject", subject, "--yes"]);
    bo.json(&["sync"]);
    let shown = |colors: &str| {
        let command = bo.command();
        // The size of a pseudo-terminal is its own, so a shell sets it first.
        let bmail = command.get_program().to_owned();
        let mut shell = std::process::Command::new("sh");
        shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell
            .args(["-c", "stty cols 50 rows 20; exec \"$0\" inbox --offline"])
            .arg(bmail)
            .env("TERM", "xterm")
            .env(colors, "1");
        let bytes: Vec<u8> =
            spawn_command(shell, Some(30_000)).unwrap().exp_eof().unwrap().chars().map(|one| one as u8).collect();
        String::from_utf8(bytes).unwrap() // each byte came as a character
    };
    let text = shown("NO_COLOR");
    assert!(!text.contains('\u{1b}'), "{text}");
    for line in text.lines().filter(|line| !line.starts_with("`bmail")) {
        assert!(line.chars().count() <= 50, "{line}");
    }
    assert!(shown("CLICOLOR_FORCE").contains("\u{1b}["));
}
