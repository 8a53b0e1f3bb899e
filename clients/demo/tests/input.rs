//! What the demonstration does with a text that it cannot use. Each test runs the command.
#![allow(clippy::unwrap_used)]

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// Far more than the command needs to read a text, and less than it needs to read 24 GB.
const SOON: Duration = Duration::from_secs(30);

/// Runs the command with a text from a file, and from standard input.
fn demo(file: &Path, stdin: Stdio) -> Output {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_bmail-demo")).arg("--file").arg(file).stdin(stdin).output().unwrap();
    assert!(started.elapsed() < SOON, "it took {:?}", started.elapsed());
    output
}

#[track_caller]
fn refused(output: &Output, says: &str) {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("demo: ") && error.contains(says), "{error}");
    assert_eq!(output.stdout, b"", "nothing is played");
}

struct Temporary(PathBuf);

impl Temporary {
    fn named(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("bmail-demo-{}-{name}", std::process::id())))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

const TOO_LONG: &str = "it has more than 1048576 bytes";

/// Shows security.md: Input without an end.
#[test]
fn devices_without_an_end_are_refused_at_once() {
    for device in ["/dev/urandom", "/dev/zero"] {
        refused(&demo(device.as_ref(), Stdio::null()), TOO_LONG);
        refused(&demo("-".as_ref(), File::open(device).unwrap().into()), TOO_LONG);
    }
}

/// Shows security.md: Input without an end.
#[test]
fn a_pipe_without_an_end_is_refused_at_once() {
    let pipe = Temporary::named("pipe");
    assert!(Command::new("mkfifo").arg(&pipe.0).status().unwrap().success());
    let of = format!("of={}", pipe.0.display());
    let mut writer = Command::new("dd").arg("if=/dev/zero").arg(of).stderr(Stdio::null()).spawn().unwrap();
    refused(&demo(&pipe.0, Stdio::null()), TOO_LONG);
    writer.wait().unwrap();
}

/// Shows security.md: Input without an end.
#[test]
fn a_huge_file_a_folder_and_nothing_are_refused_at_once() {
    let huge = Temporary::named("huge");
    File::create(&huge.0).unwrap().set_len(1 << 40).unwrap();
    refused(&demo(&huge.0, Stdio::null()), TOO_LONG);
    refused(&demo("/".as_ref(), Stdio::null()), "could not read /: ");
    refused(&demo("no-such-file".as_ref(), Stdio::null()), "could not read no-such-file: ");
}

#[test]
fn a_text_that_no_letter_takes_is_refused_before_anything_is_played() {
    let noise = Temporary::named("noise");
    let mut bytes = vec![0; 100_000];
    File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    fs::write(&noise.0, bytes).unwrap();
    let output = demo(&noise.0, Stdio::null());
    refused(&output, "Ada cannot send this text");
}

/// Shows security.md: Hostile text.
#[test]
fn what_an_error_quotes_is_escaped() {
    refused(&demo("no\u{1b}[2J\u{202e}file".as_ref(), Stdio::null()), r"could not read no\u{1b}[2J\u{202e}file");
}
