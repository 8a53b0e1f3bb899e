//! What plans and letters cost, as this client would carry them out, and what SOL is worth.

use solana_pubkey::Pubkey;

use super::{
    Client, ClientError, Pays,
    read::{CLOCK, time},
};
use crate::{
    Plan,
    cost::{Cost, Dollars, SOL_USD_ACCOUNT},
    instructions::mail::{self, Draft, LinkDraft},
};

impl Client {
    /// What a plan costs a wallet that acts, if this client carries it out: with its priority fee at most, and less what its
    /// payer pays.
    pub fn cost(&self, plan: &Plan, wallet: &Pubkey) -> Cost {
        let payer = self.payer.as_ref().map_or(*wallet, |(payer, _)| payer.pubkey());
        match &self.payer {
            Some((_, Pays::Everything)) => {
                let plan = plan.clone().brought_by(&payer, |_| 0);
                Cost::of(&plan, wallet, &payer, self.cluster.priority)
            }
            _ => Cost::of(plan, wallet, &payer, self.cluster.priority),
        }
    }

    /// What a letter costs its sender, with the transaction that reveals it, if it is posted. Of a long letter, its upload
    /// is apart: see [`Cost::and`].
    ///
    /// # Errors
    /// Those of [`Client::chain`] and [`mail::send_and_reveal`].
    pub async fn cost_of_letter(&self, draft: &Draft) -> Result<Cost, ClientError> {
        let plan = mail::send_and_reveal(&self.chain().await?, draft)?;
        Ok(self.cost(&plan, &draft.envelope.sender))
    }

    /// What a link letter costs its maker, before anything is charged. What its reader gets is
    /// [`LinkDraft::reader_gets`].
    ///
    /// # Errors
    /// Those of [`Client::chain`], [`Client::limits`] and [`mail::make_link`].
    pub async fn cost_of_link(&self, link: &LinkDraft) -> Result<Cost, ClientError> {
        let maker = link.draft.envelope.sender;
        let plan = mail::make_link(&self.chain().await?, link, &self.limits(&maker).await?)?;
        Ok(self.cost(&plan, &maker))
    }

    /// What a SOL is worth, by Pyth's account on the cluster. `None` if there is none, or if it is not fresh and certain, or
    /// if the node does not answer: then amounts are shown in SOL. It is for showing only: a node can make it up.
    pub async fn dollars(&self) -> Option<Dollars> {
        let found = self.accounts_at(&[SOL_USD_ACCOUNT, CLOCK]).await.ok()?;
        let (account, clock) = (found.first()?.as_ref()?, found.get(1)?.as_ref());
        Dollars::from_pyth(&account.owner, &account.data, time(clock).ok()?).ok()
    }
}
