//! Link letters: making one, opening it, taking what is behind it, and taking it back.

use std::{collections::BTreeSet, time::Duration};

use futures_util::future::{Either, select};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::program::ID as SYSTEM;
use tokio::time::sleep;
use units::Timestamp;

use super::{
    Received,
    calls::{Call, calls},
    past::PastEvent,
};
use crate::{
    Client, ClientError, Plan, Receipt,
    accounts::{Mailbox, StoredMessage},
    client::{
        execute::witnesses,
        read::{CLOCK, MAX_ACCOUNTS, decode, time},
        transaction::{Done, Past, lookup, naming, successful},
    },
    instructions::mail::{self, LINK_FEE, LinkAt, LinkDraft, MessageAt, Mode, Text},
    link::{Link, LinkError, LinkKey, LinkSecret},
};

/// How often to look whether somebody else was first, while a transaction is on its way.
const LOOK: Duration = Duration::from_secs(2);
/// How long to wait for one's own confirmation after the letter is gone.
const OWN: Duration = Duration::from_secs(4);
/// How many of the last transactions that name a letter may be the one that took it. Anyone can name it.
const LAST: usize = 16;
/// How the data of the system program's transfers begins.
const TRANSFER: [u8; 4] = 2_u32.to_le_bytes();

/// A link letter that was opened. Nothing was signed, and nothing moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedLink {
    /// The letter.
    pub letter: Received,
    /// What waits behind the link.
    pub at: LinkAt,
    /// The lamports that a reader gets who takes it: show exactly this, and give it to [`Client::take_link`].
    pub sum: u64,
}

/// A link that its maker's wallet found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    /// The number of its message among the maker's.
    pub sequence: u64,
    /// The link. If its letter was not sent, it leads to nothing, but its key has money.
    pub link: Link,
    /// What waits behind it.
    pub at: LinkAt,
}

impl FoundLink {
    /// Whether a reader can still take it.
    pub fn is_waiting(&self) -> bool {
        self.at.message.as_ref().is_some_and(|(_, deadline)| self.at.now <= *deadline)
    }
}

