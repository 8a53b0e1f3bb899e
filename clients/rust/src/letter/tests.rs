//! Letters as a whole: what is built is read again, and what anyone may have written does no harm.

use proptest::{collection::vec, option, prelude::*};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::*;
use crate::sealing::{MAX_TEXT, ciphertext_len};

fn read(mime: &str) -> Letter {
    Letter::of(letter_bytes(mime.as_bytes())).unwrap()
}

fn letter_bytes(bytes: &[u8]) -> Plain<'_> {
    Plain { kind: Kind::Letter, bytes }
}

/// The letter with one file and a subject.
fn example() -> Letter {
    let mut letter = Letter::from("Dear Bo,\nsee you at noon.\n--0\n");
    letter.subject = "Lunch".to_owned();
    letter.attachments.push(Attachment::new("menu.txt", "text/plain", b"Soup\nBread".to_vec()));
    letter
}

/// Shows letters.md: A letter with nothing but a text is a text.
#[test]
fn a_letter_with_nothing_but_a_text_is_sealed_as_a_text() {
    let letter = Letter::from("Dear Bo\r\nand Cleo\r");
    let sealed = letter.encode().unwrap();
    assert_eq!((sealed.kind, &sealed.bytes[..]), (Kind::Text, &b"Dear Bo\nand Cleo"[..]));
    assert_eq!(Letter::of(&sealed), Ok(letter));
    assert_eq!(Letter::of(b"Dear \xff").unwrap().text, "Dear \u{fffd}");
}

/// Shows letters.md: Sixty bytes take the smallest class, and as an answer with a subject at most 192.
#[test]
fn sixty_bytes_take_128_and_as_an_answer_with_a_subject_at_most_192() {
    let text = "Yes, noon at the usual place is fine. I bring the seed list.";
    assert_eq!(text.len(), 60);
    let mut letter = Letter::from(text);
    assert_eq!(ciphertext_len(&letter.encode().unwrap()), Ok(128));
    letter.subject = "Re: lunch on Friday?".to_owned();
    letter.in_reply_to = Some(Pubkey::new_from_array([0xff; 32]));
    let sealed = letter.encode().unwrap();
    assert!(ciphertext_len(&sealed).unwrap() <= 192, "{}", sealed.bytes.len());
    let LetterSize { text, with_headers, whole } = letter.size().unwrap();
    assert_eq!((text.class, with_headers.class), (Some(128), ciphertext_len(&sealed).ok()));
    assert_eq!(whole, with_headers);
}

/// Shows letters.md: What headers and attachments add is known before.
#[test]
fn what_headers_and_files_add_is_told() {
    let letter = example();
    let size = letter.size().unwrap();
    assert_eq!(size.text.payload, letter.text.len());
    assert_eq!(size.with_headers.payload, letter.text.len() + "Subject:Lunch\r\n\r\n".len());
    assert_eq!((size.headers(), size.whole.class), (17, Some(ciphertext_len(&letter.encode().unwrap()).unwrap())));
    assert_eq!(size.attachments(), size.whole.payload - size.with_headers.payload);
    assert!(size.attachments() > 40);
    let noise: Vec<u8> = (0..2_200_u32).flat_map(|place| Sha256::digest(place.to_le_bytes())).collect();
    let mut long = example();
    long.attachments.push(Attachment::new("noise", "", noise));
    assert_eq!(long.size().unwrap().whole.class, None);
}

/// Shows letters.md: A letter cannot pretend to be from somebody else.
/// Shows security.md: A letter that claims another sender, date or recipient.
#[test]
fn what_the_chain_says_is_dropped_in_both_directions() {
    let forged = "From: Bank <bank@example.org>\r\nTo: all@example.org\r\nCc: x@example.org\r\nDate: Thu, 1 Jan 1970 \
                  00:00:00 +0000\r\nMessage-ID: <x@example.org>\r\nReferences: <y@example.org>\r\nReceived: from \
                  x\r\nX-Mailer: y\r\nSubject: Hi\r\n\r\nText";
    let letter = read(forged);
    assert_eq!(letter, Letter { subject: "Hi".to_owned(), ..Letter::from("Text") });
    let built = String::from_utf8(letter.encode().unwrap().bytes).unwrap();
    assert_eq!(built, "Subject:Hi\r\n\r\nText");
}

