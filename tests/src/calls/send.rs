//! Sending a message, at once or in two steps.

use bmail_sdk::{
    PROGRAMS, Plan,
    accounts::{Content, Correspondence, Mailbox, Network, SealedKey, StoredBody, StoredMessage},
    generated::mail::{
        instructions::{PostInstructionArgs, RevealInstructionArgs, SendInstructionArgs},
        layout::roles,
    },
    instructions::mail::{self, Draft, DraftKey, Unrevealed},
    sealing::{ContentKey, Envelope},
};
use postage::{PairState, Quote, RecipientState, Rules, SenderState};
use solana_pubkey::Pubkey;
use units::{Lamports, Timestamp};

use super::{mailbox::some_key, planned};
use crate::{Call, Harness, Parts, Person, call::change_args};

/// Accounts and arguments of `send`.
pub struct Send(Letter);

/// Accounts and arguments of `post`.
pub struct Post(Letter);

/// What `send` and `post` have in common.
pub struct Letter {
    envelope: Envelope,
    /// The recipient's key that the sender saw.
    sealed_to: [u8; 32],
    rules_version: u32,
    max_fee: u64,
    offer: u64,
    body: Option<Pubkey>,
    /// The sealed key, and behind it the ciphertext.
    sealed: Vec<u8>,
    /// The number in the arguments, if not that of the address.
    wrong_sequence: Option<u64>,
    /// The account's lamports, if not the rent plus the fee that the SDK quotes.
    lamports: Option<u64>,
    /// The account's size in bytes, if not what the content needs.
    space: Option<usize>,
}

planned!(mail:
    /// The mail program's `reveal`
    Reveal "reveal" REVEAL,
);

/// An instruction that carries a message.
pub trait Brings: Parts {
    /// Accounts and arguments.
    fn letter(&mut self) -> &mut Letter;
}

impl Parts for Send {
    const NAME: &'static str = "send";
    const ROLES: &'static [&'static str] = roles::SEND;

    fn plan(&self, harness: &Harness) -> Plan {
        let Letter { sealed, sealed_to, wrong_sequence, .. } = &self.0;
        let mut plan = self.0.plan(harness, DraftKey::Sealed(sealed_key(sealed)));
        change_args(&mut plan.steps[0].actions[0], |args: &mut SendInstructionArgs| {
            args.sealed.clone_from(sealed);
            args.encryption_key = *sealed_to;
            args.sequence = wrong_sequence.unwrap_or(args.sequence);
        });
        plan
    }
}

impl Parts for Post {
    const NAME: &'static str = "post";
    const ROLES: &'static [&'static str] = roles::POST;

    fn plan(&self, harness: &Harness) -> Plan {
        let key = ContentKey::try_from(vec![3; 32]).expect("32 bytes");
        let unrevealed = Unrevealed::new(&harness.chain().genesis, &self.0.envelope, [0; 32], key);
        let mut plan = self.0.plan(harness, DraftKey::Withheld(unrevealed));
        change_args(&mut plan.steps[0].actions[0], |args: &mut PostInstructionArgs| {
            args.ciphertext = self.0.ciphertext().to_vec();
            args.sequence = self.0.wrong_sequence.unwrap_or(args.sequence);
        });
        plan
    }
}

impl Brings for Send {
    fn letter(&mut self) -> &mut Letter {
        &mut self.0
    }
}

impl Brings for Post {
    fn letter(&mut self) -> &mut Letter {
        &mut self.0
    }
}

impl Letter {
    fn ciphertext(&self) -> &[u8] {
        self.sealed.get(SealedKey::LEN..).unwrap_or(&[])
    }

