//! A letter to one person.

use bmail_mailstore::{IntentId, Wish};
use bmail_sdk::{ClientError, instructions::mail::Mode, quote::max_fee, sealing::Plaintext};
use solana_pubkey::Pubkey;

use super::{
    Conditions, Sent, ask,
    before::{Found, New, Stored, find},
    result::report,
    several::carry_out,
};
use crate::{
    commands::quote::price,
    context::{Context, Session},
    failure::Outcome,
    people::People,
};

/// Sends a letter to somebody, or finds what became of the same one.
///
/// # Errors
/// If it is not agreed to, or cannot be sent.
pub async fn send(
    context: &Context,
    session: &Session,
    people: &People,
    to: &Pubkey,
    text: &Plaintext,
    terms: &Conditions,
) -> Outcome<Sent> {
    let found = find(session, to, text, terms)?;
    let was_sent = matches!(&found, Found::Before(before) if before.was_sent(to));
    let (stored, cost) = match found {
        Found::Before(before) => (before.stored(), None),
        Found::New(new) => {
            let mode = if terms.strict { Mode::Posted } else { Mode::AtOnce };
            let priced = price(session, to, text, terms.offered(), mode).await?;
            let quote = &priced.draft.quote;
            let limit = terms.max_fee.map_or_else(|| max_fee(quote), |most| most.0);
            if quote.postage.0 > limit {
                return Err(ClientError::OverLimit { asked: quote.postage.0, limit }.into());
            }
            let cost = ask::agreed(context, session, people, &[*to], &priced.cost).await?;
            (Stored::Letter(stored(session, &new, text, terms, limit)?), Some(cost))
        }
    };
    let mut failed = carry_out(context, session, people, &[(*to, stored.clone())], terms).await?;
    if let Some(first) = failed.pop() {
        return Err(first.failure);
    }
    let letter = report(session, people, to, &stored, was_sent)?;
    Ok(Sent { letters: vec![letter], cost, ..Sent::default() })
}

/// Stores a letter in the outbox, or finds the one of this name.
///
/// # Errors
/// If the store cannot be written.
pub fn stored(session: &Session, new: &New, text: &Plaintext, terms: &Conditions, most: u64) -> Outcome<IntentId> {
    let wish = Wish {
        network: session.network,
        recipient: new.to,
        text: text.into(),
        most,
        offer: terms.offered(),
        strict: terms.strict,
        not_before: 0,
    };
    Ok(session.store.intend(new.id, &wish)?.id)
}
