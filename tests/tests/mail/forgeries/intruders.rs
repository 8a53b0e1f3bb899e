//! Accounts that do not belong where they are given: of every kind that the program has, on the same network and on
//! another, and of every kind that it does not have.

use bmail_sdk::{MAIL_ID, accounts::Network, pda};
use bmail_testing::{Person, Stage};
use solana_pubkey::Pubkey;

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Network,
    Ledger,
    Mailbox,
    Correspondence,
    Message,
    Body,
    Wallet,
    Nothing,
    Program,
    Sysvar,
    /// Identical bytes, of another program.
    Copy,
}

pub struct Intruder {
    pub what: String,
    pub kind: Kind,
    pub address: Pubkey,
    /// Bytes of data.
    pub length: usize,
    /// Whether it belongs to the network on which the instruction succeeds.
    pub is_here: bool,
}

impl Intruder {
    pub fn is_the_programs(&self) -> bool {
        use Kind::*;
        matches!(self.kind, Network | Ledger | Mailbox | Correspondence | Message | Body)
    }
}

/// One of every kind but copies. Eve, and Cora with whom she writes, have nothing to do with the instruction.
pub fn all(stage: &mut Stage) -> Vec<Intruder> {
    let (eve, cora) = (stage.person("Eve"), stage.person("Cora"));
    let here = stage.network;
    let mut found = Vec::new();
    if stage.find_account::<Network>(here).is_some() {
        found.extend(theirs(stage, &eve, &cora, true));
        found.push((Kind::Body, stage.body(&eve, b"Eve's"), true));
    }
    let call = stage.create_network(&eve).name("elsewhere");
    let there = call.address();
    call.run();
    stage.network = there;
    found.extend(theirs(stage, &eve, &cora, false));
    found.push((Kind::Network, stage.network, false));
    found.push((Kind::Ledger, pda::ledger(&stage.network).0, false));
    stage.network = here;

    found.push((Kind::Wallet, eve.address(), false));
    found.push((Kind::Nothing, Person::named("nobody").address(), false));
    // Not the mail program, which stands for an account that is left out.
    found.push((Kind::Program, Pubkey::from_str_const("BPFLoader2111111111111111111111111111111111"), false));
    found.push((Kind::Sysvar, Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111"), false));
    found.into_iter().map(|(kind, address, is_here)| intruder(stage, kind, address, is_here)).collect()
}

/// What two people have on the stage's network.
fn theirs(stage: &mut Stage, eve: &Person, cora: &Person, is_here: bool) -> [(Kind, Pubkey, bool); 3] {
    stage.open_mailbox(eve).run();
    stage.open_mailbox(cora).run();
    let message = stage.send(eve, cora).run_and_find();
    [
        (Kind::Mailbox, stage.mailbox_of(eve), is_here),
        (Kind::Correspondence, stage.correspondence_of(eve, cora), is_here),
        (Kind::Message, message, is_here),
    ]
}

/// A copy of the right account; of what is yet to be made, and of a program, of a message.
pub fn copy(stage: &mut Stage, right: &Pubkey, intruders: &[Intruder]) -> Intruder {
    let is_the_programs = stage.svm.get_account(right).is_some_and(|account| account.owner == MAIL_ID);
    let message = intruders.iter().find(|intruder| intruder.kind == Kind::Message).unwrap().address;
    let original = if is_the_programs { *right } else { message };
    let address = stage.forge_copy(original, Person::named("another program").address());
    intruder(stage, Kind::Copy, address, false)
}

fn intruder(stage: &Stage, kind: Kind, address: Pubkey, is_here: bool) -> Intruder {
    let length = stage.svm.get_account(&address).map_or(0, |account| account.data.len());
    let place = if is_here { "the same network" } else { "elsewhere" };
    Intruder { what: format!("a {kind:?} of {place}"), kind, address, length, is_here }
}
