//! What is still to come back: what was set aside and is still held.

use bmail_sdk::{
    Client, ClientError,
    accounts::{Correspondence, Mailbox, ProgramAccount, StoredMessage},
};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::book::still_words;
use crate::{
    amount::sol,
    context::Session,
    failure::Outcome,
    people::{People, Person},
    terminal::Look,
    when::distance,
};

/// The most accounts that are looked at.
const MOST: usize = 5_000;
/// How many are asked for at once.
const AT_ONCE: usize = 100;
/// After so many seconds without a letter, a correspondence can be closed: a year.
const SILENCE: i64 = 365 * 86_400;

/// What an account holds and gives back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Still {
    /// The kind of account, such as `message` or `correspondence`.
    pub kind: &'static str,
    pub lamports: u64,
    /// Of these, the postage that its reader earns by answering in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escrow_lamports: Option<u64>,
    /// The event: `answered`, `silence` (a year), `mailbox_closed`, `text_closed` or `closed`.
    pub when: &'static str,
    /// At the latest, or at the soonest if it is by silence, in unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    pub account: String,
}

/// What these accounts still hold.
///
/// # Errors
/// If the cluster does not answer.
pub async fn to_come(session: &Session, held: &[(Pubkey, &'static str)], people: &People) -> Outcome<Vec<Still>> {
    let client = &session.client;
    let mut all = Vec::new();
    for page in held.get(..MOST).unwrap_or(held).chunks(AT_ONCE) {
        let addresses: Vec<_> = page.iter().map(|(account, _)| *account).collect();
        let found = client.rpc().get_multiple_accounts(&addresses).await.map_err(ClientError::from)?;
        for ((address, kind), account) in page.iter().zip(found) {
            let Some(account) = account.filter(|account| account.lamports > 0) else { continue };
            let mut one = Still {
                kind,
                lamports: account.lamports,
                escrow_lamports: None,
                when: event(kind),
                at: None,
                person: None,
                account: address.to_string(),
            };
            one.read(client, &account.owner, &account.data);
            if let Some(letter) = session.store.letter(address)? {
                one.person = Some(people.person(&letter.facts.other));
            }
            all.push(one);
        }
    }
    all.sort_by_key(|one| (one.at.is_none(), one.at));
    Ok(all)
}

fn event(kind: &str) -> &'static str {
    match kind {
        "message" => "answered",
        "correspondence" => "silence",
        "mailbox" => "mailbox_closed",
        "body" => "text_closed",
        _ => "closed",
    }
}

impl Still {
    fn read(&mut self, client: &Client, owner: &Pubkey, data: &[u8]) {
        let programs = client.programs();
        if let Ok(message) = StoredMessage::decode(programs, owner, data) {
            (self.escrow_lamports, self.at) = (Some(message.header.fee), Some(message.header.deadline));
        } else if let Ok(correspondence) = Correspondence::decode(programs, owner, data) {
            self.at = Some(correspondence.updated_at.saturating_add(SILENCE));
        } else if let Ok(mailbox) = Mailbox::decode(programs, owner, data) {
            // The network's cut of what was earned is not its owner's.
            self.lamports = self.lamports.saturating_sub(mailbox.cut);
        }
    }

    fn words(&self, look: &Look) -> String {
        let at = self.at.map_or_else(String::new, |at| {
            let distance = distance(look.now, at);
            format!("{} ({distance})", look.zone.minute(at))
        });
        match (self.when, self.escrow_lamports) {
            ("answered", Some(0) | None) => format!("when it is answered, at the latest on {at}"),
            ("answered", Some(escrow)) => {
                format!("when it is answered, but {} of it only if nobody answers until {at}", sol(escrow))
            }
            ("silence", _) => format!("after a year of silence, not before {at}"),
            ("mailbox_closed", _) => "when you close the mailbox".to_owned(),
            ("text_closed", _) => "when all letters that refer to it have ended, and it is closed".to_owned(),
            _ => "when it is closed".to_owned(),
        }
    }
}

pub fn table(all: &[Still], look: &Look) -> String {
    let rows = all.iter().map(|one| {
        let person = one.person.as_ref().map_or_else(String::new, |person| format!(", {}", person.shown(look)));
        vec![sol(one.lamports), format!("{}{person}", still_words(one.kind)), one.words(look)]
    });
    let total = all.iter().map(|one| one.lamports).fold(0, u64::saturating_add);
    let title = look.bold(&format!("Still to come back: {}", sol(total)));
    format!("{title}\n{}", look.table(&["AMOUNT", "HELD BY", "WHEN"], rows))
}
