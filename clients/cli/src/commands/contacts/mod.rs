//! `bmail contacts`: one's own names for people, and whom one does not want to hear from.

mod elsewhere;
mod free;
mod import;
mod list;
mod names;

use std::path::PathBuf;

use bmail_mailstore::Contact;
use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

pub use self::{
    free::Free,
    import::ImportedContacts,
    list::{Known, KnownPeople},
};
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failure, Outcome},
    output::Shown,
    people::{People, Person, recipient},
    terminal::Look,
};

/// Your names for people, and whom you do not want to hear from
#[derive(Args)]
#[command(after_help = "Example: bmail contacts add bo 7Np41oeYqPefeNQEHSv1UDhYrehxin3NStELsSKCT4K2\n\n\
                        Nobody else sees any of it, except that letters between two contacts are free.")]
pub struct Contacts {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Show them
    #[command(after_help = "Example: bmail contacts list")]
    List(list::List),
    /// Give somebody a name
    #[command(after_help = "Example: bmail contacts add bo 7Np41oeYqPefeNQEHSv1UDhYrehxin3NStELsSKCT4K2 --free")]
    Add {
        /// Your name for them
        name: String,
        /// Their wallet, or their name of the name service
        wallet: String,
        /// Also make them a contact on chain: letters between you are free once they do the same
        #[arg(long)]
        free: bool,
        /// With --free: give back what they paid for letters that wait for you
        #[arg(long, requires = "free")]
        refund: bool,
    },
    /// Give somebody another name
    #[command(after_help = "Example: bmail contacts rename bo \"Bo Berg\"")]
    Rename {
        /// A name, or the address of a wallet
        who: String,
        /// Your new name for them
        name: String,
    },
    /// Forget what you said of somebody
    #[command(after_help = "Example: bmail contacts remove bo --paid")]
    Remove {
        /// A name, or the address of a wallet
        who: String,
        /// Also end it on chain, so that their letters cost postage again
        #[arg(long)]
        paid: bool,
    },
    /// Read names and wallets from a file
    #[command(
        after_help = "Example: bmail contacts import people.csv\n\nEach line has a name and the address of a wallet: \
                            bo,7Np41oeYqPefeNQEHSv1UDhYrehxin3NStELsSKCT4K2"
    )]
    Import {
        /// A CSV file with names and addresses; - is standard input
        file: PathBuf,
    },
    /// Show no letters of somebody any more
    #[command(after_help = "Example: bmail contacts block 7Np41oeYqPefeNQEHSv1UDhYrehxin3NStELsSKCT4K2")]
    Block {
        /// A name, or the address of a wallet
        who: String,
    },
    /// Show the letters of somebody again
    #[command(after_help = "Example: bmail contacts unblock bo")]
    Unblock {
        /// A name, or the address of a wallet
        who: String,
    },
    /// Announce no letters of somebody any more
    #[command(after_help = "Example: bmail contacts mute bo")]
    Mute {
        /// A name, or the address of a wallet
        who: String,
    },
    /// Announce the letters of somebody again
    #[command(after_help = "Example: bmail contacts unmute bo")]
    Unmute {
        /// A name, or the address of a wallet
        who: String,
    },
}

/// What is said of somebody now.
#[derive(Serialize, JsonSchema)]
pub struct Changed {
    pub contact: Known,
    /// What was done: `added`, `renamed`, `removed`, `blocked`, `unblocked`, `muted` or `unmuted`.
    pub done: &'static str,
    /// How many of their letters were refunded.
    pub refunded: usize,
    /// What went back to them, in lamports.
    pub refunded_lamports: u64,
    /// The transactions.
    pub signatures: Vec<String>,
}

impl Contacts {
    /// # Errors
    /// If a name cannot be given, nobody is meant, or something on chain is refused.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        if context.globals.signing.is_given() {
            return super::print(context, elsewhere::run(context, &self.what).await?);
        }
        let change = async || Change::begin(context).await;
        let changed = match self.what {
            What::List(list) => return super::print(context, list.run(context).await?),
            What::Import { file } => return super::print(context, import::run(context, &file).await?),
            What::Add { name, wallet, free, refund } => change().await?.add(&name, &wallet, free, refund).await?,
            What::Rename { who, name } => change().await?.rename(&who, &name).await?,
            What::Remove { who, paid } => change().await?.remove(&who, paid).await?,
            What::Block { who } => change().await?.mark(&who, "blocked", |contact| contact.blocked = true).await?,
            What::Unblock { who } => change().await?.mark(&who, "unblocked", |contact| contact.blocked = false).await?,
            What::Mute { who } => change().await?.mark(&who, "muted", |contact| contact.muted = true).await?,
            What::Unmute { who } => change().await?.mark(&who, "unmuted", |contact| contact.muted = false).await?,
        };
        super::print(context, changed)
    }
}

