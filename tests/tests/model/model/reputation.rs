//! A network's reputation, and what its authority changes.

use bmail_sdk::accounts;
use bmail_testing::ReputationError;
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Timestamp;

use super::{Mint, Model, Prediction, Reasons, Refusal, Reputation, known};
use crate::{
    parameters::{self, with_what_is_fixed},
    roster::ROSTER,
};

/// Bytes of a mint with its extensions, without the texts of its metadata.
const MINT: usize = 414;
/// The maximum lengths of a token's name, symbol and URI, in bytes.
const LONGEST_TEXTS: [usize; 3] = [32, 10, 200];

impl Model {
    pub(super) fn create_reputation(
        &mut self,
        [authority, network, reputation, mint, _token_program, _system]: [Pubkey; 6],
        parameters: &Parameters,
        texts: &[String; 3],
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let known_addresses = ROSTER.network(network);
        let spaces = [accounts::Reputation::LEN, MINT + texts.iter().map(String::len).sum::<usize>()];
        let new = [(reputation, spaces[0]), (mint, spaces[1])];
        let invalid = parameters::refusal(parameters);
        Reasons::default()
            .when(
                known_addresses.is_none_or(|known| (known.reputation, known.mint) != (reputation, mint)),
                Refusal::Account,
            )
            .when(self.has_data(reputation) || self.has_data(mint), Refusal::InUse)
            .when(
                self.balance(authority) < new.iter().map(|(at, space)| self.missing(*at, *space)).sum::<u64>(),
                Refusal::Funds,
            )
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(invalid.is_some(), invalid.unwrap_or(ReputationError::InvalidRate))
            .when(!are_texts(texts), ReputationError::InvalidText)
            .none()?;

        for (address, space) in new {
            self.found(authority, address, space);
        }
        let state = Reputation {
            network,
            mint,
            awards: known_addresses.expect("checked above").awards,
            genesis: Timestamp(self.now),
            parameters: *parameters,
            proposed: None,
            seeded: 0,
        };
        self.reputations.insert(reputation, state);
        self.mints.insert(mint, Mint { space: spaces[1] });
        Ok(())
    }

    pub(super) fn propose_parameters(
        &mut self,
        [authority, network, reputation]: [Pubkey; 3],
        parameters: &Parameters,
    ) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let state = known(&self.reputations, reputation)?;
        let invalid = parameters::refusal(parameters);
        let fixed = with_what_is_fixed(*parameters, &state.parameters);
        Reasons::default()
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(state.network != network, ReputationError::OtherNetwork)
            .when(invalid.is_some(), invalid.unwrap_or(ReputationError::InvalidRate))
            .when(fixed != *parameters, ReputationError::FixedParameter)
            .none()?;
        let due_at = self.now + network_state.rules.rules_delay.0 as i64;
        self.reputations.insert(reputation, Reputation { proposed: Some((*parameters, due_at)), ..state });
        Ok(())
    }

    pub(super) fn apply_parameters(&mut self, [reputation]: [Pubkey; 1]) -> Prediction {
        let mut state = known(&self.reputations, reputation)?;
        let Some((parameters, due_at)) = state.proposed.take() else {
            return Err(vec![ReputationError::NothingProposed.into()]);
        };
        Reasons::default().when(self.now < due_at, ReputationError::ParametersNotDue).none()?;
        self.reputations.insert(reputation, Reputation { parameters, ..state });
        Ok(())
    }

    /// A network's reputation, if it has one.
    pub(super) fn reputation_of(&self, network: Pubkey) -> Option<&Reputation> {
        self.reputations.values().find(|reputation| reputation.network == network)
    }
}

/// Whether these can be a token's name, symbol and URI.
fn are_texts(texts: &[String; 3]) -> bool {
    let are_short = texts.iter().zip(LONGEST_TEXTS).all(|(text, longest)| text.len() <= longest);
    are_short && !texts[0].is_empty() && !texts[1].is_empty() && !texts.concat().chars().any(char::is_control)
}
