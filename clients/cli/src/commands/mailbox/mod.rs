//! `bmail mailbox`: one's mailbox, what it asks of strangers, and its key.

mod elsewhere;
mod key;
mod life;
mod settings;

use bmail_sdk::{BuildError, ClientError, accounts::Mailbox, sealing::SecretKey};
use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

pub use self::life::{Closed, open};
use crate::{
    amount::{points, sol},
    context::{Context, Session},
    failure::{Failure, Outcome},
    output::Shown,
    people::{People, Person, recipient},
    terminal::Look,
};

/// Your mailbox, what it asks of strangers, and its key
#[derive(Args)]
#[command(after_help = "Example: bmail mailbox set --min-fee 0.001")]
pub struct MailboxOf {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Open one
    #[command(after_help = "Example: bmail mailbox open")]
    Open,
    /// Show what it asks of strangers, and its key
    #[command(after_help = "Example: bmail mailbox show bo")]
    Show {
        /// A name, or the address of a wallet; without one, your own
        who: Option<String>,
    },
    /// Change what it asks of strangers
    #[command(after_help = "Example: bmail mailbox set --min-fee 0.001 --min-reputation 2.5")]
    Set(settings::Set),
    /// Replace its key. Old letters stay readable
    #[command(
        after_help = "Example: bmail mailbox rotate-key\n\nDo so if somebody may have your key pair's file: what is \
                            sent from then on is sealed to the new key."
    )]
    RotateKey,
    /// Close it. Its rent comes back, and nobody can write to you there any more
    #[command(after_help = "Example: bmail mailbox close")]
    Close,
}

/// A mailbox, after what was done.
#[derive(Serialize, JsonSchema)]
pub struct Shows {
    /// What was done: `shown`, `opened`, `was_open`, `set` or `rotated`.
    pub done: &'static str,
    pub owner: Person,
    /// The mailbox's address.
    pub mailbox: String,
    /// The network's address.
    pub network: String,
    /// The least postage of a letter, in lamports.
    pub min_fee_lamports: u64,
    /// The least reputation of strangers, in millionths.
    pub min_reputation_millionths: u64,
    /// Whether strangers may write at all.
    pub is_accepting: bool,
    /// The version of its key.
    pub key_version: u32,
    /// Whether your wallet opens what is sealed to its key; none for the mailbox of somebody else.
    pub opens: Option<bool>,
    /// The transaction.
    pub signature: Option<String>,
}

impl MailboxOf {
    /// # Errors
    /// If there is no mailbox, or something is refused.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        if context.globals.signing.is_given() {
            return super::print(context, elsewhere::run(context, &self.what).await?);
        }
        let session = context.session().await?;
        match self.what {
            What::Open => super::print(context, life::run(context, &session).await?),
            What::Show { who } => super::print(context, show(context, &session, who.as_deref()).await?),
            What::Set(set) => super::print(context, set.run(context, &session).await?),
            What::RotateKey => super::print(context, key::rotate(context, &session).await?),
            What::Close => super::print(context, life::close(context, &session).await?),
        }
    }
}

async fn show(context: &Context, session: &Session, who: Option<&str>) -> Outcome<Shows> {
    let people = People::of(context, &session.store)?;
    let owner = match who {
        Some(who) => recipient(context, &session.client, &people, who).await?,
        None => session.address(),
    };
    let found = found(session, &owner).await?;
    Ok(Shows::of(context, session, &owner, &found)?.after("shown", None))
}

/// Somebody's mailbox.
async fn found(session: &Session, owner: &Pubkey) -> Outcome<Mailbox> {
    let address = session.client.programs().mailbox(&session.network, owner).0;
    session.client.mailbox(&address).await.map_err(|error| match error {
        ClientError::Build(BuildError::NotFound { .. }) if *owner == session.address() => {
            Failure::not_set_up("you have no mailbox on this network: `bmail mailbox open` opens one")
        }
        ClientError::Build(BuildError::NotFound { .. }) => {
            Failure::not_found(format!("{owner} has no mailbox on this network"))
        }
        error => error.into(),
    })
}

impl Shows {
    fn of(context: &Context, session: &Session, owner: &Pubkey, found: &Mailbox) -> Outcome<Self> {
        let people = People::of(context, &session.store)?;
        let is_own = *owner == session.address();
        let own_key = || SecretKey::from_keypair(&session.wallet, &session.network, found.key_version).encryption_key();
        Ok(Self {
            done: "shown",
            owner: people.person(owner),
            mailbox: session.client.programs().mailbox(&session.network, owner).0.to_string(),
            network: session.network.to_string(),
            min_fee_lamports: found.min_fee,
            min_reputation_millionths: found.min_reputation,
            is_accepting: found.accepting != 0,
            key_version: found.key_version,
            opens: is_own.then(|| own_key().to_bytes() == found.encryption_key),
            signature: None,
        })
    }

    fn after(self, done: &'static str, signature: Option<String>) -> Self {
        Self { done, signature, ..self }
    }
}

impl Shown for Shows {
    fn shown(&self, look: &Look) -> String {
        let done = match self.done {
            "opened" => format!("{}. Tell people your wallet, and they can write to you.\n\n", look.green("Open")),
            "was_open" => "It was open before; nothing was changed.\n\n".to_owned(),
            "set" => "From now on:\n\n".to_owned(),
            "rotated" => {
                format!("{}. Letters to you are sealed to the new key from now on.\n\n", look.green("Replaced"))
            }
            _ => String::new(),
        };
        let strangers = match (self.is_accepting, self.min_reputation_millionths) {
            (false, _) => "may not write".to_owned(),
            (true, 0) => "may write".to_owned(),
            (true, least) => format!("may write with a reputation of {} or more", points(least)),
        };
        let key = match self.opens {
            Some(false) => look.yellow(&format!(
                "version {}, which your wallet does not open: `bmail mailbox rotate-key` puts one there that it does",
                self.key_version
            )),
            _ => format!("version {}", self.key_version),
        };
        let rows = [
            ("owner", self.owner.in_full()),
            ("mailbox", self.mailbox.clone()),
            ("network", self.network.clone()),
            ("postage", format!("{} or more", sol(self.min_fee_lamports))),
            ("strangers", strangers),
            ("key", key),
        ];
        let rows = rows.map(|(name, value)| format!("{}  {value}", look.dim(&format!("{name:<9}"))));
        format!("{done}{}", rows.join("\n"))
    }
}
