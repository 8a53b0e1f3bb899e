//! What people do, over JSON-RPC: see [`Client`]. Each subject has a folder or a file of its methods.

mod bounty;
mod connect;
mod cost;
mod domains;
mod error;
mod execute;
mod feed;
mod find;
mod follow;
mod mail;
mod money;
mod names;
mod network;
mod newsletter;
mod offline;
mod read;
mod reputation;
mod transaction;
mod transport;

use std::sync::{Arc, OnceLock};

use solana_commitment_config::CommitmentConfig;
use solana_message::Hash;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_signer::Signer;

pub use bounty::{Bounties, Committed, Offered};
pub use domains::{Domains, DomainsError};
pub use error::ClientError;
pub use follow::Follow;
pub use mail::{FoundLink, OpenedLink, PastEntry, PastEvent, PastMessage, PastPage, Progress, Received, Revealed};
pub use money::{MoneyEntry, MoneyPage, MoneyPart, Moved, Why};
pub use network::{Economy, Population};
pub use offline::{Lifetime, Nonce, decode_message};
pub use reputation::{HistoryEntry, HistoryPage, StandingOverview};
pub use transaction::{Receipt, RecordGap};
pub use transport::is_loopback;

use crate::{PriorityFee, Programs};
use transaction::Cluster;
use transport::{CONFIRMED, Seen};

/// A connection to a cluster, and what people do there.
///
/// Its methods fetch the state, ask [`instructions`](crate::instructions) for a plan, and carry it out. They are listed by
/// subject:
///
/// - mail: mailboxes ([`open_mailbox`](Self::open_mailbox)), contacts ([`add_contact`](Self::add_contact)), drafting and
///   sending ([`draft`](Self::draft), [`upload`](Self::upload), [`send`](Self::send)), revealing
///   ([`reveal`](Self::reveal)), lists ([`inbox`](Self::inbox), [`messages`](Self::messages), [`follow`](Self::follow)),
///   reading ([`read`](Self::read)), and how messages end ([`acknowledge`](Self::acknowledge), [`expire`](Self::expire));
/// - people: verified names ([`verified_names`](Self::verified_names)), reputations ([`reputations`](Self::reputations)),
///   and whom one knows ([`correspondents`](Self::correspondents));
/// - links, letters with money to people without a mailbox: making them ([`draft_link`](Self::draft_link),
///   [`make_link`](Self::make_link)), opening and taking them ([`open_link`](Self::open_link),
///   [`take_link`](Self::take_link)), and taking them back ([`recover_links`](Self::recover_links),
///   [`take_back_link`](Self::take_back_link));
/// - newsletters, one body to many recipients: [`deliver`](Self::deliver);
/// - reputation: a network's reputation, standings ([`open_standing`](Self::open_standing)), endorsements
///   ([`endorse`](Self::endorse)), and how a standing changed ([`history`](Self::history));
/// - bounties: treasuries ([`create_treasury`](Self::create_treasury)), bounties and their money
///   ([`create_bounty`](Self::create_bounty), [`fund_and_open`](Self::fund_and_open)), submissions
///   ([`commit`](Self::commit)), judging and paying ([`review`](Self::review), [`claim`](Self::claim));
/// - networks: rules and authority ([`create_network`](Self::create_network)), economy and population
///   ([`economy`](Self::economy));
/// - money: what moved a wallet's lamports ([`movements`](Self::movements));
/// - plans of your own: [`execute`](Self::execute).
///
/// A draft costs nothing. Sending it costs at most its `max_fee`; the program returns what it does not charge. Anything
/// that takes several transactions can be resumed after a crash: [`Unrevealed`](crate::instructions::mail::Unrevealed),
/// [`LongDraft`](crate::instructions::mail::LongDraft) and [`Newsletter`](crate::instructions::mail::Newsletter) implement
/// serde's traits. Store them before you send anything. They are secrets, because they contain the key to the mail.
///
/// ```no_run
/// # use bmail_sdk::{Client, ClientError, accounts::Verdict, instructions::mail::Mode, sealing::SecretKey};
/// # use solana_keypair::{Keypair, Signer};
/// # use solana_pubkey::Pubkey;
/// # async fn example(network: Pubkey, ada: Keypair, bo: Keypair) -> Result<(), ClientError> {
/// let client = Client::connect("http://127.0.0.1:8899");
///
/// let draft = client.draft(&ada.pubkey(), &network, &bo.pubkey(), b"Dear Bo", Mode::AtOnce).await?;
/// println!("{} lamports at most", draft.max_fee);
/// let (message, _) = client.send(&ada, &draft).await?;
///
/// let letter = client.read(&message, &SecretKey::from_keypair(&bo, &network, 1)).await?;
/// client.acknowledge(&bo, &message, Verdict::Valuable).await?;
/// # Ok(())
/// # }
/// ```
pub struct Client {
    cluster: Cluster,
    programs: Programs,
    /// The commitment that an escrow needs before its key is revealed.
    escrow: CommitmentConfig,
    payer: Option<(Arc<dyn Signer + Send + Sync>, Pays)>,
    /// The cluster's genesis hash, once it is known.
    genesis: OnceLock<Hash>,
    /// Whether the cluster has the name service, once it is known.
    has_names: OnceLock<bool>,
    /// The most lamports of rent for each byte of an account.
    max_rent: u64,
    /// The most lamports that one plan may take from wallets.
    limit: u64,
    /// The URL of the node's websocket, if it is not the usual one.
    websocket: Option<String>,
}

