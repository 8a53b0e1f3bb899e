//! Token accounts of SPL Token and Token-2022.

use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{ASSOCIATED_TOKEN_ID, pda};

/// Makes somebody's associated account of a token, at `payer`'s expense; does nothing where it is there.
///
/// Of the associated token program: `CreateIdempotent`.
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

/// What a token account holds, in base units.
pub fn balance(account: &[u8]) -> Option<u64> {
    const BALANCE: usize = 64;
    account.get(BALANCE..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_account_has_its_balance_behind_mint_and_owner() {
        let account = [&[1; 64][..], &7u64.to_le_bytes(), &[1]].concat();
        assert_eq!(balance(&account), Some(7));
        assert_eq!(balance(&account[..71]), None);
    }
}
