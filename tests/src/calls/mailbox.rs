//! Opening a mailbox, and changing it.

use bmail_sdk::{
    generated::mail::instructions::{
        self as generated, OpenMailboxInstructionArgs, RotateKeyInstructionArgs, SetMailboxInstructionArgs,
    },
    pda,
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use crate::{Call, Harness, Person};

/// Accounts and arguments of `open_mailbox`.
pub struct OpenMailbox {
    pub(crate) accounts: generated::OpenMailbox,
    pub(crate) args: OpenMailboxInstructionArgs,
}

/// Accounts and arguments of `set_mailbox`.
pub struct SetMailbox {
    pub(crate) accounts: generated::SetMailbox,
    pub(crate) args: SetMailboxInstructionArgs,
}

/// Accounts and arguments of `rotate_key`.
pub struct RotateKey {
    pub(crate) accounts: generated::RotateKey,
    pub(crate) args: RotateKeyInstructionArgs,
}

impl Harness {
    /// Opens a person's mailbox on the network. Its key is the person's address, because this harness seals nothing.
    pub fn open_mailbox(&mut self, owner: &Person) -> Call<'_, OpenMailbox> {
        let (network, owner) = (self.network, owner.address());
        let (mailbox, _) = pda::mailbox(&network, &owner);
        let (ledger, _) = pda::ledger(&network);
        let accounts = generated::OpenMailbox { owner, network, ledger, mailbox, system_program: SYSTEM };
        let args = OpenMailboxInstructionArgs { encryption_key: owner.to_bytes() };
        Call::new(self, OpenMailbox { accounts, args })
    }

    /// Sets what a mailbox requires of senders. By default it accepts everyone at no minimum.
    pub fn set_mailbox(&mut self, owner: &Person) -> Call<'_, SetMailbox> {
        let accounts = generated::SetMailbox { owner: owner.address(), mailbox: self.mailbox_of(owner) };
        let args = SetMailboxInstructionArgs { min_fee: 0, min_reputation: 0, accepting: true };
        Call::new(self, SetMailbox { accounts, args })
    }

    /// Replaces a mailbox's key, by default with a key of sevens.
    pub fn rotate_key(&mut self, owner: &Person) -> Call<'_, RotateKey> {
        let accounts = generated::RotateKey { owner: owner.address(), mailbox: self.mailbox_of(owner) };
        Call::new(self, RotateKey { accounts, args: RotateKeyInstructionArgs { encryption_key: [7; 32] } })
    }
}

impl Call<'_, OpenMailbox> {
    /// Sets the key to which senders seal.
    pub fn key(mut self, key: [u8; 32]) -> Self {
        self.parts.args.encryption_key = key;
        self
    }

    /// Opens it on another network.
    pub fn on(mut self, network: Pubkey) -> Self {
        self.parts.accounts.network = network;
        self.parts.accounts.ledger = pda::ledger(&network).0;
        self.parts.accounts.mailbox = pda::mailbox(&network, &self.parts.accounts.owner).0;
        self
    }
}

impl Call<'_, SetMailbox> {
    /// Sets the minimum fee of a message, in lamports.
    pub fn min_fee(mut self, lamports: u64) -> Self {
        self.parts.args.min_fee = lamports;
        self
    }

    /// Sets the reputation that strangers need, in millionths.
    pub fn min_reputation(mut self, millionths: u64) -> Self {
        self.parts.args.min_reputation = millionths;
        self
    }

    /// Sets whether strangers may write.
    pub fn accepting(mut self, accepting: bool) -> Self {
        self.parts.args.accepting = accepting;
        self
    }
}

impl Call<'_, RotateKey> {
    /// Sets the new key.
    pub fn key(mut self, key: [u8; 32]) -> Self {
        self.parts.args.encryption_key = key;
        self
    }
}
