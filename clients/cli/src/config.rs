//! The configuration: `config.toml` of b-mail, the Solana command line's own, and what `bmail localnet` writes.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use bmail_sdk::files::{read_text, store};
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    amount::Amount,
    commands::watch::settings::Settings,
    failure::{Failure, Outcome},
};

/// The longest configuration, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Where things are.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The folder of the configuration.
    pub config: PathBuf,
    /// The folder of what is kept: mail, and the local network's keys.
    pub data: PathBuf,
    /// The Solana command line's configuration.
    pub solana: PathBuf,
}

/// What `bmail setup` writes, and people change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The cluster's URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The URL of its websocket, if it is not the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket: Option<String>,
    /// The wallet's key file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keypair: Option<PathBuf>,
    /// The network: its address, or one of the names below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The priority: auto, none, or micro-lamports for each compute unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compute_unit_price: Option<String>,
    /// The most postage of a day before it is asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily_cap: Option<Amount>,
    /// The address of the app that opens links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Where `bmail watch` says that mail waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Settings>,
    /// Networks by one's own names for them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub networks: BTreeMap<String, String>,
}

/// What the Solana command line is configured with. It has more, which is not used.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SolanaConfig {
    pub json_rpc_url: Option<String>,
    pub websocket_url: Option<String>,
    pub keypair_path: Option<PathBuf>,
}

/// The local network, as `bmail localnet` writes it for this command and for the web app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalNetwork {
    /// The validator's URL.
    pub url: String,
    /// The URL of its websocket.
    pub websocket: String,
    /// The network's address.
    pub network: String,
    /// The network's name.
    pub name: String,
    /// The process that runs it.
    pub process: u32,
    /// Its people, by their names.
    pub people: BTreeMap<String, LocalPerson>,
}

/// Somebody of the local network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalPerson {
    /// Their wallet.
    pub wallet: String,
    /// Their key file.
    pub keypair: PathBuf,
}

impl Paths {
    /// The usual folders, or one for everything.
    ///
    /// # Errors
    /// If this machine does not say where its user's folders are.
    pub fn new(home: Option<&Path>) -> Outcome<Self> {
        let usual = choose_base_strategy()
            .map_err(|_| Failure::not_set_up("there is no home folder: say where with --home FOLDER"))?;
        let solana = usual.home_dir().join(".config/solana/cli/config.yml");
        Ok(match home {
            Some(home) => Self { config: home.to_owned(), data: home.join("data"), solana },
            None => Self { config: usual.config_dir().join("bmail"), data: usual.data_dir().join("bmail"), solana },
        })
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// What `bmail localnet` writes.
    pub fn localnet_file(&self) -> PathBuf {
        self.config.join("localnet.json")
    }

    /// The folder of the local network's keys.
    pub fn localnet_keys(&self) -> PathBuf {
        self.data.join("localnet")
    }

    /// The folder of the mail stores.
    pub fn mail(&self) -> PathBuf {
        self.data.join("mail")
    }
}

impl Config {
    /// # Errors
    /// If the file cannot be read, or is none.
    pub fn read(paths: &Paths) -> Outcome<Self> {
        Ok(read(&paths.config_file(), |text| toml::from_str(text).map_err(|error| error.to_string()))?
            .unwrap_or_default())
    }

    /// Stores the configuration, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, paths: &Paths) -> Outcome<()> {
        let text = toml::to_string_pretty(self).expect("a configuration has no keys but texts");
        write(&paths.config_file(), &text)
    }
}

impl SolanaConfig {
    /// What the Solana command line is configured with; nothing if it is not.
    ///
    /// # Errors
    /// If the file cannot be read, or is none.
    pub fn read(paths: &Paths) -> Outcome<Self> {
        let parsed = read(&paths.solana, |text| serde_yaml_ng::from_str(text).map_err(|error| error.to_string()))?;
        Ok(parsed.unwrap_or_default())
    }
}

impl LocalNetwork {
    /// The local network that runs, or ran last.
    ///
    /// # Errors
    /// If the file cannot be read, or is none.
    pub fn read(paths: &Paths) -> Outcome<Option<Self>> {
        read(&paths.localnet_file(), json)
    }

    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, paths: &Paths) -> Outcome<()> {
        let text = serde_json::to_string_pretty(self).expect("its keys are texts");
        write(&paths.localnet_file(), &text)
    }
}

/// The JSON of a file.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Reads a file and parses it; `None` if there is none.
///
/// # Errors
/// If it cannot be read, or does not parse.
pub fn read<T>(path: &Path, parse: impl FnOnce(&str) -> Result<T, String>) -> Outcome<Option<T>> {
    let text = match read_text(path, LONGEST) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text.map_err(Failure::file(path))?,
    };
    let parsed = parse(&text).map_err(|error| {
        Failure::usage(format!("{} cannot be understood: {}. Mend it, or remove it", path.display(), error.trim_end()))
    });
    parsed.map(Some)
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
    }
    store(path, text.as_bytes()).map_err(Failure::file(path))
}

/// Creates a folder that only its owner can read. An existing one stays as it is.
///
/// # Errors
/// If it cannot be created.
pub fn private_folder(folder: &Path) -> Outcome<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(Failure::file(folder))
}
