//! `bmail link list`: one's links, and what became of them.

use std::collections::BTreeMap;

use bmail_sdk::{FoundLink, link::LinkSecret};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::app;
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::Outcome,
    output::Shown,
    terminal::Look,
    when::distance,
};

/// Show your links
#[derive(Args)]
pub struct List {
    /// Also those that were taken or taken back
    #[arg(long)]
    all: bool,
    /// Also the links themselves. Whoever sees one can take its money
    #[arg(long)]
    links: bool,
}

/// One's links.
#[derive(Serialize, JsonSchema)]
pub struct Links {
    /// In the order in which they were made.
    pub links: Vec<Row>,
}

/// A link.
#[derive(Serialize, JsonSchema)]
pub struct Row {
    /// The number of its message.
    pub sequence: u64,
    /// Its message's address.
    pub message: String,
    /// Whom it is for, if this device knows it.
    pub remark: String,
    /// What it is: `waiting`, `late`, `interrupted`, `settled`.
    pub state: &'static str,
    /// What its letter and its key hold, in lamports.
    pub holds_lamports: u64,
    /// The last moment to take it, in unix seconds; none if its letter is gone.
    pub deadline: Option<i64>,
    /// The link, if it was asked for and waits.
    pub link: Option<String>,
}

/// The links of this device that still hold something.
///
/// # Errors
/// If the cluster does not answer.
pub async fn found(session: &Session) -> Outcome<Vec<FoundLink>> {
    let secret = LinkSecret::from_keypair(&session.wallet);
    Ok(session.store.find_links(&session.client, &session.network, &secret).await?)
}

/// Whom links are for, by the numbers of their messages.
///
/// # Errors
/// If the store is damaged.
pub fn remarks(session: &Session) -> Outcome<BTreeMap<u64, String>> {
    let links = session.store.links()?.into_iter().filter(|link| link.network == session.network);
    Ok(links.map(|link| (link.sequence, link.remark)).collect())
}

/// What a link is.
pub fn state(found: &FoundLink) -> &'static str {
    match &found.at.message {
        Some(_) if found.is_waiting() => "waiting",
        Some(_) => "late",
        None => "interrupted",
    }
}

/// What a link's letter and its key hold.
pub fn holds(found: &FoundLink) -> u64 {
    let letter = found.at.message.as_ref().map_or(0, |(message, _)| message.fee);
    [found.at.mailbox.unwrap_or(0), letter].iter().fold(found.at.wallet, |sum, part| sum.saturating_add(*part))
}

impl List {
    pub async fn run(self, context: &Context) -> Outcome<Links> {
        let session = context.session().await?;
        let found = found(&session).await?;
        let (programs, maker) = (session.client.programs(), session.address());
        let message = |number| programs.message(&maker, &session.mailbox(), number).0.to_string();
        let mut rows = BTreeMap::new();
        for (sequence, remark) in remarks(&session)? {
            let message = message(sequence);
            let (state, holds_lamports) = ("settled", 0);
            rows.insert(sequence, Row { sequence, message, remark, state, holds_lamports, deadline: None, link: None });
        }
        for one in &found {
            let remark = rows.remove(&one.sequence).map(|row| row.remark).unwrap_or_default();
            let row = Row {
                sequence: one.sequence,
                message: one.link.message.to_string(),
                remark,
                state: state(one),
                holds_lamports: holds(one),
                deadline: one.at.message.as_ref().map(|(_, deadline)| *deadline),
                link: Some(one.link.url(app(context))).filter(|_| self.links && one.is_waiting()),
            };
            rows.insert(one.sequence, row);
        }
        Ok(Links { links: rows.into_values().filter(|row| self.all || row.state != "settled").collect() })
    }
}

impl Shown for Links {
    fn shown(&self, look: &Look) -> String {
        if self.links.is_empty() {
            return "No link of yours waits.".to_owned();
        }
        let rows = self.links.iter().map(|row| {
            let state = match (row.state, row.deadline) {
                ("waiting", Some(deadline)) => format!("waits, to be taken {}", distance(look.now, deadline)),
                ("late", _) => "was not taken in time: `bmail link recover`".to_owned(),
                ("interrupted", _) => "holds money, without a letter: `bmail link recover`".to_owned(),
                _ => "taken, or taken back".to_owned(),
            };
            let ends = format!("{}…", row.message.get(..4).unwrap_or_default());
            vec![ends, bmail_sdk::text::shown(&row.remark).to_string(), sol(row.holds_lamports), state]
        });
        let table = look.table(&["", "FOR", "HOLDS", "IS"], rows);
        let links = self.links.iter().filter_map(|row| Some(format!("\n\n{}\n{}", row.remark, row.link.as_ref()?)));
        format!("{table}{}", links.collect::<String>())
    }
}
