//! `bmail link recover`: takes back what links hold that nobody has taken.

use bmail_mailstore::Outcome as End;
use bmail_sdk::{
    ClientError, FoundLink,
    link::{LinkError, LinkSecret},
    text::shown,
};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::{found, holds, remarks, state};
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failed, Outcome, some_done},
    output::Shown,
    terminal::Look,
};

/// Take back your links that nobody has taken in time
#[derive(Args)]
pub struct Recover {
    /// Also those that can still be taken. Whoever has such a link finds nothing behind it any more
    #[arg(long)]
    all: bool,
}

/// Links that were taken back.
#[derive(Serialize, JsonSchema)]
pub struct TakenBack {
    pub links: Vec<Back>,
    /// What came back in all, in lamports, before the fees of the transactions.
    pub returned_lamports: u64,
    /// How many can still be taken, and were left alone.
    pub waiting: usize,
    /// What could not be taken back.
    pub failed: Vec<Failed>,
}

/// A link that was taken back.
#[derive(Serialize, JsonSchema)]
pub struct Back {
    /// The number of its message.
    pub sequence: u64,
    /// Its message's address.
    pub message: String,
    /// Whom it was for, if this device knows it.
    pub remark: String,
    /// What it held, in lamports.
    pub returned_lamports: u64,
    /// The transaction.
    pub signature: String,
}

impl Recover {
    pub async fn run(self, context: &Context) -> Outcome<TakenBack> {
        let session = context.session().await?;
        let secret = LinkSecret::from_keypair(&session.wallet);
        let all = session.store.recover_links(&session.client, &session.network, &secret).await?;
        let (waiting, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| state(one) == "waiting");
        let mut due = over;
        let left = if self.all { 0 } else { waiting.len() };
        if self.all && !waiting.is_empty() {
            let sum = waiting.iter().fold(0, |sum: u64, one| sum.saturating_add(holds(one)));
            let question = format!(
                "Take back {} links that can still be taken, with {}? Whoever has them finds nothing any more.",
                waiting.len(),
                sol(sum)
            );
            context.terminal.confirm(&question)?;
            due.extend(waiting);
        }
        let (remarks, mut links, mut failed) = (remarks(&session)?, Vec::new(), Vec::new());
        for one in &due {
            let remark = remarks.get(&one.sequence).cloned().unwrap_or_default();
            match back(&session, one, remark).await {
                Ok(back) => links.extend(back),
                Err(failure) => failed.push(Failed { what: format!("the link of {}", one.link.message), failure }),
            }
        }
        let failed = some_done(links.len(), failed)?;
        found(&session).await?; // which notes that they are settled
        let returned_lamports = links.iter().fold(0, |sum: u64, one| sum.saturating_add(one.returned_lamports));
        Ok(TakenBack { links, returned_lamports, waiting: left, failed })
    }
}

/// Takes a link back; `None` if somebody was faster.
async fn back(session: &Session, found: &FoundLink, remark: String) -> Outcome<Option<Back>> {
    let receipt = match session.client.take_back_link(&found.link, &session.address()).await {
        Err(ClientError::Link(LinkError::Gone)) => return Ok(None),
        receipt => receipt?,
    };
    if found.at.message.is_some() {
        session.store.ended(&found.link.message, End::Expired)?;
    }
    Ok(Some(Back {
        sequence: found.sequence,
        message: found.link.message.to_string(),
        remark,
        returned_lamports: holds(found),
        signature: receipt.signature.to_string(),
    }))
}

impl Shown for TakenBack {
    fn shown(&self, look: &Look) -> String {
        let lines = self.links.iter().map(|one| {
            let whom = if one.remark.is_empty() { one.message.clone() } else { format!("for {}", one.remark) };
            format!("From the link {}: {}.", shown(&whom), sol(one.returned_lamports))
        });
        let failed = self.failed.iter().map(|failed| look.yellow(&format!("Not taken back: {failed}")));
        let sum = match self.links.len() {
            0 if self.failed.is_empty() => "No link is over: nothing moved.".to_owned(),
            _ => format!("{} came back in all, less the fees of the transactions.", sol(self.returned_lamports)),
        };
        let waiting = match self.waiting {
            0 => String::new(),
            count => format!(" {count} can still be taken; --all takes them back, too."),
        };
        lines.chain(failed).chain([format!("{sum}{waiting}")]).collect::<Vec<_>>().join("\n")
    }
}
