//! `create_reputation`: a network's authority gives it a reputation with a token.

use bmail_sdk::{
    generated::reputation::instructions::CreateReputationInstructionArgs,
    instructions::reputation::{self as instructions, TokenTexts},
};

use super::parameters::{self, created};
use crate::{model::Mint, prelude::*, reputation::Chosen};

/// Bytes of a mint with its extensions, without the texts of its metadata.
const MINT: usize = 414;

/// The maximum lengths of a token's name, symbol and URI, in bytes.
const LONGEST_TEXTS: [usize; 3] = [32, 10, 200];

#[derive(Clone, Copy, Debug)]
pub struct CreateReputation {
    pub net: Net,
    pub parameters: Chosen,
    pub flaw: Option<TextFlaw>,
}

/// What is wrong with a token's texts.
#[derive(Clone, Copy, Debug)]
pub enum TextFlaw {
    NoName,
    LongName,
    NoSymbol,
    LongSymbol,
    LongUri,
    Control,
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

impl Modeled for CreateReputation {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { net, parameters, flaw } = *self;
        let (parameters, [name, symbol, uri]) = (parameters.parameters(None), texts(net, flaw));
        let (network, authority, texts) = (net.address(), builder.authority(net)?, TokenTexts { name, symbol, uri });
        let chain = builder.chain();
        builder.only(instructions::create_reputation_with_any_texts(&chain, &network, &authority, &parameters, &texts))
    }

    fn choices() -> Weighted<Self> {
        use TextFlaw::*;
        let flaw = option::weighted(0.3, select(vec![NoName, LongName, NoSymbol, LongSymbol, LongUri, Control]));
        let create = (select(vec![1, 1, 2, 0]).prop_map(Net), created(), flaw);
        (18, create.prop_map(|(net, parameters, flaw)| Self { net, parameters, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, reputation, mint, _token_program, _system] = sent.addresses();
        let CreateReputationInstructionArgs { parameters, name, symbol, uri } = sent.arguments();
        let texts = [name, symbol, uri];
        let network_state = known(&model.networks, network)?;
        let known_addresses = ROSTER.network(network);
        let spaces = [accounts::Reputation::LEN, MINT + texts.iter().map(String::len).sum::<usize>()];
        let new = [(reputation, spaces[0]), (mint, spaces[1])];
        let invalid = parameters::refusal(&parameters);
        Reasons::default()
            .when(
                known_addresses.is_none_or(|known| (known.reputation, known.mint) != (reputation, mint)),
                Refusal::Account,
            )
            .when(model.has_data(reputation) || model.has_data(mint), Refusal::InUse)
            .when(
                model.balance(authority) < new.iter().map(|(at, space)| model.missing(*at, *space)).sum::<u64>(),
                Refusal::Funds,
            )
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(invalid.is_some(), invalid.unwrap_or(ReputationError::InvalidRate))
            .when(!are_texts(&texts), ReputationError::InvalidText)
            .none()?;

        for (address, space) in new {
            model.found(authority, address, space);
        }
        let state = Reputation {
            network,
            mint,
            awards: known_addresses.expect("checked above").awards,
            genesis: Timestamp(model.now),
            parameters,
            proposed: None,
            seeded: 0,
        };
        model.reputations.insert(reputation, state);
        model.mints.insert(mint, Mint { space: spaces[1] });
        Ok(())
    }
}

/// Whether these can be a token's name, symbol and URI.
fn are_texts(texts: &[String; 3]) -> bool {
    let are_short = texts.iter().zip(LONGEST_TEXTS).all(|(text, longest)| text.len() <= longest);
    are_short && !texts[0].is_empty() && !texts[1].is_empty() && !texts.concat().chars().any(char::is_control)
}
