//! Writes a letter: the shortest MIME message, and always the same bytes for the same letter.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{Attachment, Letter, LetterError, fields, lines, name::safe_name};

/// A part: its headers, each with a line break, and its body.
struct Part {
    headers: String,
    body: Vec<u8>,
}

pub(super) fn build(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    let own = headers(letter)?;
    let whole = whole(letter);
    Ok([own.as_bytes(), whole.headers.as_bytes(), b"\r\n", &whole.body].concat())
}

fn headers(letter: &Letter) -> Result<String, LetterError> {
    let mut all = String::new();
    if !letter.subject.is_empty() {
        all += &fields::line("Subject", "subject", &letter.subject)?;
    }
    if let Some(message) = letter.in_reply_to {
        all += &format!("In-Reply-To:<{message}>\r\n");
    }
    if let Some(wallet) = letter.reply_to {
        all += &format!("Reply-To:{wallet}\r\n");
    }
    if !letter.list_id.is_empty() {
        all += &fields::line("List-Id", "list's name", &letter.list_id)?;
    }
    if !letter.organization.is_empty() {
        all += &fields::line("Organization", "organization", &letter.organization)?;
    }
    Ok(all)
}

fn whole(letter: &Letter) -> Part {
    let text = Part { headers: String::new(), body: lines(&letter.text).into_bytes() };
    let markdown = letter.markdown.as_ref().map(|markdown| Part {
        headers: "Content-Type:text/markdown\r\n".to_owned(),
        body: lines(markdown).into_bytes(),
    });
    let mut parts = match markdown {
        Some(markdown) if text.body.is_empty() => vec![markdown],
        Some(markdown) => vec![multipart("alternative", vec![text, markdown])],
        None if text.body.is_empty() && !letter.attachments.is_empty() => Vec::new(),
        None => vec![text],
    };
    parts.extend(letter.attachments.iter().map(attached));
    if parts.len() == 1 { parts.remove(0) } else { multipart("mixed", parts) }
}

fn attached(attachment: &Attachment) -> Part {
    let (kind, name) = (fields::media_type(&attachment.media_type), fields::quoted(&safe_name(&attachment.name)));
    let headers = format!(
        "Content-Type:{kind}\r\nContent-Disposition:attachment;filename={name}\r\nContent-Transfer-Encoding:base64\r\n"
    );
    // Even of a text: parsers differ in what they do with its last line break.
    Part { headers, body: BASE64_STANDARD.encode(&attachment.bytes).into_bytes() }
}

fn multipart(subtype: &str, parts: Vec<Part>) -> Part {
    let bodies: Vec<_> = parts.iter().map(|part| [part.headers.as_bytes(), b"\r\n", &part.body].concat()).collect();
    let boundary = boundary(&bodies);
    let mut body = Vec::new();
    for part in bodies {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        body.extend(part);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--").as_bytes());
    Part { headers: format!("Content-Type:multipart/{subtype};boundary={boundary}\r\n"), body }
}

/// The first of 0, 1, 2... with which no line of the parts could be taken for a delimiter.
fn boundary(bodies: &[Vec<u8>]) -> String {
    let all = bodies.iter().flat_map(|body| body.split(|byte| *byte == b'\n'));
    let mut taken: Vec<_> = all.filter_map(|line| line.strip_prefix(b"--")).collect();
    taken.sort_unstable();
    let is_free = |candidate: &String| {
        let next = taken.partition_point(|line| *line < candidate.as_bytes());
        !taken.get(next).is_some_and(|line| line.starts_with(candidate.as_bytes()))
    };
    let mut candidates = (0u64..).map(|number| number.to_string());
    candidates.find(is_free).expect("fewer lines than numbers")
}