/// Shows letters.md: No header can become two.
/// Shows security.md: A header with a line break in it.
#[test]
fn a_header_with_a_line_break_is_refused() {
    for character in ['\n', '\r', '\0', '\t', '\u{85}'] {
        let value = format!("Hi{character}Reply-To:evil");
        let subject = Letter { subject: value.clone(), ..Letter::default() };
        let list = Letter { list_id: value.clone(), ..Letter::default() };
        let organization = Letter { organization: value, ..Letter::default() };
        for (letter, field) in [(subject, "subject"), (list, "list's name"), (organization, "organization")] {
            assert_eq!(letter.encode(), Err(LetterError::Control { field, character }));
        }
    }
    let mut letter = Letter::from("Text");
    letter.attachments.push(Attachment {
        name: "a\r\nSubject:evil\"; x=\"y".to_owned(),
        media_type: "text/html\r\nSubject:evil".to_owned(),
        bytes: vec![0],
    });
    let read = Letter::of(&letter.encode().unwrap()).unwrap();
    assert_eq!((read.subject.as_str(), read.attachments.len()), ("", 1));
    assert_eq!(read.attachments[0].name, "aSubject_evil_; x=_y");
    assert_eq!(read.attachments[0].media_type, "application/octet-stream");
}

/// Shows letters.md: HTML is read as text.
/// Shows security.md: A letter in HTML.
#[test]
fn html_becomes_text_and_is_not_read_beside_a_text() {
    let html = "<html><head><style>p{}</style></head><body><script>alert(1)</script><p>Dear <b>Bo</b></p>\
                <img src=https://example.org/x.png onerror=alert(2)></body></html>";
    let alone = read(&format!("Content-Type: text/html\r\n\r\n{html}"));
    assert_eq!(alone.text.trim(), "Dear Bo");
    assert!(alone.attachments.is_empty());
    let both = format!(
        "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nDear Ada\r\n--x\r\nContent-Type: \
         text/html\r\n\r\n{html}\r\n--x--"
    );
    assert_eq!(read(&both), Letter::from("Dear Ada"), "the text, and not what the HTML says instead");
}

#[test]
fn files_are_the_same_bytes_whatever_they_are() {
    let all: Vec<u8> = (0..=255).collect();
    let files = [b"".to_vec(), b"\n".to_vec(), b"a\r\nb".to_vec(), "ü\n\n--0\n--0--".into(), vec![b'x'; 2_000], all];
    for media_type in ["text/plain", "text/plain;charset=utf-16", "image/png", "message/rfc822", "multipart/mixed"] {
        let mut letter = Letter::from("Text\n--1");
        letter.attachments = files.iter().map(|bytes| Attachment::new("x", media_type, bytes.clone())).collect();
        assert_eq!(Letter::of(&letter.encode().unwrap()), Ok(letter));
    }
}

/// Shows letters.md: What is shown has no character that does something else than to be seen.
/// Shows security.md: Hostile text.
#[test]
fn what_is_shown_is_escaped() {
    let mut letter = Letter::from("Dear Bo\u{1b}[2J");
    letter.subject = "pay\u{202e}001".to_owned();
    letter.organization = "example.org".to_owned();
    letter.attachments.push(Attachment::new("a.txt", "text/plain", vec![7; 3]));
    let shown = "Subject: pay\\u{202e}001\nAttached: a.txt (text/plain, 3 bytes)\n\nDear Bo\\u{1b}[2J";
    assert_eq!(letter.shown(), shown);
    assert_eq!(Letter { markdown: Some("*x*".to_owned()), ..Letter::default() }.shown(), "*x*");
}

