//! Link letters: made exactly once, and found again by the numbers that are stored, or by the wallet alone.
//!
//! It is as with any letter: what is to be made is stored, then each draft of it before it is signed. The key of a link
//! follows from the wallet and the number of its message, so the number is all that has to be kept.

mod find;
mod make;

use bmail_sdk::{
    instructions::mail::{Draft, LongDraft},
    sealing::{Kind, Plain},
};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use crate::{IntentId, Link, Note, Store, StoreError, encoded};

/// A link letter that somebody wants to be made.
#[derive(Clone, Debug)]
pub struct LinkWish<'w> {
    /// The network.
    pub network: Pubkey,
    /// The text, or a letter ([`Letter::encode`](bmail_sdk::letter::Letter::encode)).
    pub text: Plain<'w>,
    /// What is offered, in lamports, if that is more than the price.
    pub offer: u64,
    /// The most postage that may be paid, in lamports. What else the link's key is given, and rent, are apart.
    pub most: u64,
    /// Whom it is meant for. Nobody else sees it.
    pub remark: &'w str,
}

/// A link letter that is being made, or was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkIntent {
    /// What tells it from others.
    pub id: IntentId,
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The bytes of the text, or of a letter.
    #[serde(with = "encoded")]
    pub text: Vec<u8>,
    /// Whether it is a letter, with a subject and the like.
    pub is_letter: bool,
    /// What is offered, in lamports.
    pub offer: u64,
    /// The most postage that may be paid, in lamports.
    pub most: u64,
    /// Whom it is meant for.
    pub remark: String,
    /// The number of its message, once it is made.
    pub made: Option<u64>,
    /// Its drafts, each stored before it was signed.
    attempts: Vec<Attempt>,
    /// The text as a body, if it does not fit in a transaction, stored before its upload.
    long: Option<LongDraft>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Attempt {
    draft: Draft,
    /// Whether its number is known to be another letter's. Then it can never be sent.
    is_dead: bool,
}

impl Note for LinkIntent {
    const KIND: &'static str = "link intent";
    fn key(&self) -> Vec<u8> {
        self.id.key()
    }
}

impl LinkIntent {
    /// The text as a body, if it does not fit in a transaction.
    pub(crate) fn long(&self) -> Option<&LongDraft> {
        self.long.as_ref()
    }

    /// What is sealed.
    pub fn plain(&self) -> Plain<'_> {
        Plain { kind: if self.is_letter { Kind::Letter } else { Kind::Text }, bytes: &self.text }
    }
}

impl Store {
    /// Stores that a link letter is to be made, or finds the one with this name, which stays as it is. It is on the disk when
    /// this returns, and nothing is signed. See [`Store::make_link`].
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn intend_link(&self, id: IntentId, wish: &LinkWish<'_>) -> Result<LinkIntent, StoreError> {
        let LinkWish { network, text, offer, most, remark } = *wish;
        self.change(&id.key(), |intent: &mut Option<LinkIntent>| {
            let new = || LinkIntent {
                id,
                network,
                text: text.bytes.to_vec(),
                is_letter: text.kind == Kind::Letter,
                offer,
                most,
                remark: remark.to_owned(),
                made: None,
                attempts: Vec::new(),
                long: None,
            };
            Ok(intent.get_or_insert_with(new).clone())
        })
    }

    /// All link letters that were to be made, the oldest first. One that is not made yet can be made, or forgotten.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn link_intents(&self) -> Result<Vec<LinkIntent>, StoreError> {
        self.notes()
    }

    /// The numbers of all links that this store knows of, the oldest first, with whom they are meant for, and whether they
    /// still hold something, as far as [`Store::find_links`] has seen.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn links(&self) -> Result<Vec<Link>, StoreError> {
        self.notes()
    }
}
