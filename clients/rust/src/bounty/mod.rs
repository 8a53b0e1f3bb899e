//! Bounties from chain state, as [`bounties`] wants them; and what it takes to make one ([`BountyPlan`]) or to answer one
//! ([`Answer`]).
//!
//! ```no_run
//! # use bmail_sdk::{Client, ClientError, accounts::Opinion, bounty::{Answer, BountyPlan, content_hash}};
//! # use solana_keypair::{Keypair, Signer};
//! # use solana_pubkey::Pubkey;
//! # async fn example(client: Client, network: Pubkey, ida: Keypair, eva: Keypair, bo: Keypair) -> Result<(), ClientError> {
//! // Ida makes a bounty of a file, and funds and opens it.
//! let plan = BountyPlan::read("bounty.toml".as_ref())?;
//! let draft = client.draft_bounty(&ida.pubkey(), &network, plan).await?;
//! let (bounty, _) = client.create_bounty(&ida, &draft).await?;
//! client.fund_and_open(&ida, &bounty).await?;
//!
//! // Eva commits to an answer, and shows it when nobody can commit any more. She stores nothing but the content.
//! let answer = || Answer::from_keypair(&eva, &bounty, content_hash(b"forty names"));
//! client.commit(&eva, &answer(), None).await?;
//! client.reveal_submission(&eva, &answer()).await?;
//!
//! // Bo judges it, and she is paid.
//! client.review(&bo, &bounty, &eva.pubkey(), Opinion::Accept).await?;
//! client.claim(&eva, &bounty, &eva.pubkey()).await?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod decimal;
mod file;
mod period;
mod plan;
#[cfg(test)]
mod plan_tests;
mod record;
mod report;
mod roles;
mod state;

pub use answer::{Answer, content_hash, content_hash_of, signing_text};
pub use plan::{BountyDraft, BountyPlan, PlanError};
pub use record::SubmissionRecord;
pub use report::{BountyReport, SubmissionReport};
pub use roles::{Action, Role};
