//! `bmail expire`: collects one's own letters that nobody answered in time, and the rent of long texts that none refers to.

use bmail_mailstore::{Direction, Outcome as End};
use bmail_sdk::{BuildError, ClientError};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failed, Failure, Outcome, some_done},
    letters::Id,
    output::Shown,
    people::{People, Person},
    terminal::Look,
};

/// Collect what your letters hold that nobody answered in time
#[derive(Args)]
#[command(
    after_help = "Example: bmail expire\n\nWithout ID, the rent of long texts comes back, too, to which no letter refers \
                        any more."
)]
pub struct Expire {
    /// Their numbers, or their messages' addresses; without any, all whose time is over
    #[arg(value_name = "ID")]
    ids: Vec<Id>,
}

/// What was collected.
#[derive(Serialize, JsonSchema)]
pub struct CollectedFees {
    pub letters: Vec<CollectedLetter>,
    /// Long texts that no letter refers to any more.
    pub texts: Vec<ClosedText>,
    /// What came back in all, in lamports.
    pub returned_lamports: u64,
    /// What could not be collected.
    pub failed: Vec<Failed>,
}

/// A letter that was collected.
#[derive(Serialize, JsonSchema)]
pub struct CollectedLetter {
    /// Its message's address.
    pub message: String,
    /// Its number in this mail store, if it is there.
    pub id: Option<i64>,
    /// To whom it went, if that is known here.
    pub to: Option<Person>,
    /// The postage that came back, in lamports.
    pub postage_lamports: u64,
    /// The rent that came back, in lamports.
    pub rent_lamports: u64,
    /// The transaction.
    pub signature: String,
}

/// A long text that was closed.
#[derive(Serialize, JsonSchema)]
pub struct ClosedText {
    /// The address of its body.
    pub body: String,
    /// The rent that came back, in lamports.
    pub rent_lamports: u64,
    /// The transaction.
    pub signature: String,
}

impl Expire {
    pub async fn run(self, context: &Context) -> Outcome<CollectedFees> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let due = if self.ids.is_empty() { due(&session).await? } else { self.named(&session)? };
        let (mut letters, mut failed) = (Vec::new(), Vec::new());
        for message in due {
            match collect(context, &session, &people, &message).await {
                Ok(collected) => letters.extend(collected),
                Err(failure) => failed.push(Failed { what: message.to_string(), failure }),
            }
        }
        let texts = if self.ids.is_empty() { close_texts(&session, &mut failed).await? } else { Vec::new() };
        let failed = some_done(letters.len().saturating_add(texts.len()), failed)?;
        let back = letters.iter().map(|one| one.postage_lamports.saturating_add(one.rent_lamports));
        let back = back.chain(texts.iter().map(|text| text.rent_lamports)).fold(0, u64::saturating_add);
        Ok(CollectedFees { returned_lamports: back, letters, texts, failed })
    }

    fn named(&self, session: &Session) -> Outcome<Vec<Pubkey>> {
        let letters = self.ids.iter().map(|id| match (id.letter(&session.store), id) {
            (Ok(letter), _) if letter.facts.direction == Direction::Received => {
                Err(Failure::usage("this letter is not yours: what it holds goes back to its sender"))
            }
            (Ok(letter), _) => Ok(letter.facts.message),
            // One that was sent from another device.
            (Err(_), Id::Message(message)) => Ok(*message),
            (Err(failure), _) => Err(failure),
        });
        letters.collect()
    }
}

/// Closes the long texts that nothing needs, and that no message refers to.
async fn close_texts(session: &Session, failed: &mut Vec<Failed>) -> Outcome<Vec<ClosedText>> {
    let (client, mut texts) = (&session.client, Vec::new());
    for body in session.store.spare_bodies(client.programs())? {
        match client.body(&body).await {
            Ok(found) if found.header.references == 0 => {}
            Ok(_) | Err(ClientError::Build(BuildError::NotFound { .. })) => continue,
            Err(error) => return Err(error.into()),
        }
        let rent_lamports = client.rpc().get_balance(&body).await.map_err(ClientError::from)?;
        match client.close_body(&session.wallet, &body).await {
            Ok(receipt) => {
                let signature = receipt.signature.to_string();
                texts.push(ClosedText { body: body.to_string(), rent_lamports, signature });
            }
            Err(error) => failed.push(Failed { what: format!("the text at {body}"), failure: error.into() }),
        }
    }
    Ok(texts)
}

/// The messages from this wallet whose time is over, as the chain has them.
async fn due(session: &Session) -> Outcome<Vec<Pubkey>> {
    let now = session.client.now().await?.0;
    let sent = session.client.outbox(&session.address()).await?.entries;
    Ok(sent.into_iter().filter(|header| header.deadline < now).map(|header| header.address).collect())
}

/// Collects a letter; `None` if somebody else was faster, and it came back already.
async fn collect(
    context: &Context,
    session: &Session,
    people: &People,
    message: &Pubkey,
) -> Outcome<Option<CollectedLetter>> {
    let found = session.store.letter(message)?;
    let at = match session.client.message_at(message).await {
        Err(ClientError::Build(BuildError::NotFound { .. })) => return Ok(None),
        at => at?,
    };
    let (now, deadline) = (session.client.now().await?.0, session.client.message(message).await?.header.deadline);
    if deadline >= now {
        let until = context.terminal.look.zone.exact(deadline);
        return Err(Failure::usage(format!("it can be answered until {until}; nothing moved: try again after that")));
    }
    let receipt = session.client.expire(&session.wallet, message).await?;
    session.store.ended(message, End::Expired)?;
    Ok(Some(CollectedLetter {
        message: message.to_string(),
        id: found.as_ref().map(|letter| letter.id),
        to: found.map(|letter| people.person(&letter.facts.other)),
        postage_lamports: at.fee,
        rent_lamports: at.rent,
        signature: receipt.signature.to_string(),
    }))
}

impl Shown for CollectedFees {
    fn shown(&self, look: &Look) -> String {
        let lines = self.letters.iter().map(|one| {
            let name = one.to.as_ref().map_or_else(|| one.message.clone(), |person| person.shown(look));
            let (postage, rent) = (sol(one.postage_lamports), sol(one.rent_lamports));
            format!("From the letter to {name}: {postage} of postage and {rent} of rent.")
        });
        let texts = self.texts.iter().map(|text| format!("From a long text: {} of rent.", sol(text.rent_lamports)));
        let lines =
            lines.chain(texts).chain(self.failed.iter().map(|failed| look.yellow(&format!("Not collected: {failed}"))));
        let lines = lines.collect::<Vec<_>>().join("\n");
        match self.letters.len().saturating_add(self.texts.len()) {
            0 if self.failed.is_empty() => "No letter of yours is due: nothing moved.".to_owned(),
            _ => format!("{lines}\n{} came back in all.", sol(self.returned_lamports)),
        }
    }
}
