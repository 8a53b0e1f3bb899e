//! Carries out plans.

use std::slice;

use serde_json::json;
use solana_account::Account;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_rpc_client_api::request::RpcRequest;
use solana_signer::Signer;

use super::{Pays, transaction::payer, transport::CONFIRMED};
use crate::{
    Client, ClientError, Limits, Reason, Receipt,
    instructions::{Chain, Lock, Plan, Step},
};

impl Client {
    /// The program addresses, the cluster's genesis hash, and the rent that it asks for now.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], and [`ClientError::RentTooHigh`] if the node says that rent is above what this client pays.
    pub async fn chain(&self) -> Result<Chain, ClientError> {
        // The rent of an account without data is that of its 128 bytes of metadata.
        const METADATA: u64 = 128;
        let request = RpcRequest::GetMinimumBalanceForRentExemption;
        let asked = self.rpc().send::<u64>(request, json!([0, CONFIRMED])).await?.div_ceil(METADATA);
        if asked > self.max_rent {
            return Err(ClientError::RentTooHigh { asked, limit: self.max_rent });
        }
        let rent = solana_rent::Rent::with_lamports_per_byte(asked);
        Ok(Chain { programs: self.programs, rent, genesis: self.genesis().await? })
    }

    /// The cluster's genesis hash, which tells it from all others. It is asked for once.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn genesis(&self) -> Result<Hash, ClientError> {
        if let Some(genesis) = self.genesis.get() {
            return Ok(*genesis);
        }
        let genesis = self.rpc().get_genesis_hash().await?;
        Ok(*self.genesis.get_or_init(|| genesis))
    }

    /// Carries out a plan: signs and sends each step after the one before it is confirmed. The first signer pays, unless
    /// the client has a payer. Signers whom a step does not need do not sign it.
    ///
    /// # Errors
    /// [`ClientError::Sign`] if somebody's signature is missing, [`ClientError::Refused`] if the cluster or a program refuses
    /// a step, and the errors of sending. If it is not the first step that failed, the error is [`ClientError::Stopped`]
    /// around that: `done` has the receipts of the steps before, so the failed step is `plan.steps[done.len()]`. Nothing
    /// after it was sent.
    pub async fn execute(&self, plan: &Plan, signers: &[&dyn Signer]) -> Result<Vec<Receipt>, ClientError> {
        self.check_limit(&plan.steps)?;
        let mut receipts = Vec::new();
        for step in &plan.steps {
            match self.execute_step(step, signers).await {
                Ok(receipt) => receipts.push(receipt),
                Err(error) => return Err(error.after(receipts)),
            }
        }
        Ok(receipts)
    }

    /// Carries out a plan of one step.
    pub(super) async fn run(&self, plan: Plan, signer: &dyn Signer) -> Result<Receipt, ClientError> {
        self.execute_step(&plan.only(), &[signer]).await
    }

    async fn execute_step(&self, step: &Step, signers: &[&dyn Signer]) -> Result<Receipt, ClientError> {
        payer(&self.signers(step, signers))?;
        match self.execute_once(step, signers).await {
            // Someone may have sent lamports to an address meanwhile. Then the account is created in another way.
            Err(ClientError::Refused(Reason::AlreadyExists)) if !step.creations.is_empty() => {
                self.execute_once(step, signers).await
            }
            executed => executed,
        }
    }

    async fn execute_once(&self, step: &Step, signers: &[&dyn Signer]) -> Result<Receipt, ClientError> {
        let actors: Vec<_> = signers.iter().map(|signer| signer.pubkey()).collect();
        let step = self.fit(step.clone(), &actors).await?;
        self.check_limit(slice::from_ref(&step))?;
        let signers = self.signers(&step, signers);
        self.cluster.execute(&step.instructions(), &signers, &witnesses(&step, &signers)).await
    }

    /// Refuses steps that take more lamports from wallets than this client may lock.
    pub(super) fn check_limit(&self, steps: &[Step]) -> Result<(), ClientError> {
        let locks = steps.iter().flat_map(|step| &step.locks).filter(|lock| lock.mint.is_none());
        within(locks.map(|lock| lock.amount).fold(0, u64::saturating_add), self.limit)
    }

    /// Simulates a step, so that what would be refused is refused before anything is sent.
    pub(super) async fn rehearse(&self, step: &Step, signer: &dyn Signer) -> Result<(), ClientError> {
        let step = self.fit(step.clone(), &[signer.pubkey()]).await?;
        self.check_limit(slice::from_ref(&step))?;
        let signers = self.signers(&step, &[signer]);
        self.cluster.fit(&step.instructions(), &signers).await.map(drop)
    }

    /// The step for the present state: its accounts are created in the way that their addresses need, and the payer brings
    /// what it takes.
    pub(super) async fn fit(&self, step: Step, actors: &[Pubkey]) -> Result<Step, ClientError> {
        let mut plan = Plan::from(step);
        let new: Vec<_> = plan.new_addresses().collect();
        if !new.is_empty() {
            let present = self.accounts_at(&new).await?;
            if present.iter().flatten().any(|account| !account.data.is_empty()) {
                return Err(Reason::AlreadyExists.into());
            }
            let is_there =
                |address: &Pubkey| new.iter().zip(&present).any(|(at, found)| at == address && found.is_some());
            plan = plan.prefunded(is_there);
        }
        match &self.payer {
            Some((payer, Pays::Everything)) => self.brought(plan, &payer.pubkey(), actors).await.map(Plan::only),
            _ => Ok(plan.only()),
        }
    }

    /// The payer also brings what a wallet lacks to exist, if it locks something, or acts and is paid less than that. Whoever
    /// is only paid gets nothing from the payer.
    async fn brought(&self, plan: Plan, payer: &Pubkey, actors: &[Pubkey]) -> Result<Plan, ClientError> {
        let locking = plan.steps.iter().flat_map(|step| &step.locks).map(|lock| lock.from);
        let paid = plan.steps.iter().flat_map(|step| &step.returns).map(|back| back.to);
        let mut wallets: Vec<_> = locking.chain(paid.filter(|to| actors.contains(to))).collect();
        wallets.sort_unstable();
        wallets.dedup();
        if wallets.is_empty() {
            return Ok(plan);
        }
        let minimum = self.chain().await?.rent_of(0);
        let found = self.accounts_at(&wallets).await?;
        let lacks = |wallet: &Pubkey| {
            let account = wallets.iter().zip(&found).find_map(|(at, found)| (at == wallet).then_some(found));
            let held = |found: &Option<Account>| found.as_ref().map_or(0, |account| account.lamports);
            account.map_or(0, |found| minimum.saturating_sub(held(found)))
        };
        Ok(plan.brought_by(payer, lacks))
    }

    /// Who signs a step, the payer first.
    pub(super) fn signers<'s>(&'s self, step: &Step, signers: &[&'s dyn Signer]) -> Vec<&'s dyn Signer> {
        let mut all: Vec<&dyn Signer> = Vec::new();
        all.extend(self.payer.as_ref().map(|(payer, _)| payer.as_ref() as &dyn Signer));
        let needed = step.signers();
        for signer in signers {
            let is_there = all.iter().any(|other| other.pubkey() == signer.pubkey());
            if !is_there && (all.is_empty() || needed.contains(&signer.pubkey())) {
                all.push(*signer);
            }
        }
        all
    }

    /// Who creates a token account that a plan needs, if a signer acts.
    pub(super) fn rent_payer(&self, signer: &dyn Signer) -> Pubkey {
        match &self.payer {
            Some((payer, Pays::Everything)) => payer.pubkey(),
            _ => signer.pubkey(),
        }
    }

    /// How what somebody does is sent: in the longest format that the cluster takes.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn limits(&self, actor: &Pubkey) -> Result<Limits, ClientError> {
        let (format, priority) = (self.cluster.longest_format().await?, self.cluster.priority.planned());
        let (payer, brings) = match &self.payer {
            Some((payer, pays)) => (payer.pubkey(), *pays == Pays::Everything),
            None => (*actor, false),
        };
        Ok(Limits { format, priority, payer, brings, reserved: 0 })
    }
}

