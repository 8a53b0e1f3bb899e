//! Who plays.

use anyhow::Result;
use bmail_sdk::{Draft, Letter, Receipt, accounts::Verdict, pda, sealing::SecretKey};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::stage::Stage;

/// A person with a wallet and, once opened, a mailbox.
pub struct Person {
    pub name: &'static str,
    wallet: Keypair,
    secret: SecretKey,
    network: Pubkey,
}

impl Person {
    pub fn new(name: &'static str, wallet: Keypair, network: Pubkey) -> Self {
        let secret = SecretKey::from_keypair(&wallet, &network, 1);
        Self { name, wallet, secret, network }
    }

    pub fn address(&self) -> Pubkey {
        self.wallet.pubkey()
    }

    pub fn mailbox(&self) -> Pubkey {
        pda::mailbox(&self.network, &self.address()).0
    }

    pub async fn open_mailbox(&self, stage: &Stage) -> Result<Receipt> {
        let key = self.secret.encryption_key();
        Ok(stage.client.open_mailbox(&self.wallet, &self.network, key).await?.1)
    }

    pub async fn draft(&self, stage: &Stage, to: &Person, text: &[u8]) -> Result<Draft> {
        Ok(stage.client.draft(&self.address(), &self.network, &to.address(), text).await?)
    }

    pub async fn send(&self, stage: &Stage, draft: &Draft) -> Result<(Pubkey, Receipt)> {
        Ok(stage.client.send(&self.wallet, draft).await?)
    }

    pub async fn read(&self, stage: &Stage, message: &Pubkey) -> Result<Letter> {
        Ok(stage.client.read(message, &self.secret).await?)
    }

    pub async fn acknowledge(&self, stage: &Stage, message: &Pubkey, verdict: Verdict) -> Result<Receipt> {
        Ok(stage.client.acknowledge(&self.wallet, message, verdict).await?)
    }

    pub async fn expire(&self, stage: &Stage, message: &Pubkey) -> Result<Receipt> {
        Ok(stage.client.expire(&self.wallet, message).await?)
    }

    pub async fn balance(&self, stage: &Stage) -> Result<u64> {
        Ok(stage.client.rpc().get_balance(&self.address()).await?)
    }
}
