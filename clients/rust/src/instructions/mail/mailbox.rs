//! Mailboxes: opening one, its settings and key, and closing it.

use solana_pubkey::Pubkey;

use crate::{
    accounts::Mailbox,
    generated::mail::instructions::{CloseMailboxBuilder, OpenMailboxBuilder, RotateKeyBuilder, SetMailboxBuilder},
    instructions::{Chain, Plan, Purpose, Until},
    sealing::EncryptionKey,
};

/// What a mailbox's owner requires of senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailboxSettings {
    /// The minimum fee of a message, in lamports.
    pub min_fee: u64,
    /// The minimum reputation of strangers, in millionths.
    pub min_reputation: u64,
    /// Whether strangers may write at all.
    pub accepting: bool,
}

/// Opens the owner's mailbox. Senders will seal their mail to `key`.
pub fn open_mailbox(chain: &Chain, network: &Pubkey, owner: &Pubkey, key: EncryptionKey) -> Plan {
    let mailbox = chain.programs.mailbox(network, owner).0;
    let open = OpenMailboxBuilder::new()
        .owner(*owner)
        .network(*network)
        .ledger(chain.programs.ledger(network).0)
        .mailbox(mailbox)
        .encryption_key(key.to_bytes())
        .instruction();
    chain.opening(open, &[(mailbox, Mailbox::LEN)], owner).until(Until::MailboxClosed).into()
}

/// Changes the mailbox's settings.
pub fn set_mailbox(chain: &Chain, network: &Pubkey, owner: &Pubkey, settings: &MailboxSettings) -> Plan {
    let set = SetMailboxBuilder::new()
        .owner(*owner)
        .mailbox(chain.programs.mailbox(network, owner).0)
        .min_fee(settings.min_fee)
        .min_reputation(settings.min_reputation)
        .accepting(settings.accepting)
        .instruction();
    chain.step(set).into()
}

/// Replaces the mailbox's encryption key. Keep the old secret key: it still opens old mail.
pub fn rotate_key(chain: &Chain, network: &Pubkey, owner: &Pubkey, key: EncryptionKey) -> Plan {
    let rotate = RotateKeyBuilder::new()
        .owner(*owner)
        .mailbox(chain.programs.mailbox(network, owner).0)
        .encryption_key(key.to_bytes())
        .instruction();
    chain.step(rotate).into()
}

/// Closes the owner's mailbox and returns its rent: the lamports of its account, without its cut. Open messages to it
/// expire, unless it is opened again in time.
///
/// The program refuses this while the mailbox's load is above one message, the load of a new mailbox.
pub fn close_mailbox(chain: &Chain, network: &Pubkey, owner: &Pubkey, rent: u64) -> Plan {
    let mailbox = chain.programs.mailbox(network, owner).0;
    let close = CloseMailboxBuilder::new()
        .owner(*owner)
        .network(*network)
        .ledger(chain.programs.ledger(network).0)
        .mailbox(mailbox)
        .instruction();
    chain.step(close).returning(Purpose::Rent, rent, mailbox, *owner).into()
}
