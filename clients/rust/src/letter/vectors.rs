//! The test vectors that all languages share, `clients/vectors/letters.json`. They are generated and checked here.
//!
//! `BMAIL_UPDATE_VECTORS=1 cargo test -p bmail-sdk vectors` writes the file again. If `letters` or `readings` change except
//! by additions, letters that were sealed before are read as others.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::{Deserialize, Serialize};
use solana_pubkey::Pubkey;

use super::*;
use crate::sealing::ciphertext_len;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/letters.json");

const ABOUT: &str = "Test vectors of docs/letters.md. Bytes are hex. 'bytes' are pieces, each with how often it is repeated. \
    'ciphertext' is the size class; it is the same for every DEFLATE encoder of zlib's quality.";

#[derive(Serialize, Deserialize, PartialEq)]
struct Vectors {
    about: String,
    /// Letters, and the bytes that are sealed.
    letters: Vec<Written>,
    /// What others may have written, and how it is read.
    readings: Vec<Written>,
    /// What is not read, and the name of the error.
    refusals: Vec<Refusal>,
    /// Subjects that must not be written, and the name of the error.
    unwritable: Vec<Unwritable>,
    names: Vec<Name>,
    addresses: Vec<AddressCase>,
}

/// Bytes: pieces in hex, and how often each is repeated.
type Pieces = Vec<(String, usize)>;

#[derive(Serialize, Deserialize, PartialEq)]
struct Written {
    name: String,
    kind: String,
    bytes: Pieces,
    #[serde(skip_serializing_if = "Option::is_none")]
    ciphertext: Option<usize>,
    letter: Fields,
}

