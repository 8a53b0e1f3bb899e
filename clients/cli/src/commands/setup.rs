//! `bmail setup`: a key, a cluster, a network and a mailbox. What is there stays as it is.

use std::time::Duration;

use bmail_sdk::{BuildError, Client, ClientError};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::sleep;

use super::mailbox;
use crate::{
    config::LocalNetwork,
    context::Context,
    failure::{Code, Failure, Outcome},
    keys,
    output::Shown,
    terminal::Look,
};

/// What a new wallet gets on the local network, in lamports.
const GIFT: u64 = 10_000_000_000;
/// How often to look for it.
const LOOKS: usize = 50;

/// Set up your key, cluster, network and mailbox
#[derive(Args)]
#[command(after_help = "Example: bmail setup --url devnet --network ADDRESS\n\nRunning it again changes nothing.")]
pub struct Setup {
    /// Make no key if there is none
    #[arg(long)]
    skip_key: bool,
    /// Write no configuration
    #[arg(long)]
    skip_config: bool,
    /// Open no mailbox
    #[arg(long)]
    skip_mailbox: bool,
}

/// What is set up.
#[derive(Serialize, JsonSchema)]
pub struct SetUp {
    /// The wallet's address.
    pub wallet: String,
    /// Its key file.
    pub keypair: String,
    /// The cluster's URL.
    pub url: String,
    /// The network's address.
    pub network: String,
    /// The network's name.
    pub network_name: String,
    /// The mailbox's address; none if there is none.
    pub mailbox: Option<String>,
    /// What was not there before: `key`, `configuration`, `mailbox`.
    pub made: Vec<&'static str>,
}

impl Setup {
    pub async fn run(self, context: &Context) -> Outcome<SetUp> {
        let mut made = Vec::new();
        let (url, network) = (chosen_url(context)?, chosen_network(context)?);
        let client = Client::connect(&url);
        let found = client.network(&network).await.map_err(|error| no_network(&network, &url, error))?;
        let wallet = self.key(context, &mut made)?;
        if !self.skip_config && context.globals.person.is_none() && self.configure(context, &url, &network)? {
            made.push("configuration");
        }
        let mailbox = self.mailbox(context, &client, &wallet, &network, &mut made).await?;
        Ok(SetUp {
            wallet: wallet.pubkey().to_string(),
            keypair: context.key_file()?.display().to_string(),
            url,
            network: network.to_string(),
            network_name: found.display_name(),
            mailbox: mailbox.map(|mailbox| mailbox.to_string()),
            made,
        })
    }

    /// The wallet. A new one is stored before its phrase is shown.
    fn key(&self, context: &Context, made: &mut Vec<&'static str>) -> Outcome<Keypair> {
        let path = context.key_file()?;
        match keys::read(&path) {
            Err(failure) if failure.code == Code::NotSetUp && !self.skip_key => {}
            read => return read,
        }
        let (keypair, phrase) = keys::new()?;
        keys::write(&path, &keypair)?;
        made.push("key");
        context
            .terminal
            .say(format!("A new key is in {}. Whoever has the file has the money: keep a copy.", path.display()));
        if context.terminal.can_ask() {
            // Only where somebody sits: a log would keep it.
            context
                .terminal
                .say(format!("Its backup phrase, to be written down and shown to nobody:\n\n  {}\n", *phrase));
        }
        Ok(keypair)
    }

    /// Writes what was chosen, and says whether that changed anything.
    fn configure(&self, context: &Context, url: &str, network: &Pubkey) -> Outcome<bool> {
        let mut config = context.config.clone();
        config.url = Some(url.to_owned());
        if config
            .network
            .as_ref()
            .is_none_or(|known| config.networks.get(known).unwrap_or(known) != &network.to_string())
        {
            config.network = Some(network.to_string());
        }
        if let Some(keypair) = &context.globals.keypair {
            config.keypair = Some(std::path::absolute(keypair).map_err(Failure::file(keypair))?);
        }
        if config == context.config {
            return Ok(false);
        }
        config.write(&context.paths)?;
        Ok(true)
    }

    async fn mailbox(
        &self,
        context: &Context,
        client: &Client,
        wallet: &Keypair,
        network: &Pubkey,
        made: &mut Vec<&'static str>,
    ) -> Outcome<Option<Pubkey>> {
        let address = client.programs().mailbox(network, &wallet.pubkey()).0;
        match client.mailbox(&address).await {
            Ok(_) => return Ok(Some(address)),
            Err(ClientError::Build(BuildError::NotFound { .. })) if self.skip_mailbox => return Ok(None),
            Err(ClientError::Build(BuildError::NotFound { .. })) => {}
            Err(error) => return Err(error.into()),
        }
        fund_locally(context, client, &wallet.pubkey()).await?;
        let opened = mailbox::open(context, client, wallet, network, local(context).is_none()).await?;
        made.extend(opened.map(|_| "mailbox"));
        Ok(Some(address))
    }
}

/// The cluster that was said or configured, or else the local one, if it runs.
fn chosen_url(context: &Context) -> Outcome<String> {
    let said = context.globals.url.is_some() || context.globals.person.is_some() || context.config.url.is_some();
    match &context.localnet {
        Some(localnet) if !said => Ok(localnet.url.clone()),
        _ => context.url(),
    }
}

/// The local network, if that is the cluster.
fn local(context: &Context) -> Option<&LocalNetwork> {
    context.localnet.as_ref().filter(|localnet| chosen_url(context).is_ok_and(|url| url == localnet.url))
}

fn chosen_network(context: &Context) -> Outcome<Pubkey> {
    match local(context) {
        Some(localnet) if context.globals.network.is_none() => localnet
            .network
            .parse()
            .map_err(|_| Failure::usage("localnet.json names no network: run `bmail localnet` again")),
        _ => context.network(),
    }
}

fn no_network(network: &Pubkey, url: &str, error: ClientError) -> Failure {
    match error {
        ClientError::Build(BuildError::NotFound { .. }) => Failure::not_found(format!(
            "there is no network at {network} on the cluster at {url}: check the two, or run `bmail localnet`"
        )),
        error => Failure::from(error).about(format!("the cluster at {url}")),
    }
}

/// On the local network, money is free.
async fn fund_locally(context: &Context, client: &Client, wallet: &Pubkey) -> Outcome<()> {
    let balance = async || client.rpc().get_balance(wallet).await.map_err(ClientError::from);
    if local(context).is_none() || balance().await? > 0 {
        return Ok(());
    }
    client.rpc().request_airdrop(wallet, GIFT).await.map_err(ClientError::from)?;
    for _ in 0..LOOKS {
        if balance().await? > 0 {
            return Ok(());
        }
        sleep(Duration::from_millis(100)).await;
    }
    Err(Failure::new(Code::Unreachable, "the local network did not give the wallet any money: start it again"))
}

impl Shown for SetUp {
    fn shown(&self, look: &Look) -> String {
        let made = match self.made.as_slice() {
            [] => "Everything is set up; nothing was changed.".to_owned(),
            made => format!("{}: {}.", look.green("New"), made.join(", ")),
        };
        let rows = [
            ("wallet", self.wallet.clone()),
            ("key file", self.keypair.clone()),
            ("cluster", self.url.clone()),
            ("network", format!("{} ({})", bmail_sdk::text::shown(&self.network_name), self.network)),
            ("mailbox", self.mailbox.clone().unwrap_or_else(|| "none".to_owned())),
        ];
        let rows = rows.map(|(name, value)| format!("{}  {value}", look.dim(&format!("{name:<8}"))));
        format!("{made}\n\n{}", rows.join("\n"))
    }
}
