//! Token accounts of SPL Token and Token-2022, and the money of bounties: SOL or a token.

use solana_account::Account;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{ASSOCIATED_TOKEN_ID, SPL_TOKEN_ID, TOKEN_2022_ID, pda};

/// Bytes of a token account without extensions.
pub(crate) const ACCOUNT_SPACE: usize = 165;

/// Bytes that a token account of Token-2022 has in addition if it has extensions: its type.
const ACCOUNT_TYPE: usize = 1;
/// Bytes of an extension without data: its type and its length. An associated account of Token-2022 has one that says
/// that its owner never changes.
const MARK: usize = 4;
/// Bytes of an account of a reputation token. Its tokens cannot be transferred, which is a second extension.
pub(crate) const REPUTATION_SPACE: usize = ACCOUNT_SPACE + ACCOUNT_TYPE + 2 * MARK;

/// What a bounty or a treasury pays in: SOL or a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// The token's mint; the default address stands for SOL.
    pub mint: Pubkey,
    /// The token's program. It is unused for SOL.
    pub token_program: Pubkey,
    /// Decimal digits after the point.
    pub decimals: u8,
}

impl Money {
    /// SOL.
    pub const SOL: Self = Self { mint: Pubkey::new_from_array([0; 32]), token_program: SPL_TOKEN_ID, decimals: 9 };

    /// A token, from its mint's account; `None` if neither token program owns it.
    pub fn of_mint(mint: &Pubkey, account: &Account) -> Option<Self> {
        const DECIMALS: usize = 44;
        let is_known = [SPL_TOKEN_ID, TOKEN_2022_ID].contains(&account.owner);
        let decimals = *account.data.get(DECIMALS).filter(|_| is_known)?;
        Some(Self { mint: *mint, token_program: account.owner, decimals })
    }

    /// The token's mint; `None` for SOL.
    pub fn mint(&self) -> Option<&Pubkey> {
        (!self.is_sol()).then_some(&self.mint)
    }

    /// Whether it is SOL.
    pub fn is_sol(&self) -> bool {
        self.mint == Pubkey::default()
    }

    /// The owner's associated token account.
    pub fn account_of(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.mint, &self.token_program).0
    }

    /// Bytes of an associated token account. Treasuries and bounties take no token whose accounts need more.
    pub(crate) fn account_space(&self) -> usize {
        if self.token_program == TOKEN_2022_ID { ACCOUNT_SPACE + ACCOUNT_TYPE + MARK } else { ACCOUNT_SPACE }
    }

    /// Creates the owner's associated token account at `payer`'s expense, unless it exists.
    pub fn open_account_of(&self, payer: &Pubkey, owner: &Pubkey) -> Instruction {
        create_associated(payer, owner, &self.mint, &self.token_program)
    }

    /// Moves base units from the owner's associated token account to another account of the token.
    ///
    /// This is the token program's `TransferChecked`.
    pub fn transfer(&self, owner: &Pubkey, to: &Pubkey, amount: u64) -> Instruction {
        let accounts = vec![
            AccountMeta::new(self.account_of(owner), false),
            AccountMeta::new_readonly(self.mint, false),
            AccountMeta::new(*to, false),
            AccountMeta::new_readonly(*owner, true),
        ];
        let data = [&[12][..], &amount.to_le_bytes(), &[self.decimals]].concat();
        Instruction { program_id: self.token_program, accounts, data }
    }
}

/// Creates the owner's associated token account at `payer`'s expense, unless it exists.
///
/// This is the associated token program's `CreateIdempotent`.
pub fn create_associated(payer: &Pubkey, owner: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> Instruction {
    let accounts = vec![
        AccountMeta::new(*payer, true),
        AccountMeta::new(pda::associated_token(owner, mint, token_program).0, false),
        AccountMeta::new_readonly(*owner, false),
        AccountMeta::new_readonly(*mint, false),
        AccountMeta::new_readonly(solana_system_interface::program::ID, false),
        AccountMeta::new_readonly(*token_program, false),
    ];
    Instruction { program_id: ASSOCIATED_TOKEN_ID, accounts, data: vec![1] }
}

/// The balance of a token account, in base units.
pub fn balance(account: &[u8]) -> Option<u64> {
    const BALANCE: usize = 64;
    account.get(BALANCE..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_account_has_its_balance_after_mint_and_owner() {
        let account = [&[1; 64][..], &7u64.to_le_bytes(), &[1]].concat();
        assert_eq!(balance(&account), Some(7));
        assert_eq!(balance(&account[..71]), None);
    }

    #[test]
    fn a_mint_has_its_decimals_and_belongs_to_a_token_program() {
        let mint = Pubkey::new_from_array([3; 32]);
        let mut account = Account { data: vec![6; 82], owner: TOKEN_2022_ID, ..Account::default() };
        let money = Money { mint, token_program: TOKEN_2022_ID, decimals: 6 };
        assert_eq!(Money::of_mint(&mint, &account), Some(money));
        account.owner = Pubkey::default();
        assert_eq!(Money::of_mint(&mint, &account), None);
        assert!(!money.is_sol() && Money::SOL.is_sol());
    }
}
