//! A network's reputation: creating it, changing its parameters, and seeding standings.

use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Reputation;

use crate::{
    BuildError, accounts,
    generated::reputation::instructions::{
        ApplyParametersBuilder, CreateReputationBuilder, ProposeParametersBuilder, SeedBuilder,
    },
    instructions::{Chain, Plan},
    text::{check_name, check_uri},
};

/// The texts that wallets show for a reputation token. They never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenTexts {
    /// 1 to 32 bytes: see [`check_name`].
    pub name: String,
    /// 1 to 10 bytes: see [`check_name`].
    pub symbol: String,
    /// The URI of further metadata: up to 200 bytes, see [`check_uri`]. May be empty.
    pub uri: String,
}

impl TokenTexts {
    /// Checks that people can tell the token from others, and may follow its URI. The program takes more texts.
    ///
    /// # Errors
    /// [`BuildError::Name`], [`BuildError::Uri`].
    pub fn check(&self) -> Result<(), BuildError> {
        check_name(&self.name, 32)?;
        check_name(&self.symbol, 10)?;
        Ok(check_uri(&self.uri, 200)?)
    }
}

/// Bytes of a reputation token's mint, without its texts.
const MINT_SPACE: usize = 330 + 84;

/// Gives a network a reputation, and a token that shows it. The authority pays the rent of both, for good.
///
/// # Errors
/// Those of [`TokenTexts::check`].
pub fn create_reputation(
    chain: &Chain,
    network: &Pubkey,
    authority: &Pubkey,
    parameters: &Parameters,
    token: &TokenTexts,
) -> Result<Plan, BuildError> {
    token.check()?;
    Ok(create_reputation_with_any_texts(chain, network, authority, parameters, token))
}

/// [`create_reputation`] without its checks, for tests of what the program itself takes.
#[doc(hidden)]
pub fn create_reputation_with_any_texts(
    chain: &Chain,
    network: &Pubkey,
    authority: &Pubkey,
    parameters: &Parameters,
    token: &TokenTexts,
) -> Plan {
    let (reputation, mint) = (chain.programs.reputation(network).0, chain.programs.mint(network).0);
    let mint_space = MINT_SPACE + token.name.len() + token.symbol.len() + token.uri.len();
    let create = CreateReputationBuilder::new()
        .authority(*authority)
        .network(*network)
        .reputation(reputation)
        .mint(mint)
        .parameters(*parameters)
        .name(token.name.clone())
        .symbol(token.symbol.clone())
        .uri(token.uri.clone())
        .instruction();
    chain.founding(create, &[(reputation, accounts::Reputation::LEN), (mint, mint_space)], authority).into()
}

/// Proposes new parameters. They replace an earlier proposal, and are due after the `rules_delay` of the network's rules.
/// The half-life, the seed budget and the discount cannot change.
pub fn propose_parameters(chain: &Chain, network: &Pubkey, authority: &Pubkey, parameters: &Parameters) -> Plan {
    let propose = ProposeParametersBuilder::new()
        .authority(*authority)
        .network(*network)
        .reputation(chain.programs.reputation(network).0)
        .parameters(*parameters)
        .instruction();
    chain.step(propose).into()
}

/// Applies the proposed parameters once they are due. Anyone may do this.
pub fn apply_parameters(chain: &Chain, network: &Pubkey) -> Plan {
    let reputation = chain.programs.reputation(network).0;
    chain.step(ApplyParametersBuilder::new().reputation(reputation).instruction()).into()
}

/// Gives a standing reputation from the seed budget.
pub fn seed(chain: &Chain, network: &Pubkey, authority: &Pubkey, citizen: &Pubkey, amount: Reputation) -> Plan {
    let seed = SeedBuilder::new()
        .authority(*authority)
        .network(*network)
        .reputation(chain.programs.reputation(network).0)
        .standing(chain.programs.standing(network, citizen).0)
        .amount(amount.0)
        .instruction();
    chain.step(seed).into()
}
