//! The envelope: what a sealed key is bound to.

use solana_pubkey::Pubkey;

/// Network, sender, recipient, sequence number, key version (in this order), then the ciphertext's hash.
const ASSOCIATED_DATA_LEN: usize = 32 + 32 + 32 + 8 + 4 + 32;

/// The facts about a message that its sealed key is bound to. If one of them changes, the key no longer opens. So mail
/// cannot be re-addressed, replayed under another number, or carried to another network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Address of the network.
    pub network: Pubkey,
    /// The sender's wallet (not the address of their mailbox).
    pub sender: Pubkey,
    /// The recipient's wallet (not the address of their mailbox).
    pub recipient: Pubkey,
    /// The message's sequence number in the sender's mailbox. The first is the unix time in seconds at which the mailbox
    /// opened, times 2^20.
    pub sequence: u64,
    /// Version of the recipient's encryption key that the message is sealed to; the first is 1.
    pub key_version: u32,
}

impl Envelope {
    /// HPKE's associated data: the envelope's fields, integers little-endian, and SHA-256 of the ciphertext.
    /// Every part has a fixed length, so no two envelopes give the same bytes.
    pub(super) fn associated_data(&self, ciphertext_hash: &[u8; 32]) -> Vec<u8> {
        let mut data = Vec::with_capacity(ASSOCIATED_DATA_LEN);
        data.extend_from_slice(self.network.as_ref());
        data.extend_from_slice(self.sender.as_ref());
        data.extend_from_slice(self.recipient.as_ref());
        data.extend_from_slice(&self.sequence.to_le_bytes());
        data.extend_from_slice(&self.key_version.to_le_bytes());
        data.extend_from_slice(ciphertext_hash);
        data
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows mail.md: It is bound to the network, sender, recipient, sequence number and key version.
    #[test]
    fn associated_data_has_the_documented_layout() {
        let envelope = Envelope {
            network: Pubkey::new_from_array([1; 32]),
            sender: Pubkey::new_from_array([2; 32]),
            recipient: Pubkey::new_from_array([3; 32]),
            sequence: 0x0807_0605_0403_0201,
            key_version: 0x0403_0201,
        };
        let data = envelope.associated_data(&[9; 32]);
        assert_eq!(data.len(), ASSOCIATED_DATA_LEN);
        assert_eq!(data[..32], [1; 32]);
        assert_eq!(data[32..64], [2; 32]);
        assert_eq!(data[64..96], [3; 32]);
        assert_eq!(data[96..104], [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(data[104..108], [1, 2, 3, 4]);
        assert_eq!(data[108..], [9; 32]);
    }
}