    /// The SDK's plan, with the account's lamports and size.
    fn plan(&self, harness: &Harness, key: DraftKey) -> Plan {
        let content = self.body.map_or_else(|| Content::Ciphertext(self.ciphertext().to_vec()), Content::Body);
        let quote = self.quote(harness);
        let mailboxes = [self.envelope.sender, self.envelope.recipient]
            .map(|person| PROGRAMS.mailbox(&self.envelope.network, &person).0);
        let correspondence = PROGRAMS.correspondence(&mailboxes[0], &mailboxes[1]).0;
        let draft = Draft {
            envelope: self.envelope,
            // The key that the sender saw replaces it in the arguments.
            sealed_to: some_key(),
            quote: quote.unwrap_or_else(|| no_quote().offering(Lamports(self.offer))),
            max_fee: self.max_fee,
            rules_version: self.rules_version,
            answer_by: Timestamp(harness.now()),
            content,
            size: self.ciphertext().len(),
            opens_correspondence: harness.find_account::<Correspondence>(correspondence).is_none(),
            key,
        };
        let mut plan = mail::send(&harness.chain(), &draft).expect("an account that its author can create");
        for creation in plan.steps.iter_mut().flat_map(|step| &mut step.creations) {
            creation.account.space = self.space.unwrap_or(creation.account.space);
            let fee = quote.map_or(0, |quote| quote.postage.0);
            let due = harness.rent(creation.account.space).saturating_add(fee);
            creation.lamports = self.lamports.unwrap_or(due);
        }
        plan
    }

    /// The price that the SDK quotes, if it can.
    fn quote(&self, harness: &Harness) -> Option<Quote> {
        let Envelope { network, sender, recipient, .. } = &self.envelope;
        let body = self.body.and_then(|body| harness.find_account::<StoredBody>(body));
        let size = body.map_or(self.ciphertext().len(), |body| body.content.len());
        let [from, to] = [sender, recipient].map(|person| PROGRAMS.mailbox(network, person).0);
        let quote = bmail_sdk::quote::quote(
            &harness.find_account::<Network>(*network)?,
            (&from, &harness.find_account(from)?, harness.reputation_at(PROGRAMS.standing(network, sender).0)),
            &harness.find_account(to)?,
            harness.find_account(PROGRAMS.correspondence(&from, &to).0).as_ref(),
            size as u32,
            Timestamp(harness.now()),
        );
        Some(quote.ok()?.offering(Lamports(self.offer)))
    }
}

/// Something in the place of a quote, where nothing can be quoted.
fn no_quote() -> Quote {
    let now = Timestamp(0);
    let (sender, pair) = (SenderState::new(now), PairState::new(now));
    postage::quote(&Rules::PERSONAL, &sender, &pair, &RecipientState::default(), 1, now).expect("a short message")
}

/// The sealed key at the beginning, or zeros if it is too short.
fn sealed_key(sealed: &[u8]) -> SealedKey {
    sealed.first_chunk().copied().unwrap_or([0; SealedKey::LEN]).into()
}

impl Harness {
    /// Sends 300 bytes at any price, with accounts and arguments derived from the chain's state. The message's account
    /// is created first, with its rent and the quoted fee.
    pub fn send(&mut self, from: &Person, to: &Person) -> Call<'_, Send> {
        let letter = self.letter(from, to);
        Call::new(self, Send(letter)).size(300)
    }

    /// Like [`Harness::send`], but without the key.
    pub fn post(&mut self, from: &Person, to: &Person) -> Call<'_, Post> {
        let letter = self.letter(from, to);
        Call::new(self, Post(letter)).size(300)
    }

    fn letter(&self, from: &Person, to: &Person) -> Letter {
        let sequence = self.find_account::<Mailbox>(self.mailbox_of(from)).map_or(0, |mailbox| mailbox.next_sequence);
        let (key_version, sealed_to) = self.key_of(self.mailbox_of(to));
        let (network, sender, recipient) = (self.network, from.address(), to.address());
        Letter {
            envelope: Envelope { network, sender, recipient, sequence, key_version },
            sealed_to,
            rules_version: self.find_account::<Network>(self.network).map_or(1, |network| network.rules_version),
            max_fee: u64::MAX,
            offer: 0,
            body: None,
            sealed: [[1; 40], [2; 40]].concat(),
            wrong_sequence: None,
            lamports: None,
            space: None,
        }
    }

    /// Reveals a posted message, with sevens for a key.
    pub fn reveal(&mut self, from: &Person, to: &Person, message: Pubkey) -> Call<'_, Reveal> {
        let (key_version, sealed_to) = self.key_of(self.mailbox_of(to));
        let sequence = self.find_account::<StoredMessage>(message).map_or(0, |stored| stored.header.sequence);
        let (network, sender, recipient) = (self.network, from.address(), to.address());
        let envelope = Envelope { network, sender, recipient, sequence, key_version };
        let sealed_key = SealedKey { encapsulated: [7; 32], ciphertext: [7; 48] };
        let plan = mail::publish_key(&self.chain(), &envelope, &some_key(), sealed_key);
        Call::new(self, Reveal(plan)).account("message", message).sealed_to(sealed_to)
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

