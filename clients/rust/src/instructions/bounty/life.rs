//! A bounty's beginning and end: creating, opening, cancelling and closing it, and the vault of one that pays in a token.

use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::BountyAt;
use crate::{
    accounts::{Bounty, StoredBounty},
    bounty::BountyDraft,
    generated::bounty::instructions::{
        CancelBuilder, CloseBountyBuilder, CloseVaultBuilder, CreateBounty, CreateVaultBuilder, OpenBuilder,
    },
    instructions::{Chain, Lock, NewAccount, Plan, Purpose, Step},
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

/// Opens a fully funded bounty for submissions. Its periods start to run, one after the other. The issuer puts down what
/// its account lacks of the bond: see [`Bounty::missing_bond`](crate::accounts::Bounty::missing_bond).
pub fn open(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey, bond: u64) -> Plan {
    let mut step = chain.step(OpenBuilder::new().issuer(*issuer).bounty(*bounty).instruction());
    if bond > 0 {
        step.actions.insert(0, transfer(issuer, bounty, bond));
        step.locks.push(Lock { purpose: Purpose::Bond, ..Lock::rent(bond, *bounty, *issuer) });
    }
    step.into()
}

/// Cancels a bounty, so that everyone gets back what they paid. The issuer can cancel before the first commitment, and the
/// network's authority before the review ends.
pub fn cancel(chain: &Chain, bounty: &Pubkey, network: &Pubkey, signer: &Pubkey) -> Plan {
    chain.step(CancelBuilder::new().signer(*signer).network(*network).bounty(*bounty).instruction()).into()
}

/// What is left in a bounty from which everyone has taken what is theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// The bond, without what was paid of it, in lamports.
    pub bond: u64,
    /// The other lamports of its account.
    pub rent: u64,
}

impl Remains {
    /// What is left in a bounty, from its account with these lamports.
    pub fn new(bounty: &Bounty, lamports: u64) -> Self {
        Self { bond: bounty.bond, rent: lamports.saturating_sub(bounty.bond) }
    }
}

/// Closes a bounty from which everyone has taken what is theirs. The issuer gets all lamports of its account: its rent, and
/// what is left of the bond. Close its vault before, in the same transaction.
pub fn close_bounty(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey, Remains { bond, rent }: Remains) -> Plan {
    let close = CloseBountyBuilder::new().issuer(*issuer).bounty(*bounty).instruction();
    let step = chain.step(close).returning(Purpose::Rent, rent, *bounty, *issuer);
    step.returning(Purpose::Bond, bond, *bounty, *issuer).into()
}

/// Returns what is left of the bond to the issuer while others still have to take awards or contributions, so that it does not
/// wait for them. The bounty stays. It needs to be settled or cancelled, and all submissions closed but those of winners who
/// have not taken their awards.
pub fn return_bond(chain: &Chain, bounty: &Pubkey, issuer: &Pubkey, bond: u64) -> Plan {
    close_bounty(chain, bounty, issuer, Remains { bond, rent: 0 })
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
