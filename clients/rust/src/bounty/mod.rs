//! Bounties: their state for the functions of [`bounty_core`], plans for new ones ([`BountyPlan`]), and what a
//! submitter commits to ([`SubmissionSecret`]).
//!
//! ```no_run
//! # use bmail_sdk::{Client, ClientError, accounts::Opinion, bounty::{SubmissionSecret, BountyPlan, content_hash}};
//! # use bmail_sdk::sealing::SecretKey;
//! # use solana_keypair::{Keypair, Signer};
//! # use solana_pubkey::Pubkey;
//! # async fn example(client: Client, network: Pubkey, ida: Keypair, eva: Keypair, bo: Keypair) -> Result<(), ClientError> {
//! // Ida creates a bounty from a file, funds it and opens it.
//! let plan = BountyPlan::read("bounty.toml".as_ref())?;
//! let draft = client.draft_bounty(&ida.pubkey(), &network, plan).await?;
//! let (bounty, _) = client.create_bounty(&ida, &draft).await?;
//! client.fund_and_open(&ida, &bounty, 500_000_000, 50_000_000).await?;
//!
//! // Eva commits to an answer, and stores it for the reviewers. She keeps nothing but the content.
//! let answer = b"forty names";
//! let submission = SubmissionSecret::from_keypair(&eva, &bounty, content_hash(answer));
//! client.commit(&eva, &submission, answer, 5_000_000, None).await?;
//!
//! // Bo, who reviews, reads it. After the submission period he reveals it for Eva, accepts it, and claims her award.
//! let key = SecretKey::from_keypair(&bo, &network, 1);
//! let answer = client.read_answer(&bounty, &eva.pubkey(), &bo.pubkey(), &key).await?;
//! client.reveal_answer(&bo, &answer).await?;
//! client.review(&bo, &bounty, &eva.pubkey(), Opinion::Accept).await?;
//! client.claim(&bo, &bounty, &eva.pubkey()).await?;
//! # Ok(())
//! # }
//! ```

mod answer;
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

pub use answer::{Answer, AnswerError, Reader, SealedAnswer};
pub use overview::{Bond, BountyOverview, SubmissionOverview};
pub(crate) use plan::MAX_URI;
pub use plan::{BountyDraft, BountyPlan, PlanError, terms_hash};
pub use record::{SubmissionRecord, SubmissionRecords};
pub use roles::{Action, Role};
pub use submission::{SubmissionSecret, content_hash, content_hash_of, signing_text};
