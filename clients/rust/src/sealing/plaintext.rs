//! What is sealed: a text or a letter, as bytes.

/// What bytes mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text. It should be UTF-8, but the sender may have sent anything.
    Text,
    /// A [`Letter`](crate::letter::Letter), with a subject or attachments, as `docs/letters.md` says.
    Letter,
}

/// Bytes to seal. Anything that is bytes is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain<'a> {
    /// What they mean.
    pub kind: Kind,
    /// The bytes, before compression.
    pub bytes: &'a [u8],
}

/// Bytes that were opened, or that are ready to be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plaintext {
    /// What they mean.
    pub kind: Kind,
    /// The bytes, before compression. They are the sender's, so they may be anything.
    pub bytes: Vec<u8>,
}

impl<'a> From<&'a [u8]> for Plain<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self { kind: Kind::Text, bytes }
    }
}

impl<'a, const LENGTH: usize> From<&'a [u8; LENGTH]> for Plain<'a> {
    fn from(text: &'a [u8; LENGTH]) -> Self {
        text.as_slice().into()
    }
}

impl<'a> From<&'a Vec<u8>> for Plain<'a> {
    fn from(text: &'a Vec<u8>) -> Self {
        text.as_slice().into()
    }
}

impl<'a> From<&'a str> for Plain<'a> {
    fn from(text: &'a str) -> Self {
        text.as_bytes().into()
    }
}

impl<'a> From<&'a Plaintext> for Plain<'a> {
    fn from(plaintext: &'a Plaintext) -> Self {
        Self { kind: plaintext.kind, bytes: &plaintext.bytes }
    }
}
