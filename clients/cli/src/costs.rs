//! What something costs, in two numbers: what is paid, and what is set aside and comes back.

use bmail_sdk::{
    Client,
    cost::{Cost, Unit},
    instructions::Until,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Outcome;

/// What something costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Costs {
    /// What is paid, in lamports.
    pub pay_lamports: u64,
    /// What others keep, in lamports.
    pub kept_lamports: u64,
    /// What is set aside, in lamports.
    pub set_aside_lamports: u64,
    /// When it comes back, the soonest first.
    pub set_aside: Vec<Back>,
    /// The same in a sentence.
    pub sentence: String,
}

/// What comes back on an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Back {
    pub lamports: u64,
    /// The event: `answered`, `taken` (a link), `text_closed`, `mailbox_closed`, `silence` (a year), or `closed`.
    pub when: &'static str,
    /// The last moment of an answer, or to take a link, in unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<i64>,
}

impl Costs {
    /// In dollars, if the cluster says what SOL is worth.
    ///
    /// # Errors
    /// If the cluster does not answer.
    pub async fn of(client: &Client, cost: &Cost) -> Outcome<Self> {
        let unit = client.dollars().await.map_or(Unit::Sol, Unit::Dollars);
        let set_aside = cost.set_aside.iter().map(|part| {
            let (when, by) = match part.until {
                Until::Answered { by } => ("answered", Some(by.0)),
                Until::Taken { by } => ("taken", Some(by.0)),
                Until::TextClosed => ("text_closed", None),
                Until::MailboxClosed => ("mailbox_closed", None),
                Until::Silence => ("silence", None),
                Until::Closed => ("closed", None),
            };
            Back { lamports: part.amount, when, by }
        });
        Ok(Self {
            pay_lamports: cost.paid(),
            kept_lamports: cost.kept,
            set_aside_lamports: cost.total_set_aside(),
            set_aside: set_aside.collect(),
            sentence: cost.sentence(unit, client.now().await?),
        })
    }
}