/// Accounts that show whether a step has landed, besides the payer, whose lamports show it if the step takes some of them.
/// Otherwise a payer who is given as much as the fee, or who is filled up to the same amount, seems not to have paid.
pub(super) fn witnesses(step: &Step, signers: &[&dyn Signer]) -> Vec<Pubkey> {
    let payer = signers.first().map(|payer| payer.pubkey());
    let takes = |lock: &Lock| lock.mint.is_none() && Some(lock.from) == payer;
    if signers.len() == 1 && !step.locks.is_empty() && step.locks.iter().all(takes) {
        return Vec::new();
    }
    let mut written = Vec::new();
    for meta in step.instructions().iter().flat_map(|instruction| &instruction.accounts) {
        if meta.is_writable && Some(meta.pubkey) != payer && !written.contains(&meta.pubkey) {
            written.push(meta.pubkey);
        }
    }
    written
}

/// Refuses an amount above the caller's limit.
pub(super) fn within(asked: u64, limit: u64) -> Result<(), ClientError> {
    if asked > limit { Err(ClientError::OverLimit { asked, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use solana_rpc_client::nonblocking::rpc_client::RpcClient;

    use super::*;
    use crate::{instructions::mail, sealing::EncryptionKey};

    #[tokio::test]
    async fn a_plan_that_nobody_signs_is_refused_before_anything_is_read() {
        let client = Client::new(RpcClient::new("http://127.0.0.1:1".into()));
        let (chain, wallet) = (Chain::default(), Pubkey::new_unique());
        let new_account = mail::open_body(&chain, &wallet, &[1; 32], 100).unwrap();
        let plain = mail::open_mailbox(&chain, &wallet, &wallet, EncryptionKey::try_from([9; 32]).unwrap());
        for plan in [new_account, plain] {
            let error = client.execute(&plan, &[]).await.unwrap_err();
            assert!(matches!(error, ClientError::Sign(_)), "{error:?}");
        }
        assert_eq!(client.execute(&Plan::default(), &[]).await.unwrap(), []);
    }
}
