//! `bmail contacts list`: whom one knows.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::{Free, free};
use crate::{
    context::Context,
    failure::Outcome,
    output::Shown,
    people::{People, Person},
    terminal::Look,
};

#[derive(Args)]
pub struct List {
    /// Only what is kept here; the cluster is not asked whether letters are free
    #[arg(long)]
    offline: bool,
}

/// Whom one knows.
#[derive(Serialize, JsonSchema)]
pub struct KnownPeople {
    pub contacts: Vec<Known>,
}

/// Somebody of whom one says something.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Known {
    pub person: Person,
    /// Their letters are not announced.
    pub is_muted: bool,
    /// Their letters are not shown.
    pub is_blocked: bool,
    /// Whether letters between you are free; none if the cluster was not asked, or you have no mailbox.
    pub free: Option<Free>,
}

impl Known {
    pub fn of(people: &People, wallet: &Pubkey, free: Option<Free>) -> Self {
        let contact = people.contact(wallet);
        Self {
            person: people.person(wallet),
            is_muted: contact.is_some_and(|contact| contact.muted),
            is_blocked: contact.is_some_and(|contact| contact.blocked),
            free,
        }
    }
}

impl List {
    pub async fn run(self, context: &Context) -> Outcome<KnownPeople> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let people = People::of(context, &session.store)?;
        let wallets: Vec<_> = people.wallets().into_iter().filter(|wallet| *wallet != session.address()).collect();
        let free = if self.offline { vec![None; wallets.len()] } else { free::of(&session, &wallets).await? };
        let mut contacts: Vec<_> =
            wallets.iter().zip(free).map(|(wallet, free)| Known::of(&people, wallet, free)).collect();
        contacts.sort_by_key(|one| (!one.person.is_named, one.person.label.to_lowercase()));
        Ok(KnownPeople { contacts })
    }
}

impl Shown for KnownPeople {
    fn shown(&self, look: &Look) -> String {
        if self.contacts.is_empty() {
            return "You know nobody yet: `bmail contacts add NAME WALLET` gives somebody a name.".to_owned();
        }
        let rows = self.contacts.iter().map(|one| {
            let marks = [one.is_blocked.then_some("blocked"), one.is_muted.then_some("muted")];
            let letters = one.free.map(Free::word).filter(|word| !word.is_empty());
            let notes: Vec<_> = marks.into_iter().flatten().chain(letters).collect();
            vec![one.person.shown(look), one.person.wallet.clone(), notes.join(", ")]
        });
        look.table(&["NAME", "WALLET", "LETTERS"], rows)
    }
}
