//! The command line: what all commands take, and the list of commands. Each has its own file in `commands`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{commands as c, offline::Signing};

/// Mail that costs postage. A letter to a stranger carries a fee in escrow, which its reader earns; friends write free.
#[derive(Parser)]
#[command(name = "bmail", version, propagate_version = true, subcommand_required = true, arg_required_else_help = true)]
#[command(
    after_help = "Example: bmail send bo -m \"See you at noon\"\n\nbmail COMMAND --help has an example of each. \
                        Exit codes and JSON: docs/cli.md."
)]
pub struct Arguments {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

/// What all commands take.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "For all commands")]
pub struct Globals {
    /// Somebody of the local network, such as ada, with their key, cluster and network
    #[arg(long, global = true, value_name = "NAME", env = "BMAIL_PERSON")]
    pub person: Option<String>,
    /// The cluster: a URL, or mainnet-beta, testnet, devnet, localhost (or their first letter)
    #[arg(short, long, global = true, value_name = "URL_OR_MONIKER")]
    pub url: Option<String>,
    /// The wallet's key file; - is standard input
    #[arg(short, long, global = true, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    /// The network: its address, or its name in the configuration
    #[arg(short, long, global = true, value_name = "NETWORK")]
    pub network: Option<String>,
    /// The key file of who pays the fees of transactions, if it is not the wallet; their address if they sign elsewhere
    #[arg(long, global = true, value_name = "FILE")]
    pub fee_payer: Option<PathBuf>,
    /// The priority: auto, none, or micro-lamports for each compute unit
    #[arg(long, global = true, value_name = "auto|N|none")]
    pub with_compute_unit_price: Option<String>,
    /// How the result is printed
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Agree to everything that would be asked
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Print nothing but the result
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Show times in UTC
    #[arg(long, global = true)]
    pub utc: bool,
    /// Where the configuration and the mail are kept, instead of the usual folders
    #[arg(long, global = true, value_name = "FOLDER", env = "BMAIL_HOME")]
    pub home: Option<PathBuf>,
    #[command(flatten)]
    pub signing: Signing,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object: see docs/cli.md
    Json,
}

#[derive(Subcommand)]
pub enum Command {
    /// Start a chain of your own on this machine, with a network and two people, Ada and Bo
    #[cfg(feature = "localnet")]
    Localnet(c::localnet::Localnet),
    /// Set up your key, cluster, network and mailbox
    Setup(c::setup::Setup),
    /// Say what a letter would cost
    Quote(c::quote::QuoteLetter),
    /// Send a letter
    Send(c::send::Send),
    /// Show your mail
    Inbox(c::inbox::Inbox),
    /// Read a letter
    Read(c::read::Read),
    /// Answer a letter's sender with your verdict, and earn its fee
    Ack(c::ack::Ack),
    /// Answer a letter with a letter
    Reply(c::reply::Reply),
    /// Show the letters that belong together
    Thread(c::thread::Thread),
    /// Find letters by their words
    Search(c::search::Search),
    /// Put letters away, so that they are in no list
    Archive(c::archive::Archive),
    /// Show what is to be sent, and what became of it
    Outbox(c::outbox::Outbox),
    /// Send what waits in the outbox
    Flush(c::flush::Flush),
    /// Collect what your letters hold that nobody answered in time
    Expire(c::expire::Expire),
    /// Give a letter's fee back to its sender
    Refund(c::refund::Refund),
    /// Write a sealed copy of all your mail
    Backup(c::backup::Backup),
    /// Write a copy of all your mail, sealed or for other mail programs
    Export(c::backup::Export),
    /// Read back what `backup` or `export` wrote
    Import(c::backup::Import),
    /// Letters with money to people who have no wallet, behind a link
    Link(c::link::LinkLetters),
    /// Your mailbox, what it asks of strangers, and its key
    Mailbox(c::mailbox::MailboxOf),
    /// Your names for people, and whom you do not want to hear from
    Contacts(c::contacts::Contacts),
    /// Fetch new mail
    Sync(c::sync::Sync),
    /// Sign a transaction that was prepared elsewhere
    Sign(c::sign::Sign),
    /// Say that mail waits: with what postage, until when, and who sent it, never what it says
    Watch(c::watch::Watch),
    /// Show each movement of money and reputation with its reason, and what is still to come back
    Log(c::log::Log),
    /// Say what is wrong with the set-up, and how to mend it
    Doctor(c::doctor::Doctor),
    /// Write completions for a shell, manual pages, or JSON schemas
    Generate(c::generate::Generate),
}

impl Command {
    /// Whether it is one transaction, which can be signed elsewhere.
    pub fn is_one_transaction(&self) -> bool {
        matches!(self, Self::Ack(_) | Self::Contacts(_) | Self::Mailbox(_))
    }

    /// Whether it is for a set-up that may be broken, and runs whatever is missing.
    pub fn mends(&self) -> bool {
        #[cfg(feature = "localnet")]
        if matches!(self, Self::Localnet(_)) {
            return true;
        }
        matches!(self, Self::Doctor(_) | Self::Generate(_))
    }
}
