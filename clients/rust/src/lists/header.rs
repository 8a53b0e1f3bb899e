//! What a list shows of a message: the beginning of its account, and the account's size.

use postage::{FeeSplit, Verdict, settle};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Timestamp};

use crate::{
    accounts::{DecodeError, Message, ProgramAccount, StoredMessage},
    generated::mail::layout::fields::message::SEALED_KEY,
};

/// An open message as a list has it: without its key and its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageHeader {
    /// The message's address.
    pub address: Pubkey,
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The recipient's mailbox.
    pub recipient: Pubkey,
    /// The account of the two people.
    pub correspondence: Pubkey,
    /// The fee in escrow, in lamports.
    pub fee: u64,
    /// How the fee is divided.
    pub split: FeeSplit,
    /// The sender's number of the message.
    pub sequence: u64,
    /// When it was sent, in unix seconds.
    pub sent_at: i64,
    /// The last moment to acknowledge it, or to reveal it if it is not revealed, in unix seconds.
    pub deadline: i64,
    /// The version of the recipient's key that opens it. Zero before it is revealed.
    pub key_version: u32,
    /// Whether it can be read. Otherwise its sender has not published its key yet.
    pub revealed: bool,
    /// Bytes of the ciphertext in the message, from which its size class follows; `None` if the ciphertext is in a body, or if
    /// the node does not say how large an account is.
    pub size: Option<usize>,
}

impl MessageHeader {
    /// The bytes of a message's account that a list needs, from its beginning.
    pub const BYTES: usize = SEALED_KEY;

    /// Decodes the first [`MessageHeader::BYTES`] of an account with `space` bytes in all.
    ///
    /// # Errors
    /// [`DecodeError::WrongKind`] if this is no message.
    pub fn decode(address: Pubkey, slice: &[u8], space: Option<usize>) -> Result<Self, DecodeError> {
        Self::decoded(address, slice, space).ok_or(DecodeError::WrongKind(StoredMessage::KIND))
    }

    fn decoded(address: Pubkey, slice: &[u8], space: Option<usize>) -> Option<Self> {
        let is_kind = slice.len() == Self::BYTES && slice.starts_with(&StoredMessage::DISCRIMINATOR);
        let fits = space.is_none_or(|space| (Message::LEN..=StoredMessage::LONGEST).contains(&space));
        if !is_kind || !fits {
            return None;
        }
        let content = space.map(|space| space.saturating_sub(Message::LEN));
        let mut whole = [0; Message::LEN]; // a header has no key
        whole.get_mut(..Self::BYTES)?.copy_from_slice(slice);
        let message = Message::from_bytes(&whole).ok()?;
        let size = match (message.has_body, content) {
            (0, content) => content,
            (_, None) => None,
            (_, Some(content)) => (content == size_of::<Pubkey>()).then_some(None)?,
        };
        Some(Self::new(address, &message, size))
    }

    /// The header of a message that was read whole.
    pub fn of(address: Pubkey, message: &StoredMessage) -> Self {
        let size = match &message.content {
            crate::accounts::Content::Ciphertext(ciphertext) => Some(ciphertext.len()),
            crate::accounts::Content::Body(_) => None,
        };
        Self::new(address, &message.header, size)
    }

    fn new(address: Pubkey, message: &Message, size: Option<usize>) -> Self {
        Self {
            address,
            sender: message.sender,
            recipient: message.recipient,
            correspondence: message.correspondence,
            fee: message.fee,
            split: FeeSplit { treasury_share: Bps(message.treasury_share), spam_forfeit: Bps(message.spam_forfeit) },
            sequence: message.sequence,
            sent_at: message.sent_at,
            deadline: message.deadline,
            key_version: message.key_version,
            revealed: message.revealed != 0,
            size,
        }
    }

