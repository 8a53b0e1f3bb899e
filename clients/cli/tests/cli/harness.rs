//! A local network that all tests share, and people with a machine of their own each.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use bmail_sdk::Client;
use regex::Regex;
use serde_json::{Value, json};
use snapbox::{Data, assert_data_eq};
use solana_pubkey::Pubkey;
use solana_rpc_client_api::request::RpcRequest;
use units::Seconds;

use crate::schemas;

/// A folder that is gone when this is.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("bmail-cli-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A local network. It ends with its standard input, and so with the tests.
pub struct Localnet {
    home: Folder,
    _process: Child,
}

impl Localnet {
    pub fn start() -> Self {
        let (home, port) = (Folder::new(), free_ports());
        let mut command = bmail(home.path());
        command.args(["localnet", "--until-stdin-ends", "--rpc-port", &port.to_string()]);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("Ready"), "{line}");
        Self { home, _process: process }
    }

    /// The one that all tests share that do not move its clock.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Localnet> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// The file that says where it is.
    fn configuration(&self) -> PathBuf {
        self.home.path().join(".config/bmail/localnet.json")
    }

    /// Sets an account, whatever is there.
    pub fn set_account(&self, address: &Pubkey, lamports: u64, owner: &Pubkey, data: &[u8]) {
        let data: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
        let account = json!({ "lamports": lamports, "owner": owner.to_string(), "data": data, "executable": false });
        self.cheat("surfnet_setAccount", json!([address.to_string(), account]));
    }

    /// Puts a program at an address. What it does does not matter: what counts is that it is one.
    pub fn deploy_anything_at(&self, address: &Pubkey) {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy/mail.so");
        let data: String = fs::read(program).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        self.cheat("surfnet_writeProgram", json!([address.to_string(), data, 0]));
    }

    /// Moves the clock on by so many days. No test may share this network.
    pub fn travel(&self, days: u32) {
        let client = Client::connect(&self.url());
        let then = block_on(client.now()).unwrap().after(Seconds::days(days)).0;
        self.cheat("surfnet_timeTravel", json!([{ "absoluteTimestamp": then * 1_000 }]));
    }

    fn cheat(&self, method: &'static str, parameters: Value) {
        let client = Client::connect(&self.url());
        let request = RpcRequest::Custom { method };
        block_on(client.rpc().send::<Value>(request, parameters)).unwrap();
    }

    pub fn url(&self) -> String {
        let text = fs::read_to_string(self.configuration()).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["url"].as_str().unwrap().to_owned()
    }
}

/// Somebody's machine, on which `bmail` finds the local network.
pub struct Machine {
    home: Folder,
}

impl Machine {
    /// A new one, on which nothing is set up.
    pub fn new(localnet: &Localnet) -> Self {
        let home = Folder::new();
        let folder = home.path().join(".config/bmail");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(localnet.configuration(), folder.join("localnet.json")).unwrap();
        Self { home }
    }

    /// One on which somebody has a key and a mailbox.
    pub fn set_up(localnet: &Localnet) -> Self {
        let machine = Self::new(localnet);
        machine.json(&["setup"]);
        machine
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn command(&self) -> Command {
        bmail(self.home.path())
    }

    /// Runs a command to its end, without a terminal.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs a command with something on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes()); // it may not read it
        Ran::of(process.wait_with_output().unwrap())
    }

    /// The result of a command that succeeds.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--output", "json"]].concat());
        let envelope: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        assert_eq!((ran.code, &envelope["ok"]), (0, &Value::Bool(true)), "{arguments:?}: {envelope}");
        assert_eq!(ran.stderr, "", "nothing is said beside JSON");
        schemas::check(arguments, &envelope);
        envelope["data"].clone()
    }

    /// Why a command fails.
    pub fn failure(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--output", "json"]].concat());
        let envelope: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        assert_eq!(envelope["ok"], Value::Bool(false), "{arguments:?}: {envelope}");
        assert_ne!(ran.code, 0);
        // Without a result, failures are alike everywhere.
        schemas::check(if envelope["data"].is_null() { &["send"] } else { arguments }, &envelope);
        envelope["error"].clone()
    }

    /// The wallet's address.
    pub fn wallet(&self) -> String {
        self.json(&["setup"])["wallet"].as_str().unwrap().to_owned()
    }

    /// The wallet's lamports.
    pub fn balance(&self, localnet: &Localnet) -> u64 {
        balance(localnet, &self.wallet())
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Compares all that was printed with a snapshot, in which addresses, moments and the like stand for themselves.
    /// `SNAPSHOTS=overwrite` renews it.
    pub fn is_as_in(&self, snapshot: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/snapshots").join(format!("{snapshot}.txt"));
        let text = format!("exit code {}\n--- output\n{}--- errors\n{}", self.code, self.stdout, self.stderr);
        assert_data_eq!(steady(&text), Data::read_from(&path, None));
    }
}

/// A text with placeholders for what differs each time.
fn steady(text: &str) -> String {
    let mut text = text.to_owned();
    for (pattern, placeholder) in [
        (r"[1-9A-HJ-NP-Za-km-z]{80,90}", "[SIGNATURE]"),
        (r"[1-9A-HJ-NP-Za-km-z]{32,44}", "[ADDRESS]"),
        (r"[1-9A-HJ-NP-Za-km-z]{4}…[1-9A-HJ-NP-Za-km-z]{4}", "[ADDR…]"),
        (r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?( [A-Z]+)?", "[TIME]"),
        (r"\d+ (January|February|March|April|May|June|July|August|September|October|November|December)", "[DAY]"),
        (r"in \d+ days", "in [N] days"),
        (r"127\.0\.0\.1:\d+", "[HOST]"),
        (r"/\S*bmail-cli-\d+-\d+", "[HOME]"),
    ] {
        text = Regex::new(pattern).unwrap().replace_all(&text, placeholder).into_owned();
    }
    text
}

/// The command on a machine: nothing of the machine of these tests is seen.
pub fn bmail(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bmail"));
    command.env_clear().env("HOME", home).env("TZ", "UTC").env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// A port that is free, and the next one.
fn free_ports() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

/// What a wallet has.
pub fn balance(localnet: &Localnet, wallet: &str) -> u64 {
    let client = Client::connect(&localnet.url());
    block_on(client.rpc().get_balance(&wallet.parse().unwrap())).unwrap()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
