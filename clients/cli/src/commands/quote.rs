//! `bmail quote`: what a letter would cost, and why.

use std::path::PathBuf;

use bmail_sdk::{
    BuildError, ClientError,
    cost::Cost,
    instructions::mail::{self, Draft, LongDraft, Mode, Text},
    letter::{Letter, LetterSize},
    sealing::Plaintext,
};
use clap::Args;
use postage::Quote;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;
use units::Q32;

use crate::{
    amount::{Amount, sol},
    compose::{self, Answered, Words},
    context::{Context, Session},
    costs::Costs,
    failure::{Failure, Outcome},
    output::Shown,
    people::{People, Person, recipient},
    terminal::Look,
};

/// Say what a letter would cost
#[derive(Args)]
#[command(after_help = "Example: bmail quote bo letter.txt")]
pub struct QuoteLetter {
    /// A name, or the address of a wallet
    to: String,
    /// A file with the text; - is standard input
    #[arg(value_name = "FILE", conflicts_with_all = ["message", "file"])]
    text: Option<PathBuf>,
    #[command(flatten)]
    words: Words,
    /// What you offer, if it is more than the price, in SOL
    #[arg(long, value_name = "AMOUNT")]
    offer: Option<Amount>,
}

/// What a letter costs, and why.
#[derive(Serialize, JsonSchema)]
pub struct Quoted {
    pub to: Person,
    pub cost: Costs,
    /// The postage, in lamports.
    pub postage_lamports: u64,
    /// The bytes of its text, its headers and its files, when compressed.
    pub size: Sizes,
    /// What the postage follows from, in the order in which it does.
    pub reasons: Vec<Reason>,
}

/// The bytes of the parts of a letter, when compressed.
#[derive(Serialize, JsonSchema)]
pub struct Sizes {
    pub text: usize,
    pub headers: usize,
    pub files: usize,
    /// What is paid for: all of it, encrypted, in its class of sizes.
    pub paid_for: usize,
}

/// A part of the price.
#[derive(Serialize, JsonSchema)]
pub struct Reason {
    pub part: &'static str,
    /// What it follows from.
    pub because: String,
    /// A number of lamports, or a factor.
    pub value: String,
}

/// A letter that was drafted, with what it costs.
pub struct Priced {
    pub draft: Draft,
    pub cost: Cost,
}

impl QuoteLetter {
    pub async fn run(self, context: &Context) -> Outcome<Quoted> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let to = recipient(context, &session.client, &people, &self.to).await?;
        let words = Words { file: self.text.or(self.words.file), ..self.words };
        let letter = words.letter(context, &Answered::default())?;
        let offer = self.offer.map_or(0, |offer| offer.0);
        let priced = price(&session, &to, &compose::sealed(&letter)?, offer, Mode::AtOnce).await?;
        Ok(Quoted {
            to: people.person(&to),
            cost: Costs::of(&session.client, &priced.cost).await?,
            postage_lamports: priced.draft.quote.postage.0,
            size: sizes(&letter, &priced.draft)?,
            reasons: reasons(&priced.draft.quote, priced.draft.size),
        })
    }
}

/// Drafts a letter, and says what it costs. Nothing is sent. A text that does not fit in a transaction is priced with its
/// upload.
///
/// # Errors
/// If one of the two has no mailbox, or the cluster does not answer.
pub async fn price(session: &Session, to: &Pubkey, text: &Plaintext, offer: u64, mode: Mode) -> Outcome<Priced> {
    let (client, from, network) = (&session.client, session.address(), &session.network);
    let drafted = client.draft(&from, network, to, Text::Inline(text.into()), mode).await;
    let (mut draft, upload) = match drafted {
        Err(ClientError::Build(BuildError::LetterTooLong { .. })) => {
            let long = LongDraft::new(&client.genesis().await?, &from, text).map_err(ClientError::from)?;
            let draft =
                client.draft(&from, network, to, &long, mode).await.map_err(|error| no_mailbox(session, to, error))?;
            let plan = mail::upload(&client.chain().await?, &long, None, &client.limits(&from).await?)?;
            (draft, client.cost(&plan, &from))
        }
        drafted => (drafted.map_err(|error| no_mailbox(session, to, error))?, Cost::default()),
    };
    if offer > 0 {
        draft = draft.offering(offer)?;
    }
    let cost = client.cost_of_letter(&draft).await?.and(&upload);
    Ok(Priced { draft, cost })
}

/// Says which of the two has no mailbox.
fn no_mailbox(session: &Session, to: &Pubkey, error: ClientError) -> Failure {
    let ClientError::Build(BuildError::NotFound { address, .. }) = &error else { return error.into() };
    let programs = session.client.programs();
    if *address == session.mailbox() {
        return Failure::not_set_up("you have no mailbox on this network, and so you cannot write: run `bmail setup`");
    }
    if *address == programs.mailbox(&session.network, to).0 {
        return Failure::not_found(format!(
            "{to} has no mailbox on this network, and so nobody can write there: ask them to open one, or send a letter \
             that carries a link (`bmail link make`)"
        ));
    }
    error.into()
}

fn sizes(letter: &Letter, draft: &Draft) -> Outcome<Sizes> {
    let size: LetterSize = letter.size().map_err(|error| Failure::usage(error.to_string()))?;
    Ok(Sizes { text: size.text.payload, headers: size.headers(), files: size.attachments(), paid_for: draft.size })
}

/// What the postage follows from.
fn reasons(quote: &Quote, size: usize) -> Vec<Reason> {
    let factor =
        |part, because: String, value: Q32| Reason { part, because, value: format!("x {:.3}", value.to_f64()) };
    let mut reasons = vec![
        Reason {
            part: "base",
            because: format!("{size} bytes when compressed and encrypted"),
            value: sol(quote.base.0),
        },
        factor("rate", format!("{:.2} letters lately, with this one", quote.load.to_f64()), quote.rate),
        factor("repeat", format!("{:.2} unanswered", quote.unanswered.to_f64()), quote.repeat),
        factor("friend", format!("{:.0}% answered", quote.balance.to_f64() * 100.0), quote.friend),
        factor("newcomer", "your reputation".to_owned(), quote.newcomer),
        Reason {
            part: "price",
            because: "within the floor, the cap and the recipient's minimum".to_owned(),
            value: sol(quote.price.0),
        },
    ];
    if quote.offer.0 > 0 {
        reasons.push(Reason { part: "offer", because: "what you offer".to_owned(), value: sol(quote.offer.0) });
    }
    reasons.push(Reason { part: "postage", because: "what it costs".to_owned(), value: sol(quote.postage.0) });
    reasons
}

impl Shown for Quoted {
    fn shown(&self, look: &Look) -> String {
        let Sizes { text, headers, files, paid_for } = &self.size;
        let rows = self.reasons.iter().map(|one| vec![one.part.to_owned(), one.because.clone(), one.value.clone()]);
        format!(
            "To {}\n\n{}\n\n{}\n\nCompressed, the text has {text} bytes, the headers {headers}, and the files {files}; \
             {paid_for} are paid for.",
            self.to.in_full(),
            look.bold(&self.cost.sentence),
            look.table(&["PART", "BECAUSE OF", "VALUE"], rows),
        )
    }
}
