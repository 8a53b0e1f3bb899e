//! Where mail is announced.

use std::{env, path::PathBuf, str::FromStr};

use super::{
    atom,
    diary::Diary,
    notice::Notice,
    post::{self, Post},
    settings::{Secret, Settings},
    smtp::{self, Server},
};
use crate::{
    context::Context,
    failure::{Failure, Outcome},
    hook,
    terminal::Look,
};

const TELEGRAM: &str = "https://api.telegram.org";

/// A target, as it is said: a kind, and perhaps what only this one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct To {
    pub kind: Kind,
    pub value: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ntfy,
    Telegram,
    Smtp,
    Webhook,
    Exec,
    Atom,
}

const KINDS: [(&str, Kind); 6] = [
    ("ntfy", Kind::Ntfy),
    ("telegram", Kind::Telegram),
    ("smtp", Kind::Smtp),
    ("webhook", Kind::Webhook),
    ("exec", Kind::Exec),
    ("atom", Kind::Atom),
];

impl FromStr for To {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if !value.is_empty() => (name, Some(value.to_owned())),
            Some(_) => return Err(format!("{text} says nothing after the =")),
            None => (text, None),
        };
        let kind = KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        let kind = kind.ok_or_else(|| {
            format!("{name} is no target: say ntfy, telegram, smtp, webhook, exec or atom, with = and what it needs")
        })?;
        Ok(Self { kind, value })
    }
}

impl To {
    /// As it was said.
    pub fn said(&self) -> String {
        let name = KINDS.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(name, _)| *name);
        self.value.as_ref().map_or_else(|| name.to_owned(), |value| format!("{name}={value}"))
    }
}

/// A target with all that it needs.
pub struct Target {
    /// What tells it from others in the file of what was announced.
    key: String,
    how: How,
}

enum How {
    Post(Post),
    Smtp(Server),
    Exec(String),
    Atom(PathBuf),
}

impl Target {
    /// # Errors
    /// If something is missing that it needs.
    pub fn new(to: &To, context: &Context) -> Outcome<Self> {
        let settings = context.config.watch.clone().unwrap_or_default();
        Self::from(to, settings, &|name| env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// From settings, and an environment that goes before them.
    pub fn from(to: &To, settings: Settings, environment: &dyn Fn(&str) -> Option<String>) -> Outcome<Self> {
        let said = to.value.clone();
        let secret = |name: &str, of: Option<Secret>| environment(name).or(of.map(|secret| secret.0));
        let needs = |what: &str, name: &str, of: Option<String>| of.ok_or_else(|| missing(to, what, name));
        let how = match to.kind {
            Kind::Ntfy => {
                let web = settings.ntfy.unwrap_or_default();
                let url = said.or(secret("BMAIL_NTFY_URL", web.url));
                let url = needs("the URL of a topic", "url = \"https://ntfy.sh/TOPIC\"", url)?;
                How::Post(Post::ntfy(&url, secret("BMAIL_NTFY_TOKEN", web.token))?)
            }
            Kind::Webhook => {
                let web = settings.webhook.unwrap_or_default();
                let url = needs("a URL", "url = \"...\"", said.or(secret("BMAIL_WEBHOOK_URL", web.url)))?;
                How::Post(Post::webhook(&url, secret("BMAIL_WEBHOOK_TOKEN", web.token))?)
            }
            Kind::Telegram => {
                let bot = settings.telegram.unwrap_or_default();
                let token = secret("BMAIL_TELEGRAM_TOKEN", bot.token);
                let token = needs("the bot's token", "token = \"...\"", token)?;
                let chat = said.or_else(|| environment("BMAIL_TELEGRAM_CHAT")).or(bot.chat);
                let chat = needs("a chat", "chat = \"...\"", chat)?;
                How::Post(Post::telegram(bot.url.as_deref().unwrap_or(TELEGRAM), &token, &chat)?)
            }
            Kind::Smtp => How::Smtp(Server::new(smtp::Wanted {
                server: environment("BMAIL_SMTP_SERVER").or(settings.smtp.clone().and_then(|smtp| smtp.server)),
                user: environment("BMAIL_SMTP_USER").or(settings.smtp.clone().and_then(|smtp| smtp.user)),
                password: secret("BMAIL_SMTP_PASSWORD", settings.smtp.clone().and_then(|smtp| smtp.password)),
                from: environment("BMAIL_SMTP_FROM").or(settings.smtp.clone().and_then(|smtp| smtp.from)),
                to: said.or(settings.smtp.and_then(|smtp| smtp.to)),
            })?),
            Kind::Exec => {
                let command = said.or(settings.exec.map(|exec| exec.command));
                How::Exec(needs("a command", "command = \"...\"", command)?)
            }
            Kind::Atom => {
                let file = said.map(PathBuf::from).or(settings.atom.map(|atom| atom.file));
                How::Atom(file.ok_or_else(|| missing(to, "a file", "file = \"...\""))?)
            }
        };
        Ok(Self { key: to.said(), how })
    }

    /// What tells it from others.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it is, without anything that may be a secret.
    pub fn name(&self) -> &str {
        self.key.split('=').next().unwrap_or_default()
    }

    /// Announces a message.
    ///
    /// # Errors
    /// In words, without secrets, if the target has not taken it.
    pub async fn announce(&self, notice: &Notice, diary: &Diary, look: &Look) -> Result<(), String> {
        match &self.how {
            How::Post(post) => post::announce(post, notice, look).await,
            How::Smtp(server) => server.announce(notice, look).await,
            How::Exec(command) => hook::run(command, &notice.facts(look)).await,
            How::Atom(file) => atom::write(file, notice, &diary.taken_by(&self.key), diary.cluster(), look),
        }
    }
}

fn missing(to: &To, what: &str, setting: &str) -> Failure {
    let name = to.said();
    Failure::usage(format!(
        "{name} needs {what}: put `{setting}` under [watch.{name}] in the configuration (`bmail watch --help` has the \
         variables of the environment)"
    ))
}
