//! Sending a message.

use bmail_sdk::{
    MAIL_ID,
    accounts::{Mailbox, Network, SealedKey},
    generated::mail::instructions::{self as generated, SendInstructionArgs},
    pda,
};
use postage::{Quote, Timestamp};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use crate::{Call, Person, Stage};

/// Bytes of the sealed key before the ciphertext.
const SEALED_KEY: usize = 80;

/// The parts of `send`.
pub struct Send {
    pub(crate) accounts: generated::Send,
    pub(crate) args: SendInstructionArgs,
}

impl Stage {
    /// Sends 300 bytes from one to the other, at any price, with what the chain's state asks for.
    pub fn send(&mut self, from: &Person, to: &Person) -> Call<'_, Send> {
        let (sender_mailbox, recipient_mailbox) = (self.mailbox_of(from), self.mailbox_of(to));
        let (correspondence, _) = pda::correspondence(&sender_mailbox, &recipient_mailbox);
        let accounts = generated::Send {
            sender: from.address(),
            network: self.network,
            sender_mailbox,
            recipient_mailbox,
            correspondence,
            message: Pubkey::default(),
            system_program: SYSTEM,
        };
        let next = self.find_account::<Mailbox>(sender_mailbox).map_or(0, |mailbox| mailbox.next_sequence);
        let args = SendInstructionArgs {
            max_fee: u64::MAX,
            sequence: next,
            rules_version: self.find_account::<Network>(self.network).map_or(1, |network| network.rules_version),
            key_version: self.find_account::<Mailbox>(recipient_mailbox).map_or(1, |mailbox| mailbox.key_version),
            message_bump: 0,
            sealed: [[1; 40], [2; 40]].concat(),
        };
        Call::new(self, Send { accounts, args }).sequence(next).size(300)
    }

    /// What `send` would cost now, as the SDK computes it.
    pub fn quote(&self, from: &Person, to: &Person, size: u32) -> Quote {
        let (sender, recipient) = (self.mailbox_of(from), self.mailbox_of(to));
        let correspondence = self.find_account(self.correspondence_of(from, to));
        bmail_sdk::quote::quote(
            &self.account(self.network),
            (&sender, &self.account(sender)),
            &self.account(recipient),
            correspondence.as_ref(),
            size,
            Timestamp(self.now()),
        )
        .unwrap()
    }
}

impl Call<'_, Send> {
    /// Bytes of ciphertext.
    pub fn size(self, bytes: usize) -> Self {
        self.ciphertext((0..bytes).map(|index| index as u8).collect())
    }

    /// The ciphertext.
    pub fn ciphertext(mut self, ciphertext: Vec<u8>) -> Self {
        self.parts.args.sealed.truncate(SEALED_KEY);
        self.parts.args.sealed.extend(ciphertext);
        self
    }

    /// The key sealed to the recipient.
    pub fn sealed_key(mut self, sealed_key: &SealedKey) -> Self {
        let key = borsh::to_vec(sealed_key).unwrap();
        self.parts.args.sealed[..SEALED_KEY].copy_from_slice(&key);
        self
    }

    /// All of the key and the ciphertext, however long.
    pub fn sealed(mut self, sealed: Vec<u8>) -> Self {
        self.parts.args.sealed = sealed;
        self
    }

    /// The most that the sender would pay, in lamports.
    pub fn max_fee(mut self, lamports: u64) -> Self {
        self.parts.args.max_fee = lamports;
        self
    }

    /// The version of the rules that the sender saw.
    pub fn rules_version(mut self, version: u32) -> Self {
        self.parts.args.rules_version = version;
        self
    }

    /// The version of the recipient's key that the sender saw.
    pub fn key_version(mut self, version: u32) -> Self {
        self.parts.args.key_version = version;
        self
    }

    /// The message's number, with the address that it gives.
    pub fn sequence(mut self, sequence: u64) -> Self {
        self.parts.args.sequence = sequence;
        let (message, bump) = pda::message(&self.parts.accounts.sender_mailbox, sequence);
        self.parts.accounts.message = message;
        self.parts.args.message_bump = bump;
        self
    }

    /// Another bump than the canonical, with the address that it gives if there is one.
    pub fn bump(mut self, bump: u8) -> Self {
        let (mailbox, sequence) = (self.parts.accounts.sender_mailbox, self.parts.args.sequence.to_le_bytes());
        let seeds: [&[u8]; 4] = [b"message", mailbox.as_ref(), &sequence, &[bump]];
        self.parts.args.message_bump = bump;
        if let Ok(address) = Pubkey::create_program_address(&seeds, &MAIL_ID) {
            self.parts.accounts.message = address;
        }
        self
    }

    /// Another bump than the one of the message's address.
    pub fn wrong_bump(mut self, bump: u8) -> Self {
        self.parts.args.message_bump = bump;
        self
    }

    /// The next lower bump that gives an address, too.
    pub fn lower_bump(self) -> Self {
        let canonical = self.parts.args.message_bump;
        let address = self.parts.accounts.message;
        (0..canonical).rev().fold(self, |call, bump| match call.parts.accounts.message == address {
            true => call.bump(bump),
            false => call,
        })
    }

    /// Where the message will be.
    pub fn address(&self) -> Pubkey {
        self.parts.accounts.message
    }

    /// Runs it, and says where the message is.
    #[track_caller]
    pub fn run_and_find(self) -> Pubkey {
        let address = self.address();
        self.run();
        address
    }
}
