//! What a command runs with: the configuration, and from it the cluster, the wallet, the network and the mail store.

use std::{path::PathBuf, sync::Arc};

use bmail_mailstore::{Key, Owner, Store, StoreError, SyncReport};
use bmail_sdk::{Client, Pays, Priority, PriorityFee, sealing::SecretKey};
use solana_keypair::Keypair;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    args::Globals,
    clusters,
    config::{Config, LocalNetwork, LocalPerson, Paths, SolanaConfig},
    failure::{Code, Failure, Outcome},
    keys,
    offline::absent,
    terminal::Terminal,
};

pub struct Context {
    pub globals: Globals,
    pub paths: Paths,
    pub config: Config,
    /// The Solana command line's own configuration.
    pub solana: SolanaConfig,
    /// The local network that runs, or ran last.
    pub localnet: Option<LocalNetwork>,
    pub terminal: Terminal,
    /// Why a configuration could not be read. It counts as empty then: see [`Context::sound`].
    pub unread: Vec<Failure>,
}

/// Somebody's mail on a network: what most commands work with.
pub struct Session {
    pub client: Client,
    pub wallet: Keypair,
    pub network: Pubkey,
    pub store: Store,
}

impl Context {
    /// # Errors
    /// If there is no home folder.
    pub fn new(globals: Globals) -> Outcome<Self> {
        let paths = Paths::new(globals.home.as_deref())?;
        let mut unread = Vec::new();
        let config = or_default(Config::read(&paths), &mut unread);
        let solana = or_default(SolanaConfig::read(&paths), &mut unread);
        let localnet = or_default(LocalNetwork::read(&paths), &mut unread);
        let terminal = Terminal::new(&globals);
        Ok(Self { globals, paths, config, solana, localnet, terminal, unread })
    }

    /// The same, if everything could be read.
    ///
    /// # Errors
    /// If a configuration cannot be read.
    pub fn sound(mut self) -> Outcome<Self> {
        if self.unread.is_empty() { Ok(self) } else { Err(self.unread.swap_remove(0)) }
    }

    /// The person of the local network that was chosen, with the network.
    ///
    /// # Errors
    /// If there is no local network, or it has nobody of this name.
    fn person(&self) -> Outcome<Option<(&LocalNetwork, &LocalPerson)>> {
        let Some(name) = &self.globals.person else { return Ok(None) };
        let localnet = self.localnet.as_ref().ok_or_else(|| {
            Failure::not_set_up(
                "there is no local network, and so nobody to be with --person: run `bmail localnet` first",
            )
        })?;
        let person = localnet.people.get(name).ok_or_else(|| {
            let names: Vec<_> = localnet.people.keys().cloned().collect();
            Failure::usage(format!("the local network has no {name}: say --person {}", names.join(" or --person ")))
        })?;
        Ok(Some((localnet, person)))
    }

    /// The cluster's URL: what was said, the local network's for its people, the configuration's, or that of the Solana
    /// command line.
    ///
    /// # Errors
    /// If none is configured.
    pub fn url(&self) -> Outcome<String> {
        if let Some(url) = &self.globals.url {
            return clusters::url(url);
        }
        if let Some((localnet, _)) = self.person()? {
            return Ok(localnet.url.clone());
        }
        let url = self.config.url.as_ref().or(self.solana.json_rpc_url.as_ref());
        let none = "no cluster is chosen: run `bmail setup`, or say --url devnet (or `bmail localnet` starts one here)";
        clusters::url(url.ok_or_else(|| Failure::not_set_up(none))?)
    }

    fn websocket(&self, url: &str) -> Option<&str> {
        let local = self.localnet.as_ref().map(|localnet| (&localnet.url, &localnet.websocket));
        let config = self.config.url.as_ref().zip(self.config.websocket.as_ref());
        let solana = self.solana.json_rpc_url.as_ref().zip(self.solana.websocket_url.as_ref());
        let found =
            [local, config, solana].into_iter().flatten().find(|(of, websocket)| *of == url && !websocket.is_empty());
        found.map(|(_, websocket)| &**websocket)
    }

