//! The token, a Token-2022 mint. It mirrors what a standing holds, so that wallets and explorers show it.
//!
//! It cannot be transferred, it can be burned in any account, and its interest rate is negative, so a wallet shows the
//! decayed amount. Nobody can freeze it or change its rate or metadata.

use anchor_lang::{
    cpi::{create_account_signed, verify_program_address},
    prelude::*,
};
use kit::{rent, Account};
use pinocchio::{
    cpi::{invoke_signed_unchecked, CpiAccount},
    instruction::{InstructionAccount, InstructionView},
};
use pinocchio_system::instructions::Transfer;
use pinocchio_token_2022::instructions::{
    interest_bearing_mint, metadata_pointer, permanent_delegate::InitializePermanentDelegate, Burn, InitializeMint2,
    InitializeNonTransferableMint, MintTo,
};

use crate::{seeds, state::Reputation, ReputationError};

/// The address of Token-2022.
pub const TOKEN_2022: Address = pinocchio_token_2022::ID;
/// The address of the associated token account program.
pub const ASSOCIATED_TOKEN: Address = Address::from_str_const("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

/// Reputation is counted in millionths.
const DECIMALS: u8 = 6;
/// Bytes of the mint without its metadata.
const MINT_SPACE: usize = 330;
/// Bytes that the metadata adds, without its texts.
const METADATA_SPACE: usize = 84;
/// The first eight bytes of `sha256("spl_token_metadata_interface:initialize_account")`.
const INITIALIZE_METADATA: [u8; 8] = [0xd2, 0xe1, 0x1e, 0xa2, 0x58, 0xb8, 0x4d, 0x8d];
/// Offset of the balance in a token account.
const BALANCE: usize = 64;
/// Offset of the supply in a mint.
const SUPPLY: usize = 36;

/// The texts that wallets show for the token.
pub struct Texts {
    pub name: String,
    pub symbol: String,
    pub uri: String,
}

impl Texts {
    pub fn validate(&self) -> Result<()> {
        let fits = |text: &str, bytes| bytes_within(text, bytes) && !text.chars().any(char::is_control);
        require!(fits(&self.name, 1..=32), ReputationError::InvalidText);
        require!(fits(&self.symbol, 1..=10), ReputationError::InvalidText);
        require!(fits(&self.uri, 0..=200), ReputationError::InvalidText);
        Ok(())
    }

    fn length(&self) -> usize {
        self.name.len().saturating_add(self.symbol.len()).saturating_add(self.uri.len())
    }
}

fn bytes_within(text: &str, bytes: core::ops::RangeInclusive<usize>) -> bool {
    bytes.contains(&text.len())
}

/// The accounts of a new mint.
pub struct NewMint<'a> {
    pub payer: &'a AccountView,
    pub mint: &'a AccountView,
    pub mint_bump: u8,
    pub reputation: &'a Account<Reputation>,
}

