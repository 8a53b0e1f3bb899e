//! `bmail link make`: a link, which is made once, no matter what happens meanwhile.

use std::path::PathBuf;

use bmail_mailstore::{IntentId, LinkIntent, LinkWish};
use bmail_sdk::{
    BuildError, ClientError, FoundLink,
    cost::Cost,
    instructions::mail::{LongDraft, Text, make_link},
    link::{Link, LinkSecret},
    sealing::{Kind, Plaintext},
};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::{app, list::found, many, warn_of_app};
use crate::{
    amount::{Amount, sol},
    commands::{
        print,
        send::{check_cap, upload_cost},
    },
    compose::{self, Answered, Words},
    context::{Context, Session},
    costs::Costs,
    failure::{Failure, Moved, Outcome},
};

/// Make a link
#[derive(Args)]
pub struct Make {
    #[command(flatten)]
    words: Words,
    /// What you leave with the letter, in SOL. Of it, the reader gets what the network does not take
    #[arg(long, value_name = "AMOUNT", required_unless_present = "csv")]
    gift: Option<Amount>,
    /// Whom it is for. Only you see it
    #[arg(long = "for", value_name = "REMARK", default_value = "")]
    remark: String,
    /// Make many: a file with a name, an amount and perhaps a text in each line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gift", "remark", "again"])]
    csv: Option<PathBuf>,
    /// Make the same link once more
    #[arg(long)]
    again: bool,
    /// Show the link as a QR code, also where there is no terminal
    #[arg(long)]
    qr: bool,
}

/// A link that was made.
#[derive(Serialize, JsonSchema)]
pub struct Made {
    /// The link. Whoever has it can read the letter and take the money.
    pub link: String,
    /// Whom it is for.
    pub remark: String,
    /// Its message's address.
    pub message: String,
    /// The last moment to take it, in unix seconds; none if it is not known here.
    pub deadline: Option<i64>,
    /// Whether it can still be taken.
    pub is_waiting: bool,
    /// What it cost; none if nothing was to be paid any more.
    pub cost: Option<Costs>,
    /// What its reader gets, in lamports, if it was made now.
    pub reader_gets_lamports: Option<u64>,
    /// Whether it had been made before, so that nothing was paid now.
    pub was_made_before: bool,
    #[serde(skip)]
    pub shows_qr: bool,
}

/// What a link is to be.
pub struct Wanted {
    pub text: Plaintext,
    pub gift: u64,
    pub remark: String,
}

/// What a link costs.
pub struct Priced {
    pub cost: Cost,
    /// What its reader gets, in lamports.
    pub reader_gets: u64,
    /// The most postage to agree to, in lamports.
    pub most: u64,
}

impl Make {
    /// # Errors
    /// If it is not agreed to, or refused.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        let session = context.session().await?;
        if let Some(file) = &self.csv {
            return print(context, many::run(context, &session, file, &self.words).await?);
        }
        let letter = self.words.letter(context, &Answered::default())?;
        let gift = self.gift.map_or(0, |gift| gift.0);
        let wanted = Wanted { text: compose::sealed(&letter)?, gift, remark: self.remark };
        let made = one(context, &session, &wanted, self.again).await?;
        warn_of_app(context);
        let shows_qr = self.qr || context.terminal.shows_pictures();
        print(context, Made { shows_qr, ..made })
    }
}

/// Makes a link, or finds the same one.
async fn one(context: &Context, session: &Session, wanted: &Wanted, again: bool) -> Outcome<Made> {
    let usual = wanted.id(&session.network);
    let before = before(session, &usual)?.filter(|_| !again);
    let waiting = found(session).await?;
    if let Some(before) = before {
        let link = carried_out(session, &usual).await?;
        let was_made_before = before.made.is_some();
        // One that is made only now is not among those that were found before.
        let is_waiting = !was_made_before || is_waiting(&waiting, &link);
        let made = Made::of(context, session, &link, wanted)?;
        return Ok(Made { is_waiting, was_made_before, ..made });
    }
    let priced = price(session, wanted).await?;
    let costs = Costs::of(&session.client, &priced.cost).await?;
    context.terminal.say(format!("{} The reader gets {}.", costs.sentence, sol(priced.reader_gets)));
    context
        .terminal
        .say("Whoever has the link can read the letter and take the money. Until it is taken, you can take it back.");
    check_cap(context, session, priced.cost.postage)?;
    context.terminal.confirm("Make the link?")?;
    let id = if again { IntentId::once_more()? } else { usual };
    session.store.intend_link(id, &wanted.wish(&session.network, priced.most))?;
    let link = carried_out(session, &id).await?;
    let made = Made::of(context, session, &link, wanted)?;
    Ok(Made { cost: Some(costs), reader_gets_lamports: Some(priced.reader_gets), ..made })
}

