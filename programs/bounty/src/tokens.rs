//! What bounties need of SPL Token and Token-2022.
//!
//! A bounty's tokens lie in its vault, a token account that is its own authority. So only this program can sign for it.
//! It has no delegate and no close authority, because this program never sets one.

use core::ops::Range;

use anchor_lang::{address_eq, cpi::verify_program_address, prelude::*};
use kit::Account;
use pinocchio::cpi::{Seed, Signer};
use pinocchio_token_2022::instructions::{CloseAccount, InitializeAccount3, Transfer};

use crate::{seeds, state::Bounty, BountyError};

/// Means SOL in place of a mint.
const SOL: Address = Address::new_from_array([0; 32]);
/// The address of SPL Token.
const SPL_TOKEN: Address = Address::from_str_const("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
/// The address of Token-2022.
const TOKEN_2022: Address = pinocchio_token_2022::ID;
/// The address of the associated token account program.
const ASSOCIATED_TOKEN: Address = Address::from_str_const("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

/// Bytes of a token account without extensions.
pub const ACCOUNT_SPACE: usize = 165;
/// Where the owner is in a token account, and the offset of the balance.
const OWNER: Range<usize> = 32..64;
const BALANCE: usize = 64;
/// Where a token account says whether it has a delegate, whether it has a close authority, and which: zeros for none.
const HAS_DELEGATE: Range<usize> = 72..76;
const HAS_CLOSER: Range<usize> = 129..133;
const CLOSER: Range<usize> = 133..165;
/// Bytes of a mint without extensions.
const MINT_SPACE: usize = 82;
/// The account type of a mint. With extensions, it follows the bytes of a token account.
const IS_MINT: u8 = 1;
/// The extension types that are accepted: the metadata, group and group member pointers, and the data they point to.
/// All others, including future ones, could take, stop or change what a bounty holds.
const HARMLESS: core::ops::RangeInclusive<u16> = 18..=23;

/// Whether a mint's address means SOL. It is not inlined, because every instruction that moves money calls it.
#[inline(never)]
pub fn is_sol(mint: &Address) -> bool {
    address_eq(mint, &SOL)
}

/// Refuses any program but the two token programs: a called program could spend whatever this program signs for.
#[inline(never)]
fn validate_program(token_program: &AccountView) -> Result<()> {
    let address = token_program.address();
    let is_known = address_eq(address, &SPL_TOKEN) || address_eq(address, &TOKEN_2022);
    require!(is_known, BountyError::WrongTokenProgram);
    Ok(())
}

/// Refuses an account that is not a mint of the token program, and a mint with an extension that is not [`HARMLESS`].
pub fn validate_mint(mint: &AccountView, token_program: &AccountView) -> Result<()> {
    validate_program(token_program)?;
    let data = mint.try_borrow()?;
    let fits = mint.owned_by(token_program.address()) && (data.len() == MINT_SPACE || has_harmless_extensions(&data));
    require!(fits, BountyError::InvalidMint);
    Ok(())
}

/// Whether a mint has extensions, and only harmless ones.
fn has_harmless_extensions(mint: &[u8]) -> bool {
    let Some((&IS_MINT, mut rest)) = mint.get(ACCOUNT_SPACE..).and_then(|rest| rest.split_first()) else {
        return false;
    };
    // Each extension is a type and a length of two bytes each, and as many bytes as the length says. Type zero ends
    // them.
    while let Some(([a, b, c, d], behind)) = rest.split_first_chunk::<4>() {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]));
        if kind == 0 {
            break;
        }
        let Some(next) = behind.get(length.into()..).filter(|_| HARMLESS.contains(&kind)) else { return false };
        rest = next;
    }
    true
}

/// A token account without its extensions.
type TokenAccount = [u8; ACCOUNT_SPACE];

/// The bytes of a token account. Refuses an account that is too short for one.
#[inline(always)]
fn token_account(view: &AccountView) -> Result<&TokenAccount> {
    // SAFETY: nothing writes to it while this program looks at it.
    let data = unsafe { view.borrow_unchecked() };
    data.first_chunk().ok_or_else(|| BountyError::WrongTokenAccount.into())
}