impl NewMint<'_> {
    /// Creates the mint. This order of the extensions makes a burn cheapest.
    pub fn create(&self, rate: i16, texts: &Texts) -> Result<()> {
        let (mint, token_program) = (self.mint, &TOKEN_2022);
        let bump = [self.mint_bump];
        let seeds = [seeds::MINT, self.reputation.network.as_ref(), &bump];
        create_account_signed(self.payer, mint, MINT_SPACE, token_program, &seeds)?;

        let authority = self.reputation.address();
        InitializeNonTransferableMint { mint, token_program }.invoke()?;
        InitializePermanentDelegate { mint, delegate: authority, token_program }.invoke()?;
        interest_bearing_mint::Initialize { mint, rate_authority: None, rate, token_program }.invoke()?;
        let metadata_address = Some(mint.address());
        metadata_pointer::Initialize { mint, authority: None, metadata_address, token_program }.invoke()?;
        InitializeMint2 { mint, decimals: DECIMALS, mint_authority: authority, freeze_authority: None, token_program }
            .invoke()?;
        self.pay_for_metadata(texts)?;
        self.initialize_metadata(texts);
        Ok(())
    }

    /// Token-2022 makes room for the metadata, but the rent for it must be there before.
    fn pay_for_metadata(&self, texts: &Texts) -> Result<()> {
        let space = MINT_SPACE.saturating_add(METADATA_SPACE).saturating_add(texts.length());
        let lamports = rent(space)?.saturating_sub(self.mint.lamports());
        Transfer { from: self.payer, to: self.mint, lamports }.invoke()
    }

    /// The reputation is the update authority, but this program has no instruction that updates metadata.
    fn initialize_metadata(&self, texts: &Texts) {
        let mut data = Vec::with_capacity(texts.length().saturating_add(20));
        data.extend_from_slice(&INITIALIZE_METADATA);
        for text in [&texts.name, &texts.symbol, &texts.uri] {
            data.extend_from_slice(&(text.len() as u32).to_le_bytes());
            data.extend_from_slice(text.as_bytes());
        }
        let (mint, authority) = (self.mint, self.reputation.account());
        let accounts = [
            InstructionAccount::writable(mint.address()),
            InstructionAccount::readonly(authority.address()),
            InstructionAccount::readonly(mint.address()),
            InstructionAccount::readonly_signer(authority.address()),
        ];
        let instruction = InstructionView { program_id: &TOKEN_2022, accounts: &accounts, data: &data };
        let views = [mint, authority, mint, authority].map(CpiAccount::from);
        self.reputation.sign(|signer| {
            // SAFETY: nothing holds a reference to the mint's data, and Token-2022 does not touch an authority's data.
            unsafe { invoke_signed_unchecked(&instruction, &views, &[signer]) };
        });
    }
}

/// A holder's token balance.
pub struct Balance<'a> {
    pub reputation: &'a Account<Reputation>,
    pub mint: &'a AccountView,
    /// The associated token account: see [`is_associated`].
    pub account: &'a AccountView,
}

impl Balance<'_> {
    /// The balance in base units; `None` if there is no token account.
    pub fn read(&self) -> Option<u64> {
        if !self.account.owned_by(&TOKEN_2022) {
            return None;
        }
        read_u64(self.account, BALANCE)
    }

    /// Mints or burns the difference between two balances.
    pub fn change(&self, before: u64, after: u64) -> Result<()> {
        let (mint, account, authority) = (self.mint, self.account, self.reputation.account());
        let (minted, burned) = (after.saturating_sub(before), before.saturating_sub(after));
        self.reputation.sign(|signer| {
            let (signers, token_program) = (&[signer], &TOKEN_2022);
            if minted != 0 {
                let supply = read_u64(mint, SUPPLY).unwrap_or(0);
                require!(supply.checked_add(minted).is_some(), ReputationError::IndexRunOut);
                MintTo { mint, account, mint_authority: authority, amount: minted, token_program }
                    .invoke_signed(signers)?;
            }
            if burned != 0 {
                Burn { account, mint, authority, amount: burned, token_program }.invoke_signed(signers)?;
            }
            Ok(())
        })
    }
}

fn read_u64(account: &AccountView, at: usize) -> Option<u64> {
    let data = account.try_borrow().ok()?;
    data.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The seeds of an owner's associated token account, without the bump.
pub fn associated_seeds<'a>(owner: &'a Address, mint: &'a Address) -> [&'a [u8]; 3] {
    [owner.as_ref(), TOKEN_2022.as_ref(), mint.as_ref()]
}

/// Whether an address is the owner's associated token account for this bump, which need not be the canonical one. The
/// associated token program creates accounts at the canonical bump only, so an account that exists is the right one.
pub fn is_associated(account: &Address, owner: &Address, mint: &Address, bump: u8) -> bool {
    let [owner, program, mint] = associated_seeds(owner, mint);
    verify_program_address(&[owner, program, mint, &[bump]], &ASSOCIATED_TOKEN, account).is_ok()
}
