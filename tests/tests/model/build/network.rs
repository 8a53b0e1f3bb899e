//! Networks and mailboxes.

use bmail_sdk::{
    PROGRAMS,
    generated::mail::instructions::{
        self as generated, CreateNetworkInstructionArgs, OpenMailboxInstructionArgs, ProposeAuthorityInstructionArgs,
        ProposeRulesInstructionArgs, RotateKeyInstructionArgs, SetMailboxInstructionArgs, SetSendingInstructionArgs,
    },
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::Builder;
use crate::{
    action::Action,
    choice::{Flaw, Key},
    op::{Data, Op},
    roster::{Net, Who},
    rules::Wanted,
};

impl Builder<'_> {
    /// Builds an action on a network or a mailbox. None for any other action.
    pub(super) fn of_network(&self, action: &Action) -> Option<Op> {
        match *action {
            Action::CreateNetwork { net, rules, flaw } => Some(create_network(net, rules, flaw)),
            Action::OpenMailbox { who, net, key } => Some(self.open_mailbox(who, net, key)),
            Action::SetMailbox { who, net, min_fee, min_reputation, accepting } => {
                let args = SetMailboxInstructionArgs { min_fee, min_reputation, accepting };
                let accounts = generated::SetMailbox { owner: who.address(), mailbox: who.mailbox(net) };
                let data = Data::SetMailbox { min_fee, min_reputation, accepting };
                Some(Op::new(data, accounts.instruction(args)))
            }
            Action::RotateKey { who, net, key } => {
                let encryption_key = self.key(who, net, key);
                let accounts = generated::RotateKey { owner: who.address(), mailbox: who.mailbox(net) };
                let args = RotateKeyInstructionArgs { encryption_key };
                Some(Op::new(Data::RotateKey { key: encryption_key }, accounts.instruction(args)))
            }
            Action::Sweep { who, net } => {
                let (network, ledger) = (net.address(), net.ledger());
                let treasury = self.model.networks.get(&network).map_or(net.treasury(), |network| network.treasury);
                // If the person has no mailbox, sweeps what others left in the ledger.
                let mailbox = Some(who.mailbox(net)).filter(|mailbox| self.model.mailboxes.contains_key(mailbox));
                let accounts = generated::Sweep { network, ledger, mailbox, treasury };
                Some(Op::new(Data::Sweep, accounts.instruction()))
            }
            Action::CloseMailbox { who, net } => {
                let (owner, mailbox) = (who.address(), who.mailbox(net));
                let accounts = generated::CloseMailbox { owner, network: net.address(), ledger: net.ledger(), mailbox };
                Some(Op::new(Data::CloseMailbox, accounts.instruction()))
            }
            _ => self.of_authority(action),
        }
    }

    fn of_authority(&self, action: &Action) -> Option<Op> {
        let of = |net: Net| Some((net.address(), self.model.networks.get(&net.address())?));
        match *action {
            Action::ProposeRules { net, rules } => {
                let (network, state) = of(net)?;
                let accounts = generated::ProposeRules { authority: state.authority, network };
                let args = ProposeRulesInstructionArgs { rules: rules.rules() };
                Some(Op::new(Data::ProposeRules { rules: rules.rules() }, accounts.instruction(args)))
            }
            Action::ApplyRules { net } => {
                let accounts = generated::ApplyRules { network: net.address() };
                Some(Op::new(Data::ApplyRules, accounts.instruction()))
            }
            Action::ProposeAuthority { net, heir } => {
                let (network, state) = of(net)?;
                let heir = heir.map_or(Pubkey::default(), Who::address);
                let accounts = generated::ProposeAuthority { authority: state.authority, network };
                let args = ProposeAuthorityInstructionArgs { new_authority: heir };
                Some(Op::new(Data::ProposeAuthority { heir }, accounts.instruction(args)))
            }
            Action::AcceptAuthority { net, heir } => {
                let (network, state) = of(net)?;
                let authority = heir.map(Who::address).or(state.offered_to)?;
                let accounts = generated::AcceptAuthority { authority, network };
                Some(Op::new(Data::AcceptAuthority, accounts.instruction()))
            }
            Action::SetSending { net, paused } => {
                let (network, state) = of(net)?;
                let accounts = generated::SetSending { authority: state.authority, network };
                let instruction = accounts.instruction(SetSendingInstructionArgs { paused });
                Some(Op::new(Data::SetSending { paused }, instruction))
            }
            _ => None,
        }
    }

    fn open_mailbox(&self, who: Who, net: Net, key: Key) -> Op {
        let (owner, mailbox, key) = (who.address(), who.mailbox(net), self.key(who, net, key));
        let (network, ledger) = (net.address(), net.ledger());
        let accounts = generated::OpenMailbox { owner, network, ledger, mailbox, system_program: SYSTEM };
        let instruction = accounts.instruction(OpenMailboxInstructionArgs { encryption_key: key });
        Op::new(Data::OpenMailbox { key }, instruction)
    }

    fn key(&self, who: Who, net: Net, key: Key) -> [u8; 32] {
        match key {
            Key::New(byte) => [byte.max(1); 32],
            Key::Same => self.model.mailboxes.get(&who.mailbox(net)).map_or([1; 32], |mailbox| mailbox.key),
            Key::Zero => [0; 32],
        }
    }
}

fn create_network(net: Net, rules: Wanted, flaw: Option<Flaw>) -> Op {
    let founder = net.founder().address();
    let name = if matches!(flaw, Some(Flaw::Name)) { [0; 32] } else { net.name() };
    let treasury = if matches!(flaw, Some(Flaw::Treasury)) { Pubkey::default() } else { net.treasury() };
    let network = PROGRAMS.network(&founder, &name).0;
    let ledger = PROGRAMS.ledger(&network).0;
    let accounts = generated::CreateNetwork { founder, network, ledger, system_program: SYSTEM };
    let rules = rules.rules();
    let args = CreateNetworkInstructionArgs { name, treasury, rules };
    Op::new(Data::CreateNetwork { name, treasury, rules }, accounts.instruction(args))
}
