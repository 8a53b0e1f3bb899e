//! What a person does, over JSON-RPC. Each file is one errand:
//!
//! - `network`: founding one, changing its rules and its authority, pausing it, bringing its cut to the treasury.
//! - `mailbox`: opening one, its terms and its key, closing it.
//! - `contact`: making somebody a contact, so that mail is free once it is mutual, and refunding what they paid.
//! - `mail`: [`Client::draft`] quotes and seals, [`Client::send`] pays.
//! - `answer`: [`Client::acknowledge`] earns the fee, and moves the sender's reputation. Expiring, refunding.
//! - `strict`, `reveal`: posting a message ([`StrictDraft`]), and revealing its key only when the escrow is safe
//!   ([`Unrevealed`]).
//! - `long`, `upload`: a text that fits no transaction ([`LongDraft`]) becomes a body, which messages bring instead.
//! - `newsletter`, `edition`, `deliver`, `doubt`: one body to many recipients ([`Newsletter`]).
//! - `reputation`: giving a network one, its parameters, people's standings, and the token that shows them.
//! - `endorse`, `unendorse`: staking reputation on somebody ([`Client::endorse`]), and taking it back.
//! - `report`, `history`: what somebody's reputation is made of, and what became of it.
//! - `treasury`, `economy`: a community's treasury, and what it earns, invests and spends in a week.
//! - `bounty`, `fund`: making a bounty of a plan ([`BountyPlan`](crate::bounty::BountyPlan)), and its money.
//! - `submit`, `judge`: answering a bounty ([`Answer`](crate::bounty::Answer)), judging answers, paying the first ones.
//! - `bounties`: bounties with what can be done with them now, and lists of them.
//! - `read`, `list`: what is on the chain, and opening mail.
//!
//! `situation`, `outgoing`, `money` and `stored` serve these.
//!
//! A draft costs nothing and pays at most what it quotes, and [`quote::MARGIN`](crate::quote::MARGIN) more, of which
//! the program returns what it does not take. What takes several transactions can be resumed after a crash:
//! [`Unrevealed`], [`LongDraft`] and [`Newsletter`] implement serde's traits. Store them before anything is sent, and
//! as you store a secret: whoever has them reads the mail.
//!
//! ```no_run
//! # use bmail_sdk::{Client, ClientError, accounts::Verdict, sealing::SecretKey};
//! # use solana_keypair::{Keypair, Signer};
//! # use solana_pubkey::Pubkey;
//! # use solana_rpc_client::nonblocking::rpc_client::RpcClient;
//! # async fn example(network: Pubkey, ada: Keypair, bo: Keypair) -> Result<(), ClientError> {
//! let client = Client::new(RpcClient::new("http://127.0.0.1:8899".to_owned()));
//!
//! let draft = client.draft(&ada.pubkey(), &network, &bo.pubkey(), b"Dear Bo").await?;
//! println!("{} at most", draft.max_fee());
//! let (message, _) = client.send(&ada, &draft).await?;
//!
//! let letter = client.read(&message, &SecretKey::from_keypair(&bo, &network, 1)).await?;
//! client.acknowledge(&bo, &message, Verdict::Valuable).await?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod bounties;
mod bounty;
mod contact;
mod deliver;
mod doubt;
mod economy;
mod edition;
mod endorse;
mod fund;
mod history;
mod judge;
mod list;
mod long;
mod mail;
mod mailbox;
mod money;
mod network;
mod newsletter;
mod outgoing;
mod read;
mod report;
mod reputation;
mod reveal;
mod situation;
mod stored;
mod strict;
mod submit;
mod treasury;
mod unendorse;
mod upload;

pub use bounties::Bounties;
pub use economy::{Economy, Population};
pub use history::HistoryEntry;
pub use long::LongDraft;
pub use mail::Draft;
pub use mailbox::MailboxSettings;
pub use newsletter::{Delivery, DeliveryState, Newsletter, Obstacle};
pub use read::Letter;
pub use report::StandingReport;
pub use reputation::TokenTexts;
pub use reveal::{Revealed, Unrevealed};
pub use strict::StrictDraft;
pub use upload::Progress;

use solana_commitment_config::CommitmentConfig;
use solana_instruction::Instruction;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_signer::Signer;

use crate::{ClientError, NewAccount, Priority, Reason, Receipt, transaction::Cluster};

/// A connection to a cluster.
pub struct Client {
    cluster: Cluster,
    /// How safe an escrow has to be before its key is revealed.
    escrow: CommitmentConfig,
}

impl Client {
    /// A client of the cluster at `rpc`, without priority fees.
    pub fn new(rpc: RpcClient) -> Self {
        Self { cluster: Cluster::new(rpc), escrow: CommitmentConfig::confirmed() }
    }

    /// The same client, paying for speed.
    pub fn with_priority(mut self, priority: Priority) -> Self {
        self.cluster.priority = priority;
        self
    }

    /// The same client, revealing keys (see [`Client::reveal`]) only when the escrow has this commitment. By default it
    /// has to be confirmed; a finalized one takes some seconds more, and nothing at all undoes it.
    pub fn with_escrow_commitment(mut self, commitment: CommitmentConfig) -> Self {
        self.escrow = commitment;
        self
    }

    /// The connection, for whatever this client does not do.
    pub fn rpc(&self) -> &RpcClient {
        &self.cluster.rpc
    }

    async fn run(&self, instruction: Instruction, signer: &dyn Signer) -> Result<Receipt, ClientError> {
        self.cluster.execute(&[instruction], &[signer]).await
    }

    /// Runs instructions after those that create the accounts they take over, with so many lamports.
    async fn run_with_new(
        &self,
        accounts: &[(NewAccount, u64)],
        instructions: &[Instruction],
        author: &dyn Signer,
    ) -> Result<Receipt, ClientError> {
        let created = self.run_with_new_once(accounts, instructions, author).await;
        match created {
            // Perhaps somebody sent lamports to an address meanwhile: creating it has to take that into account.
            Err(ClientError::Refused(Reason::AlreadyExists)) => {
                self.run_with_new_once(accounts, instructions, author).await
            }
            _ => created,
        }
    }

    async fn run_with_new_once(
        &self,
        accounts: &[(NewAccount, u64)],
        instructions: &[Instruction],
        author: &dyn Signer,
    ) -> Result<Receipt, ClientError> {
        let addresses: Vec<_> = accounts.iter().map(|(account, _)| account.address).collect();
        let present = self.accounts_at(&addresses, CommitmentConfig::confirmed()).await?;
        let mut all = Vec::new();
        for ((account, lamports), present) in accounts.iter().zip(present) {
            all.extend(match present {
                None => account.create(*lamports),
                Some(prefunded) if prefunded.data.is_empty() => account.create_prefunded(*lamports),
                Some(_) => return Err(Reason::AlreadyExists.into()),
            });
        }
        all.extend_from_slice(instructions);
        self.cluster.execute(&all, &[author]).await
    }
}
