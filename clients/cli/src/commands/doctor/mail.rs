//! The network, the wallet's money, its mailbox, and what is kept here.

use bmail_mailstore::{Became, Missing, Owner, Store};
use bmail_sdk::{
    BuildError, ClientError,
    accounts::{Mailbox, Network},
    instructions::mail,
    sealing::SecretKey,
};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{chain::Cluster, check::Check, programs};
use crate::{amount::sol, context::Context, failure::Failure};

/// How many versions of a mailbox's key are tried.
const VERSIONS: u32 = 1_000;
/// What a letter's transactions cost, with room for a priority, in lamports.
const FEES: u64 = 100_000;

/// What the checks after those of the cluster need.
struct Looked<'a> {
    context: &'a Context,
    cluster: &'a Cluster,
    wallet: Keypair,
    network: Pubkey,
}

pub async fn checks(context: &Context, cluster: Option<&Cluster>, checks: &mut Vec<Check>) {
    let network = context.network();
    if let Err(failure) = &network {
        checks.push(Check::failed("network", failure));
    }
    let (Some(cluster), Ok(wallet), Ok(network)) = (cluster, context.wallet(), network) else {
        for subject in ["balance", "mailbox", "store"] {
            checks.push(Check::not_checked(subject, "it needs a key, a cluster that answers, and a network"));
        }
        return;
    };
    let looked = Looked { context, cluster, wallet, network };
    if cluster.has_programs {
        checks.push(programs::version(&cluster.client, &looked.wallet.pubkey()).await);
        checks.push(looked.network().await);
        checks.extend(looked.mailbox().await);
    }
    looked.store(checks);
}

impl Looked<'_> {
    async fn network(&self) -> Check {
        match self.cluster.client.network(&self.network).await {
            Ok(found) => of_network(&found),
            Err(ClientError::Build(BuildError::NotFound { .. })) => Check::wrong(
                "network",
                format!("there is none at {} on this cluster", self.network),
                "check --network and --url: networks live on one cluster; `bmail setup` chooses one",
            ),
            Err(error) => unread("network", error),
        }
    }

    /// The mailbox with its key, and whether the wallet's money suffices for it and for a letter.
    async fn mailbox(&self) -> Vec<Check> {
        let (client, wallet) = (&self.cluster.client, self.wallet.pubkey());
        let address = client.programs().mailbox(&self.network, &wallet).0;
        match client.mailbox(&address).await {
            Ok(found) => vec![
                self.balance(true).await,
                Check::ok("mailbox", mailbox_words(&address, &found)),
                key_of(&self.wallet, &self.network, &found),
            ],
            Err(ClientError::Build(BuildError::NotFound { .. })) => vec![
                self.balance(false).await,
                Check::warning("mailbox", format!("{wallet} has none on this network"), "`bmail setup` opens one"),
            ],
            Err(error) => vec![self.balance(true).await, unread("mailbox", error)],
        }
    }

    async fn balance(&self, has_mailbox: bool) -> Check {
        match self.compared(has_mailbox).await {
            Ok(check) => check,
            Err(error) => Check::failed("balance", &error.into()),
        }
    }

    /// Compares the balance with what a mailbox and a letter need, without postage.
    async fn compared(&self, has_mailbox: bool) -> Result<Check, ClientError> {
        let (client, wallet) = (&self.cluster.client, self.wallet.pubkey());
        let (held, chain) = (client.rpc().get_balance(&wallet).await?, client.chain().await?);
        let key = SecretKey::from_keypair(&self.wallet, &self.network, 1).encryption_key();
        let opening = mail::open_mailbox(&chain, &self.network, &wallet, key).lamports_from(&wallet);
        let letter = chain.rent_of(LETTER).saturating_add(chain.rent_of(CORRESPONDENCE)).saturating_add(FEES);
        let needed = letter.saturating_add(if has_mailbox { 0 } else { opening }).saturating_add(chain.rent_of(0));
        let says = format!("{wallet} has {}", sol(held));
        let remedy = match self.context.local() {
            Some(_) => "on the local network, `bmail setup` gives a new wallet money".to_owned(),
            None => format!("send SOL to {wallet}"),
        };
        Ok(match held {
            0 => Check::wrong("balance", format!("{wallet} has nothing"), remedy),
            held if held < needed => Check::warning(
                "balance",
                format!("{says}, less than the {} that {} asks for before postage", sol(needed), what(has_mailbox)),
                remedy,
            ),
            _ => Check::ok("balance", says),
        })
    }

    fn store(&self, checks: &mut Vec<Check>) {
        let owner = Owner { wallet: self.wallet.pubkey(), genesis: self.cluster.genesis };
        let path = Store::path_in(&self.context.paths.mail(), &owner);
        if !path.exists() {
            checks.push(Check::ok("store", "there is none yet: `bmail sync` makes it"));
            return;
        }
        let store = match self.context.open_store_as_it_is(owner, &self.wallet, &self.network) {
            Ok(store) => store,
            Err(failure) => return checks.push(Check::failed("store", &failure)),
        };
        match store.check() {
            Ok(()) => checks.push(Check::ok("store", format!("{} is whole", path.display()))),
            Err(error) => return checks.push(Check::failed("store", &error.into())),
        }
        for found in [gaps(&store), outbox(&store)] {
            checks.push(found.unwrap_or_else(|failure| Check::failed("store", &failure)));
        }
    }
}

