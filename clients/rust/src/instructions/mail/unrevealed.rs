//! What is needed to reveal a posted letter, even after a crash.

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_message::Hash;
use solana_pubkey::Pubkey;

use crate::{
    BuildError, Programs,
    accounts::SealedKey,
    instructions::check_cluster,
    sealing::{self, ContentKey, EncryptionKey, Envelope, SealError},
    stored,
};

/// Everything that is needed to reveal a posted message.
///
/// It can be serialized, with addresses in base58 and bytes in base64, so that the message can be revealed after a
/// crash, on the cluster where it was posted only. It is a secret, because it contains the content key. Delete it after the
/// message is revealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unrevealed {
    #[serde(default, with = "As::<Option<DisplayFromStr>>")]
    genesis: Option<Hash>,
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The sender's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub sender: Pubkey,
    /// The recipient's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// The message's sequence number in the sender's mailbox. The first is the unix time in seconds at which the mailbox
    /// opened, times 2^20.
    pub sequence: u64,
    /// SHA-256 of the ciphertext, to detect another message with the same number.
    #[serde(with = "stored::base64")]
    pub(crate) hash: [u8; 32],
    #[serde(with = "stored::base64")]
    key: ContentKey,
}

impl Unrevealed {
    /// What is needed to reveal the message of an envelope, whose ciphertext has this SHA-256, on the cluster with this
    /// genesis hash. The envelope's key version does not matter: the key is sealed when it is revealed.
    pub fn new(genesis: &Hash, envelope: &Envelope, hash: [u8; 32], key: ContentKey) -> Self {
        let Envelope { network, sender, recipient, sequence, .. } = *envelope;
        Self { genesis: Some(*genesis), network, sender, recipient, sequence, hash, key }
    }

    /// The same for the cluster with this genesis hash, for what an older version stored without a cluster.
    pub fn bound_to(self, genesis: &Hash) -> Self {
        Self { genesis: Some(*genesis), ..self }
    }

    /// Checks that it is of the cluster with this genesis hash.
    ///
    /// # Errors
    /// [`BuildError::OtherCluster`], [`BuildError::UnknownCluster`].
    pub fn check_cluster(&self, genesis: &Hash) -> Result<(), BuildError> {
        check_cluster(self.genesis, genesis)
    }

    /// The message's address.
    pub fn message(&self, programs: &Programs) -> Pubkey {
        programs.message(&self.sender, &programs.mailbox(&self.network, &self.sender).0, self.sequence).0
    }

    /// The envelope that the key is bound to if it is sealed to this version of the recipient's key.
    pub(super) fn envelope(&self, key_version: u32) -> Envelope {
        let Self { network, sender, recipient, sequence, .. } = *self;
        Envelope { network, sender, recipient, sequence, key_version }
    }

    /// The content key, sealed to the recipient.
    pub(super) fn seal_key(&self, envelope: &Envelope, sealed_to: &EncryptionKey) -> Result<SealedKey, SealError> {
        sealing::seal_key(&self.key, &self.hash, sealed_to, envelope)
    }
}
