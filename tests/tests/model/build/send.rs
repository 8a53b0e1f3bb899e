//! Messages and their accounts.

use bmail_sdk::{
    MAIL_ID, NewAccount, PROGRAMS,
    accounts::{SealedKey, StoredMessage},
    generated::mail::instructions::{
        self as generated, PostInstructionArgs, RevealInstructionArgs, SendInstructionArgs,
    },
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{Builder, pick};
use crate::{
    action::{SendFlaw, Sending},
    choice::Which,
    op::{Data, Letter, Op},
    roster::{ROSTER, Who},
};

/// Bytes of a sealed key.
const KEY: usize = 80;

impl Sending {
    fn has(&self, flaw: SendFlaw) -> bool {
        self.flaw == Some(flaw)
    }
}

impl Builder<'_> {
    /// Creates the message's account and sends the message.
    pub(super) fn send(&mut self, sending: &Sending) -> Vec<Op> {
        let Sending { from, to, net, .. } = *sending;
        let (sender, own) = (from.address(), from.mailbox(net));
        let next = self.model.mailboxes.get(&own).map_or(0, |from| from.next_sequence);
        let sequence = next + u64::from(sending.has(SendFlaw::Number));
        let (message, seed) = PROGRAMS.message(&sender, &own, sequence);
        self.focus.message = Some(message);
        let accounts = generated::Send {
            sender,
            network: net.address(),
            sender_mailbox: own,
            recipient_mailbox: to.mailbox(net),
            correspondence: from.pair(to, net),
            message,
            body: self.body_for(sending),
            sender_standing: PROGRAMS.standing(&net.address(), &sender).0,
            system_program: SYSTEM,
        };

        let size = match accounts.body {
            _ if sending.has(SendFlaw::Empty) => 0,
            Some(_) if !sending.has(SendFlaw::Both) => 0,
            _ => sending.size,
        };
        let content = accounts.body.map_or(size, |body| size_of_val(&body));
        let space = StoredMessage::space(content) + usize::from(sending.has(SendFlaw::Space));
        let price = self.price(&accounts, size);
        let mut ops = self.account(
            sending,
            NewAccount { author: sender, address: message, seed, space, program: MAIL_ID },
            price,
        );
        let letter = self.letter(sending, &accounts, (sequence, size, price));
        ops.push(Op::new(Data::Send(letter.clone()), instruction(accounts, letter)));
        ops
    }

    fn body_for(&self, sending: &Sending) -> Option<Pubkey> {
        let is_theirs =
            |(who, _, at): &&(Who, usize, Pubkey)| *who == sending.from && self.model.bodies.contains_key(at);
        Some(pick(ROSTER.bodies.iter().filter(is_theirs), sending.body?)?.2)
    }

    fn price(&self, accounts: &generated::Send, size: usize) -> u64 {
        let body = accounts.body.and_then(|body| self.model.bodies.get(&body));
        let size = body.map_or(size, |body| body.content.len());
        self.model.price(&accounts.network, &accounts.sender_mailbox, &accounts.recipient_mailbox, size)
    }

    fn account(&self, sending: &Sending, new: NewAccount, price: u64) -> Vec<Op> {
        let lamports = self.model.rent(new.space) + price + u64::from(sending.has(SendFlaw::Overfunded));
        let lamports = lamports - u64::from(sending.has(SendFlaw::Underfunded));
        match sending.flaw {
            Some(SendFlaw::Uncreated) => Vec::new(),
            Some(SendFlaw::CreatedTwice) => created(&new, lamports),
            _ if self.model.blanks.contains_key(&new.address) => Vec::new(),
            _ => self.create(&new, lamports),
        }
    }

    fn letter(
        &self,
        sending: &Sending,
        accounts: &generated::Send,
        (sequence, size, price): (u64, usize, u64),
    ) -> Letter {
        let network = self.model.networks.get(&accounts.network);
        let recipient = self.model.mailboxes.get(&accounts.recipient_mailbox);
        let (rules_version, key) = (
            network.map_or(1, |network| network.rules_version),
            recipient.map_or((1, [0; 32]), |to| to.versioned_key()),
        );
        let mut bytes = sealed(sequence, !sending.hidden, size);
        if sending.has(SendFlaw::CutKey) {
            bytes.truncate(KEY - 1);
        }
        Letter {
            max_fee: price.saturating_sub(sending.has(SendFlaw::PriceAboveMax).into()),
            sequence,
            rules_version: rules_version - u32::from(sending.has(SendFlaw::OldRules)),
            sealed_to: (!sending.hidden).then(|| perhaps_another(key, sending.has(SendFlaw::OldKey))),
            bytes,
        }
    }

    /// Creates an account for the program, even if its address already holds lamports.
    pub(super) fn create(&self, new: &NewAccount, lamports: u64) -> Vec<Op> {
        match self.model.balance(new.address) {
            0 => created(new, lamports),
            _ => {
                let data = [Data::Transfer { lamports }, Data::Allocate { new: new.clone() }];
                data.into_iter().zip(new.create_prefunded(lamports)).map(|(data, op)| Op::new(data, op)).collect()
            }
        }
    }

    pub(super) fn reveal(&mut self, which: Which, old_key: bool) -> Option<Op> {
        let (message, state) = self.message(which)?;
        let current = self.model.mailboxes.get(&state.recipient).map_or((1, [0; 32]), |to| to.versioned_key());
        let sealed_to = perhaps_another(current, old_key);
        let (key_version, encryption_key) = sealed_to;
        let sealed_key = sealed(state.sequence + 1, true, 0);
        let args = RevealInstructionArgs { key_version, encryption_key, sealed_key: sealed_key_of(&sealed_key) };
        let accounts = generated::Reveal { sender: state.sender, recipient_mailbox: state.recipient, message };
        Some(Op::new(Data::Reveal { sealed_to, sealed_key }, accounts.instruction(args)))
    }
}

/// The key and its version, or a pair that differs in the version or in one bit.
fn perhaps_another((version, mut key): (u32, [u8; 32]), other: bool) -> (u32, [u8; 32]) {
    let in_version = other && key[0] % 2 == 0;
    key[31] ^= u8::from(other && !in_version);
    (version + u32::from(in_version), key)
}

/// Bytes that stand in for a sealed key and a ciphertext.
fn sealed(sequence: u64, with_key: bool, size: usize) -> Vec<u8> {
    let start = sequence as usize;
    let key = if with_key { KEY } else { 0 };
    (start..start + key + size).map(|byte| byte as u8).collect()
}

fn sealed_key_of(bytes: &[u8]) -> SealedKey {
    borsh::from_slice(bytes).expect("as many bytes as a key has")
}

pub(super) fn created(new: &NewAccount, lamports: u64) -> Vec<Op> {
    let data = Data::Create { new: new.clone(), lamports };
    new.create(lamports).into_iter().map(|instruction| Op::new(data.clone(), instruction)).collect()
}

fn instruction(accounts: generated::Send, letter: Letter) -> Instruction {
    let Letter { max_fee, sequence, rules_version, sealed_to, bytes } = letter;
    if let Some((key_version, encryption_key)) = sealed_to {
        let args = SendInstructionArgs { max_fee, sequence, rules_version, key_version, encryption_key, sealed: bytes };
        return accounts.instruction(args);
    }
    post_accounts(&accounts).instruction(PostInstructionArgs { max_fee, sequence, rules_version, ciphertext: bytes })
}

/// The accounts of `post`, which are the same as those of `send`.
fn post_accounts(accounts: &generated::Send) -> generated::Post {
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
