//! A letter to several people: all now, or spread, and with one upload for all if it is long.

use std::collections::BTreeSet;

use bmail_mailstore::{IntentId, Mailing};
use bmail_sdk::{
    BuildError, ClientError,
    cost::Cost,
    instructions::mail::{LongDraft, MANY, Mode, Newsletter, Schedule, Situation, Text, schedules},
    sealing::Plaintext,
};
use solana_pubkey::Pubkey;

use super::{
    Conditions, Sent, ask,
    before::{Found, New, Stored, dispatch, find},
    one, price,
    result::{NotSent, Prices, report},
};
use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Code, Failed, Failure, Outcome, some_done},
    people::People,
    when::distance,
};

/// Sends a letter to several people, and finds what became of those that were begun before.
///
/// # Errors
/// If it is not agreed to, or nobody can get it.
pub async fn send(
    context: &Context,
    session: &Session,
    people: &People,
    to: &[Pubkey],
    text: &Plaintext,
    terms: &Conditions,
    spread: bool,
) -> Outcome<Sent> {
    let (mut stored, mut done, mut new) = (Vec::new(), BTreeSet::new(), Vec::new());
    for wallet in to {
        match find(session, wallet, text, terms)? {
            Found::Before(found) => {
                done.extend(found.was_sent(wallet).then_some(*wallet));
                stored.push((*wallet, found.stored()));
            }
            Found::New(one) => new.push(one),
        }
    }
    let mut sent = Sent::default();
    if !new.is_empty() {
        let goes_on = !stored.is_empty();
        let mailing = Offer { context, session, people, text, terms, spread, goes_on };
        stored.extend(mailing.stored(&new, &mut sent).await?);
    }
    stored.sort_by_key(|(wallet, _)| to.iter().position(|one| one == wallet));
    let failed = carry_out(context, session, people, &stored, terms).await?;
    sent.failed = some_done(stored.len().saturating_sub(failed.len()), failed)?;
    for (wallet, one) in &stored {
        sent.letters.push(report(session, people, wallet, one, done.contains(wallet))?);
    }
    Ok(sent)
}

/// Sends what is stored and whose time has come, and goes on after a failure.
///
/// # Errors
/// If the store or the cluster cannot be asked.
pub async fn carry_out(
    context: &Context,
    session: &Session,
    people: &People,
    stored: &[(Pubkey, Stored)],
    terms: &Conditions,
) -> Outcome<Vec<Failed>> {
    let mut failed = Vec::new();
    if terms.later {
        return Ok(failed);
    }
    let (now, mut mailings) = (session.client.now().await?.0, BTreeSet::new());
    for (wallet, one) in stored {
        let what = people.person(wallet).label;
        match one {
            Stored::Letter(id) if session.store.intent(id)?.not_before > now => {}
            Stored::Letter(id) => {
                let sent = dispatch(context, session, id).await;
                failed.extend(sent.err().map(|failure| Failed { what, failure }));
            }
            Stored::Copy(id) => {
                mailings.insert(id.clone());
            }
        }
    }
    for id in mailings {
        let sent = deliver(context, session, &id).await;
        failed.extend(sent.err().map(|failure| Failed { what: "the copies".to_owned(), failure }));
    }
    Ok(failed)
}

/// Delivers a mailing.
///
/// # Errors
/// Those of [`Store::deliver`](bmail_mailstore::Store::deliver).
pub async fn deliver(context: &Context, session: &Session, id: &str) -> Outcome<Mailing> {
    let bar = context.terminal.uploading();
    let delivered = session.store.deliver(&session.client, &session.wallet, id, &|progress| bar.show(progress)).await;
    bar.end();
    Ok(delivered?)
}

/// What is offered to people who do not have it yet.
struct Offer<'o> {
    context: &'o Context,
    session: &'o Session,
    people: &'o People,
    text: &'o Plaintext,
    terms: &'o Conditions,
    spread: bool,
    /// Whether others have it, or are to get it.
    goes_on: bool,
}

