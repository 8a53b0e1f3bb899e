//! Texts that do not fit in a transaction. They are encrypted once, uploaded as a body, and sent to any number of
//! people.

use std::slice;

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use sha2::{Digest, Sha256};
use solana_message::Hash;
use solana_pubkey::Pubkey;

use crate::{
    BuildError, Programs,
    accounts::{SealedKey, StoredBody},
    format::Limits,
    generated::mail::instructions::{
        CloseBodyBuilder, OpenBodyBuilder, ReclaimBuilder, SealBodyBuilder, WriteBodyBuilder,
    },
    instructions::{Chain, NewAccount, Plan, Purpose, Step, Until, check_cluster, check_space},
    sealing::{self, ContentKey, EncryptionKey, Envelope, Plain, SealError},
    stored,
};

/// An encrypted text whose key is not sealed to a recipient yet.
///
/// It can be serialized, with the address in base58 and bytes in base64, so that its upload can be resumed after a
/// crash, on the cluster where it was begun only. It is a secret, because it contains the content key.
#[derive(Clone, Serialize, Deserialize)]
pub struct LongDraft {
    #[serde(default, with = "As::<Option<DisplayFromStr>>")]
    genesis: Option<Hash>,
    #[serde(with = "As::<DisplayFromStr>")]
    author: Pubkey,
    #[serde(with = "stored::base64")]
    ciphertext: Vec<u8>,
    #[serde(with = "stored::base64")]
    key: ContentKey,
}

impl LongDraft {
    /// Encrypts a text or a letter of at most [`sealing::MAX_TEXT`] bytes into at most [`sealing::MAX_CIPHERTEXT`] bytes, for the
    /// cluster with this genesis hash ([`Client::genesis`](crate::Client::genesis)).
    ///
    /// # Errors
    /// [`SealError::TextTooLong`], [`SealError::CiphertextTooLong`], [`SealError::NoRandomness`].
    pub fn new<'a>(genesis: &Hash, author: &Pubkey, plain: impl Into<Plain<'a>>) -> Result<Self, SealError> {
        let (key, ciphertext) = sealing::seal_content(plain)?;
        Ok(Self { genesis: Some(*genesis), author: *author, ciphertext, key })
    }

    /// The same text for the cluster with this genesis hash. A text that an older version stored has no cluster yet. One
    /// that was begun on another cluster has to be uploaded anew on this one.
    pub fn bound_to(self, genesis: &Hash) -> Self {
        Self { genesis: Some(*genesis), ..self }
    }

    /// Checks that it was begun on the cluster with this genesis hash.
    ///
    /// # Errors
    /// [`BuildError::OtherCluster`], [`BuildError::UnknownCluster`].
    pub fn check_cluster(&self, genesis: &Hash) -> Result<(), BuildError> {
        check_cluster(self.genesis, genesis)
    }

    /// The wallet that uploads it and can send it.
    pub fn author(&self) -> Pubkey {
        self.author
    }

    /// Bytes of ciphertext. Every message pays for all of them.
    pub fn size(&self) -> usize {
        self.ciphertext.len()
    }

    /// The address of its body.
    pub fn body(&self, programs: &Programs) -> Pubkey {
        programs.body(&self.author, &self.hash()).0
    }

    pub(super) fn key(&self) -> &ContentKey {
        &self.key
    }

    pub(super) fn seal_key(&self, sealed_to: &EncryptionKey, envelope: &Envelope) -> Result<SealedKey, SealError> {
        sealing::seal_key(&self.key, &self.hash(), sealed_to, envelope)
    }

    /// SHA-256 of the ciphertext.
    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.ciphertext).into()
    }
}

/// Leaves out the ciphertext, which is long, and the key, which is a secret.
impl std::fmt::Debug for LongDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("LongDraft").field("author", &self.author).finish_non_exhaustive()
    }
}

/// Uploads a long text's ciphertext as a body, and seals the body: a transaction that opens it, one for each chunk that is
/// missing, in any order, and one that seals it. `written` is the body's content on the chain, if the body exists.
///
/// # Errors
/// [`BuildError::TooLong`] if the limits leave no room for a transaction, [`BuildError::TooLongForProgram`] if the author is
/// a program's address, and [`BuildError::OtherCluster`] if it was begun on another cluster.
pub fn upload(chain: &Chain, long: &LongDraft, written: Option<&[u8]>, limits: &Limits) -> Result<Plan, BuildError> {
    long.check_cluster(&chain.genesis)?;
    let plan = write_missing(chain, &long.author, &long.ciphertext, written, limits)?;
    let plan = plan.then(seal_body(chain, &long.author, &long.body(&chain.programs)));
    check_each(&plan, limits)?;
    Ok(plan)
}

/// The beginning of [`upload`], for any content: a transaction that opens its body, and one for each chunk that is missing.
///
/// # Errors
/// Like [`upload`].
pub fn write_missing(
    chain: &Chain,
    author: &Pubkey,
    content: &[u8],
    written: Option<&[u8]>,
    limits: &Limits,
) -> Result<Plan, BuildError> {
    let hash = Sha256::digest(content).into();
    let body = chain.programs.body(author, &hash).0;
    let mut plan = match written {
        Some(_) => Plan::default(),
        None => open_body(chain, author, &hash, content.len())?,
    };
    let opened = plan.steps.len();
    let size = chunk_size(chain, author, &body, limits)?;
    for (index, chunk) in content.chunks(size).enumerate() {
        let offset = index * size;
        if written.and_then(|written| written.get(offset..offset + chunk.len())) != Some(chunk) {
            let mut write = write_body(chain, author, &body, offset, chunk);
            write.steps.iter_mut().for_each(|step| step.after = (0..opened).collect());
            plan.steps.extend(write.steps);
        }
    }
    Ok(plan)
}

