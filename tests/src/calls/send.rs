//! Sending a message, at once or in two steps.

use bmail_sdk::generated::mail::layout::roles;
use bmail_sdk::{
    MAIL_ID, NewAccount,
    accounts::{Mailbox, Network, SealedKey, StoredMessage},
    generated::mail::instructions::{
        self as generated, PostInstructionArgs, RevealInstructionArgs, SendInstructionArgs,
    },
    pda,
};
use postage::Quote;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;
use units::Timestamp;

use super::parts;
use crate::{Call, Harness, Parts, Person};

/// Bytes of the sealed key before the ciphertext.
const SEALED_KEY: usize = 80;
/// Accounts and arguments of `send`.
pub struct Send(Outgoing);

/// Accounts and arguments of `post`.
pub struct Post(Outgoing);

/// What `send` and `post` have in common.
pub struct Outgoing {
    accounts: generated::Send,
    args: SendInstructionArgs,
    /// The account that is created first, if any.
    new: Option<NewAccount>,
    /// The account's lamports, if not the rent plus the fee that the SDK quotes.
    lamports: Option<u64>,
    /// The account's size in bytes, if not what the content needs.
    space: Option<usize>,
}

/// Accounts and arguments of `reveal`.
pub struct Reveal {
    accounts: generated::Reveal,
    args: RevealInstructionArgs,
}
parts!(Reveal, "reveal", roles::REVEAL);

/// An instruction that carries a message.
pub trait Brings: Parts {
    /// Accounts and arguments.
    fn outgoing(&mut self) -> &mut Outgoing;
}

impl Parts for Send {
    const NAME: &'static str = "send";
    const ROLES: &'static [&'static str] = roles::SEND;

    fn instruction(&self) -> Instruction {
        self.0.accounts.instruction(self.0.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        self.0.before(harness)
    }
}

impl Parts for Post {
    const NAME: &'static str = "post";
    const ROLES: &'static [&'static str] = roles::POST;

    fn instruction(&self) -> Instruction {
        let Outgoing { accounts, args, .. } = &self.0;
        post_accounts(accounts).instruction(PostInstructionArgs {
            max_fee: args.max_fee,
            sequence: args.sequence,
            rules_version: args.rules_version,
            ciphertext: args.sealed.get(SEALED_KEY..).unwrap_or(&[]).to_vec(),
        })
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        self.0.before(harness)
    }
}

/// The accounts of `post`, which are the same as those of `send`.
pub fn post_accounts(accounts: &generated::Send) -> generated::Post {
    generated::Post {
        sender: accounts.sender,
        network: accounts.network,
        sender_mailbox: accounts.sender_mailbox,
        recipient_mailbox: accounts.recipient_mailbox,
        correspondence: accounts.correspondence,
        message: accounts.message,
        body: accounts.body,
        sender_standing: accounts.sender_standing,
        system_program: accounts.system_program,
    }
}

impl Brings for Send {
    fn outgoing(&mut self) -> &mut Outgoing {
        &mut self.0
    }
}

impl Brings for Post {
    fn outgoing(&mut self) -> &mut Outgoing {
        &mut self.0
    }
}

impl Outgoing {
    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let Some(new) = &self.new else { return Vec::new() };
        let ciphertext = self.args.sealed.len().saturating_sub(SEALED_KEY);
        let content = if self.accounts.body.is_some() { 32 } else { ciphertext };
        let space = self.space.unwrap_or(StoredMessage::space(content));
        let lamports = self.lamports.unwrap_or_else(|| harness.rent(space) + self.fee(harness).unwrap_or(0));
        harness.create(&NewAccount { space, ..new.clone() }, lamports)
    }

    /// The fee that the SDK quotes, if it can.
    fn fee(&self, harness: &Harness) -> Option<u64> {
        let Self { accounts, args, .. } = self;
        let body = accounts.body.and_then(|body| harness.svm.get_account(&body));
        let size = body.map_or(args.sealed.len().saturating_sub(SEALED_KEY), |body| {
            body.data.len().saturating_sub(bmail_sdk::accounts::StoredBody::space(0))
        });
        let (from, to) = (accounts.sender_mailbox, accounts.recipient_mailbox);
        let quote = bmail_sdk::quote::quote(
            &harness.find_account(accounts.network)?,
            (&from, &harness.find_account(from)?, harness.reputation_at(accounts.sender_standing)),
            &harness.find_account(to)?,
            harness.find_account(accounts.correspondence).as_ref(),
            size as u32,
            Timestamp(harness.now()),
        );
        quote.ok().map(|quote| quote.postage.0)
    }
}

