//! What of a letter costs how much.

use super::{Letter, LetterError};
use crate::sealing::{SealError, ciphertext_len, payload_len};

/// Bytes of a letter, or of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Bytes after compression.
    pub payload: usize,
    /// Bytes of ciphertext: the size class, which is priced. `None` if it is longer than any letter.
    pub class: Option<usize>,
}

/// What headers and attachments add to a letter. Each is with those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterSize {
    /// The text alone.
    pub text: Size,
    /// With its Markdown, its subject and its other headers.
    pub with_headers: Size,
    /// With its attachments: the whole letter.
    pub whole: Size,
}

impl LetterSize {
    /// Bytes that the headers add after compression.
    pub fn headers(&self) -> usize {
        self.with_headers.payload.saturating_sub(self.text.payload)
    }

    /// Bytes that the attachments add after compression.
    pub fn attachments(&self) -> usize {
        self.whole.payload.saturating_sub(self.with_headers.payload)
    }
}

impl Letter {
    /// What of it costs how much. [`Situation::quote`](crate::instructions::mail::Situation::quote) has the price of each
    /// class.
    ///
    /// # Errors
    /// Those of [`Letter::encode`].
    pub fn size(&self) -> Result<LetterSize, LetterError> {
        let text = Self::from(self.text.as_str());
        let with_headers = Self { attachments: Vec::new(), ..self.clone() };
        Ok(LetterSize { text: size(&text)?, with_headers: size(&with_headers)?, whole: size(self)? })
    }
}

fn size(letter: &Letter) -> Result<Size, LetterError> {
    let plaintext = letter.encode()?;
    let too_long = |error| match error {
        SealError::TextTooLong { len } => LetterError::LetterTooLong { len },
        _ => LetterError::LetterTooLong { len: plaintext.bytes.len() },
    };
    let payload = payload_len(&plaintext).map_err(too_long)?;
    Ok(Size { payload, class: ciphertext_len(&plaintext).ok() })
}
