//! A process of its own, which a test can have killed. It is this test binary again, with a task in its environment.

use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

use bmail_mailstore::{Key, Owner, Store};
use bmail_sdk::sealing::SecretKey;
use bmail_testing::vfs::{self, Fault};
use serde_json::{Value, json};
use solana_keypair::Keypair;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{killed, once, power};

const TASK: &str = "BMAIL_MAILSTORE_TASK";

/// What a child is to do, where, and when it ends.
#[derive(Clone)]
pub struct Task {
    pub what: &'static str,
    pub folder: PathBuf,
    pub wallet: Seed,
    pub network: Pubkey,
    pub genesis: Hash,
    pub url: String,
    /// What else it needs to know.
    pub more: Value,
    pub fault: Option<(usize, Fault)>,
}

/// A wallet's secret, of which there can be copies.
#[derive(Clone)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    pub fn keypair(&self) -> Keypair {
        Keypair::new_from_array(self.0)
    }
}

/// What a child said before it ended, line by line, and whether it ended by itself.
pub struct Ended {
    pub said: Vec<String>,
    pub is_done: bool,
}

impl Task {
    pub fn owner(&self) -> Owner {
        Owner { wallet: self.wallet.keypair().pubkey(), genesis: self.genesis }
    }

    pub fn secret(&self) -> SecretKey {
        SecretKey::from_keypair(&self.wallet.keypair(), &self.network, 1)
    }

    /// The store, on the system's own file system, or with the fault.
    pub fn open(&self) -> Store {
        let (secret, vfs) = (self.secret(), self.fault.map(|(at, fault)| vfs::arm(at, fault)));
        let key = Key { network: self.network, version: 1, secret: &secret };
        Store::open_on(&self.folder, self.owner(), key, vfs).unwrap()
    }

    /// Starts a child and waits until it ends.
    pub fn run(&self) -> Ended {
        wait(self.start())
    }

    pub fn start(&self) -> std::process::Child {
        let fault = match self.fault {
            None => Value::Null,
            Some((at, Fault::Kill)) => json!({"at": at}),
            Some((at, Fault::PowerCut(seed))) => json!({"at": at, "seed": seed.to_string()}),
            Some((_, Fault::Full)) => panic!("this needs no child"),
        };
        let task = json!({
            "what": self.what, "folder": self.folder, "wallet": self.wallet.0, "network": self.network.to_string(),
            "genesis": self.genesis.to_string(), "url": self.url, "more": self.more, "fault": fault,
        });
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["child::does_its_task", "--exact", "--nocapture", "--test-threads=1"])
            .env(TASK, task.to_string());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn of(task: &Value) -> Self {
        let text = |name: &str| task[name].as_str().unwrap().to_owned();
        let what = ["power", "mail", "send"].into_iter().find(|what| task["what"] == *what).unwrap();
        let fault = task["fault"]["at"].as_u64().map(|at| {
            let seed = task["fault"]["seed"].as_str().map(|seed| seed.parse().unwrap());
            (at as usize, seed.map_or(Fault::Kill, Fault::PowerCut))
        });
        Self {
            what,
            folder: text("folder").into(),
            wallet: Seed(serde_json::from_value(task["wallet"].clone()).unwrap()),
            network: text("network").parse().unwrap(),
            genesis: text("genesis").parse().unwrap(),
            url: text("url"),
            more: task["more"].clone(),
            fault,
        }
    }
}

pub fn wait(mut child: std::process::Child) -> Ended {
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let said = said.filter_map(|line| line.strip_prefix("says ").map(str::to_owned)).collect();
    let output = child.wait_with_output().unwrap();
    let was_killed = std::os::unix::process::ExitStatusExt::signal(&output.status) == Some(libc::SIGKILL);
    assert!(output.status.success() || was_killed, "{}", String::from_utf8_lossy(&output.stderr));
    Ended { said, is_done: output.status.success() }
}

/// Tells the parent something: it has arrived when this returns, also if the process is killed right after.
pub fn say(what: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nsays {what}").unwrap();
    out.flush().unwrap();
}

/// Not a test: what a child does. Without a task, there is nothing to do.
#[test]
fn does_its_task() {
    let Ok(task) = std::env::var(TASK) else { return };
    let task = Task::of(&serde_json::from_str(&task).unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match task.what {
        "power" => power::child(&task),
        "mail" => runtime.block_on(killed::child(&task)),
        "send" => runtime.block_on(once::child(&task)),
        what => panic!("{what}"),
    }
}