    /// What waits for whoever reads this and does not mark it as spam, in lamports: the fee without the network's cut. Nothing
    /// if it cannot be read, or not in time any more.
    pub fn waiting(&self, now: Timestamp) -> Lamports {
        match self.revealed && now.0 <= self.deadline {
            true => settle(Lamports(self.fee), self.split, Verdict::Valuable).recipient,
            false => Lamports(0),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::generated::mail::layout::fields::message::{FEE, HAS_BODY, REVEALED, SENT_AT};

    /// A message of this number that is revealed and has a fee, from a sender.
    pub fn header(number: u8, sender: u8, fee: u64) -> MessageHeader {
        MessageHeader {
            address: Pubkey::from([number; 32]),
            sender: Pubkey::from([sender; 32]),
            recipient: Pubkey::from([200; 32]),
            correspondence: Pubkey::from([sender; 32]),
            fee,
            split: FeeSplit { treasury_share: Bps(1_000), spam_forfeit: Bps(5_000) },
            sequence: number.into(),
            sent_at: number.into(),
            deadline: 1_000,
            key_version: 1,
            revealed: true,
            size: Some(128),
        }
    }

    fn slice() -> Vec<u8> {
        let mut data = vec![3; MessageHeader::BYTES];
        data[..8].copy_from_slice(&StoredMessage::DISCRIMINATOR);
        data[FEE..][..8].copy_from_slice(&70_000_u64.to_le_bytes());
        data[SENT_AT..][..8].copy_from_slice(&9_i64.to_le_bytes());
        (data[REVEALED], data[HAS_BODY]) = (1, 0);
        data
    }

    #[test]
    fn a_slice_and_the_accounts_size_are_a_header() {
        let address = Pubkey::from([7; 32]);
        let header = MessageHeader::decode(address, &slice(), Some(Message::LEN + 128)).unwrap();
        assert_eq!((header.address, header.sender), (address, Pubkey::from([3; 32])));
        assert_eq!((header.fee, header.sent_at, header.revealed, header.size), (70_000, 9, true, Some(128)));
        let mut in_body = slice();
        in_body[HAS_BODY] = 1;
        assert_eq!(MessageHeader::decode(address, &in_body, Some(Message::LEN + 32)).unwrap().size, None);
        assert!(MessageHeader::decode(address, &in_body, Some(Message::LEN + 33)).is_err());
        assert_eq!(MessageHeader::decode(address, &slice(), None).unwrap().size, None);
        let mut whole = slice();
        whole.resize(Message::LEN, 0);
        whole.extend([5; 128]);
        let whole = StoredMessage::from_data(&whole).unwrap();
        assert_eq!(MessageHeader::of(address, &whole), header);
    }

    /// Shows security.md: An account that cannot be read in a list.
    #[test]
    fn what_is_too_short_too_long_or_of_another_kind_is_no_header() {
        let address = Pubkey::from([7; 32]);
        let wrong = Err(DecodeError::WrongKind("message"));
        let mut other = slice();
        other[0] ^= 1;
        let (short, long) = (slice()[1..].to_vec(), [slice(), vec![0]].concat());
        for (data, space) in [
            (other, Message::LEN + 1),
            (short, Message::LEN + 1),
            (long, Message::LEN + 1),
            (slice(), Message::LEN - 1),
            (slice(), StoredMessage::LONGEST + 1),
            (Vec::new(), 0),
        ] {
            assert_eq!(MessageHeader::decode(address, &data, Some(space)), wrong, "{} {space}", data.len());
        }
    }

    #[test]
    fn nothing_waits_in_what_cannot_be_read_or_is_late() {
        let open = header(1, 1, 10_000);
        assert_eq!(open.waiting(Timestamp(1_000)), Lamports(9_000));
        assert_eq!(open.waiting(Timestamp(1_001)), Lamports(0));
        let posted = MessageHeader { revealed: false, ..open };
        assert_eq!(posted.waiting(Timestamp(0)), Lamports(0));
    }
}
