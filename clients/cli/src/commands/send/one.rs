//! A letter to one person.

use bmail_mailstore::{IntentId, Wish};
use bmail_sdk::{ClientError, instructions::mail::Mode, quote::max_fee, sealing::Plaintext};
use solana_pubkey::Pubkey;

use super::{
    Sent, Terms, ask,
    before::{Stored, before, intent_of},
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
    terms: &Terms,
) -> Outcome<Sent> {
    let found = before(session, to, text, terms)?;
    let was_sent = found.as_ref().is_some_and(|found| found.was_sent(to));
    let (stored, cost) = match found {
        Some(found) => (found.stored(), None),
        None => {
            let mode = if terms.strict { Mode::Posted } else { Mode::AtOnce };
            let priced = price(session, to, text, terms.offered(), mode).await?;
            let quote = &priced.draft.quote;
            let limit = terms.max_fee.map_or_else(|| max_fee(quote), |most| most.0);
            if quote.postage.0 > limit {
                return Err(ClientError::OverLimit { asked: quote.postage.0, limit }.into());
            }
            let cost = ask::agreed(context, session, people, &[*to], &priced.cost).await?;
            (Stored::Letter(stored(session, to, text, terms, limit)?), Some(cost))
        }
    };
    let mut failed = carry_out(context, session, people, &[(*to, stored.clone())], terms).await?;
    if let Some(first) = failed.pop() {
        return Err(first.failure);
    }
    let letter = report(session, people, to, &stored, was_sent)?;
    Ok(Sent { letters: vec![letter], cost, ..Sent::default() })
}

/// Stores a letter in the outbox, under another name if the usual one is used.
///
/// # Errors
/// If the store cannot be written.
pub fn stored(session: &Session, to: &Pubkey, text: &Plaintext, terms: &Terms, most: u64) -> Outcome<IntentId> {
    let first = intent_of(session, to, text);
    let id = if session.store.intent(&first).is_ok() { IntentId::once_more()? } else { first };
    let wish = Wish {
        network: session.network,
        recipient: *to,
        text: text.into(),
        most,
        offer: terms.offered(),
        strict: terms.strict,
        not_before: 0,
    };
    Ok(session.store.intend(id, &wish)?.id)
}
