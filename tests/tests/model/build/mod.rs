//! Builds instructions from actions and the model's state.

mod acknowledge;
mod body;
mod bounty;
mod endorsement;
mod network;
mod pair;
mod reputation;
mod send;
mod token;
mod when;

use bmail_sdk::{BOUNTY_ID, MAIL_ID, SPL_TOKEN_ID, TOKEN_2022_ID};
use send::created;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use crate::{
    action::{Action, Spoil, Try},
    choice::Which,
    model::{Message, Model},
    op::Op,
    roster::{Net, ROSTER, Who},
};

/// What the previous action was about.
#[derive(Clone, Copy, Default)]
pub struct Focus {
    message: Option<Pubkey>,
    body: Option<Pubkey>,
    tie: Option<(Who, Who, Net)>,
    pub bounty: Option<Pubkey>,
}

pub struct Builder<'w> {
    pub model: &'w Model,
    pub focus: &'w mut Focus,
}

impl Builder<'_> {
    /// The instructions for an action. None if there is nothing to act on.
    pub fn build(&mut self, attempt: &Try) -> Option<Vec<Op>> {
        let mut ops = self.ops(&attempt.action)?;
        if let (Some(op), Some(spoil)) = (ops.last_mut(), attempt.spoil) {
            self.spoil(op, spoil);
        }
        Some(ops)
    }

    fn ops(&mut self, action: &Action) -> Option<Vec<Op>> {
        match action {
            Action::Send(sending) => Some(self.send(sending)),
            Action::Reveal { message, old_key } => self.reveal(*message, *old_key).map(alone),
            Action::Acknowledge { message, by, verdict, other_body } => {
                self.acknowledge(*message, *by, *verdict, *other_body).map(alone)
            }
            Action::Judge { message, by, verdict, other_body, swap } => {
                self.judge(*message, (*by, *swap), *verdict, *other_body).map(alone)
            }
            Action::Expire { message, other_body } => self.expire(*message, *other_body).map(alone),
            Action::Refund { message, by } => self.refund(*message, *by).map(alone),
            Action::OpenBody { who, content, empty } => Some(self.open_body(*who, *content, *empty)),
            Action::WriteBody { body, part } => self.write_body(*body, *part).map(alone),
            Action::SealBody { body } => self.seal_body(*body).map(alone),
            Action::CloseBody { body } => self.close_body(*body).map(alone),
            Action::Prepare { who, blank, space } => Some(self.prepare(*who, *blank, *space)),
            Action::Reclaim(leftover) => self.reclaim(*leftover).map(alone),
            Action::Transfer { from, to, amount } => self.transfer(*from, *to, *amount).map(alone),
            Action::Bounty(deed) => self.of_bounty(*deed),
            other => {
                let op = self.of_network(other).or_else(|| self.of_pair(other)).or_else(|| self.of_reputation(other));
                op.map(alone).or_else(|| self.of_endorsement(other)).or_else(|| self.of_tokens(other))
            }
        }
    }

    /// Replaces an account in an instruction of one of the programs. Programs that are called are not replaced, except
    /// a bounty's token program.
    fn spoil(&self, op: &mut Op, Spoil { role, with, alike, of_tokens }: Spoil) {
        if !op.is_ours() {
            return;
        }
        let called = if op.instruction.program_id == BOUNTY_ID { &[SYSTEM][..] } else { &[SYSTEM, TOKEN_2022_ID] };
        let is_called = |address| called.contains(&address);
        let mut accounts: Vec<_> = op.instruction.accounts.iter_mut().filter(|meta| !is_called(meta.pubkey)).collect();
        let tokens = &self.model.tokens;
        let is_vault = |at: &Pubkey| tokens.get(at).is_some_and(|account| account.owner == *at);
        if of_tokens && accounts.iter().any(|meta| is_vault(&meta.pubkey)) {
            accounts.retain(|meta| tokens.contains_key(&meta.pubkey) || meta.pubkey == TOKEN_2022_ID);
        }
        let role = role % accounts.len();
        let meta = &mut accounts[role];
        let others: Vec<_> = match () {
            () if meta.is_signer => Who::all().map(Who::address).collect(),
            () if alike && meta.pubkey == TOKEN_2022_ID => vec![SPL_TOKEN_ID],
            () if alike => self.model.alike(meta.pubkey),
            () => self.model.lamports.keys().copied().collect(),
        };
        // An omitted account is read-only, and its replacement must be writable.
        meta.is_writable |= meta.pubkey == MAIL_ID;
        meta.pubkey = others[with % others.len()];
    }

    /// Finds a message and remembers it.
    fn message(&mut self, which: Which) -> Option<(Pubkey, Message)> {
        let Model { messages, ended, sent, .. } = self.model;
        let is_waiting = |at: &Pubkey| messages.get(at).is_some_and(|message| message.revealed.is_none());
        let address = match which {
            Which::Open(index) => pick(sent.iter().filter(|at| messages.contains_key(at)), index),
            Which::Waiting(index) => pick(sent.iter().filter(|at| is_waiting(at)), index),
            Which::Ended(index) => pick(sent.iter().filter(|at| ended.contains_key(at)), index),
            Which::Last => self.focus.message,
        }?;
        self.focus.message = Some(address);
        let state = messages.get(&address).or_else(|| ended.get(&address))?;
        Some((address, state.clone()))
    }

    /// Finds a body and remembers it.
    fn body(&mut self, which: Which) -> Option<(Who, usize, Pubkey)> {
        let (bodies, all) = (&self.model.bodies, ROSTER.bodies.iter());
        let found = match which {
            Which::Open(index) => pick(all.filter(|(.., at)| bodies.contains_key(at)), index),
            Which::Waiting(index) => {
                pick(all.filter(|(.., at)| bodies.get(at).is_some_and(|body| !body.sealed)), index)
            }
            Which::Ended(index) => pick(all.filter(|(.., at)| !bodies.contains_key(at)), index),
            Which::Last => pick(all.filter(|(.., at)| Some(*at) == self.focus.body), 0),
        }?;
        self.focus.body = Some(found.2);
        Some(found)
    }
}

/// One of the existing items, with the index modulo their number.
fn pick<'a, T: Copy + 'a>(from: impl Iterator<Item = &'a T> + Clone, index: usize) -> Option<T> {
    from.cycle().nth(index).copied()
}

fn alone(op: Op) -> Vec<Op> {
    vec![op]
}
