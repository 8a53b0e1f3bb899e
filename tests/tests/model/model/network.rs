//! Creating a network, and what its authority changes.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts;
use bmail_testing::MailError;
use postage::Rules;
use solana_pubkey::Pubkey;

use super::{Ledger, Model, Network, Prediction, Reasons, Refusal, known};
use crate::rules;

const NETWORK: usize = accounts::Network::LEN;
const LEDGER: usize = accounts::Ledger::LEN;

impl Model {
    pub(super) fn create_network(
        &mut self,
        [founder, network, ledger, _system]: [Pubkey; 4],
        name: &[u8; 32],
        treasury: Pubkey,
        rules: &Rules,
    ) -> Prediction {
        let missing = self.missing(network, NETWORK) + self.missing(ledger, LEDGER);
        let invalid = rules::refusal(rules);
        Reasons::default()
            .when(PROGRAMS.network(&founder, name).0 != network, Refusal::Account)
            .when(PROGRAMS.ledger(&network).0 != ledger, Refusal::Account)
            .when(self.has_data(network) || self.has_data(ledger), Refusal::InUse)
            .when(self.balance(founder) < missing, Refusal::Funds)
            .when(name[0] == 0, MailError::InvalidName)
            .when(treasury == Pubkey::default(), MailError::InvalidTreasury)
            .when(invalid.is_some(), invalid.unwrap_or(MailError::InvalidCap))
            .none()?;

        self.found(founder, network, NETWORK);
        self.found(founder, ledger, LEDGER);
        let state = Network {
            authority: founder,
            offered_to: None,
            treasury,
            founder,
            name: *name,
            rules: *rules,
            rules_version: 1,
            longest_answering: rules.answering_period.0,
            proposed: None,
            paused: false,
        };
        self.networks.insert(network, state);
        let state = Ledger { network, mailboxes: 0, messages: 0, earned: 0, cut: 0, unpaid: 0 };
        self.ledgers.insert(ledger, state);
        Ok(())
    }

    /// Applies a change that only the network's authority may make.
    fn change(
        &mut self,
        [authority, network]: [Pubkey; 2],
        reasons: Reasons,
        change: impl FnOnce(&mut Network),
    ) -> Prediction {
        let mut state = known(&self.networks, network)?;
        reasons.when(state.authority != authority, MailError::NotAuthority).none()?;
        change(&mut state);
        self.networks.insert(network, state);
        Ok(())
    }

    pub(super) fn propose_rules(&mut self, accounts: [Pubkey; 2], rules: &Rules) -> Prediction {
        let now = self.now;
        let invalid = rules::refusal(rules);
        let reasons = Reasons::default().when(invalid.is_some(), invalid.unwrap_or(MailError::InvalidCap));
        self.change(accounts, reasons, |network| {
            network.proposed = Some((*rules, now + network.rules.rules_delay.0 as i64));
        })
    }

    pub(super) fn propose_authority(&mut self, accounts: [Pubkey; 2], heir: Pubkey) -> Prediction {
        let offered_to = (heir != Pubkey::default()).then_some(heir);
        self.change(accounts, Reasons::default(), |network| network.offered_to = offered_to)
    }

    pub(super) fn set_sending(&mut self, accounts: [Pubkey; 2], paused: bool) -> Prediction {
        self.change(accounts, Reasons::default(), |network| network.paused = paused)
    }

    pub(super) fn apply_rules(&mut self, [network]: [Pubkey; 1]) -> Prediction {
        let mut state = known(&self.networks, network)?;
        let Some((rules, due_at)) = state.proposed.take() else {
            return Err(vec![MailError::NothingProposed.into()]);
        };
        Reasons::default().when(self.now < due_at, MailError::RulesNotDue).none()?;
        state.rules = rules;
        state.longest_answering = state.longest_answering.max(rules.answering_period.0);
        state.rules_version += 1;
        self.networks.insert(network, state);
        Ok(())
    }

    pub(super) fn accept_authority(&mut self, [heir, network]: [Pubkey; 2]) -> Prediction {
        let mut state = known(&self.networks, network)?;
        Reasons::default().when(state.offered_to.take() != Some(heir), MailError::NotProposed).none()?;
        state.authority = heir;
        self.networks.insert(network, state);
        Ok(())
    }
}