/// The bytes of a long letter's account, and of a correspondence's.
const LETTER: usize = 1_024;
const CORRESPONDENCE: usize = 136;

fn what(has_mailbox: bool) -> &'static str {
    if has_mailbox { "a letter" } else { "a mailbox and a letter" }
}

/// An account that is there and cannot be read was written by another version.
fn unread(subject: &'static str, error: ClientError) -> Check {
    match error {
        ClientError::Decode(error) => Check::wrong(
            subject,
            format!("{error}; or the programs of this cluster are of another version than this bmail"),
            "check the address; otherwise install the bmail of their version",
        ),
        error => Check::failed(subject, &error.into()),
    }
}

fn of_network(found: &Network) -> Check {
    let name = found.display_name();
    let says = format!("\"{name}\", with version {} of its rules", found.rules_version);
    match found.paused {
        0 => Check::ok("network", says),
        _ => {
            Check::warning("network", format!("{says}: sending is paused"), "ask its authority; answering still works")
        }
    }
}

fn mailbox_words(address: &Pubkey, found: &Mailbox) -> String {
    let accepting = if found.accepting == 0 { ", and takes no mail" } else { "" };
    format!("{address}{accepting}")
}

/// Whether the wallet derives the mailbox's key, and in which version.
fn key_of(wallet: &Keypair, network: &Pubkey, mailbox: &Mailbox) -> Check {
    let is_it = |version: &u32| {
        SecretKey::from_keypair(wallet, network, *version).encryption_key().to_bytes() == mailbox.encryption_key
    };
    let version = mailbox.key_version;
    if is_it(&version) {
        return Check::ok("mailbox key", format!("version {version}, which this wallet derives"));
    }
    match (1..=version.saturating_add(1).min(VERSIONS)).find(is_it) {
        Some(derived) => Check::wrong(
            "mailbox key",
            format!("the mailbox has version {version} of its key, but the key that this wallet derives as {derived}"),
            "`bmail mailbox rotate-key` sets the next one; until then, letters are read with the other",
        ),
        None => Check::wrong(
            "mailbox key",
            "the mailbox has a key that this wallet does not derive, so its letters cannot be opened here",
            "read them with the client that set it, or set one of this wallet's: `bmail mailbox rotate-key`",
        ),
    }
}

fn gaps(store: &Store) -> Result<Check, Failure> {
    let gaps = store.gaps()?;
    let says = match gaps.as_slice() {
        [] => return Ok(Check::ok("gaps", "no mail is missing")),
        [gap] => gap.why.clone(),
        [gap, others @ ..] => format!("{}, and {} more", gap.why, others.len()),
    };
    let remedy = match gaps.iter().any(|gap| matches!(gap.what, Missing::Message(_))) {
        true => "`bmail sync` tries again; a node that keeps more history may have it (--url)",
        false => "`bmail sync --url` of a node that keeps more history may find it",
    };
    Ok(Check::warning("gaps", says, remedy))
}

fn outbox(store: &Store) -> Result<Check, Failure> {
    let outbox = store.outbox()?;
    let count = |is: fn(&Became) -> bool| outbox.iter().filter(|intent| is(&intent.became)).count();
    let doubtful = count(|became| matches!(became, Became::Sending | Became::Uncertain { .. }));
    let waiting = count(|became| matches!(became, Became::Waiting | Became::Posted { .. }));
    Ok(match (doubtful, waiting) {
        (0, 0) => Check::ok("outbox", "nothing waits in it"),
        (0, waiting) => Check::warning("outbox", format!("{waiting} not sent yet"), "`bmail flush` sends them"),
        (doubtful, _) => Check::warning(
            "outbox",
            format!("of {doubtful}, nobody knows yet whether they were paid"),
            "`bmail flush` finds out, and never pays twice",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::doctor::check::State;
    use bmail_sdk::accounts::ProgramAccount;

    fn mailbox(key_version: u32, key: [u8; 32]) -> Mailbox {
        let mut data = vec![0; Mailbox::LEN];
        data[..8].copy_from_slice(&Mailbox::DISCRIMINATOR);
        let mut mailbox = Mailbox::from_data(&data).unwrap();
        (mailbox.key_version, mailbox.encryption_key) = (key_version, key);
        mailbox
    }

    #[test]
    fn a_key_of_another_wallet_or_version_is_wrong_and_says_what_to_do() {
        let (wallet, other, network) = (Keypair::new(), Keypair::new(), Pubkey::new_unique());
        let key = |wallet: &Keypair, version| SecretKey::from_keypair(wallet, &network, version).encryption_key();
        let states = [
            (mailbox(1, key(&wallet, 1).to_bytes()), State::Ok),
            (mailbox(3, key(&wallet, 3).to_bytes()), State::Ok),
            (mailbox(3, key(&wallet, 2).to_bytes()), State::Wrong),
            (mailbox(1, key(&other, 1).to_bytes()), State::Wrong),
            (mailbox(u32::MAX, [7; 32]), State::Wrong),
        ];
        for (mailbox, state) in states {
            let check = key_of(&wallet, &network, &mailbox);
            assert_eq!((check.state, check.remedy.is_some()), (state, state == State::Wrong), "{}", check.says);
        }
    }

    #[test]
    fn an_account_of_another_layout_is_named_as_another_version() {
        let check = unread("network", bmail_sdk::accounts::DecodeError::WrongKind("network").into());
        assert_eq!(check.state, State::Wrong);
        assert!(check.says.contains("another version"), "{}", check.says);
    }
}