    /// A client of the cluster.
    ///
    /// # Errors
    /// If none is configured, or the priority or the payer's key cannot be understood.
    pub fn client(&self) -> Outcome<Client> {
        let url = self.url()?;
        let mut client = Client::connect(&url).with_priority(self.priority()?);
        if let Some(websocket) = self.websocket(&url) {
            client = client.with_websocket(websocket);
        }
        match &self.globals.fee_payer {
            // They sign elsewhere.
            Some(payer) if self.globals.signing.is_given() && absent(payer).is_some() => {}
            Some(payer) => client = client.with_payer(Arc::new(keys::read(payer)?), Pays::Fees),
            None => {}
        }
        Ok(client)
    }

    fn priority(&self) -> Outcome<PriorityFee> {
        let said = self.globals.with_compute_unit_price.as_ref().or(self.config.compute_unit_price.as_ref());
        match said.map(String::as_str) {
            None | Some("auto") => Ok(PriorityFee::AUTOMATIC),
            Some("none") => Ok(PriorityFee::Off),
            Some(price) => price.parse().map(|price| Priority(price).into()).map_err(|_| {
                Failure::usage(format!("{price} is no price of a compute unit: say auto, none, or micro-lamports"))
            }),
        }
    }

    /// The wallet's key file, which may not exist.
    ///
    /// # Errors
    /// Those of [`Context::url`], for a person of the local network.
    pub fn key_file(&self) -> Outcome<PathBuf> {
        if let Some(path) = &self.globals.keypair {
            return Ok(path.clone());
        }
        if let Some((_, person)) = self.person()? {
            return Ok(person.keypair.clone());
        }
        let configured = self.config.keypair.as_ref().or(self.solana.keypair_path.as_ref());
        Ok(configured.cloned().unwrap_or_else(|| self.default_key_file()))
    }

    /// Where the Solana command line keeps its key.
    pub fn default_key_file(&self) -> PathBuf {
        self.paths.solana.ancestors().nth(2).unwrap_or(&self.paths.config).join("id.json")
    }

    /// The wallet.
    ///
    /// # Errors
    /// If there is no key file, or it cannot be read.
    pub fn wallet(&self) -> Outcome<Keypair> {
        keys::read(&self.key_file()?)
    }

    /// The wallet of who types, whoever they are with `--person`; `None` if there is none.
    pub fn own_wallet(&self) -> Option<Pubkey> {
        let configured = self.config.keypair.as_ref().or(self.solana.keypair_path.as_ref());
        let path = configured.cloned().unwrap_or_else(|| self.default_key_file());
        keys::read(&path).ok().map(|keypair| keypair.pubkey())
    }

    /// The network.
    ///
    /// # Errors
    /// If none is chosen, or it has a name that the configuration does not have.
    pub fn network(&self) -> Outcome<Pubkey> {
        let of_person = self.person()?.map(|(localnet, _)| &localnet.network);
        let said = self.globals.network.as_ref().or(of_person).or(self.config.network.as_ref());
        let none = "no network is chosen: run `bmail setup`, or say --network ADDRESS";
        let said = said.ok_or_else(|| Failure::not_set_up(none))?;
        let address = self.config.networks.get(said).unwrap_or(said);
        address.parse().map_err(|_| {
            Failure::usage(format!("{said} is no network's address, and the configuration has none of this name"))
        })
    }

    /// Somebody's mail, on the cluster that answers.
    ///
    /// # Errors
    /// If something is not set up, the cluster does not answer, or the store cannot be opened.
    pub async fn session(&self) -> Outcome<Session> {
        let client = self.client()?;
        let genesis = client.genesis().await.map_err(|error| self.unreachable(error.into()))?;
        clusters::remember(&self.paths, &self.url()?, &genesis)?;
        self.opened(client, genesis)
    }