/// What a change works with.
struct Change<'c> {
    context: &'c Context,
    session: Session,
    people: People,
}

impl<'c> Change<'c> {
    async fn begin(context: &'c Context) -> Outcome<Self> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        Ok(Self { context, session, people })
    }

    async fn add(&self, name: &str, wallet: &str, free: bool, refund: bool) -> Outcome<Changed> {
        let wallet = self.wallet(wallet).await?;
        if wallet == self.session.address() {
            return Err(Failure::usage("this is your own wallet, whose name is `me`; nothing was changed"));
        }
        self.name(&wallet, name)?;
        let made = match free {
            true => {
                free::make(self.context, &self.session, &self.people, &wallet, refund).await.map_err(|failure| {
                    failure.about(format!("{name} is kept as a name, but letters between you are not free"))
                })?
            }
            false => free::Made::default(),
        };
        self.changed(&wallet, "added", made).await
    }

    async fn rename(&self, who: &str, name: &str) -> Outcome<Changed> {
        let wallet = self.wallet(who).await?;
        self.name(&wallet, name)?;
        self.changed(&wallet, "renamed", free::Made::default()).await
    }

    /// Gives somebody a name. One that looks like somebody else's is asked about.
    fn name(&self, wallet: &Pubkey, name: &str) -> Outcome<()> {
        let looks_like = names::check(&self.people, wallet, name)?;
        if !looks_like.is_empty() {
            let others = looks_like.join(" and ");
            self.context.terminal.confirm(&format!("{name} ({wallet}) looks like {others}, and is not. Go on?"))?;
        }
        Ok(self.session.store.set_contact(wallet, |contact| contact.petname = Some(name.to_owned()))?)
    }

    async fn remove(&self, who: &str, paid: bool) -> Outcome<Changed> {
        let wallet = self.wallet(who).await?;
        let made = if paid { free::end(&self.session, &wallet).await? } else { free::Made::default() };
        let was_known = self.session.store.remove::<Contact>(wallet.as_ref())?;
        if !was_known && !paid {
            return Err(Failure::not_found(format!("you have said nothing of {who}; nothing was changed")));
        }
        self.changed(&wallet, "removed", made).await
    }

    async fn mark(&self, who: &str, done: &'static str, change: impl FnOnce(&mut Contact)) -> Outcome<Changed> {
        let wallet = self.wallet(who).await?;
        self.session.store.set_contact(&wallet, change)?;
        self.changed(&wallet, done, free::Made::default()).await
    }

    async fn wallet(&self, who: &str) -> Outcome<Pubkey> {
        recipient(self.context, &self.session.client, &self.people, who).await
    }

    async fn changed(&self, wallet: &Pubkey, done: &'static str, made: free::Made) -> Outcome<Changed> {
        let people = People::of(self.context, &self.session.store)?;
        let free = free::of(&self.session, &[*wallet]).await?.pop().flatten();
        Ok(Changed {
            contact: Known::of(&people, wallet, free),
            done,
            refunded: made.refunded,
            refunded_lamports: made.refunded_lamports,
            signatures: made.signatures,
        })
    }
}

impl Shown for Changed {
    fn shown(&self, look: &Look) -> String {
        let Person { label, wallet, .. } = &self.contact.person;
        let name = look.bold(label);
        let said = match self.done {
            "added" => format!("{wallet} is {name} here now."),
            "renamed" => format!("{wallet} is {name} here now, in old letters, too."),
            "removed" => format!("Nothing is said of {wallet} any more."),
            "blocked" => format!("Letters of {name} are not shown any more, and what they pay goes back to them."),
            "unblocked" => format!("Letters of {name} are shown again, also those of the time between."),
            "muted" => format!("Letters of {name} are not announced any more."),
            _ => format!("Letters of {name} are announced again."),
        };
        let refunded = match self.refunded {
            0 => String::new(),
            count => format!("\nGiven back for {count} of their letters: {}.", sol(self.refunded_lamports)),
        };
        let free = self.contact.free.map_or("", Free::sentence);
        match self.signatures.is_empty() {
            true => said,
            false => format!("{said}{refunded}\n{free}"),
        }
    }
}
