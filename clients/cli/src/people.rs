//! People: whom a name stands for, and how somebody is shown.

use bmail_mailstore::{Contact, Direction, Filter, Store};
use bmail_sdk::{
    Client,
    names::{Acquaintance, Alike, Label, Named, alike, label, sns},
};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{
    context::Context,
    failure::{Failure, Outcome},
    terminal::Look,
};

/// Everybody whom one has a name for.
pub struct People {
    known: Vec<Acquaintance>,
    contacts: Vec<Contact>,
}

/// Somebody, as a result has them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Person {
    /// Their wallet.
    pub wallet: String,
    /// One's own name for them, their verified name, or the ends of their address.
    pub label: String,
    /// Whether the label is a name, and not an address.
    pub is_named: bool,
    /// Whom they look like, without being them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub looks_like: Vec<String>,
}

impl People {
    /// # Errors
    /// If the store is damaged.
    pub fn of(context: &Context, store: &Store) -> Outcome<Self> {
        Ok(Self::among(context, store.contacts()?))
    }

    /// Those whom one knows without a mail store: the people of the local network.
    pub fn without_store(context: &Context) -> Self {
        Self::among(context, Vec::new())
    }

    fn among(context: &Context, contacts: Vec<Contact>) -> Self {
        let named = contacts.iter().filter(|contact| contact.petname.is_some());
        let mut known: Vec<_> = named
            .map(|contact| Acquaintance { address: contact.wallet, petname: contact.petname.clone(), name: None })
            .collect();
        for (name, person) in context.local().iter().flat_map(|localnet| &localnet.people) {
            let Ok(address) = person.wallet.parse() else { continue };
            if known.iter().all(|one| one.address != address) {
                known.push(Acquaintance { address, petname: Some(name.clone()), name: None });
            }
        }
        Self { known, contacts }
    }

    /// Whoever is known, without a store.
    #[cfg(test)]
    pub fn knowing(known: Vec<Acquaintance>) -> Self {
        Self { known, contacts: Vec::new() }
    }

    /// What one says of somebody.
    pub fn contact(&self, wallet: &Pubkey) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.wallet == *wallet)
    }

    /// The wallet that has this name here.
    pub fn named(&self, name: &str) -> Option<Pubkey> {
        let is_name = |petname: &str| petname.eq_ignore_ascii_case(name);
        self.known.iter().find(|one| one.petname.as_deref().is_some_and(is_name)).map(|one| one.address)
    }

    /// Whom somebody would look like with a name, without being them.
    pub fn alike(&self, wallet: &Pubkey, name: &str) -> Vec<String> {
        self.names_of(&alike(wallet, Some(name), &self.known))
    }

    /// Everybody who has a name here, or of whom something is said.
    pub fn wallets(&self) -> Vec<Pubkey> {
        let named = self.known.iter().map(|one| one.address);
        let others = self.contacts.iter().filter(|contact| contact.petname.is_none()).map(|contact| contact.wallet);
        let mut seen = std::collections::HashSet::new();
        named.chain(others).filter(|wallet| seen.insert(*wallet)).collect()
    }

    /// The names that one has given, for messages.
    fn names(&self) -> Vec<&str> {
        self.known.iter().filter_map(|one| one.petname.as_deref()).collect()
    }

    /// How somebody is shown.
    pub fn person(&self, wallet: &Pubkey) -> Person {
        let Label { text, named, alike, .. } = label(wallet, None, 1, &self.known);
        let looks_like = self.names_of(&alike);
        Person { wallet: wallet.to_string(), label: text, is_named: named != Named::Address, looks_like }
    }

    fn names_of(&self, alike: &[Alike]) -> Vec<String> {
        let mut names: Vec<_> =
            alike.iter().map(|(Alike::Address(other) | Alike::Name(other))| self.name_of(other)).collect();
        names.dedup();
        names
    }

    fn name_of(&self, wallet: &Pubkey) -> String {
        let named = self.known.iter().find(|one| one.address == *wallet).and_then(|one| one.petname.clone());
        named.unwrap_or_else(|| wallet.to_string())
    }

    /// Whether one knows somebody: there is a name for them, or one has written to them.
    ///
    /// # Errors
    /// If the store is damaged.
    pub fn knows(&self, store: &Store, wallet: &Pubkey) -> Outcome<bool> {
        if self.known.iter().any(|one| one.address == *wallet) {
            return Ok(true);
        }
        let sent =
            Filter { other: Some(*wallet), direction: Some(Direction::Sent), archived: true, ..Filter::default() };
        Ok(!store.letters(&sent, 1)?.is_empty())
    }
}

impl Person {
    /// The label; a name stands out, so that nobody can pass an address for one.
    pub fn shown(&self, look: &Look) -> String {
        if self.is_named { look.bold(&self.label) } else { self.label.clone() }
    }

    /// The label with the whole address.
    pub fn in_full(&self) -> String {
        if self.is_named { format!("{} ({})", self.label, self.wallet) } else { self.wallet.clone() }
    }
}

/// The wallet that a recipient's name stands for: `me`, a petname, a name of the name service, or an address.
///
/// # Errors
/// If nobody has this name.
pub async fn recipient(context: &Context, client: &Client, people: &People, said: &str) -> Outcome<Pubkey> {
    if said == "me" {
        let none = "there is no key of yours that `me` could be: run `bmail setup`";
        return context.own_wallet().ok_or_else(|| Failure::not_set_up(none));
    }
    if let Some(wallet) = people.named(said) {
        return Ok(wallet);
    }
    if let Some(name) = said.strip_suffix(sns::SUFFIX).or(said.strip_suffix(".sol")) {
        let owner = client.owner_of_name(name).await?;
        return owner.ok_or_else(|| Failure::not_found(format!("nobody has the name {said} on this cluster")));
    }
    said.parse().map_err(|_| {
        let names = people.names();
        let known = if names.is_empty() { String::new() } else { format!(" You know {}.", names.join(", ")) };
        Failure::not_found(format!(
            "{said} is nobody's name here, and no address: `bmail contacts add NAME ADDRESS` gives somebody a name.{known}"
        ))
    })
}