/// A letter in JSON.
#[derive(Serialize, Deserialize, PartialEq)]
struct Fields {
    subject: String,
    in_reply_to: Option<String>,
    reply_to: Option<String>,
    list_id: String,
    organization: String,
    text: String,
    markdown: Option<String>,
    attachments: Vec<File>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct File {
    name: String,
    media_type: String,
    bytes: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Refusal {
    name: String,
    error: String,
    bytes: Pieces,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Unwritable {
    name: String,
    error: String,
    subject: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Name {
    name: String,
    safe: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct AddressCase {
    wallet: String,
    network: String,
    address: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn joined(pieces: &Pieces) -> Vec<u8> {
    pieces.iter().flat_map(|(piece, times)| unhex(piece).repeat(*times)).collect()
}

fn once(bytes: &[u8]) -> Pieces {
    vec![(hex(bytes), 1)]
}

fn repeated(pieces: &[(&[u8], usize)]) -> Pieces {
    pieces.iter().map(|(piece, times)| (hex(piece), *times)).collect()
}

/// The name of an error's variant without its fields, which other languages compare.
fn error_name(error: &LetterError) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

impl From<&Letter> for Fields {
    fn from(letter: &Letter) -> Self {
        let file = |file: &Attachment| File {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: hex(&file.bytes),
        };
        Self {
            subject: letter.subject.clone(),
            in_reply_to: letter.in_reply_to.map(|message| message.to_string()),
            reply_to: letter.reply_to.map(|wallet| wallet.to_string()),
            list_id: letter.list_id.clone(),
            organization: letter.organization.clone(),
            text: letter.text.clone(),
            markdown: letter.markdown.clone(),
            attachments: letter.attachments.iter().map(file).collect(),
        }
    }
}

fn written() -> Vec<Written> {
    let with = |change: fn(&mut Letter)| {
        let mut letter = Letter::from("Dear Bo,\nsee you at noon.");
        change(&mut letter);
        letter
    };
    let cases: [(&str, Letter); 12] = [
        ("a text", with(|_| {})),
        ("nothing", Letter::default()),
        ("a subject", with(|letter| letter.subject = "Lunch on Friday?".into())),
        ("a subject in UTF-8", with(|letter| letter.subject = "Grüße aus Köln, 你好".into())),
        ("a subject that a reader would change", with(|letter| letter.subject = " =?utf-8?B?SGk=?= ".into())),
        (
            "an answer",
            with(|letter| {
                letter.subject = "Re: lunch on Friday?".into();
                letter.in_reply_to = Some(Pubkey::new_from_array([3; 32]));
            }),
        ),
        (
            "all headers",
            with(|letter| {
                letter.subject = "News".into();
                letter.in_reply_to = Some(Pubkey::new_from_array([3; 32]));
                letter.reply_to = Some(Pubkey::new_from_array([4; 32]));
                letter.list_id = "allotments".into();
                letter.organization = "example.org".into();
            }),
        ),
        ("a text and its Markdown", with(|letter| letter.markdown = Some("Dear **Bo**,\nsee you at noon.".into()))),
        (
            "two attachments, one of them a text",
            with(|letter| {
                letter.subject = "Menu".into();
                letter.attachments = vec![
                    Attachment::new("menu.txt", "text/plain", b"Soup\nBread".to_vec()),
                    Attachment::new("Grüße.bin", "application/x-thing", vec![0, 255, 10, 13, 10, 45, 45]),
                ];
            }),
        ),
        (
            "Markdown and an attachment",
            with(|letter| {
                letter.markdown = Some("# Menu".into());
                letter.attachments = vec![Attachment::new("a.png", "image/png", vec![137, 80, 78, 71])];
            }),
        ),
        (
            "an attachment alone",
            Letter { attachments: vec![Attachment::new("a", "", vec![1, 2, 3])], ..Letter::default() },
        ),
        (
            "a text with lines that look like delimiters",
            with(|letter| {
                letter.text = "--0\n--1--\n--2 x".into();
                letter.attachments = vec![Attachment::new("a.txt", "text/plain", b"--3".to_vec())];
            }),
        ),
    ];
    cases.iter().map(|(name, letter)| of(name, &letter.encode().unwrap(), true)).collect()
}

fn of(name: &str, plaintext: &Plaintext, is_built: bool) -> Written {
    let kind = match plaintext.kind {
        Kind::Text => "text",
        Kind::Letter => "letter",
    };
    Written {
        name: name.into(),
        kind: kind.into(),
        bytes: once(&plaintext.bytes),
        ciphertext: is_built.then(|| ciphertext_len(plaintext).unwrap()),
        letter: (&Letter::of(plaintext).unwrap()).into(),
    }
}

fn readings() -> Vec<Written> {
    let multipart = |inside: &str| format!("Content-Type: multipart/mixed; boundary=\"x y\"\r\n\r\n{inside}");
    let cases = [
        (
            "headers that the chain says, which are ignored",
            "From: a@b.org\nTo: c@d.org\nDate: Thu, 1 Jan 1970 00:00:00 +0000\nMessage-ID: <x@y>\nSubject: Hi\n\nText"
                .into(),
        ),
        ("of two subjects, the first", "Subject: one\nSubject: two\n\nText".into()),
        ("a folded subject in encoded words", "Subject: =?utf-8?Q?Gr=C3=BC?=\r\n =?utf-8?B?w59l?=\r\n\r\nText".into()),
        (
            "an identifier with a network",
            format!("In-Reply-To: <{0}@{0}.bmail.invalid>\n\nText", Pubkey::new_from_array([3; 32])),
        ),
        ("an identifier of another program", "In-Reply-To: <x@example.org>\n\nText".into()),
        ("no empty line", "Subject: Hi".into()),
        ("an empty line first", "\r\nSubject: this is text".into()),
        ("HTML alone", "Content-Type: text/html\n\n<p>Dear <b>Bo</b> &amp; Cleo<script>alert(1)</script></p>".into()),
        ("a text in base64", "Content-Transfer-Encoding: base64\n\nRGVhcg0K\nIEJv".into()),
        (
            "a text in quoted-printable and another character set",
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nGr=FC=\n=DFe"
                .into(),
        ),
        ("base64 that is none stays as it is", "Content-Transfer-Encoding: base64\n\n%%%".into()),
        ("two texts", multipart("--x y\n\none\n--x y\n\ntwo\n--x y--\nafter")),
        ("a multipart that is cut off", multipart("before\n--x y\n\none\n--x y\nContent-Type: image/png\n\ncut")),
        ("a multipart without a delimiter is a text", multipart("--other\n\none")),
        ("a multipart without a boundary is a text", "Content-Type: multipart/mixed\n\n--x\n\none".into()),
        (
            "a file whose name leads elsewhere",
            "Content-Type: text/plain; name=y\nContent-Disposition: attachment; filename=\"../../.ssh/keys\"\n\nx"
                .into(),
        ),
        (
            "a file whose name turns the text",
            "Content-Type: text/html\nContent-Disposition: inline; filename*=utf-8''cod%E2%80%AEgpj.exe\n\n<p>x".into(),
        ),
        ("a letter in a letter is a file", "Content-Type: message/rfc822\n\nSubject: inner\n\nText".into()),
    ];
    let read = |(name, text): &(&str, String)| {
        of(name, &Plaintext { kind: Kind::Letter, bytes: text.clone().into_bytes() }, false)
    };
    cases.iter().map(read).collect()
}

/// Multiparts that are so many deep, the innermost with a text.
fn nested(depth: usize) -> Vec<u8> {
    let head = |place| format!("Content-Type:multipart/mixed;boundary={place}\r\n\r\n--{place}\r\n");
    let all: String = (0..depth).map(head).collect();
    (all + "\r\nText").into_bytes()
}

fn hostile() -> Vec<(&'static str, Pieces)> {
    let parts = b"Content-Type:multipart/mixed;boundary=0\r\n\r\n";
    vec![
        ("multiparts nine deep", once(&nested(MAX_DEPTH + 1))),
        ("65 parts", repeated(&[(parts, 1), (b"--0\r\n\r\n\r\n", MAX_PARTS + 1)])),
        ("201 lines of headers", repeated(&[(b"Subject:x\r\n", MAX_HEADER_LINES + 1), (b"\r\nText", 1)])),
        ("201 lines of headers in two parts", {
            let half: &[(&[u8], usize)] = &[(b"--0\r\n", 1), (b"X:y\r\n", MAX_HEADER_LINES / 2), (b"\r\n\r\n", 1)];
            repeated(&[&[(&parts[..], 1)], half, half].concat())
        }),
        (
            "201 lines of one folded header",
            repeated(&[(b"Subject:x\n", 1), (b" x\n", MAX_HEADER_LINES), (b"\nText", 1)]),
        ),
        (
            "a line of headers with 8,193 bytes",
            repeated(&[(b"Subject:", 1), (b"x", MAX_HEADER_LINE - 7), (b"\n\nText", 1)]),
        ),
        ("headers without an end", repeated(&[(b"x", MAX_HEADER_LINE + 1)])),
        (
            "a text that becomes longer than 1 MiB in UTF-8",
            repeated(&[(b"Content-Type:text/plain;charset=iso-8859-1\r\n\r\n", 1), (b"\xff", 600_000)]),
        ),
    ]
}

fn refused(pieces: &Pieces) -> LetterError {
    Letter::of(Plain { kind: Kind::Letter, bytes: &joined(pieces) }).unwrap_err()
}

fn generate() -> Vectors {
    let refusal = |(name, bytes): (&str, Pieces)| {
        let error = error_name(&refused(&bytes));
        Refusal { name: name.into(), error, bytes }
    };
    let unwritable = |(name, subject): (&str, String)| {
        let error = Letter { subject: subject.clone(), ..Letter::default() }.encode().unwrap_err();
        Unwritable { name: name.into(), error: error_name(&error), subject }
    };
    let names =
        ["menu.pdf", "../../.ssh/keys", r"C:\x\evil.dll", "..", "", ".bashrc", "nul.txt", "cod\u{202e}gpj.exe", "a:b"];
    let address = |byte: u8| {
        let (wallet, network) = (Pubkey::new_from_array([byte; 32]), "allotments".to_owned());
        let address = MailAddress { local: Local::Wallet(wallet), network: network.clone() }.to_string();
        AddressCase { wallet: wallet.to_string(), network, address }
    };
    Vectors {
        about: ABOUT.into(),
        letters: written(),
        readings: readings(),
        refusals: hostile().into_iter().map(refusal).collect(),
        unwritable: vec![
            unwritable(("a line break in the subject", "Hi\r\nReply-To:x".into())),
            unwritable(("a zero in the subject", "\0".into())),
            unwritable(("a subject longer than a line may be", "x".repeat(MAX_HEADER_LINE - 7))),
        ],
        names: names.map(|name| Name { name: name.into(), safe: safe_name(name) }).into(),
        addresses: [0, 7, 255].map(address).into(),
    }
}

/// The committed file. It is written first if `BMAIL_UPDATE_VECTORS` is set.
static COMMITTED: LazyLock<Vectors> = LazyLock::new(|| {
    if std::env::var_os("BMAIL_UPDATE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::write(PATH, serde_json::to_string_pretty(&generate()).unwrap() + "\n").unwrap();
    }
    serde_json::from_str(&std::fs::read_to_string(PATH).unwrap()).unwrap()
});

#[test]
fn the_committed_letters_vectors_are_those_that_this_code_makes() {
    assert!(*COMMITTED == generate(), "{PATH} differs: letters that were sealed before would be read as others");
}

/// Uses the file like another language would: only its fields and the public functions.
///
/// Shows letters.md: Test vectors for all languages are committed.
#[test]
fn every_committed_letter_is_read_as_it_says() {
    for Written { name, kind, bytes, letter, .. } in COMMITTED.letters.iter().chain(&COMMITTED.readings) {
        let kind = if kind == "text" { Kind::Text } else { Kind::Letter };
        let read = Letter::of(Plain { kind, bytes: &joined(bytes) }).unwrap();
        assert!(Fields::from(&read) == *letter, "{name}: {read:?}");
    }
}

/// Shows letters.md: Every limit has an error of its own.
/// Shows security.md: A hostile letter.
#[test]
fn every_committed_hostile_letter_is_refused_for_its_reason() {
    let mut shown = BTreeSet::new();
    for Refusal { name, error, bytes } in &COMMITTED.refusals {
        assert_eq!(error_name(&refused(bytes)), *error, "{name}");
        shown.insert(error.as_str());
    }
    let all = ["HeaderLineTooLong", "LetterTooLong", "TooDeep", "TooManyHeaderLines", "TooManyParts"];
    assert!(shown.iter().eq(all.iter()), "{shown:?}");
}

#[test]
fn what_is_just_within_the_limits_is_read() {
    let longest = [b"Subject:".to_vec(), vec![b'x'; MAX_HEADER_LINE - 8], b"\n\nText".to_vec()].concat();
    let most_lines = [b"X:y\r\n".repeat(MAX_HEADER_LINES), b"\r\nText".to_vec()].concat();
    let most_parts = [
        b"Content-Type:multipart/mixed;boundary=0\r\n\r\n".to_vec(),
        b"--0\r\n\r\n\r\n".repeat(MAX_PARTS - 1),
        b"--0\r\n\r\nText".to_vec(),
    ];
    for bytes in [nested(MAX_DEPTH), longest, most_lines, most_parts.concat()] {
        let letter = Letter::of(Plain { kind: Kind::Letter, bytes: &bytes }).unwrap();
        assert_eq!(letter.text.trim_start(), "Text");
    }
}
