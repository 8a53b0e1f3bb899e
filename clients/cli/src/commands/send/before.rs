//! What became of the same letter before, and sending what is stored.

use bmail_mailstore::{Became, Intent, IntentId, Mailing, Money, Wish};
use bmail_sdk::{instructions::mail::DeliveryState, sealing::Plaintext};
use solana_pubkey::Pubkey;

use super::Conditions;
use crate::{
    context::{Context, Session},
    failure::{Code, Failure, Moved, Outcome},
};

/// The same letter to the same person, as it was stored before.
pub enum Before {
    /// As a letter of the outbox.
    Letter(Intent),
    /// As a copy of a mailing.
    Copy(Mailing),
}

/// What is found before anything is asked or stored. Another process may do the same meanwhile: whichever stores it first,
/// both find the same, because the name is chosen here.
pub enum Found {
    /// It is to be sent now, or was sent.
    Before(Box<Before>),
    /// It is new.
    New(New),
}

/// A letter to somebody that is new.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub to: Pubkey,
    /// Its name in the outbox.
    pub id: IntentId,
    /// Whether the name of a spread one is used.
    pub is_spread_before: bool,
}

/// What is to be sent now, or was sent.
#[derive(Clone, Debug)]
pub enum Stored {
    /// A letter of the outbox.
    Letter(IntentId),
    /// A copy of a mailing with this name.
    Copy(String),
}

impl Before {
    pub fn stored(&self) -> Stored {
        match self {
            Self::Letter(intent) => Stored::Letter(intent.id),
            Self::Copy(mailing) => Stored::Copy(mailing.id.clone()),
        }
    }

    pub fn was_sent(&self, to: &Pubkey) -> bool {
        match self {
            Self::Letter(intent) => matches!(intent.became, Became::Sent { .. }),
            Self::Copy(mailing) => mailing.sent().any(|(recipient, _)| recipient == *to),
        }
    }
}

/// The intent of the same letter to the same person.
fn intent_of(session: &Session, to: &Pubkey, text: &Plaintext) -> IntentId {
    let (network, recipient) = (session.network, *to);
    IntentId::of(&Wish { network, recipient, text: text.into(), most: 0, offer: 0, strict: false, not_before: 0 })
}

/// Finds what became of the same letter. It is new if it never was sent, or was refused or withdrawn, or is to be sent once
/// more. What is still on its way goes on first.
///
/// # Errors
/// If the store is damaged.
pub fn find(session: &Session, to: &Pubkey, text: &Plaintext, terms: &Conditions) -> Outcome<Found> {
    let name = Mailing::name(&session.network, text.into());
    let usual = intent_of(session, to, text);
    let scheduled = IntentId::scheduled(&session.network, to, name.as_bytes());
    let mut is_used = [false; 2];
    for (place, id) in [usual, scheduled].into_iter().enumerate() {
        let Ok(intent) = session.store.intent(&id) else { continue };
        is_used[place] = true;
        let is_over = matches!(intent.became, Became::Refused { .. } | Became::Withdrawn);
        if intent.is_pending() || !is_over && !terms.again {
            return Ok(Found::Before(Box::new(Before::Letter(intent))));
        }
    }
    for mailing in session.store.mailings(&name)? {
        let copy = mailing.newsletter.deliveries().iter().find(|delivery| delivery.recipient == *to);
        let found = copy.is_some_and(|copy| match copy.state {
            DeliveryState::Waiting | DeliveryState::Sending(_) => true,
            DeliveryState::Sent(_) => !terms.again,
            DeliveryState::Refused(_) => false,
        });
        if found {
            return Ok(Found::Before(Box::new(Before::Copy(mailing))));
        }
    }
    let [is_used, is_spread_before] = is_used;
    let id = if is_used { IntentId::once_more()? } else { usual };
    Ok(Found::New(New { to: *to, id, is_spread_before }))
}

/// Sends a letter of the outbox, and says after a failure whether money moved.
///
/// # Errors
/// Those of [`Store::send`](bmail_mailstore::Store::send).
pub async fn dispatch(context: &Context, session: &Session, id: &IntentId) -> Outcome<Intent> {
    let bar = context.terminal.uploading();
    let sent = session.store.send_telling(&session.client, &session.wallet, id, &|progress| bar.show(progress)).await;
    bar.end();
    match sent {
        Ok(intent) => Ok(intent),
        Err(error) => {
            let failure = Failure::from(error);
            Err(match session.store.intent(id)?.money() {
                Money::NotMoved => failure,
                Money::Moved(_) => failure.after_money(),
                Money::Unknown(_) if failure.code == Code::Uncertain || failure.retry => {
                    Failure { money_moved: Moved::Unknown, ..failure }
                }
                Money::Unknown(_) => failure,
            })
        }
    }
}
