//! `bmail inbox --watch`: shows letters as they come, and tells a command of them.

use std::time::Duration;

use bmail_mailstore::Stored;
use bmail_sdk::{ClientError, lists::News};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::sleep;

use crate::{
    context::{Context, Session},
    failure::{Failure, Outcome},
    hook,
    letters::Line,
    output::{self, Shown},
    people::People,
    terminal::Look,
};

/// How long to wait after an error of the node.
const PAUSE: Duration = Duration::from_secs(20);

/// A letter that has come.
#[derive(Serialize, JsonSchema)]
pub struct Arrived {
    pub letter: Line,
}

/// Shows letters as they come, until it is ended, and runs a command for each. What is muted or blocked is not shown.
///
/// # Errors
/// If the mail store cannot be written. What the node does is waited out.
pub async fn watch(context: &Context, session: &Session, exec: Option<&str>) -> Outcome<()> {
    let mailbox = session.mailbox();
    context.terminal.say("Waiting for letters. Ctrl-C ends it.");
    loop {
        let error = match session.client.follow(&mailbox).await {
            Err(error) => error,
            Ok((_, mut follow)) => {
                // What came before the subscription.
                let mut failed = fetched(context, session, exec).await?;
                while failed.is_none() {
                    failed = match follow.next().await {
                        Ok(News::Arrived(header) | News::Changed(header)) if header.revealed => {
                            fetched(context, session, exec).await?
                        }
                        Ok(_) => None,
                        Err(error) => Some(error),
                    };
                }
                failed.unwrap_or(ClientError::Expired)
            }
        };
        context.terminal.say(Failure::from(error));
        sleep(PAUSE).await;
    }
}

/// Fetches and shows what is new. An error of the node is returned, and not the end.
async fn fetched(context: &Context, session: &Session, exec: Option<&str>) -> Outcome<Option<ClientError>> {
    let new = match session.fetch().await {
        Ok(report) => report.new,
        Err(bmail_mailstore::StoreError::Client(error)) => return Ok(Some(*error)),
        Err(error) => return Err(error.into()),
    };
    for stored in new {
        show(context, session, &stored, exec).await?;
    }
    Ok(None)
}

async fn show(context: &Context, session: &Session, stored: &Stored, exec: Option<&str>) -> Outcome<()> {
    let people = People::of(context, &session.store)?;
    let Some(letter) = session.store.letter(&stored.message())? else { return Ok(()) };
    if people.contact(&letter.facts.other).is_some_and(|contact| contact.muted || contact.blocked) {
        return Ok(());
    }
    let arrived = Arrived { letter: Line::of(&letter, &people) };
    output::print(&arrived, context.globals.output, &context.terminal.look);
    if let Some(command) = exec
        && let Err(why) = hook::run(command, &arrived.facts()).await
    {
        context.terminal.say(format!("The command of --exec: {why}"));
    }
    Ok(())
}

impl Arrived {
    /// As a command gets it in its environment.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let line = &self.letter;
        vec![
            ("BMAIL_EVENT", "arrived".to_owned()),
            ("BMAIL_LETTER", line.id.to_string()),
            ("BMAIL_MESSAGE", line.message.clone()),
            ("BMAIL_SENDER", line.person.wallet.clone()),
            ("BMAIL_SENDER_NAME", line.person.label.clone()),
            ("BMAIL_SUBJECT", line.subject.clone().unwrap_or_default()),
            ("BMAIL_PREVIEW", line.preview.clone()),
            ("BMAIL_POSTAGE_LAMPORTS", line.fee_lamports.to_string()),
            ("BMAIL_DEADLINE", line.deadline.map_or_else(String::new, |deadline| deadline.to_string())),
        ]
    }
}

impl Shown for Arrived {
    fn shown(&self, look: &Look) -> String {
        let line = &self.letter;
        let (about, escrow) = (look.bold(&line.about()), line.escrow());
        format!("#{} {}: {about} ({escrow}, {})", line.id, line.person.shown(look), line.left(look))
    }
}
