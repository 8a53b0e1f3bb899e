//! Drafting and sending mail.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::Revealed;
use crate::{
    BuildError, Client, ClientError, Reason, Receipt,
    client::read::{CLOCK, decode, present, time},
    error::MailError,
    instructions::mail::{self, Draft, Mode, Recipient, Situation, Text},
};

impl Client {
    /// Drafts a letter: seals a text to a recipient, or encrypts it to be revealed later, and quotes its price from the
    /// current state. Nothing is charged.
    ///
    /// A text given as bytes has to fit in a transaction. Longer ones are uploaded before the draft is sent: see
    /// [`Client::upload`]. If a multisig sends the draft, it adds bytes to the transaction. So check the draft again, with
    /// those bytes reserved: `draft.check_length(&chain, &Limits { reserved, ..limits })`, where the others are those of
    /// [`Client::chain`] and [`Client::limits`].
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if one of the two has no mailbox, [`BuildError::WriteToSelf`],
    /// [`BuildError::LetterTooLong`], [`BuildError::TooLongForProgram`], [`BuildError::Seal`], [`BuildError::Price`].
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError, instructions::mail::{LongDraft, Mode}};
    /// # use solana_keypair::{Keypair, Signer};
    /// # use solana_pubkey::Pubkey;
    /// # async fn example(client: Client, network: Pubkey, ada: Keypair, bo: Pubkey) -> Result<(), ClientError> {
    /// // A long letter: uploaded first, in as many transactions as it needs, and sent with one more.
    /// let text = "Dear Bo. ".repeat(900);
    /// let long = LongDraft::new(&client.genesis().await?, &ada.pubkey(), text.as_bytes())?;
    /// client.upload(&ada, &long, &|progress| println!("{} of {} bytes", progress.written, progress.total)).await?;
    /// let draft = client.draft(&ada.pubkey(), &network, &bo, &long, Mode::AtOnce).await?;
    /// client.send(&ada, &draft).await?;
    ///
    /// // A letter that nobody can read before its escrow is safe. What is needed to reveal it is stored first.
    /// let draft = client.draft(&ada.pubkey(), &network, &bo, b"Dear Bo", Mode::Posted).await?;
    /// let unrevealed = draft.unrevealed().expect("it is posted");
    /// // Store it here.
    /// client.send(&ada, &draft).await?;
    /// client.reveal(&ada, unrevealed).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn draft<'t>(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipient: &Pubkey,
        text: impl Into<Text<'t>>,
        mode: Mode,
    ) -> Result<Draft, ClientError> {
        if sender == recipient {
            return Err(BuildError::WriteToSelf.into());
        }
        let situation = self.situation(sender, network, &[*recipient]).await?;
        if let Some(error) = &situation.recipients[0].unreadable {
            return Err(error.clone().into());
        }
        let draft = situation.draft(&self.programs, &situation.recipients[0], text, mode)?;
        draft.check_length(&self.chain().await?, &self.limits(sender).await?)?;
        Ok(draft)
    }

    /// Sends a draft for at most its `max_fee`, and returns the message's address. The signer must be the sender of the
    /// draft; the program refuses any other.
    ///
    /// A letter that is posted cannot be read before [`Client::reveal`], which must happen within a day. Store the
    /// draft's [`Unrevealed`](mail::Unrevealed) first.
    ///
    /// # Errors
    /// [`MailError::SequenceTaken`] if another message was sent meanwhile, and [`MailError::PriceAboveMax`] if the price
    /// has risen: draft it again. [`ClientError::AlreadySent`] if it is this draft that was sent, and
    /// [`ClientError::PerhapsSent`] if that cannot be known: do not draft it again. [`ClientError::Unknown`] if it may
    /// land or has landed: send the same draft again, which is never paid for twice.
    pub async fn send(&self, sender: &dyn Signer, draft: &Draft) -> Result<(Pubkey, Receipt), ClientError> {
        let plan = mail::send(&self.chain().await?, draft)?;
        let receipt = match self.run(plan, sender).await {
            Ok(receipt) => receipt,
            Err(error) => self.sent(draft, error).await?,
        };
        Ok((draft.message(&self.programs), receipt))
    }

    /// Posts a draft and then reveals it. Store its [`Unrevealed`](mail::Unrevealed) first: if this call is interrupted,
    /// [`Client::reveal`] finishes it. A draft that is sent at once needs no reveal ([`Revealed::Before`]).
    ///
    /// # Errors
    /// Those of [`Client::send`]. [`ClientError::Stopped`] if it is posted and [`Client::reveal`] fails.
    pub async fn send_and_reveal(
        &self,
        sender: &dyn Signer,
        draft: &Draft,
    ) -> Result<(Pubkey, Receipt, Revealed), ClientError> {
        let (message, receipt) = self.send(sender, draft).await?;
        let revealed = match draft.unrevealed() {
            Some(unrevealed) => self.reveal(sender, unrevealed).await,
            None => Ok(Revealed::Before),
        };
        let revealed = revealed.map_err(|error| error.after(vec![receipt.clone()]))?;
        Ok((message, receipt, revealed))
    }

    /// The state of a sender and of at most 48 recipients, read in one request, so that it belongs together.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if the network or the sender's mailbox does not exist.
    pub async fn situation(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipients: &[Pubkey],
    ) -> Result<Situation, ClientError> {
        let programs = &self.programs;
        let addresses = [Situation::addresses(programs, network, sender, recipients), vec![CLOCK]].concat();
        let accounts = self.accounts_at(&addresses).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let recipient = |(index, wallet): (usize, &Pubkey)| {
            let at = 3 + 2 * index;
            let (mailbox, correspondence) = (decode(programs, found(at)), decode(programs, found(at + 1)));
            Recipient {
                wallet: *wallet,
                mailbox_address: addresses[at],
                unreadable: mailbox.as_ref().err().or(correspondence.as_ref().err()).cloned(),
                mailbox: mailbox.unwrap_or(None),
                correspondence: correspondence.unwrap_or(None),
            }
        };
        Ok(Situation {
            genesis: self.genesis().await?,
            network_address: *network,
            network: present(decode(programs, found(0))?, network)?,
            mailbox_address: addresses[1],
            mailbox: present(decode(programs, found(1))?, &addresses[1])?,
            standing: decode(programs, found(2))?,
            now: time(accounts.last().and_then(Option::as_ref))?,
            recipients: recipients.iter().enumerate().map(recipient).collect(),
        })
    }
}

/// If the account of a message exists, another message has its number.
pub(in crate::client) fn taken(error: ClientError) -> ClientError {
    match error {
        ClientError::Refused(Reason::AlreadyExists) => Reason::Mail(MailError::SequenceTaken).into(),
        other => other,
    }
}
