//! What became of the same letter before, and sending what is stored.

use bmail_mailstore::{Became, Intent, IntentId, Mailing, Money, Wish};
use bmail_sdk::{instructions::mail::DeliveryState, sealing::Plaintext};
use solana_pubkey::Pubkey;

use super::Terms;
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
pub fn intent_of(session: &Session, to: &Pubkey, text: &Plaintext) -> IntentId {
    let (network, recipient) = (session.network, *to);
    IntentId::of(&Wish { network, recipient, text: text.into(), most: 0, offer: 0, strict: false, not_before: 0 })
}

/// Finds what became of the same letter. `None` if it is to be sent anew: it never was, or was refused or withdrawn, or is to
/// be sent once more. What is still on its way goes on first.
///
/// # Errors
/// If the store is damaged.
pub fn before(session: &Session, to: &Pubkey, text: &Plaintext, terms: &Terms) -> Outcome<Option<Before>> {
    let name = Mailing::name(&session.network, text.into());
    let scheduled = IntentId::scheduled(&session.network, to, name.as_bytes());
    for id in [intent_of(session, to, text), scheduled] {
        let Ok(intent) = session.store.intent(&id) else { continue };
        let is_over = matches!(intent.became, Became::Refused { .. } | Became::Withdrawn);
        if intent.is_pending() || !is_over && !terms.again {
            return Ok(Some(Before::Letter(intent)));
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
            return Ok(Some(Before::Copy(mailing)));
        }
    }
    Ok(None)
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
