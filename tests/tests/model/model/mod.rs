//! What the specification says, as a plain program: what is on the chain, and what each instruction makes of it.
//!
//! The price is `postage::quote`, the division of a fee `postage::settle`; both have tests of their own. The model says
//! all the reasons for which an instruction has to be refused, and the chain has to give one of them: the
//! specification does not say which comes first.

mod answer;
mod body;
mod mailbox;
mod money;
mod network;
mod pair;
mod refusal;
mod send;
mod state;

use std::collections::BTreeMap;

use bmail_sdk::{MAIL_ID, NewAccount};
use solana_pubkey::Pubkey;

pub use money::Flows;
pub use refusal::{Failure, Refusal};
use refusal::{Prediction, Reasons};
pub use state::{Body, Ledger, Mailbox, Message, Network, Pair, Side};

use crate::op::{Data, Op};

/// Everything that is on the chain, by address.
#[derive(Clone, Default)]
pub struct Model {
    pub now: i64,
    pub lamports_per_byte: u64,
    /// Balances, of all addresses that ever had one.
    pub lamports: BTreeMap<Pubkey, u64>,
    pub networks: BTreeMap<Pubkey, Network>,
    pub ledgers: BTreeMap<Pubkey, Ledger>,
    pub mailboxes: BTreeMap<Pubkey, Mailbox>,
    pub pairs: BTreeMap<Pubkey, Pair>,
    pub messages: BTreeMap<Pubkey, Message>,
    pub bodies: BTreeMap<Pubkey, Body>,
    /// Accounts that were created for the program and are nothing yet.
    pub blanks: BTreeMap<Pubkey, NewAccount>,
    /// Messages that are gone.
    pub ended: BTreeMap<Pubkey, Message>,
    /// The addresses of all messages, in the order of sending.
    pub sent: Vec<Pubkey>,
    pub flows: Flows,
    /// Lamports that somebody put at an address without being asked for them.
    pub gifts: BTreeMap<Pubkey, u64>,
    /// What the model gets wrong on purpose.
    pub mistake: Option<Mistake>,
}

/// Something that a model of another program would say: the test has to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The network's cut is rounded up.
    CutRoundedUp,
    /// A message that expires still counts for its body.
    BodyKept,
    /// A fee can be earned until just before the deadline.
    DeadlineExclusive,
    /// A refunded message still earns its fee.
    RefundedEarns,
}

impl Mistake {
    pub const ALL: [Self; 4] = [Self::CutRoundedUp, Self::BodyKept, Self::DeadlineExclusive, Self::RefundedEarns];
}

impl Model {
    /// What is there after a transaction, or why there is none.
    pub fn after(&self, ops: &[Op]) -> Result<Self, Failure> {
        let mut next = self.clone();
        for (index, op) in ops.iter().enumerate() {
            next.run(op).map_err(|reasons| Failure { at: Some(index), reasons })?;
        }
        next.check_rent(self)?;
        // The runtime forgets accounts without lamports.
        next.blanks.retain(|address, _| next.lamports.get(address).is_some_and(|lamports| *lamports > 0));
        Ok(next)
    }

    /// Runs one instruction. What it leaves after a refusal has no meaning.
    pub fn run(&mut self, op: &Op) -> Prediction {
        let outcome = self.dispatch(op);
        let mut reasons = outcome.err().unwrap_or_default();
        if op.has_duplicates() && op.discriminator().is_some() {
            reasons.push(Refusal::Duplicate);
        }
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    fn dispatch(&mut self, op: &Op) -> Prediction {
        match &op.data {
            Data::Transfer { lamports } => self.transfer(op.accounts(), *lamports),
            Data::Create { new, lamports } => self.create(new, *lamports),
            Data::Allocate { new } => self.allocate(new),
            Data::CreateNetwork { name, treasury, rules } => self.create_network(op.accounts(), name, *treasury, rules),
            Data::OpenMailbox { key } => self.open_mailbox(op.accounts(), *key),
            Data::SetMailbox { min_fee, min_reputation, accepting } => {
                self.set_mailbox(op.accounts(), *min_fee, *min_reputation, *accepting)
            }
            Data::RotateKey { key } => self.rotate_key(op.accounts(), *key),
            Data::Send(letter) => self.send(op.accounts(), letter),
            Data::Acknowledge { verdict } => self.acknowledge(op.accounts(), *verdict),
            Data::Expire => self.expire(op.accounts()),
            Data::ProposeRules { rules } => self.propose_rules(op.accounts(), rules),
            Data::ApplyRules => self.apply_rules(op.accounts()),
            Data::ProposeAuthority { heir } => self.propose_authority(op.accounts(), *heir),
            Data::AcceptAuthority => self.accept_authority(op.accounts()),
            Data::SetSending { paused } => self.set_sending(op.accounts(), *paused),
            Data::SetContact { contact } => self.set_contact(op.accounts(), *contact),
            Data::Refund => self.refund(op.accounts()),
            Data::Reveal { sealed_to, sealed_key } => self.reveal(op.accounts(), *sealed_to, sealed_key),
            Data::OpenBody { hash } => self.open_body(op.accounts(), *hash),
            Data::WriteBody { offset, chunk } => self.write_body(op.accounts(), *offset, chunk),
            Data::SealBody => self.seal_body(op.accounts()),
            Data::CloseBody => self.close_body(op.accounts()),
            Data::Reclaim { seed } => self.reclaim(op.accounts(), seed),
            Data::Sweep => self.sweep(op.accounts()),
            Data::CloseMailbox => self.close_mailbox(op.accounts()),
            Data::CloseCorrespondence => self.close_correspondence(op.accounts()),
        }
    }

    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }
}

/// What is at an address, if it is of this kind. An account of any other kind is refused before all else.
fn known<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<T, Vec<Refusal>> {
    accounts.get(&address).cloned().ok_or_else(|| vec![Refusal::Account])
}

/// As [`known`], for a role that may be empty.
fn optional<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<Option<T>, Vec<Refusal>> {
    if address == MAIL_ID { Ok(None) } else { known(accounts, address).map(Some) }
}
