//! `create_network`: someone founds a network.

use bmail_sdk::{
    PROGRAMS, generated::mail::instructions::CreateNetworkInstructionArgs, instructions::mail as instructions,
};

use super::rules;
use crate::{
    mail::rules::{Wanted, wanted},
    model::Ledger,
    prelude::*,
};

const NETWORK: usize = accounts::Network::LEN;

const LEDGER: usize = accounts::Ledger::LEN;

#[derive(Clone, Copy, Debug)]
pub struct CreateNetwork {
    pub net: Net,
    pub rules: Wanted,
    pub flaw: Option<Flaw>,
}

#[derive(Clone, Copy, Debug)]
pub enum Flaw {
    Name,
    Treasury,
}

impl Modeled for CreateNetwork {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { net, rules, flaw } = *self;
        let founder = net.founder().address();
        let name = if matches!(flaw, Some(Flaw::Name)) { [0; 32] } else { net.name() };
        let treasury = if matches!(flaw, Some(Flaw::Treasury)) { Pubkey::default() } else { net.treasury() };
        let (chain, rules) = (builder.chain(), rules.rules());
        builder.only(instructions::create_network_of_any_name(&chain, &founder, &name, &treasury, &rules))
    }

    fn choices() -> Weighted<Self> {
        let flaw = option::weighted(0.3, select(vec![Flaw::Name, Flaw::Treasury]));
        let create = (select(vec![2, 2, 2, 0, 1]).prop_map(Net), wanted(), flaw);
        (10, create.prop_map(|(net, rules, flaw)| Self { net, rules, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [founder, network, ledger, _system] = sent.addresses();
        let CreateNetworkInstructionArgs { name, treasury, rules } = sent.arguments();
        let missing = model.missing(network, NETWORK) + model.missing(ledger, LEDGER);
        let invalid = rules::refusal(&rules);
        Reasons::default()
            .when(PROGRAMS.network(&founder, &name).0 != network, Refusal::Account)
            .when(PROGRAMS.ledger(&network).0 != ledger, Refusal::Account)
            .when(model.has_data(network) || model.has_data(ledger), Refusal::InUse)
            .when(model.balance(founder) < missing, Refusal::Funds)
            .when(name[0] == 0, MailError::InvalidName)
            .when(treasury == Pubkey::default(), MailError::InvalidTreasury)
            .when(invalid.is_some(), invalid.unwrap_or(MailError::InvalidCap))
            .none()?;

        model.found(founder, network, NETWORK);
        model.found(founder, ledger, LEDGER);
        let state = Network {
            authority: founder,
            offered_to: None,
            treasury,
            founder,
            name,
            rules,
            rules_version: 1,
            longest_answering: rules.answering_period.0,
            proposed: None,
            paused: false,
        };
        model.networks.insert(network, state);
        let state = Ledger { network, mailboxes: 0, messages: 0, earned: 0, cut: 0, unpaid: 0 };
        model.ledgers.insert(ledger, state);
        Ok(())
    }
}
