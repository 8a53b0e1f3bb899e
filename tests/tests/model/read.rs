//! The chain's accounts as the model sees them.

use bmail_sdk::accounts::{self, Correspondence, StoredBody, StoredMessage};
use postage::{Bps, Q32, Terms, Timestamp};
use solana_pubkey::Pubkey;

use crate::model::{Body, Ledger, Mailbox, Message, Network, Pair, Side};

impl From<accounts::Network> for Network {
    fn from(network: accounts::Network) -> Self {
        let accounts::Network { authority, pending_authority, treasury, founder, name, rules_version, .. } = network;
        Self {
            authority,
            offered_to: (pending_authority != Pubkey::default()).then_some(pending_authority),
            treasury,
            founder,
            name,
            rules: (&network.rules).into(),
            rules_version,
            proposed: (network.rules_due_at != 0).then(|| ((&network.pending_rules).into(), network.rules_due_at)),
            paused: network.paused != 0,
        }
    }
}

impl From<accounts::Ledger> for Ledger {
    fn from(ledger: accounts::Ledger) -> Self {
        let accounts::Ledger { network, mailboxes, messages, earned, cut, unpaid, .. } = ledger;
        Self { network, mailboxes, messages, earned, cut, unpaid }
    }
}

impl From<accounts::Mailbox> for Mailbox {
    fn from(mailbox: accounts::Mailbox) -> Self {
        Self {
            network: mailbox.network,
            owner: mailbox.owner,
            key: mailbox.encryption_key,
            key_version: mailbox.key_version,
            min_fee: mailbox.min_fee,
            min_reputation: mailbox.min_reputation,
            accepting: mailbox.accepting != 0,
            load: Q32(mailbox.load),
            load_at: Timestamp(mailbox.load_at),
            next_sequence: mailbox.next_sequence,
            swept_sequence: mailbox.swept_sequence,
            earned: mailbox.earned,
            cut: mailbox.cut,
        }
    }
}

impl From<Correspondence> for Pair {
    fn from(pair: Correspondence) -> Self {
        let side = |mailbox: Pubkey, sent: u64| Side {
            mailbox,
            sent: Q32(sent),
            wrote: pair.has_written(&mailbox),
            contact: pair.has_contact(&mailbox),
        };
        Self {
            sides: [side(pair.low, pair.low_sent), side(pair.high, pair.high_sent)],
            updated_at: Timestamp(pair.updated_at),
            payer: usize::from(pair.flags & Correspondence::HIGH_PAID != 0),
        }
    }
}

impl From<StoredMessage> for Message {
    fn from(StoredMessage { header, content }: StoredMessage) -> Self {
        let sealed_key = || borsh::to_vec(&header.sealed_key).unwrap();
        Self {
            sender: header.sender,
            recipient: header.recipient,
            fee: header.fee,
            sequence: header.sequence,
            sent_at: header.sent_at,
            deadline: header.deadline,
            terms: Terms { treasury_share: Bps(header.treasury_share), spam_forfeit: Bps(header.spam_forfeit) },
            answering_period: header.answering_period.into(),
            revealed: (header.revealed != 0).then(|| (header.key_version, sealed_key())),
            content,
        }
    }
}

impl From<StoredBody> for Body {
    fn from(StoredBody { header, content }: StoredBody) -> Self {
        let accounts::Body { author, hash, references, sealed, .. } = header;
        Self { author, hash, references, sealed: sealed != 0, content }
    }
}
