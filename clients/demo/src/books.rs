//! The books: every lamport, in wallets, in the program's accounts and with the cluster. What the accounts hold is read
//! from the chain, all of it, so that nothing can hide where nobody looks.

use std::collections::BTreeMap;

use anyhow::Result;
use bmail_sdk::{
    MAIL_ID,
    accounts::{Correspondence, Ledger, MailAccount, Mailbox, Network, StoredBody, StoredMessage},
};
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{journal::Balances, people::TREASURY, play::Play};

/// What the lamports in the program's accounts are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Network,
    Mailboxes,
    Correspondences,
    Bodies,
    Messages,
    Postage,
    Cut,
}

/// Lamports in the program's accounts: of a kind, and for somebody.
#[derive(Clone, Copy, Serialize)]
pub struct Held {
    pub kind: Kind,
    pub whose: &'static str,
    pub lamports: u64,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Network, Self::Mailboxes, Self::Correspondences, Self::Bodies, Self::Messages, Self::Postage, Self::Cut];

    /// What a column of them is called.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Mailboxes => "mailboxes",
            Self::Correspondences => "correspondences",
            Self::Bodies => "bodies",
            Self::Messages => "messages",
            Self::Postage => "postage",
            Self::Cut => "cut",
        }
    }

    /// What the books call them.
    pub fn in_books(self) -> &'static str {
        match self {
            Self::Network => "rent of the network and its ledger",
            Self::Mailboxes => "rent of mailboxes",
            Self::Correspondences => "rent of correspondences",
            Self::Bodies => "rent of bodies",
            Self::Messages => "rent of open messages",
            Self::Postage => "postage of open messages",
            Self::Cut => "the network's cut, not yet swept",
        }
    }
}

/// What is in the wallets, as the books call them.
pub async fn wallets(play: &Play) -> Result<Balances> {
    let mut balances = Balances::new();
    for (name, wallet) in play.cast.wallets() {
        *balances.entry(name).or_default() += play.stage.balance(&wallet).await?;
    }
    Ok(balances)
}

/// What is in all accounts of the program.
pub async fn held(play: &Play) -> Result<Vec<Held>> {
    let mut sums = BTreeMap::new();
    for (address, account) in play.client().rpc().get_program_accounts(&MAIL_ID).await? {
        for Held { kind, whose, lamports } in parts(play, &address, account.lamports, &account.data)? {
            *sums.entry((kind, whose)).or_default() += lamports;
        }
    }
    Ok(sums.into_iter().map(|((kind, whose), lamports)| Held { kind, whose, lamports }).collect())
}

/// What an account holds: its rent, and perhaps something for somebody else.
fn parts(play: &Play, address: &Pubkey, all: u64, data: &[u8]) -> Result<Vec<Held>> {
    let owned = |kind, owner: &Pubkey, lamports| play.cast.owner(owner).map(|whose| Held { kind, whose, lamports });
    let cut = |lamports| Held { kind: Kind::Cut, whose: TREASURY, lamports };
    Ok(match data.first_chunk().copied().unwrap_or_default() {
        Network::DISCRIMINATOR => vec![owned(Kind::Network, &Network::decode(&MAIL_ID, data)?.founder, all)?],
        Ledger::DISCRIMINATOR => {
            let unpaid = Ledger::decode(&MAIL_ID, data)?.unpaid;
            vec![owned(Kind::Network, &play.cast.founder.address(), all - unpaid)?, cut(unpaid)]
        }
        Mailbox::DISCRIMINATOR => {
            let mailbox = Mailbox::decode(&MAIL_ID, data)?;
            vec![owned(Kind::Mailboxes, &mailbox.owner, all - mailbox.cut)?, cut(mailbox.cut)]
        }
        Correspondence::DISCRIMINATOR => {
            vec![owned(Kind::Correspondences, Correspondence::decode(&MAIL_ID, data)?.payer(), all)?]
        }
        StoredBody::DISCRIMINATOR => {
            vec![owned(Kind::Bodies, &StoredBody::decode(&MAIL_ID, data)?.header.author, all)?]
        }
        StoredMessage::DISCRIMINATOR => {
            let message = StoredMessage::decode(&MAIL_ID, data)?.header;
            let rent = owned(Kind::Messages, &message.sender, all - message.fee)?;
            vec![rent, owned(Kind::Postage, &message.sender, message.fee)?]
        }
        _ => anyhow::bail!("the program has an account at {address} that the demo does not know"),
    })
}