impl<P: Brings> Call<'_, P> {
    /// Sets the ciphertext's length in bytes.
    pub fn size(self, bytes: usize) -> Self {
        self.ciphertext((0..bytes).map(|index| index as u8).collect())
    }

    /// Sets the ciphertext.
    pub fn ciphertext(mut self, ciphertext: Vec<u8>) -> Self {
        let sealed = &mut self.parts.letter().sealed;
        sealed.truncate(SealedKey::LEN);
        sealed.extend(ciphertext);
        self
    }

    /// Uses a body instead of the ciphertext.
    pub fn body(self, body: Pubkey) -> Self {
        self.size(0).with_body(body)
    }

    /// Adds a body to the ciphertext.
    pub fn with_body(mut self, body: Pubkey) -> Self {
        self.parts.letter().body = Some(body);
        self
    }

    /// Sets the sealed key and the ciphertext together, of any length.
    pub fn sealed(mut self, sealed: Vec<u8>) -> Self {
        self.parts.letter().sealed = sealed;
        self
    }

    /// Sets the most that the sender will pay, in lamports.
    pub fn max_fee(mut self, lamports: u64) -> Self {
        self.parts.letter().max_fee = lamports;
        self
    }

    /// Sets what the sender offers, in lamports.
    pub fn offering(mut self, lamports: u64) -> Self {
        self.parts.letter().offer = lamports;
        self
    }

    /// Sets the version of the rules that the sender saw.
    pub fn rules_version(mut self, version: u32) -> Self {
        self.parts.letter().rules_version = version;
        self
    }

    /// Sets the message's number, and the address that follows from it.
    pub fn sequence(mut self, sequence: u64) -> Self {
        self.parts.letter().envelope.sequence = sequence;
        self
    }

    /// Sets the message's number without changing its address.
    pub fn wrong_sequence(mut self, sequence: u64) -> Self {
        self.parts.letter().wrong_sequence = Some(sequence);
        self
    }

    /// Sets the account's lamports beforehand, instead of its rent and the fee.
    pub fn funded(mut self, lamports: u64) -> Self {
        self.parts.letter().lamports = Some(lamports);
        self.is_spoiled = true;
        self
    }

    /// Sets the account's size in bytes, instead of what the content needs.
    pub fn space(mut self, bytes: usize) -> Self {
        self.parts.letter().space = Some(bytes);
        self.is_spoiled = true;
        self
    }

    /// The address of the message.
    pub fn address(&mut self) -> Pubkey {
        let Envelope { network, sender, sequence, .. } = self.parts.letter().envelope;
        PROGRAMS.message(&sender, &PROGRAMS.mailbox(&network, &sender).0, sequence).0
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
        self.parts.0.sealed[..SealedKey::LEN].copy_from_slice(&sealed_key.to_bytes());
        self
    }

    /// Sets the recipient's key that the sender saw.
    pub fn sealed_to(mut self, key: [u8; 32]) -> Self {
        self.parts.0.sealed_to = key;
        self
    }

    /// Sets the version of that key.
    pub fn key_version(mut self, version: u32) -> Self {
        self.parts.0.envelope.key_version = version;
        self
    }
}

impl Call<'_, Reveal> {
    /// Sets the recipient's key that the sender saw.
    pub fn sealed_to(self, key: [u8; 32]) -> Self {
        self.args(move |args: &mut RevealInstructionArgs| args.encryption_key = key)
    }

    /// Sets the version of that key.
    pub fn key_version(self, version: u32) -> Self {
        self.args(move |args: &mut RevealInstructionArgs| args.key_version = version)
    }

    /// Sets the key sealed to the recipient.
    pub fn sealed_key(self, sealed_key: &SealedKey) -> Self {
        let sealed_key = sealed_key.clone();
        self.args(move |args: &mut RevealInstructionArgs| args.sealed_key = sealed_key)
    }
}
