//! Tokens of SPL Token and Token-2022, as far as bounties pay in them.
//!
//! A bounty's tokens lie in its vault, a token account that is its own authority: so nobody but this program signs for
//! it, and it has neither a delegate nor an authority to close it, because this program asks for none.

use anchor_lang::{address_eq, cpi::verify_program_address, prelude::*};
use kit::Account;
use pinocchio::{
    cpi::{invoke_signed_unchecked, CpiAccount, Seed, Signer},
    instruction::{InstructionAccount, InstructionView},
};
use pinocchio_token_2022::instructions::{InitializeAccount3, Transfer};

use crate::{seeds, state::Bounty, BountyError};

/// What stands for SOL where a mint is named.
const SOL: Address = Address::new_from_array([0; 32]);
/// The address of SPL Token.
const SPL_TOKEN: Address = Address::from_str_const("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
/// The address of Token-2022.
const TOKEN_2022: Address = pinocchio_token_2022::ID;

/// The two instructions that are called, by which both programs know them.
const TRANSFER: u8 = Transfer::DISCRIMINATOR;
const CLOSE_ACCOUNT: u8 = 9;

/// Bytes of a token account without extensions.
pub const ACCOUNT_SPACE: usize = 165;
/// Where a token account names its owner, and where its balance is.
const OWNER: usize = 32;
const BALANCE: usize = 64;
/// Bytes of a mint without extensions.
const MINT_SPACE: usize = 82;
/// What a mint with extensions has behind the bytes of a token account.
const IS_MINT: u8 = 1;
/// The extensions that are accepted: pointers to metadata, a group and a membership, and these themselves. All others, and
/// those that are not yet known, could take, stop or change what a bounty holds.
const HARMLESS: core::ops::RangeInclusive<u16> = 18..=23;

/// Whether a mint's address stands for SOL. Not inlined, because every instruction with money asks.
#[inline(never)]
pub fn is_sol(mint: &Address) -> bool {
    address_eq(mint, &SOL)
}

/// Refuses any program but the two: who is called could spend what this program signs for.
fn validate_program(token_program: &AccountView) -> Result<()> {
    let address = token_program.address();
    let is_known = address_eq(address, &SPL_TOKEN) || address_eq(address, &TOKEN_2022);
    require!(is_known, BountyError::WrongTokenProgram);
    Ok(())
}

/// Refuses an account that is not a mint of the program, and one that has extensions but for the [`HARMLESS`] ones.
pub fn validate_mint(mint: &AccountView, token_program: &AccountView) -> Result<()> {
    validate_program(token_program)?;
    let data = mint.try_borrow()?;
    let fits = mint.owned_by(token_program.address()) && (data.len() == MINT_SPACE || has_harmless_extensions(&data));
    require!(fits, BountyError::InvalidMint);
    Ok(())
}

/// Whether a mint has extensions, and harmless ones only.
fn has_harmless_extensions(mint: &[u8]) -> bool {
    let Some((&IS_MINT, mut rest)) = mint.get(ACCOUNT_SPACE..).and_then(|rest| rest.split_first()) else {
        return false;
    };
    // Each is its type and its length, two bytes each, and so many bytes; zeros are no more of them.
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

/// Refuses a token account of anybody else. That it is a token account, the token program finds out.
fn validate_owner(account: &AccountView, owner: &Address) -> Result<()> {
    let data = account.try_borrow()?;
    let named = data.get(OWNER..BALANCE).is_some_and(|named| named == owner.as_ref());
    require!(named, BountyError::WrongTokenAccount);
    Ok(())
}

/// Moves tokens: the program, from where, to where, and whose authority signs by these seeds.
pub fn transfer(views: [&AccountView; 4], amount: u64, seeds: &[Seed]) -> Result<()> {
    let mut data = [TRANSFER; 9];
    data[1..].copy_from_slice(&amount.to_le_bytes());
    call(views, &data, seeds)
}

/// Calls the program with two accounts that it writes, and an authority that signs.
#[inline(never)]
fn call([token_program, one, other, authority]: [&AccountView; 4], data: &[u8], seeds: &[Seed]) -> Result<()> {
    validate_program(token_program)?;
    let accounts = [
        InstructionAccount::writable(one.address()),
        InstructionAccount::writable(other.address()),
        InstructionAccount::readonly_signer(authority.address()),
    ];
    let instruction = InstructionView { program_id: token_program.address(), accounts: &accounts, data };
    let views = [one, other, authority].map(CpiAccount::from);
    // SAFETY: the token programs write token accounts, of which nobody holds a reference, and lamports.
    unsafe { invoke_signed_unchecked(&instruction, &views, &[Signer::from(seeds)]) };
    Ok(())
}

/// A bounty's vault, and the program that keeps it.
pub struct Vault<'a> {
    pub bounty: &'a Account<Bounty>,
    pub account: &'a AccountView,
    pub token_program: &'a AccountView,
}

impl Vault<'_> {
    /// Makes a token account of a new account.
    pub fn initialize(&self, mint: &AccountView) -> Result<()> {
        let (account, token_program) = (self.account, self.token_program.address());
        InitializeAccount3 { account, mint, owner: account.address(), token_program }.invoke()
    }

    /// Pays from it to a token account of the owner's. No other account than the bounty's vault will do: this program signs
    /// for that one.
    #[inline(never)]
    pub fn pay(&self, to: &AccountView, owner: &Address, amount: u64) -> Result<()> {
        validate_owner(to, owner)?;
        self.sign(|seeds| transfer([self.token_program, self.account, to, self.account], amount, seeds))
    }

    /// Closes it when it is empty.
    pub fn close(&self, destination: &AccountView) -> Result<()> {
        self.sign(|seeds| call([self.token_program, self.account, destination, self.account], &[CLOSE_ACCOUNT], seeds))
    }

    fn sign(&self, call: impl FnOnce(&[Seed]) -> Result<()>) -> Result<()> {
        let bump = [self.bounty.vault_bump];
        call(&[Seed::from(seeds::VAULT), Seed::from(self.bounty.address().as_ref()), Seed::from(&bump)])
    }
}

/// What lies in a bounty's vault, and nowhere else: another account is refused.
pub fn balance(bounty: &Account<Bounty>, vault: &AccountView) -> Result<u64> {
    let seeds: [&[u8]; 3] = [seeds::VAULT, bounty.address().as_ref(), &[bounty.vault_bump]];
    verify_program_address(&seeds, &crate::ID, vault.address()).map_err(|_| BountyError::WrongVault)?;
    // Nobody but this program creates an account there, and only as a vault.
    let data = vault.try_borrow()?;
    let amount = data.get(BALANCE..).and_then(|rest| rest.first_chunk());
    amount.map(|bytes| u64::from_le_bytes(*bytes)).ok_or_else(|| BountyError::WrongVault.into())
}
