//! Announces by ordinary mail.

use std::time::Duration;

use bmail_sdk::text::shown;
use mail_builder::MessageBuilder;
use mail_send::{Credentials, SmtpClientBuilder, smtp::message::Message};
use reqwest::Url;

use super::notice::Notice;
use crate::{
    failure::{Failure, Outcome},
    terminal::Look,
};

/// How long the server may take for each answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server, and who writes to whom.
pub struct Server {
    host: String,
    port: u16,
    security: Security,
    login: Option<(String, String)>,
    from: String,
    to: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    /// TLS from the start.
    Tls,
    /// TLS after a word in the clear. A server that has none is not used.
    StartTls,
    /// None, on this machine only.
    Loopback,
}

/// What was configured.
#[derive(Default)]
pub struct Wanted {
    pub server: Option<String>,
    pub user: Option<String>,
    pub password: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Server {
    /// # Errors
    /// If something is missing, or cannot be understood.
    pub fn new(wanted: Wanted) -> Outcome<Self> {
        let missing = |what: &str| {
            Failure::usage(format!(
                "smtp needs {what}: the configuration has it under [watch.smtp], with server = \"smtps://HOST\", from and to \
                 (and user and password, if the server asks for them)"
            ))
        };
        let text = wanted.server.ok_or_else(|| missing("a server"))?;
        let to = wanted.to.ok_or_else(|| missing("a mail address (smtp=ADDRESS)"))?;
        let from = wanted.from.unwrap_or_else(|| to.clone());
        for address in [&from, &to] {
            check_address(address)?;
        }
        let wrong = || Failure::usage("the server of smtp is no URL: say smtps://HOST, or smtp://HOST for STARTTLS");
        let url = Url::parse(&text).map_err(|_| wrong())?;
        let host = url.host_str().ok_or_else(wrong)?.to_owned();
        let is_here = bmail_sdk::is_loopback(&format!("http://{host}"));
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Tls, 465),
            "smtp" if is_here => (Security::Loopback, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err(wrong()),
        };
        let login = match (wanted.user, wanted.password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => return Err(missing("a password (or BMAIL_SMTP_PASSWORD)")),
            (None, Some(_)) => return Err(missing("a user")),
        };
        Ok(Self { host, port: url.port().unwrap_or(port), security, login, from, to })
    }

    /// # Errors
    /// In words, without the password.
    pub async fn announce(&self, notice: &Notice, look: &Look) -> Result<(), String> {
        let says = |error: mail_send::Error| shown(&error.to_string()).to_string();
        let message = self.message(notice, look)?;
        let message = Message::new(self.from.as_str(), [self.to.as_str()], message);
        let mut client = SmtpClientBuilder::new(self.host.clone(), self.port)?
            .implicit_tls(self.security == Security::Tls)
            .helo_host("localhost") // the machine's name is nobody's business
            .timeout(PATIENCE);
        if let Some((user, password)) = &self.login {
            client = client.credentials(Credentials::Plain { username: user.clone(), secret: password.clone() });
        }
        if self.security == Security::Loopback {
            let mut connection = client.connect_plain().await.map_err(says)?;
            connection.send(message).await.map_err(says)?;
            let _ = connection.quit().await; // it was taken
            return Ok(());
        }
        let mut connection = client.connect().await.map_err(says)?;
        connection.send(message).await.map_err(says)?;
        let _ = connection.quit().await; // it was taken
        Ok(())
    }

    fn message(&self, notice: &Notice, look: &Look) -> Result<Vec<u8>, String> {
        let built = MessageBuilder::new()
            .from(self.from.as_str())
            .to(self.to.as_str())
            .subject(notice.title())
            .message_id(format!("{}@bmail.invalid", notice.message))
            .text_body(format!("{}\n\nbmail inbox shows it.\n", notice.words(look)));
        built.write_to_vec().map_err(|error| error.to_string())
    }
}

/// What could end a command of SMTP, or begin another one, is no address.
fn check_address(address: &str) -> Outcome<()> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"<>()[]\\,;:\"".contains(&byte);
    let (local, host) = address.rsplit_once('@').unwrap_or_default();
    if local.is_empty() || host.is_empty() || !address.bytes().all(is_plain) {
        return Err(Failure::usage(format!("{} is no mail address", shown(address))));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(server: &str) -> Wanted {
        Wanted { server: Some(server.into()), to: Some("ada@example.org".into()), ..Wanted::default() }
    }

    #[test]
    fn only_this_machine_is_written_to_in_the_clear() {
        for (text, security, port) in [
            ("smtps://mail.example.org", Security::Tls, 465),
            ("smtp://mail.example.org", Security::StartTls, 587),
            ("smtp://mail.example.org:2525", Security::StartTls, 2_525),
            ("smtp://127.0.0.1:2525", Security::Loopback, 2_525),
            ("smtp://localhost", Security::Loopback, 25),
            ("smtps://localhost", Security::Tls, 465),
        ] {
            let server = Server::new(wanted(text)).unwrap();
            assert_eq!((server.security, server.port), (security, port), "{text}");
        }
        for text in ["mail.example.org", "http://mail.example.org", "smtp://", ""] {
            assert!(Server::new(wanted(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_cannot_carry_a_command() {
        for address in ["a@b\r\nDATA", "a b@c", "a@b>", "@b", "a@", "a", "\u{e4}@b"] {
            assert!(check_address(address).is_err(), "{address}");
        }
        assert!(check_address("ada+mail@example.org").is_ok());
    }
}