impl Client {
    /// Drafts a letter to a link's key, with an offer in lamports. Nothing is charged.
    ///
    /// If an earlier attempt with the same number was interrupted, it goes on with what that one has opened.
    ///
    /// # Errors
    /// Like [`Client::draft`].
    pub async fn draft_link<'t>(
        &self,
        maker: &Pubkey,
        network: &Pubkey,
        secret: &LinkSecret,
        text: impl Into<Text<'t>>,
        offer: u64,
    ) -> Result<LinkDraft, ClientError> {
        let own: Mailbox = self.existing(&self.programs.mailbox(network, maker).0).await?;
        let key = secret.key(network, own.next_sequence);
        let owner = key.address();
        let mut situation = self.situation(maker, network, &[owner]).await?;
        let Some(mut recipient) = situation.recipients.pop() else { return Err(LinkError::Gone.into()) };
        if let Some(error) = &recipient.unreadable {
            return Err(error.clone().into());
        }
        let is_open = recipient.mailbox.is_some();
        let sealed_to = key.secret_key(network).encryption_key();
        recipient.mailbox.get_or_insert_with(|| mail::link_mailbox(&owner, network, sealed_to));
        let draft = situation.draft(&self.programs, &recipient, text, Mode::AtOnce)?.offering(offer)?;
        // A message was sent since the number was read, perhaps by another device.
        if draft.envelope.sequence != own.next_sequence {
            return Err(crate::Reason::Mail(crate::error::MailError::SequenceTaken).into());
        }
        let chain = self.chain().await?;
        let found = self.accounts_at(&[owner, self.programs.mailbox(network, &owner).0]).await?;
        let mut lamports = found.into_iter().map(|found| found.map_or(0, |account| account.lamports));
        let (wallet, mailbox) = (lamports.next().unwrap_or(0), lamports.next().unwrap_or(0));
        let (deadline, split) = (draft.answer_by.0, situation.network.rules.fee_split());
        Ok(LinkDraft {
            key,
            draft,
            funds: if is_open { 0 } else { mail::link_funds(&chain).saturating_sub(wallet) },
            held: wallet.saturating_add(mailbox),
            is_open,
            deadline,
            split,
        })
    }

    /// Makes a link: gives its key what it needs, opens its mailbox, and sends the letter. Returns the link once all of it
    /// is confirmed. It can be called again with the same draft, and is never paid for twice.
    ///
    /// # Errors
    /// Like [`Client::send`]. [`ClientError::Stopped`] if the first of two transactions is done: call [`Client::draft_link`]
    /// again to go on, or [`Client::take_back_link`].
    pub async fn make_link(&self, maker: &dyn Signer, link: &LinkDraft) -> Result<(Link, Vec<Receipt>), ClientError> {
        let (chain, limits) = (self.chain().await?, self.limits(&maker.pubkey()).await?);
        let (plan, key) = (mail::make_link(&chain, link, &limits)?, link.key.keypair());
        let message = link.draft.message(&self.programs);
        let made = Link::new(&chain.genesis, link.draft.envelope.network, message, link.key.clone());
        self.check_limit(&plan.steps)?;
        let mut receipts = Vec::new();
        for step in plan.steps {
            let receipt = match self.execute(&Plan::from(step), &[maker, &key]).await {
                Ok(done) => done.into_iter().next(),
                Err(error) => match self.sent(&link.draft, error).await {
                    Ok(receipt) => Some(receipt),
                    Err(ClientError::AlreadySent { .. }) => return Ok((made, receipts)),
                    Err(error) => return Err(error.after(receipts)),
                },
            };
            receipts.extend(receipt);
        }
        Ok((made, receipts))
    }

    /// Opens a link: the letter, and what waits behind it. Nothing is signed, and nothing moves. It asks a node once, and
    /// once more if the letter is in a body.
    ///
    /// # Errors
    /// [`LinkError`]: another cluster, or nothing waits behind it any more. [`ClientError::Open`] if the letter was not
    /// sealed to the link's key.
    pub async fn open_link(&self, link: &Link) -> Result<OpenedLink, ClientError> {
        link.check_cluster(&self.genesis().await?)?;
        let (at, stored) = self.behind(&link.key.address(), &link.network, &link.message).await?;
        let stored = stored.ok_or(LinkError::Gone)?;
        if at.message.is_none() {
            return Err(LinkError::NotForKey { message: link.message }.into());
        }
        let sum = at.sum(self.link_fee())?;
        let secret = link.key.secret_key(&link.network);
        let letter = self.opened(&link.message, stored, (&at.network, &at.owner), &secret).await?;
        Ok(OpenedLink { letter, at, sum })
    }

    /// Takes what waits behind a link: exactly the `sum` that the reader was shown ([`OpenedLink::sum`]) goes to their
    /// wallet, which may be empty, or nothing happens. The link's key pays the fee, unless the client has a payer.
    ///
    /// # Errors
    /// [`LinkError`]: somebody else was first, the deadline is over, or the sum is another one by now.
    pub async fn take_link(&self, link: &Link, to: &Pubkey, sum: u64) -> Result<Receipt, ClientError> {
        let chain = self.chain().await?;
        link.check_cluster(&chain.genesis)?;
        let (owner, fee) = (link.key.address(), self.link_fee());
        let (at, _) = self.behind(&owner, &link.network, &link.message).await?;
        let plan = mail::take_link(&chain, &at, to, sum, fee)?;
        // A transaction whose payer is gone never lands, and nobody says so until it expires.
        let (taken, gone) = (Box::pin(self.by_link(plan, &link.key)), Box::pin(self.gone(link)));
        match select(taken, gone).await {
            Either::Left((Err(error @ ClientError::Refused(_)), _)) => {
                let (now, _) = self.behind(&owner, &link.network, &link.message).await?;
                mail::take_link(&chain, &now, to, sum, fee)?;
                Err(error)
            }
            Either::Left((taken, _)) => taken,
            Either::Right(((), _)) => self.taken_by(link, to, sum).await.ok_or_else(|| LinkError::Gone.into()),
        }
    }

    /// Waits until a link's letter is gone, and then for one's own confirmation, which it would come with.
    async fn gone(&self, link: &Link) {
        loop {
            sleep(LOOK).await;
            let behind = self.behind(&link.key.address(), &link.network, &link.message).await;
            if behind.is_ok_and(|(at, _)| at.message.is_none()) {
                return sleep(OWN).await;
            }
        }
    }

    /// The transaction that took a link, if it paid this wallet. Anyone can name the letter or the wallet, so only what its
    /// instructions did counts.
    async fn taken_by(&self, link: &Link, to: &Pubkey, sum: u64) -> Option<Receipt> {
        let named = naming(self.rpc(), &link.message, None).await.ok()?;
        for signature in successful(&named).take(LAST) {
            let Ok(Ok(record)) = lookup(self.rpc(), &signature).await else { continue };
            if Past::of(&record).is_some_and(|past| self.has_taken(&past, link, to, sum)) {
                return Some(self.cluster.receipt_of(signature, LINK_FEE).await);
            }
        }
        None
    }

    /// Whether a transaction has ended a link's letter, and paid the sum from the link's key to this wallet.
    fn has_taken(&self, past: &Past, link: &Link, to: &Pubkey, sum: u64) -> bool {
        let ends = |call: Call<'_>| matches!(call.event(&link.message), Some(PastEvent::Acknowledged { .. }));
        let pays = |done: &Done| {
            let is_sum = done.arguments(&SYSTEM, &TRANSFER) == Some(&sum.to_le_bytes());
            let [from, paid] = ["from", "to"].map(|role| done.account(&["from", "to"], role));
            is_sum && from == Some(&link.key.address()) && paid == Some(to)
        };
        calls(past, &self.programs.mail).any(ends) && past.instructions.iter().any(pays)
    }

    /// Takes a link back: the letter's postage goes to its sender, and all that its key has to the maker. After the deadline
    /// this collects both. Whoever has the link can do this.
    ///
    /// # Errors
    /// [`LinkError::Gone`] if it was taken.
    pub async fn take_back_link(&self, link: &Link, maker: &Pubkey) -> Result<Receipt, ClientError> {
        let chain = self.chain().await?;
        link.check_cluster(&chain.genesis)?;
        let (at, _) = self.behind(&link.key.address(), &link.network, &link.message).await?;
        self.by_link(mail::take_back_link(&chain, &at, maker, self.link_fee())?, &link.key).await
    }

    /// Finds every link of a wallet on a network that still holds something, from the wallet alone: it tries the number of
    /// each message that the mailbox has sent, the next one, and `stored` ones, such as those of an earlier mailbox.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the wallet has no mailbox there.
    pub async fn recover_links(
        &self,
        maker: &Pubkey,
        network: &Pubkey,
        secret: &LinkSecret,
        stored: &[u64],
    ) -> Result<Vec<FoundLink>, ClientError> {
        let own: Mailbox = self.existing(&self.programs.mailbox(network, maker).0).await?;
        let numbers = mail::link_numbers(own.next_sequence).chain(stored.iter().copied());
        self.links_at(maker, network, secret, numbers).await
    }

    /// Finds the links with these numbers that still hold something: one request for a hundred of them, and one more for each
    /// that is found. Whoever has stored the numbers of their links finds them faster than [`Client::recover_links`] does.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn links_at(
        &self,
        maker: &Pubkey,
        network: &Pubkey,
        secret: &LinkSecret,
        numbers: impl IntoIterator<Item = u64>,
    ) -> Result<Vec<FoundLink>, ClientError> {
        let mailbox = self.programs.mailbox(network, maker).0;
        let numbers: Vec<_> = numbers.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = Vec::new();
        for some in numbers.chunks(MAX_ACCOUNTS) {
            let keys: Vec<LinkKey> = some.iter().map(|number| secret.key(network, *number)).collect();
            let owners: Vec<_> = keys.iter().map(LinkKey::address).collect();
            let held = self.accounts_at(&owners).await?;
            for ((sequence, key), _) in some.iter().zip(keys).zip(held).filter(|(_, held)| held.is_some()) {
                let message = self.programs.message(maker, &mailbox, *sequence).0;
                let (at, _) = self.behind(&key.address(), network, &message).await?;
                let link = Link::new(&self.genesis().await?, *network, message, key);
                found.push(FoundLink { sequence: *sequence, link, at });
            }
        }
        Ok(found)
    }

    /// What the link's key pays for a transaction. It has no priority, so that the sum that a reader is shown is exact.
    fn link_fee(&self) -> u64 {
        if self.payer.is_some() { 0 } else { LINK_FEE }
    }

    /// Carries out a plan that the link's key signs alone.
    async fn by_link(&self, plan: Plan, key: &LinkKey) -> Result<Receipt, ClientError> {
        let (step, key) = (plan.only(), key.keypair());
        let signers = self.signers(&step, &[&key]);
        self.cluster.execute_free(&step.instructions(), &signers, &witnesses(&step, &signers)).await
    }

    /// What waits behind a link, in one request, and what its message is. One that is not to its key does not wait there.
    async fn behind(
        &self,
        owner: &Pubkey,
        network: &Pubkey,
        message: &Pubkey,
    ) -> Result<(LinkAt, Option<StoredMessage>), ClientError> {
        let (programs, mailbox) = (&self.programs, self.programs.mailbox(network, owner).0);
        let accounts = self.accounts_at(&[*message, mailbox, *owner, CLOCK]).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let lamports = |index| found(index).map_or(0, |account| account.lamports);
        let stored = decode::<StoredMessage>(programs, found(0))?;
        let own = stored.as_ref().filter(|stored| stored.header.recipient == mailbox);
        let Timestamp(now) = time(found(3))?;
        let at = LinkAt {
            owner: *owner,
            network: *network,
            wallet: lamports(2),
            mailbox: decode::<Mailbox>(programs, found(1))?.map(|mailbox| lamports(1).saturating_sub(mailbox.cut)),
            message: own.map(|own| (MessageAt::new(message, own, lamports(0)), own.header.deadline)),
            now,
        };
        Ok((at, stored))
    }
}
