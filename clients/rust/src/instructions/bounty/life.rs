//! A bounty's beginning and end: creating, opening, cancelling and closing it, and the vault of one that pays in a token.

use solana_pubkey::Pubkey;

use super::BountyAt;
use crate::{
    accounts::StoredBounty,
    bounty::BountyDraft,
    generated::bounty::instructions::{
        CancelBuilder, CloseBountyBuilder, CloseVaultBuilder, CreateBounty, CreateVaultBuilder, OpenBuilder,
    },
    instructions::{Chain, NewAccount, Plan, Purpose, Step},
    token::{self, Money},
};

/// Creates a bounty from a draft. The issuer pays the rent, and gets it back when the bounty is closed. The network must
/// have a treasury. A bounty that pays in a token needs its vault: see [`create_vault`].
pub fn create_bounty(chain: &Chain, draft: &BountyDraft) -> Plan {
    let (address, seed) = draft.place(&chain.programs);
    let (author, space) = (draft.issuer, StoredBounty::space(draft.plan.terms_uri.len()));
    let account = NewAccount { author, address, seed, space, program: chain.programs.bounty };
    let treasury = chain.programs.treasury(&draft.network).0;
    let create = CreateBounty { issuer: author, treasury, bounty: address }.instruction(draft.promise());
    Step::creating(chain.creation(account), vec![chain.programs.relocate(create)]).into()
}

/// Creates the vault of a bounty that pays in a token. It belongs into the transaction that creates the bounty.
pub fn create_vault(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey, money: &Money) -> Plan {
    let vault = chain.programs.vault(bounty).0;
    let create = CreateVaultBuilder::new()
        .issuer(*issuer)
        .bounty(*bounty)
        .mint(money.mint)
        .vault(vault)
        .token_program(money.token_program)
        .instruction();
    chain.opening(create, &[(vault, token::ACCOUNT_SPACE)], issuer).into()
}

/// Opens a fully funded bounty for submissions. Its periods start to run, one after the other.
pub fn open(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey) -> Plan {
    chain.step(OpenBuilder::new().issuer(*issuer).bounty(*bounty).instruction()).into()
}

/// Cancels a bounty, so that everyone gets back what they paid. The issuer can cancel before the first commitment, and the
/// network's authority before the review ends.
pub fn cancel(chain: &Chain, bounty: &Pubkey, network: &Pubkey, signer: &Pubkey) -> Plan {
    chain.step(CancelBuilder::new().signer(*signer).network(*network).bounty(*bounty).instruction()).into()
}

/// Closes a bounty from which everyone has taken what is theirs. The issuer gets its rent, all lamports of its account.
/// Close its vault before, in the same transaction.
pub fn close_bounty(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey, rent: u64) -> Plan {
    let close = CloseBountyBuilder::new().issuer(*issuer).bounty(*bounty).instruction();
    chain.step(close).returning(Purpose::Rent, rent, *bounty, *issuer).into()
}

/// Closes a bounty's vault. The issuer gets its rent, all lamports of its account, and the tokens that were sent to it and
/// belong to no contribution. They need a token account of the issuer. If somebody is named (`created_by`), they create it
/// first. That costs them its rent, or nothing if it exists.
pub fn close_vault(chain: &Chain, bounty: &BountyAt, issuer: &Pubkey, rent: u64, created_by: Option<&Pubkey>) -> Plan {
    let (money, vault) = (&bounty.money, bounty.vault(&chain.programs));
    let close = CloseVaultBuilder::new()
        .issuer(*issuer)
        .bounty(bounty.address)
        .vault(vault)
        .destination(money.account_of(issuer))
        .token_program(money.token_program)
        .instruction();
    let step = super::paying(chain, close, money, issuer, created_by);
    step.returning(Purpose::Rent, rent, vault, *issuer).into()
}
