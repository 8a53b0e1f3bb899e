//! Standings, and the token that shows what they hold.

use solana_pubkey::Pubkey;

use crate::{
    TOKEN_2022_ID,
    accounts::Standing,
    generated::reputation::instructions::{CloseStandingBuilder, OpenStandingBuilder, SyncBuilder},
    instructions::{Chain, Lock, Plan, Purpose},
    pda, token,
};

/// Opens the owner's standing. From then on, the owner's mail can earn and lose reputation.
pub fn open_standing(chain: &Chain, network: &Pubkey, owner: &Pubkey) -> Plan {
    let standing = chain.programs.standing(network, owner).0;
    let open = OpenStandingBuilder::new()
        .owner(*owner)
        .reputation(chain.programs.reputation(network).0)
        .standing(standing)
        .instruction();
    chain.opening(open, &[(standing, Standing::LEN)], owner).into()
}

/// Closes the owner's standing and returns its rent, all lamports of its account. The owner forfeits all reputation, and
/// the tokens that show it are burned.
///
/// The program refuses this while the owner endorses someone or is endorsed.
pub fn close_standing(chain: &Chain, network: &Pubkey, owner: &Pubkey, rent: u64) -> Plan {
    let (standing, mint) = (chain.programs.standing(network, owner).0, chain.programs.mint(network).0);
    let close = CloseStandingBuilder::new()
        .owner(*owner)
        .reputation(chain.programs.reputation(network).0)
        .standing(standing)
        .mint(mint)
        .token_account(pda::token_account(owner, &mint).0)
        .instruction();
    chain.step(close).returning(Purpose::Rent, rent, standing, *owner).into()
}

/// Mints or burns an owner's tokens until they match the standing. Anyone may do this. If somebody is named
/// (`created_by`), they create the owner's token account first. That costs them its rent, or nothing if it exists. The
/// owner can close the account when it is empty, and gets the rent then.
pub fn sync(chain: &Chain, network: &Pubkey, owner: &Pubkey, created_by: Option<&Pubkey>) -> Plan {
    let mint = chain.programs.mint(network).0;
    let (token_account, bump) = pda::token_account(owner, &mint);
    let sync = SyncBuilder::new()
        .reputation(chain.programs.reputation(network).0)
        .standing(chain.programs.standing(network, owner).0)
        .mint(mint)
        .token_account(token_account)
        .bump(bump)
        .instruction();
    let mut step = chain.step(sync);
    if let Some(creator) = created_by {
        step.actions.insert(0, token::create_associated(creator, owner, &mint, &TOKEN_2022_ID));
        let rent = chain.rent_of(token::REPUTATION_SPACE);
        step.locks.push(Lock { back_to: Some(*owner), ..Lock::rent(rent, token_account, *creator) });
    }
    step.into()
}
