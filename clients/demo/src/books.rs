//! The books: every lamport in wallets and in the programs' accounts. All accounts of the programs are read from the
//! chain, so no lamport can be missed.

use anyhow::Result;
use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, PROGRAMS, REPUTATION_ID,
    accounts::{
        Bounty, Contribution, Correspondence, Endorsement, Ledger, Mailbox, Network, ProgramAccount, Reputation,
        Standing, StoredBody, StoredMessage, Submission, Treasury, WeeklyStats,
    },
    pda,
};
use solana_pubkey::Pubkey;

use crate::{
    held::{Held, Kind},
    journal::Balances,
    people::TREASURY,
    play::Play,
};

/// The balances of the wallets, under their names in the books.
pub async fn wallets(play: &Play) -> Result<Balances> {
    let mut balances = Balances::new();
    for person in play.cast.people() {
        balances.insert(person.name, play.stage.balance(&person.address()).await?);
    }
    Ok(balances)
}

/// What all accounts of the programs hold, and those of the reputation token.
pub async fn held(play: &Play) -> Result<Vec<Held>> {
    let mut all = of_token(play).await?;
    for (address, account) in play.client().rpc().get_program_accounts(&MAIL_ID).await? {
        all.extend(of_mail(play, &address, account.lamports, &account.data)?);
    }
    for (address, account) in play.client().rpc().get_program_accounts(&REPUTATION_ID).await? {
        all.push(of_reputation(play, &address, account.lamports, &account.data)?);
    }
    let rent = play.client().rpc().get_minimum_balance_for_rent_exemption(Treasury::LEN).await?;
    for (address, account) in play.client().rpc().get_program_accounts(&BOUNTY_ID).await? {
        all.extend(of_bounty(play, &address, (account.lamports, rent), &account.data)?);
    }
    all.retain(|part| part.lamports > 0);
    Ok(all)
}

/// What the token's mint and people's token accounts hold.
async fn of_token(play: &Play) -> Result<Vec<Held>> {
    let (mint, founder) = (PROGRAMS.mint(&play.network).0, &play.cast.founder);
    let of = |kind, whose, address: Pubkey, lamports| Held { kind, whose, address: address.to_string(), lamports };
    let mut held = vec![of(Kind::Network, founder.name, mint, play.stage.balance(&mint).await?)];
    for person in play.cast.members() {
        let account = pda::token_account(&person.address(), &mint).0;
        held.push(of(Kind::Standings, person.name, account, play.stage.balance(&account).await?));
    }
    Ok(held)
}

/// What an account of the reputation program holds.
fn of_reputation(play: &Play, address: &Pubkey, lamports: u64, data: &[u8]) -> Result<Held> {
    let (kind, owner) = match data.first_chunk().copied().unwrap_or_default() {
        Reputation::DISCRIMINATOR => (Kind::Network, play.cast.founder.address()),
        Standing::DISCRIMINATOR => (Kind::Standings, Standing::decode(&PROGRAMS, &REPUTATION_ID, data)?.owner),
        Endorsement::DISCRIMINATOR => (Kind::Standings, Endorsement::decode(&PROGRAMS, &REPUTATION_ID, data)?.endorser),
        _ => anyhow::bail!("the reputation program has an account at {address} that the demo does not know"),
    };
    Ok(Held { kind, whose: play.cast.owner(&owner)?, address: address.to_string(), lamports })
}

/// What an account of the bounty program holds: its rent, and money for others in some kinds.
fn of_bounty(play: &Play, address: &Pubkey, (all, treasury_rent): (u64, u64), data: &[u8]) -> Result<Vec<Held>> {
    let of = |kind, whose, lamports| Held { kind, whose, address: address.to_string(), lamports };
    let owned = |kind, owner: &Pubkey, lamports| play.cast.owner(owner).map(|whose| of(kind, whose, lamports));
    let founder = play.cast.founder.address();
    Ok(match data.first_chunk().copied().unwrap_or_default() {
        Treasury::DISCRIMINATOR => {
            vec![owned(Kind::Network, &founder, treasury_rent)?, of(Kind::Treasury, TREASURY, all - treasury_rent)]
        }
        WeeklyStats::DISCRIMINATOR => vec![owned(Kind::Network, &founder, all)?],
        Bounty::DISCRIMINATOR => {
            let Bounty { issuer, held, bond, .. } = Bounty::decode(&PROGRAMS, &BOUNTY_ID, data)?;
            let rent = owned(Kind::Bounties, &issuer, all - held - bond)?;
            vec![rent, owned(Kind::Rewards, &issuer, held)?, owned(Kind::Bonds, &issuer, bond)?]
        }
        Contribution::DISCRIMINATOR => {
            vec![owned(Kind::Bounties, &Contribution::decode(&PROGRAMS, &BOUNTY_ID, data)?.contributor, all)?]
        }
        Submission::DISCRIMINATOR => {
            let Submission { submitter, stake, .. } = Submission::decode(&PROGRAMS, &BOUNTY_ID, data)?;
            vec![owned(Kind::Bounties, &submitter, all - stake)?, owned(Kind::Stakes, &submitter, stake)?]
        }
        _ => anyhow::bail!("the bounty program has an account at {address} that the demo does not know"),
    })
}

/// What an account of the mail program holds: its rent, and money for others in some kinds.
fn of_mail(play: &Play, address: &Pubkey, all: u64, data: &[u8]) -> Result<Vec<Held>> {
    let of = |kind, whose, lamports| Held { kind, whose, address: address.to_string(), lamports };
    let owned = |kind, owner: &Pubkey, lamports| play.cast.owner(owner).map(|whose| of(kind, whose, lamports));
    let cut = |lamports| of(Kind::Cut, TREASURY, lamports);
    Ok(match data.first_chunk().copied().unwrap_or_default() {
        Network::DISCRIMINATOR => {
            vec![owned(Kind::Network, &Network::decode(&PROGRAMS, &MAIL_ID, data)?.founder, all)?]
        }
        Ledger::DISCRIMINATOR => {
            let unpaid = Ledger::decode(&PROGRAMS, &MAIL_ID, data)?.unpaid;
            vec![owned(Kind::Network, &play.cast.founder.address(), all - unpaid)?, cut(unpaid)]
        }
        Mailbox::DISCRIMINATOR => {
            let mailbox = Mailbox::decode(&PROGRAMS, &MAIL_ID, data)?;
            vec![owned(Kind::Mailboxes, &mailbox.owner, all - mailbox.cut)?, cut(mailbox.cut)]
        }
        Correspondence::DISCRIMINATOR => {
            vec![owned(Kind::Correspondences, Correspondence::decode(&PROGRAMS, &MAIL_ID, data)?.payer(), all)?]
        }
        StoredBody::DISCRIMINATOR => {
            vec![owned(Kind::Bodies, &StoredBody::decode(&PROGRAMS, &MAIL_ID, data)?.header.author, all)?]
        }
        StoredMessage::DISCRIMINATOR => {
            let message = StoredMessage::decode(&PROGRAMS, &MAIL_ID, data)?.header;
            let rent = owned(Kind::Messages, &message.sender, all - message.fee)?;
            vec![rent, owned(Kind::Postage, &message.sender, message.fee)?]
        }
        _ => anyhow::bail!("the mail program has an account at {address} that the demo does not know"),
    })
}
