//! The five commands of the README, word by word.

use std::{env, fs, path::Path, process::Command};

use crate::harness::{Folder, bmail};

#[test]
fn five_commands_bring_a_stranger_to_having_read_a_paid_letter() {
    let clone = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(clone.join("README.md")).unwrap();
    let (_, after) = readme.split_once("<!-- the quick start -->\n```sh\n").expect("the README has a quick start");
    let (commands, _) = after.split_once("```").unwrap();
    assert_eq!(commands.lines().count(), 5);

    let (home, bin) = (Folder::new(), Folder::new());
    let path = [bin.path().as_os_str(), &env::var_os("PATH").unwrap()].join(":".as_ref());
    let real = |name: &str, folder: &str| {
        env::var_os(name).unwrap_or_else(|| Path::new(&env::var_os("HOME").unwrap()).join(folder).into_os_string())
    };
    let mut shell = Command::new("sh");
    shell
        .args(["-e", "-c", commands])
        .current_dir(&clone)
        .env("HOME", home.path())
        .env("PATH", path)
        .env("BIN", bin.path());
    shell.env("CARGO_HOME", real("CARGO_HOME", ".cargo")).env("RUSTUP_HOME", real("RUSTUP_HOME", ".rustup"));
    shell.env("BMAIL_CACHE", real("BMAIL_CACHE", ".cache/bmail"));
    let output = shell.output().unwrap();
    bmail(home.path()).args(["localnet", "--stop"]).output().unwrap();
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("Welcome to b-mail"), "{said}\n{errors}");
    assert!(said.contains("SOL if you answer"), "{said}");
}
