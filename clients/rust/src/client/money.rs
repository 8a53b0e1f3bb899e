//! The money of bounties and treasuries, looked up on the chain.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::{Bounty, DecodeError},
    pda,
    token::Money,
};

impl Client {
    /// The token of a mint; SOL for `None`.
    pub async fn money(&self, mint: Option<&Pubkey>) -> Result<Money, ClientError> {
        let Some(mint) = mint else { return Ok(Money::SOL) };
        let account = self.rpc().get_account_with_commitment(mint, self.rpc().commitment()).await?.value;
        let account = account.ok_or(ClientError::NotFound { kind: "mint", address: *mint })?;
        Ok(Money::of_mint(mint, &account).ok_or(DecodeError::WrongKind("mint"))?)
    }

    /// What a bounty pays in.
    pub async fn money_of(&self, bounty: &Bounty) -> Result<Money, ClientError> {
        self.money(bounty.pays_tokens().then_some(&bounty.mint)).await
    }

    /// Runs an instruction that pays a wallet. For a token, it first creates the wallet's associated token account.
    pub(super) async fn run_paying(
        &self,
        instruction: Instruction,
        (money, to): (&Money, &Pubkey),
        payer: &dyn Signer,
    ) -> Result<Receipt, ClientError> {
        if money.is_sol() {
            return self.run(instruction, payer).await;
        }
        self.cluster.execute(&[money.open_account_of(&payer.pubkey(), to), instruction], &[payer]).await
    }
}

/// A network's treasury for SOL, or for a token.
pub(super) fn treasury_for(network: &Pubkey, mint: Option<&Pubkey>) -> Pubkey {
    match mint {
        Some(mint) => pda::token_treasury(network, mint).0,
        None => pda::treasury(network).0,
    }
}

/// A network's treasury for what a bounty pays in.
pub(super) fn treasury_of(bounty: &Bounty) -> Pubkey {
    treasury_for(&bounty.network, bounty.pays_tokens().then_some(&bounty.mint))
}