/// Refuses a token account with another owner. The token program checks that it is a token account.
#[inline(never)]
pub fn validate_owner(account: &AccountView, owner: &Address) -> Result<()> {
    require!(token_account(account)?[OWNER] == *owner.as_array(), BountyError::WrongTokenAccount);
    Ok(())
}

/// Whether nobody but its owner can take what a token account holds, or close it. A close authority can take the whole
/// balance of an account of wrapped SOL.
#[inline(always)]
fn is_owners_alone(account: &TokenAccount, owner: &Address) -> bool {
    let has = |which: Range<usize>| account[which] != [0; 4];
    !has(HAS_DELEGATE) && (!has(HAS_CLOSER) || account[CLOSER] == *owner.as_array())
}

/// Whose tokens a payment is.
pub struct Payee<'a> {
    pub owner: &'a Address,
    /// Whether they agree to any account of theirs that is named.
    pub agrees: bool,
}

/// Transfers tokens: the token program, the source, the destination, and the authority, which signs with `seeds`.
#[inline(never)]
pub fn transfer([token_program, from, to, authority]: [&AccountView; 4], amount: u64, seeds: &[Seed]) -> Result<()> {
    validate_program(token_program)?;
    let token_program = token_program.address();
    Transfer { from, to, authority, amount, token_program }.invoke_signed(&[Signer::from(seeds)])
}

/// A bounty's vault and its token program.
pub struct Vault<'a> {
    pub bounty: &'a Account<Bounty>,
    pub account: &'a AccountView,
    pub token_program: &'a AccountView,
}

impl Vault<'_> {
    /// Initializes a new account as a token account.
    pub fn initialize(&self, mint: &AccountView) -> Result<()> {
        let (account, token_program) = (self.account, self.token_program.address());
        InitializeAccount3 { account, mint, owner: account.address(), token_program }.invoke()
    }

    /// Pays from the vault to a token account of the payee. The vault is not checked: this program can sign for the
    /// bounty's vault only.
    #[inline(never)]
    pub fn pay(&self, to: &AccountView, payee: Payee, amount: u64) -> Result<()> {
        validate_program(self.token_program)?;
        validate_owner(to, payee.owner)?;
        if !payee.agrees {
            self.validate_chosen(to, payee.owner)?;
        }
        self.sign(|seeds| transfer([self.token_program, self.account, to, self.account], amount, seeds))
    }

    /// Refuses an account that somebody else may have chosen to take what is paid to it: any but the owner's associated
    /// token account, and that one while others have power over it.
    fn validate_chosen(&self, to: &AccountView, owner: &Address) -> Result<()> {
        let seeds = [owner.as_ref(), self.token_program.address().as_ref(), self.bounty.mint.as_ref()];
        let is_associated = seeds::is_derived(to.address(), seeds, &ASSOCIATED_TOKEN);
        require!(is_associated && is_owners_alone(token_account(to)?, owner), BountyError::WrongTokenAccount);
        Ok(())
    }

    /// Closes the vault. The token program refuses one that is not empty.
    pub fn close(&self, destination: &AccountView) -> Result<()> {
        validate_program(self.token_program)?;
        let (account, authority, token_program) = (self.account, self.account, self.token_program.address());
        let close = CloseAccount { account, destination, authority, token_program };
        self.sign(|seeds| close.invoke_signed(&[Signer::from(seeds)]))
    }

    fn sign(&self, call: impl FnOnce(&[Seed]) -> Result<()>) -> Result<()> {
        let bump = [self.bounty.vault_bump];
        call(&[Seed::from(seeds::VAULT), Seed::from(self.bounty.address().as_ref()), Seed::from(&bump)])
    }
}

/// The balance of a bounty's vault, in base units. Refuses any other account.
pub fn balance(bounty: &Account<Bounty>, vault: &AccountView) -> Result<u64> {
    let seeds: [&[u8]; 3] = [seeds::VAULT, bounty.address().as_ref(), &[bounty.vault_bump]];
    verify_program_address(&seeds, &crate::ID, vault.address()).map_err(|_| BountyError::WrongVault)?;
    // Only this program can create an account at this address, and it only creates vaults.
    let data = vault.try_borrow()?;
    let amount = data.get(BALANCE..).and_then(|rest| rest.first_chunk());
    amount.map(|bytes| u64::from_le_bytes(*bytes)).ok_or_else(|| BountyError::WrongVault.into())
}
