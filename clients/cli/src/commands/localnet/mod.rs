//! `bmail localnet`: a chain on this machine, with the programs, a network and two people.

mod detached;
mod people;
mod validator;

use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use self::validator::Validator;
use crate::{config::LocalNetwork, context::Context, failure::Outcome, output::Shown, terminal::Look};

/// Start a chain of your own on this machine, with a network and two people, Ada and Bo
#[derive(Args)]
#[command(
    after_help = "Example: bmail localnet\n\nCtrl-C ends it. `bmail setup` in another terminal sets you up on it, \
                        and --person ada makes you Ada in any command."
)]
pub struct Localnet {
    /// The port of JSON-RPC; the websocket has the next one
    #[arg(long, value_name = "PORT", default_value_t = 8899)]
    rpc_port: u16,
    /// The folder of the built programs
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/deploy"))]
    programs: PathBuf,
    /// Return when it runs; `bmail localnet --stop` ends it
    #[arg(short, long)]
    detach: bool,
    /// End the one that runs
    #[arg(long, conflicts_with = "detach")]
    stop: bool,
    /// Keep the chain's state in a folder. The embedded validator cannot: it says so, and starts empty
    #[arg(long, value_name = "FOLDER")]
    ledger: Option<PathBuf>,
    /// End when standard input does
    #[arg(long, hide = true)]
    until_stdin_ends: bool,
}

/// A local network that runs.
#[derive(Serialize, JsonSchema)]
pub struct Running {
    /// The validator's URL.
    pub url: String,
    /// The URL of its websocket.
    pub websocket: String,
    /// The network's address.
    pub network: String,
    /// The network's name.
    pub name: String,
    /// Its people, with their wallets.
    pub people: Vec<(String, String)>,
    /// The file that says so to other programs.
    pub configuration: String,
}

impl Localnet {
    /// Runs until it is ended.
    ///
    /// # Errors
    /// If the programs are not built, a port is taken, or the validator does not start.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        if self.stop {
            return detached::stop(context).await;
        }
        if self.detach {
            let local = detached::start(context, &self).await?;
            return super::print(context, Running::of(context, local));
        }
        if let Some(ledger) = &self.ledger {
            let says = "The embedded validator keeps no state";
            context.terminal.say(format!("{says}: {} is not used, and the chain starts empty.", ledger.display()));
        }
        context.terminal.say("Starting a validator ...");
        let validator = Validator::start(self.rpc_port, &self.programs).await?;
        context.terminal.say("Founding a network ...");
        let local = people::found(context, &validator).await?;
        local.write(&context.paths)?;
        super::print(context, Running::of(context, local))?;
        self.ended().await;
        context.terminal.say("\nThe chain is gone. The mail that was fetched is kept.");
        Ok(())
    }

    /// Waits for what ends it.
    async fn ended(&self) {
        if self.until_stdin_ends {
            let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut tokio::io::sink()).await; // it has ended, or is broken
        } else {
            let _ = tokio::signal::ctrl_c().await; // without signals, it runs until it is killed
        }
    }
}

impl Running {
    fn of(context: &Context, local: LocalNetwork) -> Self {
        Self {
            people: local.people.iter().map(|(name, person)| (name.clone(), person.wallet.clone())).collect(),
            url: local.url,
            websocket: local.websocket,
            network: local.network,
            name: local.name,
            configuration: context.paths.localnet_file().display().to_string(),
        }
    }
}

impl Shown for Running {
    fn shown(&self, look: &Look) -> String {
        let people =
            self.people.iter().map(|(name, wallet)| format!("  {}  {wallet}", look.bold(&format!("{name:<4}"))));
        format!(
            "{} at {}, with the network \"{}\" ({}).\n\n{}\n\nIn another terminal:\n  bmail setup\n  bmail send me --person ada \
             -m \"Welcome\"\n  bmail inbox\n\nCtrl-C ends it (or `bmail localnet --stop`), and with it all that is on this chain.",
            look.green("Ready"),
            self.url,
            self.name,
            self.network,
            people.collect::<Vec<_>>().join("\n"),
        )
    }
}
