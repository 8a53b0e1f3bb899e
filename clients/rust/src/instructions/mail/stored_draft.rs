//! How a draft is stored, so that what became of it can be found out after a crash.

use postage::Quote;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;
use units::{Lamports, Q32, Timestamp};

use super::{Draft, Unrevealed, draft::DraftKey};
use crate::{
    accounts::{Content, SealedKey},
    sealing::{EncryptionKey, Envelope},
    stored,
};

/// A draft in words that serde knows. Of the quote, it has the numbers in their order.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(with = "As::<DisplayFromStr>")]
    network: Pubkey,
    #[serde(with = "As::<DisplayFromStr>")]
    sender: Pubkey,
    #[serde(with = "As::<DisplayFromStr>")]
    recipient: Pubkey,
    sequence: u64,
    key_version: u32,
    #[serde(with = "As::<DisplayFromStr>")]
    sealed_to: Pubkey,
    quote: [u64; 14],
    max_fee: u64,
    rules_version: u32,
    answer_by: i64,
    content: Letter,
    size: usize,
    opens_correspondence: bool,
    key: Key,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Letter {
    Ciphertext(#[serde(with = "stored::base64")] Vec<u8>),
    Body(#[serde(with = "As::<DisplayFromStr>")] Pubkey),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Key {
    Sealed {
        #[serde(with = "stored::base64")]
        encapsulated: [u8; 32],
        #[serde(with = "stored::base64")]
        ciphertext: [u8; 48],
    },
    Withheld(Unrevealed),
}

impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Envelope { network, sender, recipient, sequence, key_version } = self.envelope;
        let stored = Stored {
            network,
            sender,
            recipient,
            sequence,
            key_version,
            sealed_to: Pubkey::new_from_array(self.sealed_to.to_bytes()),
            quote: numbers(&self.quote),
            max_fee: self.max_fee,
            rules_version: self.rules_version,
            answer_by: self.answer_by.0,
            content: match &self.content {
                Content::Ciphertext(ciphertext) => Letter::Ciphertext(ciphertext.clone()),
                Content::Body(body) => Letter::Body(*body),
            },
            size: self.size,
            opens_correspondence: self.opens_correspondence,
            key: match &self.key {
                DraftKey::Sealed(SealedKey { encapsulated, ciphertext }) => {
                    Key::Sealed { encapsulated: *encapsulated, ciphertext: *ciphertext }
                }
                DraftKey::Withheld(unrevealed) => Key::Withheld(unrevealed.clone()),
            },
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        let Stored { network, sender, recipient, sequence, key_version, .. } = stored;
        Ok(Self {
            envelope: Envelope { network, sender, recipient, sequence, key_version },
            sealed_to: EncryptionKey::try_from(stored.sealed_to.to_bytes()).map_err(D::Error::custom)?,
            quote: quote(&stored.quote),
            max_fee: stored.max_fee,
            rules_version: stored.rules_version,
            answer_by: Timestamp(stored.answer_by),
            content: match stored.content {
                Letter::Ciphertext(ciphertext) => Content::Ciphertext(ciphertext),
                Letter::Body(body) => Content::Body(body),
            },
            size: stored.size,
            opens_correspondence: stored.opens_correspondence,
            key: match stored.key {
                Key::Sealed { encapsulated, ciphertext } => DraftKey::Sealed(SealedKey { encapsulated, ciphertext }),
                Key::Withheld(unrevealed) => DraftKey::Withheld(unrevealed),
            },
        })
    }
}

fn numbers(quote: &Quote) -> [u64; 14] {
    [
        quote.base.0,
        quote.load.0,
        quote.rate.0,
        quote.unanswered.0,
        quote.repeat.0,
        quote.balance.0,
        quote.friend.0,
        quote.newcomer.0,
        quote.product.0,
        quote.price.0,
        quote.offer.0,
        quote.postage.0,
        quote.sent.0,
        quote.received.0,
    ]
}

fn quote(numbers: &[u64; 14]) -> Quote {
    let (lamports, factor) = (|place: usize| Lamports(numbers[place]), |place: usize| Q32(numbers[place]));
    Quote {
        base: lamports(0),
        load: factor(1),
        rate: factor(2),
        unanswered: factor(3),
        repeat: factor(4),
        balance: factor(5),
        friend: factor(6),
        newcomer: factor(7),
        product: lamports(8),
        price: lamports(9),
        offer: lamports(10),
        postage: lamports(11),
        sent: factor(12),
        received: factor(13),
    }
}

#[cfg(test)]
mod tests {
    use solana_message::Hash;

    use super::*;
    use crate::sealing;

    #[test]
    fn a_stored_draft_is_the_same_draft() {
        let [network, sender, recipient] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let envelope = Envelope { network, sender, recipient, sequence: u64::MAX, key_version: 7 };
        let sealed_to = EncryptionKey::try_from([9; 32]).unwrap();
        let sealed = sealing::seal(b"Dear Bo", &sealed_to, &envelope).unwrap();
        let (key, _) = sealing::seal_content(b"Dear Bo").unwrap();
        let withheld = DraftKey::Withheld(Unrevealed::new(&Hash::default(), &envelope, [4; 32], key));
        for (content, key) in [
            (Content::Ciphertext(sealed.ciphertext), DraftKey::Sealed(sealed.sealed_key)),
            (Content::Body(recipient), withheld),
        ] {
            let draft = Draft {
                envelope,
                sealed_to,
                quote: quote(&std::array::from_fn(|place| place as u64 + 1)),
                max_fee: 5,
                rules_version: 6,
                answer_by: Timestamp(8),
                content,
                size: 128,
                opens_correspondence: true,
                key,
            };
            let text = serde_json::to_string(&draft).unwrap();
            let again: Draft = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&again).unwrap(), text);
            assert_eq!((again.quote, &again.content, again.envelope), (draft.quote, &draft.content, envelope));
        }
    }
}