/// The same link, if it was made before or begun.
///
/// # Errors
/// If the store is damaged.
pub fn before(session: &Session, id: &IntentId) -> Outcome<Option<LinkIntent>> {
    Ok(session.store.link_intents()?.into_iter().find(|intent| intent.id == *id))
}

/// Whether a link is among those that can still be taken.
pub fn is_waiting(found: &[FoundLink], link: &Link) -> bool {
    found.iter().any(|one| one.link.message == link.message && one.is_waiting())
}

/// What a link costs if it is made now. Nothing is charged.
///
/// # Errors
/// If the maker has no mailbox, or the cluster does not answer.
pub async fn price(session: &Session, wanted: &Wanted) -> Outcome<Priced> {
    let (client, maker, network) = (&session.client, session.address(), &session.network);
    let (secret, chain) = (LinkSecret::from_keypair(&session.wallet), client.chain().await?);
    let limits = client.limits(&maker).await?;
    let draft = client.draft_link(&maker, network, &secret, Text::Inline((&wanted.text).into()), wanted.gift).await;
    let draft = draft.map_err(no_mailbox)?;
    let (draft, plan, upload) = match make_link(&chain, &draft, &limits) {
        Err(BuildError::LetterTooLong { .. } | BuildError::TooLong { .. }) => {
            let long = LongDraft::new(&chain.genesis, &maker, &wanted.text).map_err(ClientError::from)?;
            let draft = client.draft_link(&maker, network, &secret, &long, wanted.gift).await?;
            let plan = make_link(&chain, &draft, &limits)?;
            (draft, plan, upload_cost(session, &long).await?)
        }
        plan => (draft, plan?, Cost::default()),
    };
    let cost = upload.and(&client.cost(&plan, &maker));
    Ok(Priced { cost, reader_gets: draft.reader_gets(), most: draft.draft.max_fee })
}

fn no_mailbox(error: ClientError) -> Failure {
    match error {
        ClientError::Build(BuildError::NotFound { .. }) => {
            Failure::not_set_up("you have no mailbox on this network, and so you cannot write: run `bmail setup`")
        }
        error => error.into(),
    }
}

/// Makes a link that was agreed to and is stored, or finds the one that was made.
///
/// # Errors
/// If it costs more by now, or is refused. The same command finds out what became of it.
pub async fn carried_out(session: &Session, id: &IntentId) -> Outcome<Link> {
    let secret = LinkSecret::from_keypair(&session.wallet);
    let made = session.store.make_link(&session.client, &session.wallet, &secret, id).await;
    made.map_err(|error| {
        let failure = Failure::from(error);
        match failure.money_moved {
            Moved::No => failure,
            // What was given to the link's key is not lost.
            _ => Failure {
                message: format!("{}\n`bmail link recover` takes back what a link's key holds", failure.message),
                ..failure
            },
        }
    })
}

impl Wanted {
    /// What tells it from others: the same text with the same gift for the same person is the same link.
    pub fn id(&self, network: &Pubkey) -> IntentId {
        let kind = [u8::from(self.text.kind == Kind::Letter)];
        let length = (self.text.bytes.len() as u64).to_le_bytes();
        let gift = self.gift.to_le_bytes();
        let parts: [&[u8]; 7] =
            [b"bmail link", network.as_ref(), &kind, &gift, &length, &self.text.bytes, self.remark.as_bytes()];
        IntentId::named(&parts.concat())
    }

    pub fn wish(&self, network: &Pubkey, most: u64) -> LinkWish<'_> {
        LinkWish { network: *network, text: (&self.text).into(), offer: self.gift, most, remark: &self.remark }
    }
}

impl Made {
    /// A link that was made now.
    ///
    /// # Errors
    /// If the store is damaged.
    pub fn of(context: &Context, session: &Session, link: &Link, wanted: &Wanted) -> Outcome<Self> {
        let letter = session.store.letter(&link.message)?;
        Ok(Self {
            link: link.url(app(context)),
            remark: wanted.remark.clone(),
            message: link.message.to_string(),
            deadline: letter.map(|letter| letter.facts.deadline).filter(|deadline| *deadline > 0),
            is_waiting: true,
            cost: None,
            reader_gets_lamports: None,
            was_made_before: false,
            shows_qr: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_the_same_for_the_same_text_gift_and_person() {
        let network = Pubkey::new_from_array([7; 32]);
        let id = |text: &str, gift, remark: &str, kind| {
            let text = Plaintext { kind, bytes: text.as_bytes().to_vec() };
            Wanted { text, gift, remark: remark.to_owned() }.id(&network)
        };
        let first = id("Hello", 5, "Zoe", Kind::Text);
        assert_eq!(id("Hello", 5, "Zoe", Kind::Text), first);
        for other in [
            id("HelloZ", 5, "oe", Kind::Text),
            id("Hello", 6, "Zoe", Kind::Text),
            id("Hello", 5, "Zoë", Kind::Text),
            id("Hello", 5, "Zoe", Kind::Letter),
        ] {
            assert_ne!(other, first);
        }
    }
}