fn address() -> impl Strategy<Value = Option<Pubkey>> {
    option::of(any::<[u8; 32]>().prop_map(Pubkey::new_from_array))
}

/// A header's value: any text, and what readers of headers treat in their own way.
fn value() -> impl Strategy<Value = String> {
    let any = any::<String>().prop_map(|text| text.chars().filter(|one| !one.is_control()).collect());
    prop_oneof![any, Just(String::new()), "[ =?<>@:;,()\"\\\\a-cü]{0,40}", Just("=?utf-8?B?SGk=?=".to_owned())]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "(--[0-9]{0,2}-?-?|[a-c]|\r|\n| |:|\\.){0,60}", "\\PC{0,300}"]
        .prop_map(|text| lines(&text))
}

fn attachment() -> impl Strategy<Value = Attachment> {
    let bytes = prop_oneof![vec(any::<u8>(), 0..300), text().prop_map(String::into_bytes)];
    let media_type = prop_oneof!["(text|image|multipart)/(plain|png|html|mixed|x-a\\.b\\+c)", any::<String>()];
    (any::<String>(), media_type, bytes).prop_map(|(name, kind, bytes)| Attachment::new(&name, &kind, bytes))
}

prop_compose! {
    fn letter()(
        subject in value(), list_id in value(), organization in value(), in_reply_to in address(), reply_to in address(),
        text in text(), markdown in option::of(text()), attachments in vec(attachment(), 0..4),
    ) -> Letter {
        Letter { subject, in_reply_to, reply_to, list_id, organization, text, markdown, attachments }
    }
}

/// What a hostile letter is made of.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"\r\n",
        b"\n",
        b"--0",
        b"--0--",
        b"Content-Type:multipart/mixed;boundary=0\r\n",
        b"Content-Type: multipart/alternative; boundary*0*=utf-8''0; boundary*1=\"1\r\n",
        b"Content-Type:text/html\r\n",
        b"Content-Type:text/plain;charset=utf-7\r\n",
        b"Content-Type:message/rfc822\r\n",
        b"Content-Transfer-Encoding:base64\r\n",
        b"Content-Transfer-Encoding:quoted-printable\r\n",
        b"Content-Disposition:attachment;filename*=utf-8''%2e%2e%2fx\r\n",
        b"Subject:=?utf-8?Q?=00=?= =?x?B?",
        b"<p>&#x41;&amp<!--<script>",
        b"=C3=\n=3D==  \n",
        b"SGk\0=\xff",
    ];
    let pieces = vec(proptest::sample::select(PIECES), 0..40);
    pieces.prop_map(|pieces| pieces.concat())
}

/// Whatever was read is within the limits, and safe to store.
fn check_limits(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(letter) = Letter::of(letter_bytes(bytes)) else { return Ok(()) };
    let files: usize = letter.attachments.iter().map(|file| file.bytes.len()).sum();
    let texts = letter.text.len() + letter.markdown.as_ref().map_or(0, String::len);
    prop_assert!(files + texts <= MAX_TEXT + MAX_PARTS && letter.attachments.len() <= MAX_PARTS);
    for Attachment { name, media_type, .. } in &letter.attachments {
        prop_assert_eq!(&safe_name(name), name);
        prop_assert_eq!(&fields::media_type(media_type), media_type);
    }
    let _ = letter.shown();
    Ok(())
}

