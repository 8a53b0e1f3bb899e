//! `bmail watch`: says that mail waits, and never what it says. Headers are public, so it needs no key.

mod atom;
mod diary;
mod notice;
mod post;
mod smtp;
mod target;
mod templates;
#[cfg(test)]
mod tests;

pub mod settings;

use std::{path::PathBuf, sync::Arc, time::Duration};

use bmail_sdk::{Client, lists::News};
use clap::Args;
use futures_util::future::join_all;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval, sleep},
};

use self::{
    diary::Diary,
    notice::{Notice, Watched},
    target::{Target, To},
    templates::Template,
};
use crate::{
    context::Context,
    failure::{Code, Failure, Outcome},
    output::{self, Shown},
    people::{People, recipient},
    terminal::Look,
};

/// How long to wait after an error of the node, and before a target that failed is tried again.
const PAUSE: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_secs(60);
/// How many messages may wait to be announced.
const WAITING: usize = 1_000;

/// Say that mail waits: with what postage, until when, and who sent it, never what it says
#[derive(Args)]
#[command(
    after_help = "Example: bmail watch ada --to ntfy=https://ntfy.sh/my-topic --once\n\nIt needs no key. Tokens and \
                        passwords come from the configuration ([watch.ntfy] token = \"...\") or from the environment: \
                        BMAIL_NTFY_TOKEN, BMAIL_TELEGRAM_TOKEN, BMAIL_SMTP_PASSWORD, BMAIL_WEBHOOK_TOKEN. docs/cli.md has all \
                        settings."
)]
pub struct Watch {
    /// Wallets, or their names
    #[arg(value_name = "ADDRESS", required = true)]
    who: Vec<String>,
    /// Where to say it: ntfy=URL, telegram=CHAT, smtp=MAIL_ADDRESS, webhook=URL, exec=COMMAND, atom=FILE; without the second
    /// part, as the configuration says
    #[arg(long, value_name = "TARGET", required_unless_present = "template")]
    to: Vec<To>,
    /// Look once, and end: for cron and the like
    #[arg(long)]
    once: bool,
    /// Where it is noted what was announced
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Print what runs it regularly, instead of running it
    #[arg(long, value_enum, value_name = "cron|systemd|ci")]
    template: Option<Template>,
}

/// What one look has found.
#[derive(Serialize, JsonSchema)]
pub struct Announced {
    /// What was announced now.
    pub announced: Vec<Notice>,
    /// How many messages wait that were announced before.
    pub known: usize,
    /// What could not be announced everywhere. It is tried again the next time.
    pub failed: Vec<String>,
}

/// What it needs to look and to announce.
struct Watcher<'a> {
    context: &'a Context,
    client: Arc<Client>,
    watched: Vec<Watched>,
    targets: Vec<Target>,
    diary: Diary,
}

impl Watch {
    pub async fn run(self, context: &Context) -> Outcome<()> {
        if let Some(template) = self.template {
            template.print(&self.who, &self.to);
            return Ok(());
        }
        let targets = self.to.iter().map(|to| Target::new(to, context)).collect::<Outcome<Vec<_>>>()?;
        let client = Arc::new(context.client()?);
        let path = self.state.clone().unwrap_or_else(|| context.paths.data.join("watch.json"));
        let genesis = client.genesis().await.map_err(Failure::from)?;
        let diary = Diary::open(path, genesis)?;
        let watched = self.watched(context, &client).await?;
        let mut watcher = Watcher { context, client, watched, targets, diary };
        if self.once { watcher.once().await } else { watcher.forever().await }
    }

    async fn watched(&self, context: &Context, client: &Client) -> Outcome<Vec<Watched>> {
        let (network, people) = (context.network()?, People::without_store(context));
        let mut watched = Vec::new();
        for name in &self.who {
            let wallet = recipient(context, client, &people, name).await?;
            let mailbox = client.programs().mailbox(&network, &wallet).0;
            client.mailbox(&mailbox).await.map_err(|error| no_mailbox(name, error.into()))?;
            watched.push(Watched { name: name.clone(), wallet, mailbox });
        }
        Ok(watched)
    }
}

/// Otherwise a wrong address would be watched in silence.
fn no_mailbox(name: &str, failure: Failure) -> Failure {
    match failure.code {
        Code::NotFound => {
            Failure::not_found(format!("{name} has no mailbox on this network, so there is nothing to watch"))
        }
        _ => failure,
    }
}

