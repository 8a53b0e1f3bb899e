//! Which instruction is which.

use super::{Model, Prediction};
use crate::op::{Data, Op};

impl Model {
    pub(super) fn dispatch(&mut self, op: &Op) -> Prediction {
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
            Data::Judge { verdict } => self.judge(op.accounts(), *verdict),
            Data::CreateReputation { parameters, texts } => self.create_reputation(op.accounts(), parameters, texts),
            Data::OpenStanding => self.open_standing(op.accounts()),
            Data::Seed { amount } => self.seed(op.accounts(), *amount),
            Data::RecordVerdict => self.record_verdict(op.accounts()),
            Data::RecordAward => self.record_award(op.accounts()),
            Data::Endorse { shares } => self.endorse(op.accounts(), *shares),
            Data::BeginUnendorse { units } => self.begin_unendorse(op.accounts(), *units),
            Data::FinishUnendorse => self.finish_unendorse(op.accounts()),
            Data::Collect => self.collect(op.accounts()),
            Data::Sync { bump } => self.sync(op.accounts(), *bump),
            Data::OpenTokens => self.open_tokens(op.accounts()),
            Data::BurnTokens { amount } => self.burn_tokens(op.accounts(), *amount),
            Data::TransferTokens { amount } => self.transfer_tokens(op.accounts(), *amount),
            Data::CloseTokens => self.close_tokens(op.accounts()),
            Data::CloseStanding => self.close_standing(op.accounts()),
            Data::ProposeParameters { parameters } => self.propose_parameters(op.accounts(), parameters),
            Data::Bounty(data) => self.dispatch_bounty(op, data),
            Data::ApplyParameters => self.apply_parameters(op.accounts()),
        }
    }
}
