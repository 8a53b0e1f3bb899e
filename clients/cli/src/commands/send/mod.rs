//! `bmail send`: sends a letter exactly once to each, no matter what happens meanwhile.

mod ask;
mod before;
mod one;
mod price;
mod result;
mod several;

use bmail_sdk::sealing::Plaintext;
use clap::Args;
use solana_pubkey::Pubkey;

pub use self::{
    ask::check_cap,
    before::dispatch,
    price::upload as upload_cost,
    result::{Sent, SentLetter},
    several::deliver,
};
use crate::{
    amount::Amount,
    compose::{self, Answered, Words},
    context::{Context, Session},
    failure::Outcome,
    letters::Id,
    people::{People, recipient},
};

/// Send a letter
#[derive(Args)]
#[command(after_help = "Example: bmail send bo -m \"See you at noon\" --subject Lunch --attach menu.pdf\n\n\
                        The same letter is never sent twice: say --again to say the same once more. To five people or more, \
                        two prices are said: all now, or with --spread one after another, so that your rate does not grow.")]
pub struct Send {
    /// Names, or the addresses of wallets
    #[arg(required = true, value_name = "TO")]
    to: Vec<String>,
    #[command(flatten)]
    words: Words,
    /// The letter that this one answers: its number, or its message's address
    #[arg(long, value_name = "ID")]
    reply_to: Option<Id>,
    /// Send them one after another, so that your rate does not grow: `bmail flush --watch` goes on with it
    #[arg(long)]
    spread: bool,
    #[command(flatten)]
    terms: Conditions,
}

/// How a letter goes out.
#[derive(Args, Clone, Debug, Default)]
pub struct Conditions {
    /// What you offer, if it is more than the price, in SOL
    #[arg(long, value_name = "AMOUNT")]
    pub offer: Option<Amount>,
    /// The most postage for each letter, in SOL. Without it, a hundredth more than what you agree to
    #[arg(long, value_name = "AMOUNT")]
    pub max_fee: Option<Amount>,
    /// Publish the key only when the escrow is safe, so that nobody reads what is not paid for
    #[arg(long)]
    pub strict: bool,
    /// Only put it in the outbox: `bmail flush` sends it
    #[arg(long)]
    pub later: bool,
    /// Say the same to the same person once more
    #[arg(long)]
    pub again: bool,
}

impl Conditions {
    fn offered(&self) -> u64 {
        self.offer.map_or(0, |offer| offer.0)
    }
}

impl Send {
    pub async fn run(self, context: &Context) -> Outcome<Sent> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let mut to = Vec::new();
        for name in &self.to {
            let wallet = recipient(context, &session.client, &people, name).await?;
            if !to.contains(&wallet) {
                to.push(wallet);
            }
        }
        let answered = self.reply_to.map(|id| id.letter(&session.store)).transpose()?;
        let answered = Answered { message: answered.map(|letter| letter.facts.message), ..Answered::default() };
        let letter = self.words.letter(context, &answered)?;
        send_all(context, &session, &to, &compose::sealed(&letter)?, &self.terms, self.spread).await
    }
}

/// Sends a text to everybody in a list: prices it, asks, stores it, and only then signs anything.
///
/// # Errors
/// If it is not agreed to, or cannot be sent to anybody. What was stored goes on with the same command, or with
/// `bmail flush`.
pub async fn send_all(
    context: &Context,
    session: &Session,
    to: &[Pubkey],
    text: &Plaintext,
    terms: &Conditions,
    spread: bool,
) -> Outcome<Sent> {
    let people = People::of(context, &session.store)?;
    match to {
        [one] => one::send(context, session, &people, one, text, terms).await,
        _ => several::send(context, session, &people, to, text, terms, spread).await,
    }
}
