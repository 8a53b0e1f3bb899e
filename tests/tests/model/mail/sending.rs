//! What `send` and `post` have in common while they are chosen and built.

use bmail_sdk::PROGRAMS;
use bmail_sdk::{
    accounts::StoredMessage,
    generated::mail::instructions::{self as generated, SendInstructionArgs},
};

use crate::{mail::letter::KEY, prelude::*};

/// A message.
#[derive(Clone, Copy, Debug)]
pub struct Sending {
    pub from: Who,
    pub to: Who,
    pub net: Net,
    pub size: usize,
    /// One of the sender's bodies, used instead of the ciphertext.
    pub body: Option<usize>,
    /// What is offered, in lamports.
    pub offer: u64,
    pub flaw: Option<SendFlaw>,
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SendFlaw {
    /// More than `max_fee`: the price, or the offer if that is more.
    PriceAboveMax,
    /// A lamport more than any message can cost.
    OfferTooHigh,
    OldRules,
    OldKey,
    /// A number that is not the next.
    Number,
    /// Neither a ciphertext nor a body.
    Empty,
    /// Both a ciphertext and a body.
    Both,
    /// Less than a sealed key.
    CutKey,
    /// One lamport less than the postage.
    Underfunded,
    /// More than the postage, which is allowed.
    Overfunded,
    /// One byte too many.
    Space,
    /// No account is created.
    Uncreated,
    /// An account is created although it exists.
    CreatedTwice,
}

pub fn sending() -> impl Strategy<Value = Sending> {
    use SendFlaw::*;
    let accounts = [Underfunded, Overfunded, Space, Uncreated, CreatedTwice];
    let flaws = [PriceAboveMax, OfferTooHigh, OldRules, OldKey, Number, Empty, Both, CutKey];
    let flaws = [&flaws[..], &accounts].concat();
    let body = option::weighted(0.4, 0..CONTENTS.len());
    let flaw = option::weighted(0.2, select(flaws));
    // Below, near and above what letters cost.
    let offer = select(vec![0, 0, 0, 0, 0, 1, 10_001, 650_000, 5_000_000]);
    let whole = (two(), net(), select(vec![1, 2, 40, 300, 600]), body, offer, flaw);
    whole.prop_map(|((from, to), net, size, body, offer, flaw)| Sending { from, to, net, size, body, offer, flaw })
}

impl Sending {
    fn has(&self, flaw: SendFlaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// Creates the message's account and sends the message with the accounts and arguments of `send`.
    pub fn build(
        &self,
        builder: &mut Builder<'_>,
        instruction: impl Fn(generated::Send, SendInstructionArgs) -> Instruction,
    ) -> Vec<Instruction> {
        let Self { from, to, net, .. } = *self;
        let (sender, own) = (from.address(), from.mailbox(net));
        let next = builder.model.mailboxes.get(&own).map_or(0, |from| from.next_sequence);
        let sequence = next + u64::from(self.has(SendFlaw::Number));
        let (message, seed) = PROGRAMS.message(&sender, &own, sequence);
        builder.focus.message = Some(message);
        let accounts = generated::Send {
            sender,
            network: net.address(),
            sender_mailbox: own,
            recipient_mailbox: to.mailbox(net),
            correspondence: from.pair(to, net),
            message,
            body: self.body_among(builder.model),
            sender_standing: PROGRAMS.standing(&net.address(), &sender).0,
            system_program: SYSTEM,
        };
        let size = match accounts.body {
            _ if self.has(SendFlaw::Empty) => 0,
            Some(_) if !self.has(SendFlaw::Both) => 0,
            _ => self.size,
        };
        let content = accounts.body.map_or(size, |body| size_of_val(&body));
        let space = StoredMessage::space(content) + usize::from(self.has(SendFlaw::Space));
        let postage = price(builder.model, &accounts, size).max(self.offer);
        let new = NewAccount { author: sender, address: message, seed, space, program: MAIL_ID };
        let mut instructions = self.account(builder, new, postage);
        let args = self.arguments(builder.model, &accounts, (sequence, size, postage));
        instructions.push(instruction(accounts, args));
        instructions
    }

    fn body_among(&self, model: &Model) -> Option<Pubkey> {
        let is_theirs = |(who, _, at): &&(Who, usize, Pubkey)| *who == self.from && model.bodies.contains_key(at);
        Some(pick(ROSTER.bodies.iter().filter(is_theirs), self.body?)?.2)
    }

    fn account(&self, builder: &Builder<'_>, new: NewAccount, postage: u64) -> Vec<Instruction> {
        let lamports = builder.model.rent(new.space) + postage + u64::from(self.has(SendFlaw::Overfunded));
        let lamports = lamports - u64::from(self.has(SendFlaw::Underfunded));
        match self.flaw {
            Some(SendFlaw::Uncreated) => Vec::new(),
            Some(SendFlaw::CreatedTwice) => new.create(lamports),
            _ if builder.model.blanks.contains_key(&new.address) => Vec::new(),
            _ => builder.create(&new, lamports),
        }
    }

    fn arguments(
        &self,
        model: &Model,
        accounts: &generated::Send,
        (sequence, size, postage): (u64, usize, u64),
    ) -> SendInstructionArgs {
        let network = model.networks.get(&accounts.network);
        let recipient = model.mailboxes.get(&accounts.recipient_mailbox);
        let key = recipient.map_or((1, [0; 32]), Mailbox::versioned_key);
        let (key_version, encryption_key) = perhaps_another(key, self.has(SendFlaw::OldKey));
        let length = if self.has(SendFlaw::CutKey) { KEY - 1 } else { KEY + size };
        let rules_version = network.map_or(1, |network| network.rules_version);
        SendInstructionArgs {
            max_fee: postage.saturating_sub(self.has(SendFlaw::PriceAboveMax).into()),
            offer: if self.has(SendFlaw::OfferTooHigh) { (1 << 50) + 1 } else { self.offer },
            sequence,
            rules_version: rules_version - u32::from(self.has(SendFlaw::OldRules)),
            key_version,
            encryption_key,
            sealed: some_bytes(sequence, length),
        }
    }
}

fn price(model: &Model, accounts: &generated::Send, size: usize) -> u64 {
    let body = accounts.body.and_then(|body| model.bodies.get(&body));
    let size = body.map_or(size, |body| body.content.len());
    model.price(&accounts.network, &accounts.sender_mailbox, &accounts.recipient_mailbox, size)
}

/// The key and its version, or a pair that differs in the version or in one bit.
pub fn perhaps_another((version, mut key): (u32, [u8; 32]), other: bool) -> (u32, [u8; 32]) {
    let in_version = other && key[0] % 2 == 0;
    key[31] ^= u8::from(other && !in_version);
    (version + u32::from(in_version), key)
}

/// Bytes that stand in for a sealed key and a ciphertext.
pub fn some_bytes(sequence: u64, length: usize) -> Vec<u8> {
    let start = sequence as usize;
    (start..start + length).map(|byte| byte as u8).collect()
}
