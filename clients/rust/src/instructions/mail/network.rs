//! Networks: creating one, changing it, and sweeping its mailboxes.

use postage::Rules;
use solana_pubkey::Pubkey;

use crate::{
    BuildError,
    accounts::{Ledger, Network},
    generated::mail::instructions::{
        AcceptAuthorityBuilder, AdoptTreasuryBuilder, ApplyRulesBuilder, CreateNetworkBuilder, ProposeAuthorityBuilder,
        ProposeRulesBuilder, SetSendingBuilder, SweepBuilder,
    },
    instructions::{Chain, Plan, require_set},
    pda::network_name,
};

/// Creates a network. [`network_name`](crate::pda::network_name) gives the name's bytes.
///
/// # Errors
/// [`BuildError::Name`] for bytes that it would not give, [`BuildError::Zeros`] for the treasury.
pub fn create_network(
    chain: &Chain,
    founder: &Pubkey,
    name: &[u8; 32],
    treasury: &Pubkey,
    rules: &Rules,
) -> Result<Plan, BuildError> {
    network_name(String::from_utf8_lossy(name).trim_end_matches('\0'))?;
    require_set("treasury", treasury)?;
    Ok(create_network_of_any_name(chain, founder, name, treasury, rules))
}

/// [`create_network`] without its checks, for tests of what the program itself takes.
#[doc(hidden)]
pub fn create_network_of_any_name(
    chain: &Chain,
    founder: &Pubkey,
    name: &[u8; 32],
    treasury: &Pubkey,
    rules: &Rules,
) -> Plan {
    let network = chain.programs.network(founder, name).0;
    let ledger = chain.programs.ledger(&network).0;
    let create = CreateNetworkBuilder::new()
        .founder(*founder)
        .network(network)
        .ledger(ledger)
        .name(*name)
        .treasury(*treasury)
        .rules(*rules)
        .instruction();
    chain.founding(create, &[(network, Network::LEN), (ledger, Ledger::LEN)], founder).into()
}

/// Proposes new rules. They replace an earlier proposal, and are due after the `rules_delay` of the rules in force.
pub fn propose_rules(chain: &Chain, network: &Pubkey, authority: &Pubkey, rules: &Rules) -> Plan {
    chain.step(ProposeRulesBuilder::new().authority(*authority).network(*network).rules(*rules).instruction()).into()
}

/// Applies the proposed rules once they are due. Anyone may do this.
pub fn apply_rules(chain: &Chain, network: &Pubkey) -> Plan {
    chain.step(ApplyRulesBuilder::new().network(*network).instruction()).into()
}

/// Offers the authority to a wallet, which then has to accept it. `None` takes an offer back.
///
/// # Errors
/// [`BuildError::Zeros`] for the default address: to the program, it means `None`.
pub fn propose_authority(
    chain: &Chain,
    network: &Pubkey,
    authority: &Pubkey,
    new_authority: Option<&Pubkey>,
) -> Result<Plan, BuildError> {
    new_authority.map_or(Ok(()), |wallet| require_set("new authority", wallet))?;
    let propose = ProposeAuthorityBuilder::new()
        .authority(*authority)
        .network(*network)
        .new_authority(new_authority.copied().unwrap_or_default())
        .instruction();
    Ok(chain.step(propose).into())
}

/// Accepts the authority that was offered to a wallet.
pub fn accept_authority(chain: &Chain, network: &Pubkey, new_authority: &Pubkey) -> Plan {
    chain.step(AcceptAuthorityBuilder::new().authority(*new_authority).network(*network).instruction()).into()
}

/// Pauses or resumes sending on a network. Everything else stays possible.
pub fn set_sending(chain: &Chain, network: &Pubkey, authority: &Pubkey, paused: bool) -> Plan {
    chain.step(SetSendingBuilder::new().authority(*authority).network(*network).paused(paused).instruction()).into()
}

/// Makes the bounty program's treasury for SOL the one that receives the network's cut of the postage, for good.
pub fn adopt_treasury(chain: &Chain, network: &Pubkey, authority: &Pubkey) -> Plan {
    let treasury = chain.programs.treasury(network).0;
    let adopt = AdoptTreasuryBuilder::new().authority(*authority).network(*network).treasury(treasury).instruction();
    chain.step(adopt).into()
}

/// Sweeps a mailbox: moves its cut, and what closed mailboxes left, to `treasury`, which the network names, and its counts
/// to the ledger. Without a mailbox, it moves only what closed mailboxes left. Anyone may do this.
pub fn sweep(chain: &Chain, network: &Pubkey, treasury: &Pubkey, mailbox: Option<&Pubkey>) -> Plan {
    let sweep = SweepBuilder::new()
        .network(*network)
        .ledger(chain.programs.ledger(network).0)
        .mailbox(mailbox.copied())
        .treasury(*treasury)
        .instruction();
    chain.step(sweep).into()
}
