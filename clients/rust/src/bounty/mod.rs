//! Bounties: their state for the functions of [`bounty_core`], plans for new ones ([`BountyPlan`]), and what a
//! submitter commits to ([`SubmissionSecret`]).
//!
//! ```no_run
//! # use bmail_sdk::{Client, ClientError, accounts::Opinion, bounty::{SubmissionSecret, BountyPlan, content_hash}};
//! # use solana_keypair::{Keypair, Signer};
//! # use solana_pubkey::Pubkey;
//! # async fn example(client: Client, network: Pubkey, ida: Keypair, eva: Keypair, bo: Keypair) -> Result<(), ClientError> {
//! // Ida creates a bounty from a file, funds it and opens it.
//! let plan = BountyPlan::read("bounty.toml".as_ref())?;
//! let draft = client.draft_bounty(&ida.pubkey(), &network, plan).await?;
//! let (bounty, _) = client.create_bounty(&ida, &draft).await?;
//! client.fund_and_open(&ida, &bounty).await?;
//!
//! // Eva commits to a submission, and reveals it after the submission period. She stores nothing but the content.
//! let submission = SubmissionSecret::from_keypair(&eva, &bounty, content_hash(b"forty names"));
//! client.commit(&eva, &submission, None).await?;
//! client.reveal_submission(&eva, &submission).await?;
//!
//! // Bo accepts it, and Eva claims the award.
//! client.review(&bo, &bounty, &eva.pubkey(), Opinion::Accept).await?;
//! client.claim(&eva, &bounty, &eva.pubkey()).await?;
//! # Ok(())
//! # }
//! ```

mod decimal;
mod file;
mod overview;
mod period;
mod plan;
#[cfg(test)]
mod plan_tests;
mod record;
mod roles;
mod state;
mod submission;

pub use overview::{BountyOverview, SubmissionOverview};
pub(crate) use plan::MAX_URI;
pub use plan::{BountyDraft, BountyPlan, PlanError};
pub use record::SubmissionRecord;
pub use roles::{Action, Role};
pub use submission::{SubmissionSecret, content_hash, content_hash_of, signing_text};
