//! `bmail link open`: reads the letter behind a link. Nothing is signed, and nothing moves.

use bmail_sdk::{OpenedLink, link::Link};
use schemars::JsonSchema;
use serde::Serialize;

use super::Given;
use crate::{amount::sol, context::Context, failure::Outcome, output::Shown, terminal::Look, when::distance};

/// A letter behind a link.
#[derive(Serialize, JsonSchema)]
pub struct OpenedLetter {
    /// Its message's address.
    pub message: String,
    /// The network's address.
    pub network: String,
    /// The wallet of who wrote it.
    pub sender: String,
    /// When it was sent, in unix seconds.
    pub at: i64,
    /// What it says, as it can be shown.
    pub text: String,
    /// What whoever takes it gets, in lamports.
    pub sum_lamports: u64,
    /// The last moment to take it, in unix seconds.
    pub deadline: i64,
}

/// Opens a link.
///
/// # Errors
/// If it is none, leads to another cluster, or nothing waits behind it any more.
pub async fn run(context: &Context, given: &Given) -> Outcome<OpenedLetter> {
    let link = given.link(context)?;
    let opened = context.client()?.open_link(&link).await?;
    Ok(OpenedLetter::of(&link, &opened))
}

impl OpenedLetter {
    pub fn of(link: &Link, opened: &OpenedLink) -> Self {
        let letter = &opened.letter;
        Self {
            message: link.message.to_string(),
            network: link.network.to_string(),
            sender: letter.sender.to_string(),
            at: letter.sent_at,
            text: letter.shown(),
            sum_lamports: opened.sum,
            deadline: letter.deadline,
        }
    }

    /// The letter, without what can be done with it.
    pub fn letter(&self, look: &Look) -> String {
        let head = |name: &str, value: &str| format!("{}  {value}", look.dim(&format!("{name:<8}")));
        let (from, sent) = (head("From", &self.sender), head("Sent", &look.zone.exact(self.at)));
        format!("{from}\n{sent}\n\n{}", self.text)
    }
}

impl Shown for OpenedLetter {
    fn shown(&self, look: &Look) -> String {
        let (sum, until) = (sol(self.sum_lamports), look.zone.minute(self.deadline));
        let waits = format!("{sum} wait behind this link, until {until} ({}).", distance(look.now, self.deadline));
        let next = "`bmail link take` takes them to your wallet. Until then, its sender and whoever else has the link can \
                    take them, too.";
        format!("{}\n\n{}\n{next}", self.letter(look), look.bold(&waits))
    }
}
