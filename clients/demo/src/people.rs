//! The people of the play.

use anyhow::{Context, Result};
use bmail_sdk::{PROGRAMS, pda, sealing::SecretKey};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

/// The network's name. Its address follows from the name and the founder.
pub const NETWORK: &str = "the allotments";
/// The names of all readers together, and of the treasury, in the books.
pub const ALL_READERS: &str = "the ten readers";
pub const TREASURY: &str = "the treasury";
const READERS: [&str; 10] = ["Cleo", "Dan", "Eva", "Finn", "Gus", "Hal", "Kim", "Lea", "Noa", "Pia"];

/// A person with a wallet and, once opened, a mailbox and a standing.
pub struct Person {
    pub name: &'static str,
    pub wallet: Keypair,
    pub secret: SecretKey,
    pub mailbox: Pubkey,
    pub standing: Pubkey,
}

/// All people, and the network's treasury.
pub struct Cast {
    pub founder: Person,
    pub ada: Person,
    pub bo: Person,
    pub mal: Person,
    pub ida: Person,
    pub jan: Person,
    /// She has no mailbox and nothing in her wallet.
    pub zoe: Person,
    pub readers: Vec<Person>,
    pub treasury: Pubkey,
}

impl Person {
    fn new(name: &'static str, wallet: Keypair, network: &Pubkey) -> Self {
        let secret = SecretKey::from_keypair(&wallet, network, 1);
        let mailbox = PROGRAMS.mailbox(network, &wallet.pubkey()).0;
        let standing = PROGRAMS.standing(network, &wallet.pubkey()).0;
        Self { name, wallet, secret, mailbox, standing }
    }

    pub fn address(&self) -> Pubkey {
        self.wallet.pubkey()
    }
}

impl Cast {
    /// New people, and the address of the network that the founder will create.
    pub fn new() -> Result<(Self, Pubkey)> {
        let founder = Keypair::new();
        let name = pda::network_name(NETWORK).context("the network's name is not usable")?;
        let network = PROGRAMS.network(&founder.pubkey(), &name).0;
        let new = |name| Person::new(name, Keypair::new(), &network);
        let cast = Self {
            founder: Person::new("the founder", founder, &network),
            ada: new("Ada"),
            bo: new("Bo"),
            mal: new("Mal"),
            ida: new("Ida"),
            jan: new("Jan"),
            zoe: new("Zoe"),
            readers: READERS.map(new).into(),
            treasury: PROGRAMS.treasury(&network).0,
        };
        Ok((cast, network))
    }

    /// Everyone who has a mailbox: all but the founder and Zoe.
    pub fn members(&self) -> impl Iterator<Item = &Person> {
        [&self.ada, &self.bo, &self.mal, &self.ida, &self.jan].into_iter().chain(&self.readers)
    }

    /// The reader that Ada writes to.
    pub fn cleo(&self) -> &Person {
        &self.readers[0]
    }

    /// The reader who vouches for a stranger.
    pub fn dan(&self) -> &Person {
        &self.readers[1]
    }

    /// A reader who submits to the bounty, like those that follow.
    pub fn eva(&self) -> &Person {
        &self.readers[2]
    }

    pub fn finn(&self) -> &Person {
        &self.readers[3]
    }

    pub fn gus(&self) -> &Person {
        &self.readers[4]
    }

    pub fn kim(&self) -> &Person {
        &self.readers[6]
    }

    /// Everyone.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        [&self.founder, &self.zoe].into_iter().chain(self.members())
    }

    /// The name of the member with this wallet.
    pub fn name(&self, wallet: &Pubkey) -> Result<&'static str> {
        let found = self.members().find(|person| person.address() == *wallet);
        found.map(|person| person.name).with_context(|| format!("no member of this network has the wallet {wallet}"))
    }

    /// The name of the owner of a wallet, a mailbox or a standing.
    pub fn owner(&self, address: &Pubkey) -> Result<&'static str> {
        let owner = self.people().find(|person| [person.address(), person.mailbox, person.standing].contains(address));
        owner.map(|person| person.name).with_context(|| format!("nobody on this network owns {address}"))
    }

    /// The name under which the printed books show a name: the readers share one.
    pub fn in_books(&self, name: &'static str) -> &'static str {
        if self.readers.iter().any(|reader| reader.name == name) { ALL_READERS } else { name }
    }
}
