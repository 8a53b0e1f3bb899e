//! Bounties from chain state, as [`bounties`] wants them; and what it takes to make one ([`BountyPlan`]) or to answer one
//! ([`Answer`]).

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