/// Checks that each step fits in a transaction of its own.
pub(in crate::instructions) fn check_each(plan: &Plan, limits: &Limits) -> Result<(), BuildError> {
    plan.steps.iter().try_for_each(|step| limits.check(slice::from_ref(step)))
}

/// The most bytes of a chunk that fits in a transaction.
fn chunk_size(chain: &Chain, author: &Pubkey, body: &Pubkey, limits: &Limits) -> Result<usize, BuildError> {
    let write = |size| write_body(chain, author, body, 0, &vec![0; size]).only();
    let smallest = write(1);
    limits.check(slice::from_ref(&smallest))?;
    // A long chunk's length takes more bytes itself than a short one's.
    let most = limits.spare(&smallest).saturating_add(1);
    let size = (1..=most).rev().find(|size| limits.fit(&[write(*size)]));
    Ok(size.unwrap_or(1))
}

/// Creates an account and opens a body in it, for `size` bytes of content with this SHA-256.
///
/// # Errors
/// [`BuildError::TooLongForProgram`] if the author is a program's address.
pub fn open_body(chain: &Chain, author: &Pubkey, hash: &[u8; 32], size: usize) -> Result<Plan, BuildError> {
    let (address, seed) = chain.programs.body(author, hash);
    let space = StoredBody::space(size);
    check_space(author, space)?;
    let account = NewAccount { author: *author, address, seed, space, program: chain.programs.mail };
    let open = OpenBodyBuilder::new().author(*author).body(address).hash(*hash).instruction();
    let step = Step::creating(chain.creation(account), vec![chain.programs.relocate(open)]);
    Ok(step.until(Until::TextClosed).into())
}

/// Writes a chunk of a body.
pub fn write_body(chain: &Chain, author: &Pubkey, body: &Pubkey, offset: usize, chunk: &[u8]) -> Plan {
    let write = WriteBodyBuilder::new()
        .author(*author)
        .body(*body)
        // A ciphertext has at most 64 KiB, and the program refuses an offset beyond the body.
        .offset(u32::try_from(offset).unwrap_or(u32::MAX))
        .chunk(chunk.to_vec())
        .instruction();
    chain.step(write).into()
}

/// Seals a body that is complete, so that messages can refer to it.
pub fn seal_body(chain: &Chain, author: &Pubkey, body: &Pubkey) -> Plan {
    chain.step(SealBodyBuilder::new().author(*author).body(*body).instruction()).into()
}

/// Closes a body that no open message refers to, and returns its rent, all lamports of its account, to its author.
pub fn close_body(chain: &Chain, author: &Pubkey, body: &Pubkey, rent: u64) -> Plan {
    let close = CloseBodyBuilder::new().author(*author).body(*body).instruction();
    chain.step(close).returning(Purpose::Rent, rent, *body, *author).into()
}

/// Returns the lamports of an account that its author created for the mail program and never used. The seed of its
/// address has 32 bytes.
pub fn reclaim(chain: &Chain, author: &Pubkey, unused: &Pubkey, seed: &[u8; 32], lamports: u64) -> Plan {
    let reclaim = ReclaimBuilder::new().author(*author).unused(*unused).seed(*seed).instruction();
    chain.step(reclaim).returning(Purpose::Rent, lamports, *unused, *author).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Priority};

    #[test]
    fn every_transaction_of_an_upload_leaves_what_is_reserved_or_nothing_is_planned() {
        let (chain, author) = (Chain::default(), Pubkey::new_unique());
        let text: Vec<u8> = (0..600_u32).flat_map(|place| Sha256::digest(place.to_le_bytes())).collect();
        let long = LongDraft::new(&Hash::default(), &author, &text[..3_000]).unwrap();
        for (format, brings) in [(Format::V0, false), (Format::V0, true), (Format::V1, false)] {
            let mut refused = 0;
            for reserved in (0..format.limit() + 50).step_by(7).chain([usize::MAX]) {
                let limits = Limits { format, priority: Priority(0), payer: Pubkey::new_unique(), brings, reserved };
                match upload(&chain, &long, None, &limits) {
                    Ok(plan) => {
                        assert_eq!(refused, 0, "{reserved}");
                        assert!(plan.steps.iter().all(|step| limits.fit(slice::from_ref(step))), "{reserved}");
                    }
                    Err(error) => {
                        refused += 1;
                        assert!(matches!(error, BuildError::TooLong { length, limit } if length > limit), "{error:?}");
                    }
                }
            }
            assert!(refused > 0);
        }
    }

    #[test]
    fn a_chunk_is_as_long_as_fits() {
        let (chain, author, body) = (Chain::default(), Pubkey::new_unique(), Pubkey::new_unique());
        for format in [Format::V0, Format::V1] {
            for reserved in (0..format.limit()).step_by(13) {
                let limits = Limits { format, priority: Priority(0), payer: author, brings: false, reserved };
                let write = |size| write_body(&chain, &author, &body, 0, &vec![0; size]).only();
                match chunk_size(&chain, &author, &body, &limits) {
                    Ok(size) => assert!(limits.fit(&[write(size)]) && !limits.fit(&[write(size + 1)]), "{reserved}"),
                    Err(_) => assert!(!limits.fit(&[write(1)]), "{reserved}"),
                }
            }
        }
    }
}
