//! What people do, over JSON-RPC. Each file has one task:
//!
//! - `network`: creates a network, changes its rules and authority, pauses it, and sweeps its cut to the treasury.
//! - `mailbox`: opens a mailbox, changes its settings and key, and closes it.
//! - `contact`: makes someone a contact, so that mail is free once this is mutual, and refunds what they paid.
//! - `mail`: [`Client::draft`] seals and quotes, [`Client::send`] pays.
//! - `acknowledge`: [`Client::acknowledge`] earns the fee and moves the sender's reputation. It also expires and
//!   refunds.
//! - `strict`, `reveal`: posts a message ([`StrictDraft`]), and reveals its key after the escrow is safe
//!   ([`Unrevealed`]).
//! - `long`, `upload`: uploads a text that does not fit in a transaction ([`LongDraft`]) as a body for messages.
//! - `newsletter`, `edition`, `deliver`, `doubt`: sends one body to many recipients ([`Newsletter`]).
//! - `reputation`: gives a network a reputation, changes its parameters, opens and closes standings, and syncs tokens.
//! - `endorse`, `unendorse`: stakes reputation on someone ([`Client::endorse`]), and takes it back.
//! - `overview`, `history`: what a person's reputation consists of, and how it changed.
//! - `treasury`, `economy`: a community's treasury, and what it earns, invests and spends in a week.
//! - `bounty`, `fund`: creates a bounty from a plan ([`BountyPlan`](crate::bounty::BountyPlan)), and moves its money.
//! - `submit`, `judge`: answering a bounty ([`SubmissionSecret`](crate::bounty::SubmissionSecret)), judging answers,
//!   paying the first ones.
//! - `bounties`: looks up bounties, and what can be done with them now.
//! - `read`, `list`: looks up accounts, and opens mail.
//!
//! These use `situation`, `outgoing`, `money` and `stored`.
//!
//! A draft costs nothing. Sending it costs at most its quote plus [`quote::MARGIN`](crate::quote::MARGIN); the program
//! returns what it does not charge. Anything that takes several transactions can be resumed after a crash:
//! [`Unrevealed`], [`LongDraft`] and [`Newsletter`] implement serde's traits. Store them before you send anything. They
//! are secrets, because they contain the key to the mail.
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

mod acknowledge;
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
mod overview;
mod read;
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
pub use overview::StandingOverview;
pub use read::Letter;
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
    /// The commitment that an escrow needs before its key is revealed.
    escrow: CommitmentConfig,
}

impl Client {
    /// A client of a cluster, without priority fees.
    pub fn new(rpc: RpcClient) -> Self {
        Self { cluster: Cluster::new(rpc), escrow: CommitmentConfig::confirmed() }
    }

    /// The same client, with a priority fee.
    pub fn with_priority(mut self, priority: Priority) -> Self {
        self.cluster.priority = priority;
        self
    }

    /// The same client, but it reveals keys (see [`Client::reveal`]) only after the escrow has this commitment. The
    /// default is confirmed. Finalized takes some seconds more and cannot be undone.
    pub fn with_escrow_commitment(mut self, commitment: CommitmentConfig) -> Self {
        self.escrow = commitment;
        self
    }

    /// The connection, for everything that this client does not do.
    pub fn rpc(&self) -> &RpcClient {
        &self.cluster.rpc
    }

    async fn run(&self, instruction: Instruction, signer: &dyn Signer) -> Result<Receipt, ClientError> {
        self.cluster.execute(&[instruction], &[signer]).await
    }

    /// Creates accounts, each with its lamports, and runs the instructions that take them over.
    async fn run_with_new(
        &self,
        accounts: &[(NewAccount, u64)],
        instructions: &[Instruction],
        author: &dyn Signer,
    ) -> Result<Receipt, ClientError> {
        let created = self.run_with_new_once(accounts, instructions, author).await;
        match created {
            // Someone may have sent lamports to an address meanwhile. Then the account is created in another way.
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