impl Offer<'_> {
    /// Prices it, asks, and stores it.
    async fn stored(&self, new: &[New], sent: &mut Sent) -> Outcome<Vec<(Pubkey, Stored)>> {
        let to: Vec<_> = new.iter().map(|one| one.to).collect();
        if to.contains(&self.session.address()) {
            return Err(BuildError::WriteToSelf.into());
        }
        let situation = price::situation(self.session, &to).await?;
        match self.size(&situation).await? {
            Some(size) => self.short(new, &situation, size, sent).await,
            None => self.long(new, &situation, sent).await,
        }
    }

    fn mode(&self) -> Mode {
        if self.terms.strict { Mode::Posted } else { Mode::AtOnce }
    }

    /// The bytes of the text, sealed; `None` if it does not fit in a transaction.
    async fn size(&self, situation: &Situation) -> Outcome<Option<usize>> {
        let client = &self.session.client;
        let (chain, limits) = (client.chain().await?, client.limits(&self.session.address()).await?);
        let mut size = self.text.bytes.len();
        for one in situation.recipients.iter().filter(|one| situation.obstacle(one).is_none()) {
            let draft = situation.draft(client.programs(), one, Text::Inline(self.text.into()), self.mode())?;
            match draft.check_length(&chain, &limits) {
                Err(BuildError::LetterTooLong { .. }) => return Ok(None),
                checked => checked?,
            }
            size = draft.size;
        }
        Ok(Some(size))
    }

    /// When each letter goes out. Who gets none is said, and so are the two prices.
    fn schedule(&self, situation: &Situation, size: usize, sent: &mut Sent) -> Outcome<Schedule> {
        let both = schedules(situation, size, self.terms.offered())?;
        let now = situation.now.0;
        sent.refused = both.at_once.refused.iter().map(|one| NotSent::of(self.people, one)).collect();
        sent.refused.iter().for_each(|one| self.context.terminal.say(one));
        if both.at_once.letters.is_empty() && !self.goes_on {
            let why =
                both.at_once.refused.first().map_or("there is nobody to write to", |one| price::words(one.obstacle));
            return Err(Failure::not_found(format!("nobody of them can get this letter: {why}; nothing was sent")));
        }
        sent.prices = both.spread.as_ref().map(|spread| Prices::of(&both.at_once, spread));
        if let Some(Prices { now_lamports, spread_lamports, last_at }) = sent.prices {
            self.context.terminal.say(format!(
                "Two prices: {} of postage if all go out now, or {} with --spread, the last one {}.",
                sol(now_lamports),
                sol(spread_lamports),
                distance(now, last_at)
            ));
        }
        if self.spread && both.spread.is_none() {
            let why = if both.at_once.letters.len() < MANY { "they are so few" } else { "it would not cost less" };
            self.context.terminal.say(format!("They are not spread, because {why}."));
        }
        sent.is_spread = self.spread && both.spread.is_some();
        Ok(both.spread.filter(|_| self.spread).unwrap_or(both.at_once))
    }

    /// Asks, and keeps to the limit for each letter.
    async fn agreed(&self, schedule: &Schedule, cost: &Cost, sent: &mut Sent) -> Outcome<()> {
        if let Some(limit) = self.terms.max_fee {
            let dearest = schedule.letters.iter().map(|letter| letter.postage).max().unwrap_or_default();
            if dearest > limit.0 {
                return Err(ClientError::OverLimit { asked: dearest, limit: limit.0 }.into());
            }
        }
        let to: Vec<_> = schedule.letters.iter().map(|letter| letter.recipient).collect();
        if to.is_empty() {
            return Ok(());
        }
        sent.cost = Some(ask::agreed(self.context, self.session, self.people, &to, cost).await?);
        Ok(())
    }

    /// Each letter in a transaction of its own.
    async fn short(
        &self,
        new: &[New],
        situation: &Situation,
        size: usize,
        sent: &mut Sent,
    ) -> Outcome<Vec<(Pubkey, Stored)>> {
        let (schedule, text) = (self.schedule(situation, size, sent)?, Text::Inline(self.text.into()));
        let offer = self.terms.offered();
        let cost = price::letters(self.session, situation, &schedule, text, offer, self.mode()).await?;
        self.agreed(&schedule, &cost, sent).await?;
        if sent.is_spread {
            return self.spread(new, &schedule, None);
        }
        let mut stored = Vec::with_capacity(schedule.letters.len());
        for letter in &schedule.letters {
            let most = self.terms.max_fee.map_or(letter.max_fee, |most| most.0);
            let Some(new) = new.iter().find(|one| one.to == letter.recipient) else { continue };
            let id = one::stored(self.session, new, self.text, self.terms, most)?;
            stored.push((new.to, Stored::Letter(id)));
        }
        Ok(stored)
    }

    /// One body for all.
    async fn long(&self, new: &[New], situation: &Situation, sent: &mut Sent) -> Outcome<Vec<(Pubkey, Stored)>> {
        if self.terms.strict {
            let says =
                "a long text to several people cannot be --strict; nothing was sent: send it to one after another";
            return Err(Failure::usage(says));
        }
        let (session, name) = (self.session, Mailing::name(&self.session.network, self.text.into()));
        let earlier = session.store.mailings(&name)?;
        // The body of an earlier mailing may still be there.
        let long = match earlier.first() {
            Some(mailing) => mailing.newsletter.long().clone(),
            None => {
                let genesis = session.client.genesis().await?;
                LongDraft::new(&genesis, &session.address(), self.text).map_err(ClientError::from)?
            }
        };
        let schedule = self.schedule(situation, long.size(), sent)?;
        let upload = price::upload(session, &long).await?;
        if sent.is_spread {
            let offer = self.terms.offered();
            let cost = price::letters(session, situation, &schedule, (&long).into(), offer, Mode::AtOnce).await?;
            self.agreed(&schedule, &upload.and(&cost), sent).await?;
            return self.spread(new, &schedule, Some(&long));
        }
        let to: Vec<_> = schedule.letters.iter().map(|letter| letter.recipient).collect();
        if to.is_empty() {
            return Ok(Vec::new());
        }
        let newsletter = Newsletter::new(session.network, long, to.iter().copied())?.offering(self.terms.offered())?;
        let cost = price::copies(session, situation, &newsletter).await?;
        self.agreed(&schedule, &upload.and(&cost), sent).await?;
        let most = schedule.letters.iter().map(|letter| letter.max_fee).max().unwrap_or_default();
        let mailing = Mailing {
            id: format!("{name}-{}", earlier.len()),
            newsletter,
            text: self.text.bytes.clone(),
            is_letter: self.text.kind == bmail_sdk::sealing::Kind::Letter,
            most: self.terms.max_fee.map_or(most, |most| most.0),
        };
        // Another process may do the same: whichever comes first, both go on with that one.
        let mailing = session.store.begin_mailing(&mailing)?;
        let is_in = |wallet: &Pubkey| mailing.newsletter.deliveries().iter().any(|one| one.recipient == *wallet);
        if !to.iter().all(is_in) {
            let says =
                "another command sends the same text to others at this moment; nothing was sent from here: try again";
            return Err(Failure { retry: true, ..Failure::new(Code::Failed, says) });
        }
        Ok(to.into_iter().map(|wallet| (wallet, Stored::Copy(mailing.id.clone()))).collect())
    }

    /// All letters of a schedule, to be sent at their times.
    fn spread(&self, new: &[New], schedule: &Schedule, long: Option<&LongDraft>) -> Outcome<Vec<(Pubkey, Stored)>> {
        let (store, mut schedule) = (&self.session.store, schedule.clone());
        let name = Mailing::name(&self.session.network, self.text.into());
        let used = new.iter().any(|one| one.is_spread_before);
        let name = if used { IntentId::once_more()?.to_string() } else { name };
        if let Some(most) = self.terms.max_fee {
            schedule.letters.iter_mut().for_each(|letter| letter.max_fee = most.0);
        }
        let offer = self.terms.offered();
        let intents = store.intend_all_of(name.as_bytes(), &schedule, self.text.into(), long, offer)?;
        Ok(intents.into_iter().map(|intent| (intent.recipient, Stored::Letter(intent.id))).collect())
    }
}