impl Harness {
    /// Sends 300 bytes at any price, with accounts and arguments derived from the chain's state. The message's account
    /// is created first, with its rent and the quoted fee.
    pub fn send(&mut self, from: &Person, to: &Person) -> Call<'_, Send> {
        let outgoing = self.outgoing(from, to);
        Call::new(self, Send(outgoing)).size(300)
    }

    /// Like [`Harness::send`], but without the key.
    pub fn post(&mut self, from: &Person, to: &Person) -> Call<'_, Post> {
        let outgoing = self.outgoing(from, to);
        Call::new(self, Post(outgoing)).size(300)
    }

    fn outgoing(&self, from: &Person, to: &Person) -> Outgoing {
        let (sender_mailbox, recipient_mailbox) = (self.mailbox_of(from), self.mailbox_of(to));
        let (correspondence, _) = pda::correspondence(&sender_mailbox, &recipient_mailbox);
        let accounts = generated::Send {
            sender: from.address(),
            network: self.network,
            sender_mailbox,
            recipient_mailbox,
            correspondence,
            message: Pubkey::default(),
            body: None,
            sender_standing: self.standing_of(from),
            system_program: SYSTEM,
        };
        let next = self.find_account::<Mailbox>(sender_mailbox).map_or(0, |mailbox| mailbox.next_sequence);
        let (key_version, encryption_key) = self.key_of(recipient_mailbox);
        let args = SendInstructionArgs {
            max_fee: u64::MAX,
            sequence: next,
            rules_version: self.find_account::<Network>(self.network).map_or(1, |network| network.rules_version),
            key_version,
            encryption_key,
            sealed: [[1; 40], [2; 40]].concat(),
        };
        let mut outgoing = Outgoing { accounts, args, new: None, lamports: None, space: None };
        outgoing.place(next);
        outgoing
    }

    /// Reveals a posted message, with sevens for a key.
    pub fn reveal(&mut self, from: &Person, to: &Person, message: Pubkey) -> Call<'_, Reveal> {
        let recipient_mailbox = self.mailbox_of(to);
        let accounts = generated::Reveal { sender: from.address(), recipient_mailbox, message };
        let (key_version, encryption_key) = self.key_of(recipient_mailbox);
        let sealed_key = SealedKey { encapsulated: [7; 32], ciphertext: [7; 48] };
        Call::new(self, Reveal { accounts, args: RevealInstructionArgs { key_version, encryption_key, sealed_key } })
    }

    /// A mailbox's key and its version.
    fn key_of(&self, mailbox: Pubkey) -> (u32, [u8; 32]) {
        self.find_account::<Mailbox>(mailbox)
            .map_or((1, [0; 32]), |mailbox| (mailbox.key_version, mailbox.encryption_key))
    }

    /// What `send` would cost now, according to the SDK.
    pub fn quote(&self, from: &Person, to: &Person, size: u32) -> Quote {
        let (sender, recipient) = (self.mailbox_of(from), self.mailbox_of(to));
        let correspondence = self.find_account(self.correspondence_of(from, to));
        bmail_sdk::quote::quote(
            &self.account(self.network),
            (&sender, &self.account(sender), self.reputation_of(from)),
            &self.account(recipient),
            correspondence.as_ref(),
            size,
            Timestamp(self.now()),
        )
        .unwrap()
    }

    /// The number of a person's next message on the network.
    pub fn next_sequence(&self, person: &Person) -> u64 {
        self.account::<Mailbox>(self.mailbox_of(person)).next_sequence
    }
}

impl Outgoing {
    /// Moves the message to the address that its number determines.
    fn place(&mut self, sequence: u64) {
        self.args.sequence = sequence;
        let author = self.accounts.sender;
        let (address, seed) = pda::message(&author, &self.accounts.sender_mailbox, sequence);
        self.accounts.message = address;
        self.new = Some(NewAccount { author, address, seed, space: 0, program: MAIL_ID });
    }
}

