//! Contacts on chain, between whom letters are free once each has the other.

use bmail_sdk::{BuildError, ClientError, accounts::Correspondence, instructions::mail};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{
    amount::sol,
    context::{Context, Session},
    costs::Costs,
    failure::{Failure, Outcome},
    people::People,
};

/// For how many people one request asks.
const AT_ONCE: usize = 48;

/// Whether letters between two people are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Free {
    /// Each has the other as a contact: they are.
    Both,
    /// You have them, and they do not have you yet.
    Yours,
    /// They have you, and you do not have them yet.
    Theirs,
    /// Neither.
    No,
}

/// What was done on chain.
#[derive(Default)]
pub struct Made {
    pub refunded: usize,
    pub refunded_lamports: u64,
    pub signatures: Vec<String>,
}

impl Free {
    pub fn of(pair: Option<&Correspondence>, own: &Pubkey, theirs: &Pubkey) -> Self {
        let has = |mailbox: &Pubkey| pair.is_some_and(|pair| pair.has_contact(mailbox));
        match (has(own), has(theirs)) {
            (true, true) => Self::Both,
            (true, false) => Self::Yours,
            (false, true) => Self::Theirs,
            (false, false) => Self::No,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Both => "free",
            Self::Yours => "free once they agree",
            Self::Theirs => "free once you agree",
            Self::No => "",
        }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Self::Both => "Letters between you are free.",
            Self::Yours => "Letters between you are free as soon as they make you a contact, too.",
            Self::Theirs => "They have you as a contact, so letters are free once you have them.",
            Self::No => "Letters between you cost postage.",
        }
    }
}

/// Whether letters with each of these people are free; `None` for all if one has no mailbox.
///
/// # Errors
/// If the cluster does not answer.
pub async fn of(session: &Session, people: &[Pubkey]) -> Outcome<Vec<Option<Free>>> {
    let (own, mut all) = (session.mailbox(), Vec::with_capacity(people.len()));
    for some in people.chunks(AT_ONCE) {
        match session.client.situation(&session.address(), &session.network, some).await {
            Ok(found) => all.extend(
                found
                    .recipients
                    .iter()
                    .map(|one| Some(Free::of(one.correspondence.as_ref(), &own, &one.mailbox_address))),
            ),
            Err(ClientError::Build(BuildError::NotFound { .. })) => all.extend(some.iter().map(|_| None)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(all)
}

/// Makes somebody a contact on chain, after asking. With `refund`, what they paid for letters that are open goes back.
///
/// # Errors
/// If they have no mailbox, it is not agreed to, or it is refused.
pub async fn make(
    context: &Context,
    session: &Session,
    people: &People,
    other: &Pubkey,
    refund: bool,
) -> Outcome<Made> {
    let (client, wallet, own) = (&session.client, session.address(), session.mailbox());
    let theirs = client.programs().mailbox(&session.network, other).0;
    client.mailbox(&theirs).await.map_err(|error| no_mailbox(other, error))?;
    let pair = client.correspondence(&own, &theirs).await?;
    let (count, lamports) = if refund { paid(session, other).await? } else { (0, 0) };
    if count == 0 && pair.as_ref().is_some_and(|pair| pair.has_contact(&own)) {
        return Ok(Made::default());
    }
    let plan = mail::set_contact(&client.chain().await?, &session.network, &wallet, other, true, pair.is_none());
    let cost = Costs::of(client, &client.cost(&plan, &wallet)).await?;
    let back = match count {
        0 => String::new(),
        _ => format!(" Of {count} open letters of theirs, {} go back to them, and you earn nothing.", sol(lamports)),
    };
    let name = people.person(other).in_full();
    context.terminal.say(format!("{}{back}", cost.sentence));
    context.terminal.confirm(&format!("Make letters between you and {name} free?"))?;
    let receipts = client.add_contact(&session.wallet, &session.network, other, refund).await?;
    let signatures = receipts.iter().map(|receipt| receipt.signature.to_string()).collect();
    Ok(Made { refunded: count, refunded_lamports: lamports, signatures })
}

/// Ends that somebody is a contact on chain, if they are.
///
/// # Errors
/// If the cluster does not answer, or refuses it.
pub async fn end(session: &Session, other: &Pubkey) -> Outcome<Made> {
    let (client, own) = (&session.client, session.mailbox());
    let theirs = client.programs().mailbox(&session.network, other).0;
    let pair = client.correspondence(&own, &theirs).await?;
    if !pair.is_some_and(|pair| pair.has_contact(&own)) {
        return Ok(Made::default());
    }
    let receipt = client.set_contact(&session.wallet, &session.network, other, false).await?;
    Ok(Made { signatures: vec![receipt.signature.to_string()], ..Made::default() })
}

/// How many open letters somebody has paid for, and how many lamports these hold.
async fn paid(session: &Session, other: &Pubkey) -> Outcome<(usize, u64)> {
    let inbox = session.client.inbox(&session.mailbox()).await?;
    let paid = inbox.entries.iter().filter(|header| header.sender == *other && header.fee > 0);
    Ok(paid.fold((0, 0), |(count, sum), header| (count + 1, sum.saturating_add(header.fee))))
}

fn no_mailbox(other: &Pubkey, error: ClientError) -> Failure {
    match error {
        ClientError::Build(BuildError::NotFound { .. }) => Failure::not_found(format!(
            "{other} has no mailbox on this network, and so there are no letters that could be free"
        )),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_free_when_each_has_the_other() {
        let [own, theirs] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let mut pair = Correspondence::from_bytes(&[0; Correspondence::LEN]).unwrap();
        (pair.low, pair.high) = (own, theirs);
        for (flags, free) in [
            (0, Free::No),
            (Correspondence::LOW_CONTACT, Free::Yours),
            (Correspondence::HIGH_CONTACT, Free::Theirs),
            (Correspondence::LOW_CONTACT | Correspondence::HIGH_CONTACT, Free::Both),
            (Correspondence::LOW_WROTE | Correspondence::HIGH_WROTE, Free::No),
        ] {
            pair.flags = flags;
            assert_eq!(Free::of(Some(&pair), &own, &theirs), free, "{flags}");
        }
        assert_eq!(Free::of(None, &own, &theirs), Free::No);
    }
}
