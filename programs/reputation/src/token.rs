//! The token, a mint of Token-2022: what a standing holds, so that wallets and explorers show it.
//!
//! It cannot be transferred, it can be burned wherever it is, and its interest is negative, so that a wallet shows the
//! decayed amount. Nobody can freeze it, change its rate or its metadata.

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
/// The address of the program that makes associated token accounts.
pub const ASSOCIATED_TOKEN: Address = Address::from_str_const("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

/// Reputation is counted in millionths.
const DECIMALS: u8 = 6;
/// Bytes of the mint as long as it has no metadata.
const MINT_SPACE: usize = 330;
/// Bytes that metadata adds, but for its texts.
const METADATA_SPACE: usize = 84;
/// `sha256("spl_token_metadata_interface:initialize_account")`, its first bytes.
const INITIALIZE_METADATA: [u8; 8] = [0xd2, 0xe1, 0x1e, 0xa2, 0x58, 0xb8, 0x4d, 0x8d];
/// Where a token account has its balance.
const BALANCE: usize = 64;
/// Where a mint has its supply.
const SUPPLY: usize = 36;

/// What wallets show of a token.
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
    /// Creates it. In this order of extensions, a burn is cheapest.
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

    /// Token-2022 makes room for the metadata, and wants the rent for it to be there.
    fn pay_for_metadata(&self, texts: &Texts) -> Result<()> {
        let space = MINT_SPACE.saturating_add(METADATA_SPACE).saturating_add(texts.length());
        let lamports = rent(space)?.saturating_sub(self.mint.lamports());
        Transfer { from: self.payer, to: self.mint, lamports }.invoke()
    }

    /// This program could update it, and has no instruction for that.
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
            // SAFETY: nobody else looks at the mint's data, and Token-2022 neither reads nor writes that of an authority.
            unsafe { invoke_signed_unchecked(&instruction, &views, &[signer]) };
        });
    }
}

/// What a holder's token account is to hold.
pub struct Balance<'a> {
    pub reputation: &'a Account<Reputation>,
    pub mint: &'a AccountView,
    /// The associated token account: [`is_associated`].
    pub account: &'a AccountView,
}

impl Balance<'_> {
    /// What it holds; `None` where there is no token account.
    pub fn read(&self) -> Option<u64> {
        if !self.account.owned_by(&TOKEN_2022) {
            return None;
        }
        read_u64(self.account, BALANCE)
    }

    /// Mints or burns the difference.
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

/// The seeds, but for the bump, by which the associated token program places an owner's account.
pub fn associated_seeds<'a>(owner: &'a Address, mint: &'a Address) -> [&'a [u8]; 3] {
    [owner.as_ref(), TOKEN_2022.as_ref(), mint.as_ref()]
}

/// Whether an account is where the associated token program makes the owner's, by a bump that need not be the canonical
/// one: that program makes none at another, so that an account that is there is the right one.
pub fn is_associated(account: &Address, owner: &Address, mint: &Address, bump: u8) -> bool {
    let [owner, program, mint] = associated_seeds(owner, mint);
    verify_program_address(&[owner, program, mint, &[bump]], &ASSOCIATED_TOKEN, account).is_ok()
}
