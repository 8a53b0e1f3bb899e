//! A validator with as many accounts as one likes, from the beginning.
//!
//! The validator's cheat codes look through all accounts of an owner for each one that they set, so 100,000 take a quarter of
//! an hour. Before it starts, they can be written where it keeps them, with the list of what each owner has.

use std::{collections::BTreeMap, net::TcpListener, thread};

use anyhow::{Result, anyhow, bail};
use crossbeam_channel::{Receiver, Sender, unbounded};
use solana_account::Account;
use solana_pubkey::Pubkey;
use surfpool_core::{
    runloops::start_local_surfnet_runloop,
    surfnet::{
        GeyserEvent,
        locker::SurfnetSvmLocker,
        svm::{SurfnetSvm, SurfnetSvmConfig},
    },
};
use surfpool_types::{RpcConfig, SimnetCommand, SimnetConfig, SimnetEvent, SurfpoolConfig};

/// A validator that runs until the process ends.
pub struct Validator {
    url: String,
    // It stops if nobody holds their other ends.
    _events: Receiver<SimnetEvent>,
    _commands: Sender<SimnetCommand>,
}

impl Validator {
    /// Starts one with these accounts. An address may be there once.
    pub fn start(accounts: impl Iterator<Item = (Pubkey, Account)>) -> Result<Self> {
        let (mut svm, events, geyser) =
            SurfnetSvm::new(SurfnetSvmConfig::default()).map_err(|error| anyhow!("{error}"))?;
        set(&mut svm, accounts)?;
        let [port, ws_port] = free_ports()?;
        let commands = run(svm, config(port, ws_port), geyser);
        loop {
            match events.recv()? {
                SimnetEvent::CoreStarted(_) => break,
                SimnetEvent::Aborted(why) => bail!("the validator did not start: {why}"),
                _ => {}
            }
        }
        Ok(Self { url: format!("http://127.0.0.1:{port}"), _events: events, _commands: commands })
    }

    /// Where it answers.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Writes accounts, and the lists of each owner's.
fn set(svm: &mut SurfnetSvm, accounts: impl Iterator<Item = (Pubkey, Account)>) -> Result<()> {
    let mut owned = BTreeMap::<Pubkey, Vec<String>>::new();
    for (address, account) in accounts {
        owned.entry(account.owner).or_default().push(address.to_string());
        svm.inner.set_account(address, account).map_err(|error| anyhow!("{error}"))?;
    }
    for (owner, addresses) in owned {
        let owner = owner.to_string();
        let before = svm.accounts_by_owner.get(&owner)?.unwrap_or_default();
        svm.accounts_by_owner.store(owner, [before, addresses].concat())?;
    }
    Ok(())
}

fn config(bind_port: u16, ws_port: u16) -> SurfpoolConfig {
    SurfpoolConfig {
        simnets: vec![SimnetConfig { offline_mode: true, remote_rpc_url: None, ..SimnetConfig::default() }],
        rpc: RpcConfig { bind_host: "127.0.0.1".to_owned(), bind_port, ws_port, ..RpcConfig::default() },
        ..SurfpoolConfig::default()
    }
}

/// Runs it in a thread of its own.
fn run(svm: SurfnetSvm, config: SurfpoolConfig, geyser: Receiver<GeyserEvent>) -> Sender<SimnetCommand> {
    let (commands, received) = unbounded();
    let (locker, sender) = (SurfnetSvmLocker::new(svm), commands.clone());
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a process can have several runtimes");
        let ended = runtime.block_on(start_local_surfnet_runloop(locker, config, sender, received, geyser));
        if let Err(error) = ended {
            eprintln!("the validator has ended: {error}");
        }
    });
    commands
}

/// Two ports that nobody listens on.
fn free_ports() -> Result<[u16; 2]> {
    let listeners = [TcpListener::bind(("127.0.0.1", 0))?, TcpListener::bind(("127.0.0.1", 0))?];
    Ok([listeners[0].local_addr()?.port(), listeners[1].local_addr()?.port()])
}
