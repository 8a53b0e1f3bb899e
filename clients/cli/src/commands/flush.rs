//! `bmail flush`: sends what waits in the outbox and whose time has come.

use std::{collections::BTreeMap, time::Duration};

use bmail_mailstore::{IntentId, Mailing};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::sleep;

use super::send::{SentLetter, deliver, dispatch};
use crate::{
    context::{Context, Session},
    failure::{Failed, Outcome, some_done},
    output::Shown,
    people::People,
    terminal::Look,
    when::distance,
};

/// The longest time between two looks, in seconds: other commands may put letters there.
const LOOK: u64 = 60;
/// How long to wait after a letter that was due could not be sent, in seconds.
const RETRY: u64 = 10;

/// Send what waits in the outbox
#[derive(Args)]
#[command(
    after_help = "Example: bmail flush --watch\n\nIt goes on after a letter that cannot be sent. What it may cost was \
                        agreed to when it was written."
)]
pub struct Flush {
    /// Keep running until all is sent, also what waits for its time
    #[arg(long)]
    watch: bool,
}

/// What was sent.
#[derive(Serialize, JsonSchema)]
pub struct Flushed {
    /// The letters that were sent.
    pub letters: Vec<SentLetter>,
    /// How many copies of letters to several people were sent.
    pub copies: usize,
    /// What could not be sent now.
    pub failed: Vec<Failed>,
    /// How many wait for their time.
    pub waiting: usize,
    /// When the next one is sent, in unix seconds.
    pub next_at: Option<i64>,
}

/// What became of the letters so far.
#[derive(Default)]
struct Progress {
    sent: Vec<SentLetter>,
    failed: BTreeMap<IntentId, Failed>,
    /// How many copies of mailings were sent.
    copies: usize,
    mailings: Vec<Failed>,
}

impl Flush {
    pub async fn run(self, context: &Context) -> Outcome<Flushed> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let mut progress = Progress::default();
        loop {
            let looked = progress.send_due(context, &session, &people).await;
            let Some(next) = next_at(&session)?.filter(|_| self.watch) else {
                looked?;
                return progress.result(&session);
            };
            // A node that does not answer may do so later.
            let now = looked.unwrap_or_else(|failure| {
                context.terminal.say(failure);
                context.terminal.look.now
            });
            let wait = u64::try_from(next.saturating_sub(now)).unwrap_or(0);
            let wait = if wait == 0 { RETRY } else { wait.min(LOOK) };
            sleep(Duration::from_secs(wait)).await;
        }
    }
}

impl Progress {
    /// Sends each letter whose time has come, and returns the cluster's time.
    async fn send_due(&mut self, context: &Context, session: &Session, people: &People) -> Outcome<i64> {
        let now = session.client.now().await?.0;
        self.mailings.clear();
        for intent in session.store.due(now)? {
            let to = people.person(&intent.recipient);
            match dispatch(context, session, &intent.id).await {
                Ok(intent) => {
                    context.terminal.say(format!("Sent to {}.", to.label));
                    self.failed.remove(&intent.id);
                    self.sent.push(SentLetter::of(&intent, people));
                }
                Err(failure) => {
                    let failed = Failed { what: to.label, failure };
                    context.terminal.say(format!("Not sent to {failed}"));
                    self.failed.insert(intent.id, failed);
                }
            }
        }
        for mailing in session.store.notes::<Mailing>()?.into_iter().filter(Mailing::is_pending) {
            match deliver(context, session, &mailing.id).await {
                Ok(after) => {
                    let copies = after.sent().count().saturating_sub(mailing.sent().count());
                    context.terminal.say(format!("Sent {copies} copies."));
                    self.copies = self.copies.saturating_add(copies);
                }
                Err(failure) => {
                    self.mailings.push(Failed { what: "copies of a letter to several".to_owned(), failure })
                }
            }
        }
        Ok(now)
    }

    fn result(self, session: &Session) -> Outcome<Flushed> {
        let failed = self.failed.into_values().chain(self.mailings).collect();
        let failed = some_done(self.sent.len().saturating_add(self.copies), failed)?;
        let pending = session.store.outbox()?.into_iter().filter(|intent| intent.is_pending() && intent.not_before > 0);
        Ok(Flushed {
            letters: self.sent,
            copies: self.copies,
            failed,
            waiting: pending.count(),
            next_at: next_at(session)?,
        })
    }
}

/// When the next letter is to be sent, if one is.
fn next_at(session: &Session) -> Outcome<Option<i64>> {
    let pending = session.store.outbox()?.into_iter().filter(bmail_mailstore::Intent::is_pending);
    Ok(pending.map(|intent| intent.not_before).min())
}

impl Shown for Flushed {
    fn shown(&self, look: &Look) -> String {
        let sent = match self.letters.len().saturating_add(self.copies) {
            0 => "Nothing was due".to_owned(),
            1 => "1 letter was sent".to_owned(),
            many => format!("{many} letters were sent"),
        };
        let failed = match self.failed.len() {
            0 => String::new(),
            count => look.yellow(&format!(", and {count} could not be: `bmail outbox` says why")),
        };
        let next = match (self.waiting, self.next_at) {
            (1.., Some(moment)) if moment > look.now => format!(
                " {} wait for their time, the next {}: `bmail flush --watch` sends them.",
                self.waiting,
                distance(look.now, moment)
            ),
            _ => String::new(),
        };
        format!("{sent}{failed}.{next}")
    }
}
