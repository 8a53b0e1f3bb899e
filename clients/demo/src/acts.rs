//! What people do in more than one scene. Each act is done, checked to the lamport, and recorded.

use anyhow::{Context, Result};
use bmail_sdk::{
    ClientError, Progress, Reason, Receipt, Received, StandingOverview,
    accounts::{Message, Verdict},
    instructions::mail::{Draft, LongDraft, Mode},
};
use postage::{FeeSplit, Settlement, settle};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Reputation};

use crate::{people::Person, play::Play};

/// A message that is on the chain.
pub struct Sent {
    pub message: Pubkey,
    /// Lamports in escrow.
    pub fee: u64,
}

impl Play {
    /// Seals and quotes a text. Nothing is charged.
    pub async fn draft(&self, from: &Person, to: &Person, text: &[u8]) -> Result<Draft> {
        Ok(self.client().draft(&from.address(), &self.network, &to.address(), text, Mode::AtOnce).await?)
    }

    pub async fn send(&self, from: &Person, draft: &Draft, what: impl Into<String>) -> Result<Sent> {
        let (message, receipt) = self.client().send(&from.wallet, draft).await?;
        self.sent(from, message, &receipt, what).await
    }

    /// Records a message that was sent or posted.
    pub async fn sent(
        &self,
        from: &Person,
        message: Pubkey,
        receipt: &Receipt,
        what: impl Into<String>,
    ) -> Result<Sent> {
        let fee = self.client().message(&message).await?.header.fee;
        self.record(from, what, fee, receipt);
        self.journal.borrow_mut().totals.messages += 1;
        Ok(Sent { message, fee })
    }

    pub async fn read(&self, reader: &Person, message: &Pubkey) -> Result<Received> {
        Ok(self.client().read(message, &reader.secret).await?)
    }

    /// Acknowledges a message, and checks that this pays what the message promised.
    pub async fn acknowledge(
        &self,
        by: &Person,
        message: &Pubkey,
        verdict: Verdict,
        what: impl Into<String>,
    ) -> Result<Settlement> {
        let settlement = settled(&self.client().message(message).await?.header, verdict);
        let before = self.stage.balance(&by.address()).await?;
        let receipt = self.client().acknowledge(&by.wallet, message, verdict).await?;
        let after = self.stage.balance(&by.address()).await?;
        let Settlement { recipient, treasury } = settlement;
        anyhow::ensure!(
            after + receipt.network_fee == before + recipient.0,
            "{} did not earn {} lamports",
            by.name,
            recipient.0
        );
        self.record(by, what, recipient.0, &receipt);
        let totals = &mut self.journal.borrow_mut().totals;
        totals.earned += recipient.0;
        totals.cut += treasury.0;
        Ok(settlement)
    }

    /// Expires a message that was not acknowledged in time, and returns the fee that its sender gets back. Anyone can
    /// be the `payer`.
    pub async fn expire(&self, payer: &Person, message: &Pubkey, what: impl Into<String>) -> Result<u64> {
        let fee = self.client().message(message).await?.header.fee;
        let receipt = self.client().expire(&payer.wallet, message).await?;
        self.record(payer, what, fee, &receipt);
        Ok(fee)
    }

    /// Uploads a long text.
    pub async fn upload(&self, author: &Person, long: &LongDraft, progress: &dyn Fn(Progress)) -> Result<Pubkey> {
        let (body, receipts) = self.client().upload(&author.wallet, long, progress).await?;
        for receipt in receipts {
            self.record(author, "uploads a part of a body", 0, &receipt);
        }
        Ok(body)
    }

    /// Closes a body and returns its rent.
    pub async fn close_body(&self, author: &Person, body: &Pubkey) -> Result<u64> {
        let rent = self.stage.balance(body).await?;
        let receipt = self.client().close_body(&author.wallet, body).await?;
        self.record(author, "closes a body", 0, &receipt);
        Ok(rent)
    }

    /// What a person's standing is worth.
    pub async fn standing(&self, who: &Person) -> Result<StandingOverview> {
        Ok(self.client().standing_overview(&self.network, &who.address()).await?)
    }

    /// A person's reputation; zero without a standing.
    pub async fn reputation(&self, who: &Person) -> Result<Reputation> {
        let now = self.client().now().await?;
        let standing = self.client().standing(&self.network, &who.address()).await?;
        Ok(standing.map_or(Reputation(0), |standing| standing.effective(now)))
    }

    pub async fn open_standing(&self, who: &Person) -> Result<()> {
        let (_, receipt) = self.client().open_standing(&who.wallet, &self.network).await?;
        self.record(who, "opens a standing", 0, &receipt);
        Ok(())
    }

    /// Moves the clock to a bounty's next phase.
    pub async fn next_phase(&self, bounty: &Pubkey) -> Result<()> {
        let (bounty, now) = (self.client().bounty(bounty).await?, self.client().now().await?);
        let end = bounty.header.ends_at(now).context("the bounty is in no phase that ends")?;
        self.stage.travel_to(end.0)
    }

    /// Checks that a program refused a call, for the expected reason. Records the refusal and returns its text.
    pub fn refused<T>(
        &self,
        who: &Person,
        what: &str,
        result: Result<T, ClientError>,
        expected: impl Into<Reason>,
    ) -> Result<String> {
        match result {
            Err(ClientError::Refused(reason)) if reason == expected.into() => {
                self.journal.borrow_mut().record_refusal(who.name, what, reason.to_string());
                Ok(reason.to_string())
            }
            Err(error) => Err(error).with_context(|| format!("{} {what}", who.name)),
            Ok(_) => anyhow::bail!("the program did not refuse this: {} {what}", who.name),
        }
    }
}

/// How a message's fee is divided, by the shares that the message stores.
pub fn settled(message: &Message, verdict: Verdict) -> Settlement {
    let split = FeeSplit { treasury_share: Bps(message.treasury_share), spam_forfeit: Bps(message.spam_forfeit) };
    settle(Lamports(message.fee), split, verdict)
}
