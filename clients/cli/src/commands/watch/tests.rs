//! Each target is tried with a real receiver on this machine.

use std::{fs, path::PathBuf};

use solana_message::Hash;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

use super::{
    diary::Diary,
    notice::Notice,
    settings::{Secret, Settings, Smtp, Telegram, Web},
    target::Target,
};
use crate::{terminal::Look, when::Zone};

fn notice(message: &str) -> Notice {
    Notice {
        message: message.into(),
        recipient: "Ada11111111111111111111111111111111111111".into(),
        recipient_name: "ada".into(),
        sender: "Bo111111111111111111111111111111111111111".into(),
        sender_name: "bo.sol".into(),
        postage_lamports: 1_000_000,
        deadline: crate::when::now() + 86_400,
        at: 1_777_593_600,
    }
}

fn look() -> Look {
    Look { width: 80, colors: false, zone: Zone::utc(), now: 0 }
}

/// A folder of the test's own, with a diary.
struct Desk {
    folder: PathBuf,
    diary: Diary,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("bmail-watch-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let diary = Diary::open(folder.join("watch.json"), Hash::default()).unwrap();
        Self { folder, diary }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn target(to: &str, settings: Settings) -> Target {
    Target::from(&to.parse().unwrap(), settings, &|_| None).unwrap()
}

/// Takes one HTTP request, and answers it.
async fn http(status: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut bytes, mut buffer) = (Vec::new(), [0; 4_096]);
        loop {
            let count = stream.read(&mut buffer).await.unwrap();
            bytes.extend_from_slice(&buffer[..count]);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 4\r\nconnection: close\r\n\r\nno\x1b!");
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(bytes).unwrap()
    });
    (url, task)
}

#[tokio::test]
async fn ntfy_gets_the_words_and_the_token() {
    let desk = Desk::new("ntfy");
    let (url, request) = http("200 OK").await;
    let web = Web { url: None, token: Some(Secret("tk_secret".into())) };
    let target = target(&format!("ntfy={url}/topic"), Settings { ntfy: Some(web), ..Settings::default() });
    target.announce(&notice("m1"), &desk.diary, &look()).await.unwrap();
    let request = request.await.unwrap();
    assert!(request.starts_with("POST /topic HTTP/1.1\r\n"), "{request}");
    assert!(
        request.contains("authorization: Bearer tk_secret\r\n") && request.contains("title: Mail waits"),
        "{request}"
    );
    assert!(request.ends_with(", in 23 hours.") || request.ends_with(", in 24 hours."), "{request}");
    assert!(request.contains("bo.sol has written to ada. 0.001 SOL wait in escrow."), "{request}");
}

#[tokio::test]
async fn telegram_gets_the_chat_and_a_failure_never_shows_the_token() {
    let desk = Desk::new("telegram");
    let (url, request) = http("403 Forbidden").await;
    let bot = Telegram { token: Some(Secret("7:secret".into())), chat: Some("-100".into()), url: Some(url) };
    let settings = Settings { telegram: Some(bot), ..Settings::default() };
    assert!(!format!("{settings:?}").contains("7:secret"));
    let target = target("telegram", settings);
    let error = target.announce(&notice("m1"), &desk.diary, &look()).await.unwrap_err();
    assert_eq!(error, "it answered 403 Forbidden: no\\u{1b}!");
    let request = request.await.unwrap();
    assert!(request.starts_with("POST /bot7:secret/sendMessage HTTP/1.1\r\n"), "{request}");
    let body: serde_json::Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["chat_id"], "-100");
    // The receiver is gone now.
    let error = target.announce(&notice("m1"), &desk.diary, &look()).await.unwrap_err();
    assert!(!error.contains("secret"), "{error}");
}

#[tokio::test]
async fn a_webhook_gets_the_facts() {
    let desk = Desk::new("webhook");
    let (url, request) = http("204 No Content").await;
    let target = target(&format!("webhook={url}/hook"), Settings::default());
    target.announce(&notice("m1"), &desk.diary, &look()).await.unwrap();
    let request = request.await.unwrap();
    let body: serde_json::Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["notice"]["postage_lamports"], 1_000_000);
    assert_eq!((&body["event"], &body["text"]), (&"waits".into(), &body["content"]));
    assert!(!request.to_lowercase().contains("authorization"), "{request}");
}

