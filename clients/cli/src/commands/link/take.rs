//! `bmail link take`: takes exactly what is shown, in one transaction.

use bmail_mailstore::{Content, Direction, Facts, Outcome as End};
use bmail_sdk::{ClientError, OpenedLink, link::LinkError, sealing::Kind};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{Given, open::OpenedLetter};
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failure, Outcome},
    output::Shown,
    people::{People, recipient},
    terminal::Look,
};

/// Take what is behind a link
#[derive(Args)]
pub struct Take {
    #[command(flatten)]
    given: Given,
    /// The wallet that gets it, or a name; without it, your own
    #[arg(long, value_name = "WALLET")]
    to: Option<String>,
}

/// What was behind a link.
#[derive(Serialize, JsonSchema)]
pub struct Taken {
    /// The letter, whose text is gone from the chain now.
    pub letter: OpenedLetter,
    /// The wallet that got it.
    pub to: String,
    /// What it got, in lamports.
    pub taken_lamports: u64,
    /// Whether the letter is kept here.
    pub is_kept: bool,
    /// The transaction.
    pub signature: String,
}

impl Take {
    pub async fn run(self, context: &Context) -> Outcome<Taken> {
        let link = self.given.link(context)?;
        let client = context.client()?;
        // Somebody who has no mail store yet can take a link, too.
        let session = context.session().await.ok();
        let to = self.wallet(context, session.as_ref(), &client).await?;
        let opened = client.open_link(&link).await.map_err(|error| gone(session.as_ref(), &link.message, error))?;
        let letter = OpenedLetter::of(&link, &opened);
        context.terminal.say(format!("{}\n", letter.letter(&context.terminal.look)));
        context.terminal.confirm(&format!("Take {} to {to}?", sol(opened.sum)))?;
        // What is taken is acknowledged, and its text is gone from the chain. So it is stored before.
        if let Some(session) = &session {
            keep(session, &opened)?;
        }
        let receipt = client.take_link(&link, &to, opened.sum).await?;
        if let Some(session) = &session {
            session.store.ended(&link.message, End::Abstain)?;
        }
        Ok(Taken {
            letter,
            to: to.to_string(),
            taken_lamports: opened.sum,
            is_kept: session.is_some(),
            signature: receipt.signature.to_string(),
        })
    }

    async fn wallet(
        &self,
        context: &Context,
        session: Option<&Session>,
        client: &bmail_sdk::Client,
    ) -> Outcome<Pubkey> {
        match (&self.to, session) {
            (None, _) => Ok(context.wallet()?.pubkey()),
            (Some(to), Some(session)) => recipient(context, client, &People::of(context, &session.store)?, to).await,
            (Some(to), None) => to.parse().map_err(|_| Failure::not_found(format!("{to} is no address of a wallet"))),
        }
    }
}

/// Keeps the letter, as one that was received.
fn keep(session: &Session, opened: &OpenedLink) -> Outcome<()> {
    let letter = &opened.letter;
    let facts = Facts {
        message: letter.message,
        network: letter.network,
        direction: Direction::Received,
        other: letter.sender,
        sequence: 0,
        at: letter.sent_at,
        fee: letter.fee,
        deadline: letter.deadline,
        outcome: End::Open,
    };
    let content = match letter.kind {
        Kind::Letter => Content::Letter(letter.text.clone()),
        Kind::Text => Content::Text(letter.text.clone()),
    };
    let _kept = session.store.keep(&[(facts, content)])?;
    Ok(())
}

/// A link that this command has taken before it was interrupted is gone, too.
fn gone(session: Option<&Session>, message: &Pubkey, error: ClientError) -> Failure {
    let is_kept = || session.is_some_and(|session| session.store.letter(message).is_ok_and(|letter| letter.is_some()));
    match error {
        ClientError::Link(LinkError::Gone) if is_kept() => {
            let failure = Failure::from(error);
            let says = "its letter is kept here, so it was perhaps you: look at your wallet";
            Failure { message: format!("{} ({says})", failure.message), ..failure }
        }
        error => error.into(),
    }
}

impl Shown for Taken {
    fn shown(&self, look: &Look) -> String {
        let kept = match self.is_kept {
            true => "The letter is kept: `bmail search` finds it.".to_owned(),
            false => {
                format!("There is no mail store that could keep it, so here it is:\n\n{}", self.letter.letter(look))
            }
        };
        format!("{}: {} to {}. {kept}", look.green("Taken"), sol(self.taken_lamports), self.to)
    }
}