/// The most lamports of rent that a cluster asks for each byte. Solana began with this, and has only lowered it.
const MAX_RENT: u64 = 6_960;

/// What somebody pays for the one who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// The fees of the transactions.
    Fees,
    /// The fees, and all lamports that the transactions take from other wallets: rent, postage, stakes. Also what the wallet
    /// of the one who acts lacks to exist, if it is paid less than that. What comes back goes to those wallets, not to the
    /// payer.
    Everything,
}

impl Client {
    fn of(rpc: RpcClient, seen: Seen) -> Self {
        Self {
            cluster: Cluster::new(rpc, seen),
            programs: Programs::default(),
            escrow: CONFIRMED,
            payer: None,
            genesis: OnceLock::new(),
            has_names: OnceLock::new(),
            max_rent: MAX_RENT,
            limit: u64::MAX,
            websocket: None,
        }
    }

    /// The same client, which locks at most this many lamports with one plan: rent, postage, stakes, contributions and gifts
    /// together. A plan that takes more is refused before anyone signs, no matter what a node says
    /// ([`ClientError::OverLimit`]). The fees of the transactions are apart: see [`Client::with_max_network_fee`].
    pub fn with_limit(mut self, lamports: u64) -> Self {
        self.limit = lamports;
        self
    }

    /// The same client, which pays at most this many lamports for the signatures and the priority of one transaction. What a
    /// priority costs depends on the compute units that a node says are needed. Above the limit nothing is signed
    /// ([`ClientError::NetworkFeeTooHigh`]). Without one, a transaction costs at most its signatures and 1,400,000 compute
    /// units of the priority.
    pub fn with_max_network_fee(mut self, lamports: u64) -> Self {
        self.cluster.max_network_fee = lamports;
        self
    }

    /// The same client, which pays at most this much rent for each byte of an account. The default is 6,960 lamports, the
    /// most that Solana ever asked. So a node that lies about rent cannot lock more.
    pub fn with_max_rent(mut self, lamports_per_byte: u64) -> Self {
        self.max_rent = lamports_per_byte;
        self
    }

    /// The same client, for programs at other addresses.
    pub fn with_programs(mut self, programs: Programs) -> Self {
        self.programs = programs;
        self.cluster.programs = programs;
        self
    }

    /// The same client, which subscribes at this URL (`ws://` or `wss://`). Without it, that is where Solana's nodes have their
    /// websocket: at the next port, or where they are asked if their URL has no port.
    pub fn with_websocket(mut self, url: &str) -> Self {
        self.websocket = Some(url.to_owned());
        self
    }

    /// The same client, with another priority fee: automatic, which is the default, fixed
    /// ([`Priority`](crate::Priority)), or off.
    pub fn with_priority(mut self, priority: impl Into<PriorityFee>) -> Self {
        self.cluster.priority = priority.into();
        self
    }

    /// The same client, but it reveals keys (see [`Client::reveal`]) only after the escrow has this commitment. The
    /// default is confirmed. Finalized takes some seconds more and cannot be undone.
    pub fn with_escrow_commitment(mut self, commitment: CommitmentConfig) -> Self {
        self.escrow = commitment;
        self
    }

    /// The same client, but somebody else pays, and signs each transaction, too. Of what anyone may call, the payer is the
    /// caller: whoever is named as the `caller` does not sign, unless the program asks for their signature.
    pub fn with_payer(mut self, payer: Arc<dyn Signer + Send + Sync>, pays: Pays) -> Self {
        self.payer = Some((payer, pays));
        self
    }

    /// The connection, for everything that this client does not do. Its commitment is confirmed, too.
    pub fn rpc(&self) -> &RpcClient {
        &self.cluster.rpc
    }

    /// Where the programs are.
    pub fn programs(&self) -> &Programs {
        &self.programs
    }
}