/// A mail server that takes one letter, and returns what it was told.
async fn mail_server() -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 here\r\n").await.unwrap();
        let (mut said, mut is_text) = (Vec::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap() == 0 {
                return said;
            }
            let line = line.trim_end().to_owned();
            let answer: &[u8] = match line.split(' ').next().unwrap() {
                "." if is_text => {
                    is_text = false;
                    b"250 taken\r\n"
                }
                _ if is_text => b"",
                "EHLO" => b"250-here\r\n250 AUTH PLAIN\r\n",
                "AUTH" => b"235 welcome\r\n",
                "DATA" => {
                    is_text = true;
                    b"354 go on\r\n"
                }
                _ => b"250 well\r\n",
            };
            said.push(line);
            stream.write_all(answer).await.unwrap();
        }
    });
    (url, task)
}

#[tokio::test]
async fn a_mail_server_gets_one_letter_that_says_nothing_of_the_machine() {
    let desk = Desk::new("smtp");
    let (url, said) = mail_server().await;
    let smtp = Smtp {
        server: Some(url),
        user: Some("ada".into()),
        password: Some(Secret("secret".into())),
        from: Some("bmail@example.org".into()),
        to: None,
    };
    let target = target("smtp=ada@example.org", Settings { smtp: Some(smtp), ..Settings::default() });
    target.announce(&notice("m1"), &desk.diary, &look()).await.unwrap();
    let said = said.await.unwrap();
    let has = |line: &str| said.iter().any(|one| one.starts_with(line));
    for line in [
        "EHLO localhost",
        "AUTH PLAIN AGFkYQBzZWNyZXQ=",
        "MAIL FROM:<bmail@example.org>",
        "RCPT TO:<ada@example.org>",
        "Subject: Mail waits for ada",
        "Message-ID: <m1@bmail.invalid>",
        "bo.sol has written to ada.",
    ] {
        assert!(has(line), "{line}: {said:#?}");
    }
}

#[tokio::test]
async fn a_command_gets_the_facts_in_its_environment_and_a_failure_is_told() {
    let desk = Desk::new("exec");
    let file = desk.folder.join("out");
    let command = format!("echo \"$BMAIL_MESSAGE $BMAIL_SENDER_NAME $BMAIL_POSTAGE_LAMPORTS\" > {}", file.display());
    let tried = target(&format!("exec={command}"), Settings::default());
    let hostile = Notice { sender_name: "$(touch pwned); `x`".into(), ..notice("m1") };
    tried.announce(&hostile, &desk.diary, &look()).await.unwrap();
    assert_eq!(fs::read_to_string(file).unwrap(), "m1 $(touch pwned); `x` 1000000\n");
    let failing = target("exec=exit 3", Settings::default());
    let error = failing.announce(&notice("m1"), &desk.diary, &look()).await.unwrap_err();
    assert!(error.contains('3'), "{error}");
}

#[tokio::test]
async fn a_feed_keeps_what_it_had_and_the_diary_what_was_taken() {
    let mut desk = Desk::new("atom");
    let file = desk.folder.join("feed.xml");
    let target = target(&format!("atom={}", file.display()), Settings::default());
    for message in ["m1", "m2"] {
        target.announce(&notice(message), &desk.diary, &look()).await.unwrap();
        desk.diary.note(&notice(message), &target).unwrap();
    }
    let feed = fs::read_to_string(&file).unwrap();
    let first = feed.find(":m2</id>").unwrap();
    assert!(first < feed.find(":m1</id>").unwrap() && feed.matches("<entry>").count() == 2, "{feed}");
    assert!(desk.diary.knows(&notice("m1"), &target) && !desk.diary.knows(&notice("m3"), &target));
    // Another process has to wait; the same file says the same after it was closed.
    let path = desk.folder.join("watch.json");
    assert!(Diary::open(path.clone(), Hash::default()).is_err());
    let folder = desk.folder.clone();
    let old = std::mem::replace(&mut desk.diary, Diary::open(folder.join("other.json"), Hash::default()).unwrap());
    drop(old);
    let again = Diary::open(path.clone(), Hash::default()).unwrap();
    assert!(again.knows(&notice("m1"), &target));
    drop(again);
    let elsewhere = Diary::open(path, Hash::new_from_array([7; 32])).unwrap();
    assert!(!elsewhere.knows(&notice("m1"), &target), "another cluster has other messages");
}

#[test]
fn what_is_missing_is_named_and_what_is_no_target_is_refused() {
    for (to, says) in [
        ("ntfy", "[watch.ntfy]"),
        ("telegram", "token"),
        ("smtp", "server"),
        ("webhook=nonsense", "no URL"),
        ("exec", "command"),
        ("atom", "file"),
    ] {
        let failure = Target::from(&to.parse().unwrap(), Settings::default(), &|_| None).err().unwrap();
        assert!(failure.message.contains(says), "{to}: {}", failure.message);
    }
    for to in ["", "pigeon", "ntfy=", "=x"] {
        assert!(to.parse::<super::target::To>().is_err(), "{to}");
    }
}
