//! What letters to several people cost, each of which makes the next one dearer.

use std::collections::{HashMap, HashSet};

use bmail_sdk::{
    BuildError, ClientError,
    cost::Cost,
    instructions::mail::{
        self, DeliveryState, Edition, LongDraft, Mode, Newsletter, Obstacle, Recipient, Schedule, Situation, Text,
    },
};
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::{
    context::Session,
    failure::{Failure, Outcome},
};

/// For how many people one request asks.
const AT_ONCE: usize = 48;
/// More copies than fit in one transaction.
const BATCH: usize = 16;

/// The state of the sender and of all recipients.
///
/// # Errors
/// If the sender has no mailbox, or the cluster does not answer.
pub async fn situation(session: &Session, to: &[Pubkey]) -> Outcome<Situation> {
    let mut all: Option<Situation> = None;
    for some in to.chunks(AT_ONCE) {
        let found = session.client.situation(&session.address(), &session.network, some).await;
        let found = found.map_err(|error| match &error {
            ClientError::Build(BuildError::NotFound { address, .. }) if *address == session.mailbox() => {
                Failure::not_set_up("you have no mailbox on this network, and so you cannot write: run `bmail setup`")
            }
            _ => error.into(),
        })?;
        match &mut all {
            Some(all) => all.recipients.extend(found.recipients),
            None => all = Some(found),
        }
    }
    all.ok_or_else(|| Failure::usage("there is nobody to write to"))
}

/// What the letters of a schedule cost, one transaction each, at their times.
///
/// # Errors
/// [`BuildError::LetterTooLong`] if one does not fit in a transaction.
pub async fn letters(
    session: &Session,
    situation: &Situation,
    schedule: &Schedule,
    text: Text<'_>,
    offer: u64,
    mode: Mode,
) -> Result<Cost, ClientError> {
    let (client, from) = (&session.client, session.address());
    let (chain, limits) = (client.chain().await?, client.limits(&from).await?);
    let (mut at, mut cost) = (situation.clone(), Cost::default());
    let recipients: HashMap<Pubkey, Recipient> =
        std::mem::take(&mut at.recipients).into_iter().map(|one| (one.wallet, one)).collect();
    for letter in &schedule.letters {
        let Some(recipient) = recipients.get(&letter.recipient) else { continue };
        at.now = Timestamp(letter.at);
        let draft = at.draft(client.programs(), recipient, text, mode)?.offering(offer)?;
        draft.check_length(&chain, &limits)?;
        cost = cost.and(&client.cost(&mail::send_and_reveal(&chain, &draft)?, &from));
        at.record_sent(&draft.quote);
    }
    Ok(cost)
}

/// What the copies of a newsletter cost, several in each transaction.
///
/// # Errors
/// If the cluster does not answer, or not even one copy fits.
pub async fn copies(session: &Session, situation: &Situation, newsletter: &Newsletter) -> Outcome<Cost> {
    let (client, from) = (&session.client, session.address());
    let (chain, limits) = (client.chain().await?, client.limits(&from).await?);
    let edition = Edition { max_fee: u64::MAX, limits };
    let (mut at, mut rest, mut cost) = (situation.clone(), newsletter.clone(), Cost::default());
    loop {
        let waiting = rest.in_state(|state| *state == DeliveryState::Waiting);
        let waiting: HashSet<_> = waiting.iter().map(|place| rest.deliveries()[*place].recipient).collect();
        let next = situation.recipients.iter().filter(|one| waiting.contains(&one.wallet)).take(BATCH);
        at.recipients = next.cloned().collect();
        if at.recipients.is_empty() {
            return Ok(cost);
        }
        let batch = mail::deliver(&chain, &mut rest, &mut at, &edition)?;
        rest.confirm(&batch.recipients);
        cost = cost.and(&client.cost(&batch.plan, &from));
    }
}

/// What is still to be paid for the upload of a text.
///
/// # Errors
/// If the cluster does not answer.
pub async fn upload(session: &Session, long: &LongDraft) -> Outcome<Cost> {
    let (client, from) = (&session.client, session.address());
    let body = match client.body(&long.body(client.programs())).await {
        Ok(body) if body.header.sealed != 0 => return Ok(Cost::default()),
        Ok(body) => Some(body.content),
        Err(ClientError::Build(BuildError::NotFound { .. })) => None,
        Err(error) => return Err(error.into()),
    };
    let plan = mail::upload(&client.chain().await?, long, body.as_deref(), &client.limits(&from).await?)?;
    Ok(client.cost(&plan, &from))
}

/// Why somebody gets no letter.
pub fn words(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NoMailbox => "they have no mailbox on this network: a letter that carries a link reaches them",
        Obstacle::NotAccepting => "they accept no letters of strangers",
        Obstacle::ReputationTooLow => "they ask strangers for more reputation than you have",
        Obstacle::RefusedKey => "nothing can be sealed to the key of their mailbox: tell them",
        Obstacle::TooDear => "it costs more than what you would pay",
        Obstacle::Unreadable => "the node's account of their mailbox cannot be read: ask another node",
    }
}
