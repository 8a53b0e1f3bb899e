//! One thing that was looked at.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{failure::Failure, terminal::Look};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Check {
    /// What was looked at: `configuration`, `key`, `folders`, `cluster`, `genesis`, `clock`, `localnet`, `programs`, `version`,
    /// `network`, `balance`, `mailbox`, `mailbox key`, `store`, `gaps` or `outbox`.
    pub subject: &'static str,
    pub state: State,
    /// What is there.
    pub says: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Ok,
    /// It works, but somebody should look at it.
    Warning,
    Wrong,
    /// It could not be looked at, because of something else.
    NotChecked,
}

impl Check {
    pub fn ok(subject: &'static str, says: impl Into<String>) -> Self {
        Self { subject, state: State::Ok, says: says.into(), remedy: None }
    }

    pub fn warning(subject: &'static str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject, state: State::Warning, says: says.into(), remedy: Some(remedy.into()) }
    }

    pub fn wrong(subject: &'static str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject, state: State::Wrong, says: says.into(), remedy: Some(remedy.into()) }
    }

    pub fn not_checked(subject: &'static str, why: impl Into<String>) -> Self {
        Self { subject, state: State::NotChecked, says: why.into(), remedy: None }
    }

    /// What is wrong in the words of a failure, which also say what to do.
    pub fn failed(subject: &'static str, failure: &Failure) -> Self {
        Self { subject, state: State::Wrong, says: failure.message.clone(), remedy: None }
    }
}

impl State {
    pub fn shown(self, look: &Look) -> String {
        match self {
            Self::Ok => look.green("ok"),
            Self::Warning => look.yellow("warning"),
            Self::Wrong => look.red("wrong"),
            Self::NotChecked => look.dim("-"),
        }
    }
}