impl<P: Brings> Call<'_, P> {
    /// Sets the ciphertext's length in bytes.
    pub fn size(self, bytes: usize) -> Self {
        self.ciphertext((0..bytes).map(|index| index as u8).collect())
    }

    /// Sets the ciphertext.
    pub fn ciphertext(mut self, ciphertext: Vec<u8>) -> Self {
        let sealed = &mut self.parts.outgoing().args.sealed;
        sealed.truncate(SEALED_KEY);
        sealed.extend(ciphertext);
        self
    }

    /// Uses a body instead of the ciphertext.
    pub fn body(self, body: Pubkey) -> Self {
        self.size(0).with_body(body)
    }

    /// Adds a body to the ciphertext.
    pub fn with_body(mut self, body: Pubkey) -> Self {
        self.parts.outgoing().accounts.body = Some(body);
        self
    }

    /// Sets the sealed key and the ciphertext together, of any length.
    pub fn sealed(mut self, sealed: Vec<u8>) -> Self {
        self.parts.outgoing().args.sealed = sealed;
        self
    }

    /// Sets the most that the sender will pay, in lamports.
    pub fn max_fee(mut self, lamports: u64) -> Self {
        self.parts.outgoing().args.max_fee = lamports;
        self
    }

    /// Sets the version of the rules that the sender saw.
    pub fn rules_version(mut self, version: u32) -> Self {
        self.parts.outgoing().args.rules_version = version;
        self
    }

    /// Sets the message's number, and the address that follows from it.
    pub fn sequence(mut self, sequence: u64) -> Self {
        self.parts.outgoing().place(sequence);
        self
    }

    /// Sets the message's number without changing its address.
    pub fn wrong_sequence(mut self, sequence: u64) -> Self {
        self.parts.outgoing().args.sequence = sequence;
        self
    }

    /// Sets the account's lamports beforehand, instead of its rent and the fee.
    pub fn funded(mut self, lamports: u64) -> Self {
        self.parts.outgoing().lamports = Some(lamports);
        self
    }

    /// Sets the account's size in bytes, instead of what the content needs.
    pub fn space(mut self, bytes: usize) -> Self {
        self.parts.outgoing().space = Some(bytes);
        self
    }

    /// Does not create the message's account.
    pub fn uncreated(mut self) -> Self {
        self.parts.outgoing().new = None;
        self
    }

    /// The account that is created for the message, with the space that its content needs.
    pub fn new_account(&mut self) -> NewAccount {
        let outgoing = self.parts.outgoing();
        let space = StoredMessage::space(outgoing.args.sealed.len().saturating_sub(SEALED_KEY));
        NewAccount { space, ..outgoing.new.clone().expect("an account to create") }
    }

    /// The address of the message.
    pub fn address(&mut self) -> Pubkey {
        self.parts.outgoing().accounts.message
    }

    /// Runs it and returns the message's address.
    #[track_caller]
    pub fn run_and_find(mut self) -> Pubkey {
        let address = self.address();
        self.run();
        address
    }
}

impl Call<'_, Send> {
    /// Sets the key sealed to the recipient.
    pub fn sealed_key(mut self, sealed_key: &SealedKey) -> Self {
        let key = borsh::to_vec(sealed_key).unwrap();
        self.parts.0.args.sealed[..SEALED_KEY].copy_from_slice(&key);
        self
    }

    /// Sets the recipient's key that the sender saw.
    pub fn sealed_to(mut self, key: [u8; 32]) -> Self {
        self.parts.0.args.encryption_key = key;
        self
    }

    /// Sets the version of that key.
    pub fn key_version(mut self, version: u32) -> Self {
        self.parts.0.args.key_version = version;
        self
    }
}

impl Call<'_, Reveal> {
    /// Sets the recipient's key that the sender saw.
    pub fn sealed_to(mut self, key: [u8; 32]) -> Self {
        self.parts.args.encryption_key = key;
        self
    }

    /// Sets the version of that key.
    pub fn key_version(mut self, version: u32) -> Self {
        self.parts.args.key_version = version;
        self
    }

    /// Sets the key sealed to the recipient.
    pub fn sealed_key(mut self, sealed_key: &SealedKey) -> Self {
        self.parts.args.sealed_key = sealed_key.clone();
        self
    }
}