proptest! {
    /// Shows letters.md: What is built is read as the same letter.
    #[test]
    fn what_is_built_is_read_as_the_same_letter(letter in letter()) {
        let built = letter.encode().unwrap();
        prop_assert_eq!(&letter.encode().unwrap(), &built);
        prop_assert_eq!(Letter::of(&built), Ok(letter));
    }

    /// Shows security.md: A hostile letter.
    #[test]
    fn neither_random_bytes_nor_hostile_pieces_panic_or_exceed_a_limit(
        bytes in prop_oneof![vec(any::<u8>(), 0..2_000), hostile()],
    ) {
        check_limits(&bytes)?;
    }

    /// Shows security.md: A hostile letter.
    #[test]
    fn a_letter_that_was_changed_anywhere_does_not_panic_or_exceed_a_limit(
        letter in letter(), at: proptest::sample::Index, piece in hostile(), cut in 0..20usize,
    ) {
        let mut bytes = letter.encode().unwrap().bytes;
        let at = at.index(bytes.len() + 1);
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, piece);
        check_limits(&bytes)?;
    }

    #[test]
    fn every_letter_is_rendered_for_mail_programs_the_same_way_each_time(letter in letter(), sent_at: i64) {
        let ada = MailAddress { local: Local::Wallet(Pubkey::new_from_array([1; 32])), network: "x".to_owned() };
        let delivery = Delivery {
            message: Pubkey::new_from_array([3; 32]),
            network: Pubkey::new_from_array([2; 32]),
            from: (Some(&letter.subject), &ada),
            to: (None, &ada),
            sent_at: sent_at.rem_euclid(1 << 33),
            references: &[],
            reply_to: None,
        };
        let mail = render(&letter, &delivery).unwrap();
        prop_assert_eq!(&render(&letter, &delivery).unwrap(), &mail);
        prop_assert!(mail.is_ascii());
        let parsed = mail_parser::MessageParser::default().parse(&mail).unwrap();
        let id = message_id(&delivery.message, &delivery.network);
        prop_assert_eq!(parsed.message_id(), Some(id.as_str()));
        prop_assert_eq!(parsed.headers().iter().filter(|header| header.name.as_str() == "From").count(), 1);
        prop_assert_eq!(parsed.date().map(|date| date.to_timestamp()), Some(delivery.sent_at));
        let files = letter.attachments.iter().filter(|file| !file.bytes.is_empty()).count();
        prop_assert!(parsed.attachments.len() >= files);
    }
}

/// Shows letters.md: A mail program sees whose letter it is, when it was sent, and what it answers.
#[test]
fn a_mail_program_sees_the_chains_headers_and_the_thread() {
    let [message, network, first, second] = [1, 2, 3, 4].map(|byte| Pubkey::new_from_array([byte; 32]));
    let address = |byte, name: &str| {
        let local = match name {
            "" => Local::Wallet(Pubkey::new_from_array([byte; 32])),
            name => Local::Petname(name.to_owned()),
        };
        MailAddress { local, network: "allotments".to_owned() }
    };
    let (ada, bo) = (address(7, "ada"), address(8, ""));
    let delivery = Delivery {
        message,
        network,
        from: (Some("Ada\r\nBcc: x"), &ada),
        to: (None, &bo),
        sent_at: 1_800_000_000,
        references: &[first, second],
        reply_to: None,
    };
    let letter = Letter { in_reply_to: Some(second), ..example() };
    let mail = String::from_utf8(render(&letter, &delivery).unwrap()).unwrap();
    let id = |message| message_id(&message, &network);
    assert_eq!(parse_message_id(&format!("<{}>", id(message))), Some((message, network)));
    assert_eq!(parse_message_id("<x@example.org>"), None);
    let parsed = mail_parser::MessageParser::default().parse(&mail).unwrap();
    assert_eq!(parsed.subject(), Some("Lunch"));
    assert_eq!(parsed.in_reply_to().as_text(), Some(id(second).as_str()));
    assert_eq!(parsed.references().as_text_list().unwrap(), [id(first), id(second)]);
    assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some(bo.to_string().as_str()));
    assert_eq!(parsed.from().unwrap().first().unwrap().address(), Some("ada@allotments.bmail"));
    assert!(parsed.bcc().is_none() && !mail.contains("\nBcc"), "{mail}");
    assert!(mail.contains("Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"), "{mail}");
    assert_eq!(lines(&parsed.body_text(0).unwrap()), letter.text);
    assert_eq!(parsed.attachment(0).unwrap().contents(), letter.attachments[0].bytes);
}
