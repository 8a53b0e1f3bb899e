//! Announces by HTTP: ntfy, Telegram and webhooks.

use std::time::Duration;

use bmail_sdk::text::shown;
use reqwest::{Client, Method, RequestBuilder, Url, redirect::Policy};
use serde_json::json;

use super::notice::Notice;
use crate::{
    failure::{Failure, Outcome},
    terminal::Look,
};

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many characters of an answer are shown.
const SHOWN: usize = 200;

/// Where and how to post.
pub struct Post {
    kind: Kind,
    url: Url,
    token: Option<String>,
}

enum Kind {
    Ntfy,
    Webhook,
    Telegram { chat: String },
}

impl Post {
    /// # Errors
    /// If it is no URL.
    pub fn ntfy(text: &str, token: Option<String>) -> Outcome<Self> {
        Ok(Self { kind: Kind::Ntfy, url: url(text, "ntfy")?, token })
    }

    /// # Errors
    /// If it is no URL.
    pub fn webhook(text: &str, token: Option<String>) -> Outcome<Self> {
        Ok(Self { kind: Kind::Webhook, url: url(text, "webhook")?, token })
    }

    /// # Errors
    /// If the interface's address is no URL.
    pub fn telegram(base: &str, token: &str, chat: &str) -> Outcome<Self> {
        let mut url = url(base, "telegram")?;
        let path = format!("/bot{token}/sendMessage");
        url.set_path(&path);
        Ok(Self { kind: Kind::Telegram { chat: chat.to_owned() }, url, token: None })
    }

    fn request(&self, http: &Client, notice: &Notice, look: &Look) -> RequestBuilder {
        let request = http.request(Method::POST, self.url.clone());
        let text = notice.words(look);
        let json = |value: serde_json::Value| (value.to_string(), "application/json");
        let (body, media_type) = match &self.kind {
            Kind::Ntfy => (text, "text/plain; charset=utf-8"),
            Kind::Telegram { chat } => json(json!({"chat_id": chat, "text": text})),
            // `text` and `content` are what chats show.
            Kind::Webhook => json(json!({"event": "waits", "text": text, "content": text, "notice": notice})),
        };
        let request = request.header("Content-Type", media_type).body(body);
        let request = match &self.kind {
            Kind::Ntfy => request.header("Title", "Mail waits").header("Tags", "envelope"),
            _ => request,
        };
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

/// The text can be a secret, so it is not shown.
fn url(text: &str, of: &str) -> Outcome<Url> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| Failure::usage(format!("what {of} was given is no URL: it begins with https://")))
}

/// # Errors
/// In words, without the URL.
pub async fn announce(post: &Post, notice: &Notice, look: &Look) -> Result<(), String> {
    let mut http = Client::builder().timeout(PATIENCE).redirect(Policy::none());
    if bmail_sdk::is_loopback(post.url.as_str()) {
        http = http.no_proxy();
    }
    let http = http.build().map_err(|error| error.without_url().to_string())?;
    let response = post.request(&http, notice, look).send().await;
    let mut response = response.map_err(|error| causes(&error.without_url()))?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let chunk = response.chunk().await.ok().flatten().unwrap_or_default();
    let says: String = String::from_utf8_lossy(&chunk).chars().take(SHOWN).collect();
    Err(format!("it answered {status}: {}", shown(&says)))
}

/// An error with what it comes from.
fn causes(error: &reqwest::Error) -> String {
    let mut says = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        says = format!("{says}: {error}");
        cause = error.source();
    }
    says
}