impl Watcher<'_> {
    async fn once(&mut self) -> Outcome<()> {
        let mut found = Announced { announced: Vec::new(), known: 0, failed: Vec::new() };
        for watched in self.watched.clone() {
            let inbox = self.client.inbox(&watched.mailbox).await?;
            for header in inbox.entries.iter().filter(|header| header.revealed) {
                let notice = Notice::of(header, &watched);
                if self.diary.is_done(&notice, &self.targets) {
                    found.known += 1;
                    continue;
                }
                let notice = self.named(notice).await;
                let failures = self.announce(&notice).await?;
                match failures.as_slice() {
                    [] => found.announced.push(notice),
                    _ => found.failed.extend(failures),
                }
            }
        }
        let (format, look) = (self.context.globals.output, &self.context.terminal.look);
        if found.failed.is_empty() {
            output::print(&found, format, look);
            return Ok(());
        }
        let says = "not everything could be announced: the next run tries it again; no money moved";
        let failure = Failure { retry: true, ..Failure::new(Code::Unreachable, says) };
        Err(output::print_with_failure(&found, failure, format, look))
    }

    /// Follows all mailboxes until it is ended. What a target did not take is tried again.
    async fn forever(&mut self) -> Outcome<()> {
        let (sender, news) = mpsc::channel(WAITING);
        let (client, watched) = (self.client.clone(), self.watched.clone());
        let following = join_all(watched.into_iter().map(|watched| follow(client.clone(), watched, sender.clone())));
        self.context.terminal.say(format!("Watching {} mailboxes. Ctrl-C ends it.", self.watched.len()));
        tokio::select! {
            _ = following => Ok(()),
            told = self.tell_all(news) => told,
        }
    }

    async fn tell_all(&mut self, mut news: mpsc::Receiver<Told>) -> Outcome<()> {
        let mut waiting: Vec<Notice> = Vec::new();
        let mut again = interval(AGAIN);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                told = news.recv() => match told {
                    Some(Told::Waits(notice)) => self.tell(notice, &mut waiting).await?,
                    Some(Told::Ended(message)) => waiting.retain(|notice| notice.message != message),
                    Some(Told::Silent(why)) => self.context.terminal.say(why),
                    None => return Ok(()),
                },
                _ = again.tick() => {
                    for notice in std::mem::take(&mut waiting) {
                        self.tell(notice, &mut waiting).await?;
                    }
                }
            }
        }
    }

    async fn tell(&mut self, notice: Notice, waiting: &mut Vec<Notice>) -> Outcome<()> {
        if self.diary.is_done(&notice, &self.targets) {
            return Ok(());
        }
        let notice = self.named(notice).await;
        let failures = self.announce(&notice).await?;
        failures.iter().for_each(|why| self.context.terminal.say(why));
        if failures.is_empty() {
            output::print(&notice, self.context.globals.output, &self.context.terminal.look);
        } else if waiting.len() < WAITING {
            waiting.push(notice);
        }
        Ok(())
    }

    /// With the sender's verified name, if the cluster has one.
    async fn named(&self, notice: Notice) -> Notice {
        let Ok(sender) = notice.sender.parse::<Pubkey>() else { return notice };
        let names = self.client.verified_names([sender]).await.unwrap_or_default(); // without one, the address is shown
        notice.named(names.get(&sender).map(String::as_str), &People::without_store(self.context))
    }

    /// Announces it to every target that does not know it yet, notes that, and returns what failed.
    async fn announce(&mut self, notice: &Notice) -> Outcome<Vec<String>> {
        let mut failures = Vec::new();
        for target in &self.targets {
            if self.diary.knows(notice, target) {
                continue;
            }
            match target.announce(notice, &self.diary, &self.context.terminal.look).await {
                Ok(()) => self.diary.note(notice, target)?,
                Err(why) => failures.push(format!("{} did not take it: {why}", target.name())),
            }
        }
        Ok(failures)
    }
}

/// What a task that follows a mailbox tells.
enum Told {
    Waits(Notice),
    Ended(String),
    /// The node does not answer for now.
    Silent(String),
}

/// Follows a mailbox, whatever its node does.
async fn follow(client: Arc<Client>, watched: Watched, tell: mpsc::Sender<Told>) {
    loop {
        let failed = match client.follow(&watched.mailbox).await {
            Err(error) => error,
            Ok((inbox, mut follow)) => {
                for header in inbox.entries.iter().filter(|header| header.revealed) {
                    if tell.send(Told::Waits(Notice::of(header, &watched))).await.is_err() {
                        return;
                    }
                }
                loop {
                    let told = match follow.next().await {
                        Ok(News::Arrived(header) | News::Changed(header)) if header.revealed => {
                            Told::Waits(Notice::of(&header, &watched))
                        }
                        Ok(News::Arrived(_) | News::Changed(_)) => continue,
                        Ok(News::Ended(header)) => Told::Ended(header.address.to_string()),
                        Err(error) => break error,
                    };
                    if tell.send(told).await.is_err() {
                        return;
                    }
                }
            }
        };
        if tell.send(Told::Silent(format!("{}: {failed}", watched.name))).await.is_err() {
            return;
        }
        sleep(PAUSE).await;
    }
}

impl Shown for Announced {
    fn shown(&self, look: &Look) -> String {
        let mut lines: Vec<_> = self.announced.iter().map(|notice| notice.shown(look)).collect();
        if lines.is_empty() && self.failed.is_empty() {
            lines.push(match self.known {
                0 => "No mail waits.".to_owned(),
                known => format!("Nothing new; {known} announced before."),
            });
        }
        lines.extend(self.failed.iter().map(|why| look.yellow(why)));
        lines.join("\n")
    }
}