    /// The local network, if it is the cluster.
    pub fn local(&self) -> Option<&LocalNetwork> {
        self.localnet.as_ref().filter(|localnet| self.url().is_ok_and(|url| url == localnet.url))
    }

    /// Says what to do if it is the local network that does not answer.
    fn unreachable(&self, failure: Failure) -> Failure {
        if failure.code != Code::Unreachable || self.local().is_none() {
            return failure;
        }
        Failure { message: "the local network does not run: start it with `bmail localnet`".to_owned(), ..failure }
    }

    /// Somebody's mail as it is kept here, without asking the cluster for anything.
    ///
    /// # Errors
    /// If something is not set up, the cluster was never asked, or the store cannot be opened.
    pub fn session_offline(&self) -> Outcome<Session> {
        let genesis = clusters::remembered(&self.paths, &self.url()?)?;
        self.opened(self.client()?, genesis)
    }

    fn opened(&self, client: Client, genesis: Hash) -> Outcome<Session> {
        let (wallet, network) = (self.wallet()?, self.network()?);
        let owner = Owner { wallet: wallet.pubkey(), genesis };
        let store = self.open_store(owner, &wallet, &network)?;
        Ok(Session { client, wallet, network, store })
    }

    /// Opens the store, which the key for this network opens from then on.
    fn open_store(&self, owner: Owner, wallet: &Keypair, network: &Pubkey) -> Outcome<Store> {
        let (store, is_new) = self.opened_store(owner, wallet, network)?;
        if is_new {
            let secret = SecretKey::from_keypair(wallet, network, 1);
            store.add_key(Key { network: *network, version: 1, secret: &secret })?;
        }
        Ok(store)
    }

    /// Opens the store with whichever key of the wallet's opens it, and changes nothing.
    ///
    /// # Errors
    /// If none does, or the file cannot be used.
    pub fn open_store_as_it_is(&self, owner: Owner, wallet: &Keypair, network: &Pubkey) -> Outcome<Store> {
        Ok(self.opened_store(owner, wallet, network)?.0)
    }

    /// The store, and whether no key for this network opens it yet.
    fn opened_store(&self, owner: Owner, wallet: &Keypair, network: &Pubkey) -> Outcome<(Store, bool)> {
        let folder = self.paths.mail();
        let open = |network: Pubkey, version| {
            let secret = SecretKey::from_keypair(wallet, &network, version);
            Store::open(&folder, owner, Key { network, version, secret: &secret })
        };
        match open(*network, 1) {
            Err(StoreError::WrongKey { known }) => {
                let opened = known.iter().find_map(|(network, version)| open(*network, *version).ok());
                let is_new = known.iter().all(|(of, _)| of != network);
                Ok((opened.ok_or(StoreError::WrongKey { known })?, is_new))
            }
            opened => Ok((opened?, false)),
        }
    }
}

fn or_default<T: Default>(read: Outcome<T>, unread: &mut Vec<Failure>) -> T {
    read.unwrap_or_else(|failure| {
        unread.push(failure);
        T::default()
    })
}

impl Session {
    pub fn address(&self) -> Pubkey {
        self.wallet.pubkey()
    }

    pub fn mailbox(&self) -> Pubkey {
        self.client.programs().mailbox(&self.network, &self.address()).0
    }

    /// Fetches the mail of the network.
    ///
    /// # Errors
    /// If the cluster does not answer, or the store cannot be written.
    pub async fn sync(&self) -> Outcome<SyncReport> {
        Ok(self.fetch().await?)
    }

    /// The same, with the store's own error.
    ///
    /// # Errors
    /// Those of [`Store::sync`].
    pub async fn fetch(&self) -> Result<SyncReport, StoreError> {
        let secrets = |network: &Pubkey, version| Some(SecretKey::from_keypair(&self.wallet, network, version));
        self.store.sync(&self.client, &self.network, &secrets).await
    }
}
