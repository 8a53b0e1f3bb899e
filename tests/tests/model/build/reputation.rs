//! Reputations and standings.

use bmail_sdk::{
    TOKEN_2022_ID,
    accounts::Verdict,
    generated::reputation::instructions::{
        self as generated, CreateReputationInstructionArgs, ProposeParametersInstructionArgs,
        RecordAwardInstructionArgs, RecordVerdictInstructionArgs, SeedInstructionArgs,
    },
    pda,
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::Builder;
use crate::{
    action::Action,
    choice::{Grant, TextFlaw},
    op::{Data, Op},
    parameters::Chosen,
    roster::{Net, Who},
};

impl Builder<'_> {
    /// Builds an action on a reputation or a standing. None for any other action.
    pub(super) fn of_reputation(&self, action: &Action) -> Option<Op> {
        match *action {
            Action::CreateReputation { net, parameters, flaw } => self.create_reputation(net, parameters, flaw),
            Action::ProposeParameters { net, parameters } => self.propose_parameters(net, parameters),
            Action::ApplyParameters { net } => {
                let accounts = generated::ApplyParameters { reputation: net.reputation() };
                Some(Op::new(Data::ApplyParameters, accounts.instruction()))
            }
            Action::OpenStanding { who, net } => {
                let (owner, reputation, standing) = (who.address(), net.reputation(), who.standing(net));
                let accounts = generated::OpenStanding { owner, reputation, standing, system_program: SYSTEM };
                Some(Op::new(Data::OpenStanding, accounts.instruction()))
            }
            Action::Seed { who, net, amount } => self.seed(who, net, amount),
            Action::RecordVerdict { by, of, net } => {
                let accounts = generated::RecordVerdict {
                    recipient_mailbox: by.address(),
                    reputation: net.reputation(),
                    sender_standing: of.standing(net),
                    recipient_standing: by.standing(net),
                };
                let (verdict, now) = (Verdict::Valuable, self.model.now);
                let args = RecordVerdictInstructionArgs { verdict, cut: 1_000_000, earlier: 0, now };
                Some(Op::new(Data::RecordVerdict, accounts.instruction(args)))
            }
            Action::RecordAward { by, to, net } => {
                let (awards, reputation, standing) = (by.address(), net.reputation(), to.standing(net));
                let accounts = generated::RecordAward { awards, reputation, standing };
                let instruction = accounts.instruction(RecordAwardInstructionArgs { spent: 1_000_000 });
                Some(Op::new(Data::RecordAward, instruction))
            }
            Action::CloseStanding { who, net } => {
                let (owner, mint) = (who.address(), net.mint());
                let accounts = generated::CloseStanding {
                    owner,
                    reputation: net.reputation(),
                    standing: who.standing(net),
                    mint,
                    token_account: pda::token_account(&owner, &mint).0,
                    token_program: TOKEN_2022_ID,
                };
                Some(Op::new(Data::CloseStanding, accounts.instruction()))
            }
            _ => None,
        }
    }

    fn create_reputation(&self, net: Net, parameters: Chosen, flaw: Option<TextFlaw>) -> Option<Op> {
        let accounts = generated::CreateReputation {
            authority: self.authority(net)?,
            network: net.address(),
            reputation: net.reputation(),
            mint: net.mint(),
            token_program: TOKEN_2022_ID,
            system_program: SYSTEM,
        };
        let (parameters, texts) = (parameters.parameters(None), texts(net, flaw));
        let [name, symbol, uri] = texts.clone();
        let args = CreateReputationInstructionArgs { parameters, name, symbol, uri };
        Some(Op::new(Data::CreateReputation { parameters, texts }, accounts.instruction(args)))
    }

    fn propose_parameters(&self, net: Net, parameters: Chosen) -> Option<Op> {
        let present = self.model.reputations.get(&net.reputation()).map(|reputation| &reputation.parameters);
        let parameters = parameters.parameters(present);
        let (authority, network, reputation) = (self.authority(net)?, net.address(), net.reputation());
        let accounts = generated::ProposeParameters { authority, network, reputation };
        let args = ProposeParametersInstructionArgs { parameters };
        Some(Op::new(Data::ProposeParameters { parameters }, accounts.instruction(args)))
    }

    fn seed(&self, who: Who, net: Net, amount: Grant) -> Option<Op> {
        let reputation = self.model.reputations.get(&net.reputation());
        let left = reputation.map_or(0, |reputation| reputation.parameters.seed_budget.0 - reputation.seeded);
        let amount = match amount {
            Grant::Millionths(amount) => amount,
            Grant::Rest => left,
            Grant::TooMuch => left + 1,
        };
        let accounts = generated::Seed {
            authority: self.authority(net)?,
            network: net.address(),
            reputation: net.reputation(),
            standing: who.standing(net),
        };
        Some(Op::new(Data::Seed { amount }, accounts.instruction(SeedInstructionArgs { amount })))
    }

    pub(super) fn authority(&self, net: Net) -> Option<Pubkey> {
        self.model.networks.get(&net.address()).map(|network| network.authority)
    }
}

/// A token's name, symbol and URI.
fn texts(net: Net, flaw: Option<TextFlaw>) -> [String; 3] {
    let long = |bytes| "x".repeat(bytes);
    let [mut name, mut symbol, mut uri] = [format!("Letters of {net:?}"), "LTR".to_owned(), long(200 * net.0 / 2)];
    match flaw {
        None => (),
        Some(TextFlaw::NoName) => name.clear(),
        Some(TextFlaw::LongName) => name = long(33),
        Some(TextFlaw::NoSymbol) => symbol.clear(),
        Some(TextFlaw::LongSymbol) => symbol = long(11),
        Some(TextFlaw::LongUri) => uri = long(201),
        Some(TextFlaw::Control) => uri = "\n".to_owned(),
    }
    [name, symbol, uri]
}
