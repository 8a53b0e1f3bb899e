//! Uploads a body in chunks, several at a time, and resumes an interrupted upload.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::sleep;

use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::StoredBody,
    client::read::decode,
    error::MailError,
    generated::mail::layout::arguments::write_body,
    instructions::{
        Plan, Step,
        mail::{self, LongDraft},
    },
};

/// How many chunks are in flight at once: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;
/// Attempts to complete the body, in case a node lags behind.
pub(in crate::client) const ROUNDS: usize = 5;
/// Bytes of `write_body`'s data before the chunk, whose length comes first.
const WRITE_HEAD: usize = write_body::CHUNK + size_of::<u32>();
pub(in crate::client) const PAUSE: Duration = Duration::from_secs(1);

/// The progress of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are on the chain.
    pub written: usize,
    /// Bytes in all.
    pub total: usize,
}

impl Client {
    /// Uploads a long text's ciphertext as a body and seals the body, so that messages can refer to it. Returns the
    /// body's address and the receipts; there are none if the body was complete.
    ///
    /// It writes only the chunks that are missing. After an error or a crash, call it again with the same draft.
    ///
    /// # Errors
    /// [`BuildError::TooLongForProgram`](crate::BuildError::TooLongForProgram) if the author is a program's address, and the
    /// errors of sending. What was written stays, and is paid for: [`ClientError::Stopped`] has the receipts. Chunks that
    /// were in flight when another one failed have none, and may have arrived.
    pub async fn upload(
        &self,
        author: &dyn Signer,
        long: &LongDraft,
        progress: &dyn Fn(Progress),
    ) -> Result<(Pubkey, Vec<Receipt>), ClientError> {
        let (mut receipts, mut rounds) = (Vec::new(), 1);
        loop {
            match self.upload_once(author, long, progress, &mut receipts).await {
                Ok(()) => return Ok((long.body(&self.programs), receipts)),
                Err(error) if rounds < ROUNDS && is_resolved_by_reading(&error) => sleep(PAUSE).await,
                Err(error) => return Err(error.after(receipts)),
            }
            rounds += 1;
        }
    }

    /// Closes a body that no open message refers to, and returns its rent to its author.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no body. The program refuses this while messages
    /// refer to it.
    pub async fn close_body(&self, author: &dyn Signer, body: &Pubkey) -> Result<Receipt, ClientError> {
        let (_, rent) = self.existing_with_lamports::<StoredBody>(body).await?;
        self.run(mail::close_body(&self.chain().await?, &author.pubkey(), body, rent), author).await
    }

    /// One attempt, from what is there.
    async fn upload_once(
        &self,
        author: &dyn Signer,
        long: &LongDraft,
        progress: &dyn Fn(Progress),
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ClientError> {
        let found = self.accounts_at(&[long.body(&self.programs)]).await?;
        let body: Option<StoredBody> = decode(&self.programs, found.first().and_then(Option::as_ref))?;
        if body.as_ref().is_some_and(|body| body.header.sealed != 0) {
            progress(Progress { written: long.size(), total: long.size() });
            return Ok(());
        }
        let limits = self.limits(&long.author()).await?;
        let written = body.as_ref().map(|body| &body.content[..]);
        let Plan { steps } = mail::upload(&self.chain().await?, long, written, &limits)?;
        self.upload_steps(author, long.size(), steps, progress, receipts).await
    }

    /// Opens the body of `total` bytes if it is new, then writes its chunks, several at a time, and then carries out the last
    /// step, which needs all of it.
    pub(in crate::client) async fn upload_steps(
        &self,
        author: &dyn Signer,
        total: usize,
        mut steps: Vec<Step>,
        progress: &dyn Fn(Progress),
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ClientError> {
        self.check_limit(&steps)?;
        let last = steps.pop();
        let chunks = steps.split_off(usize::from(steps.first().is_some_and(|step| !step.creations.is_empty())));
        receipts.extend(self.execute(&Plan { steps }, &[author]).await?);
        self.write(author, total, &chunks, progress, receipts).await?;
        receipts.extend(self.execute(&Plan { steps: last.into_iter().collect() }, &[author]).await?);
        Ok(())
    }

    /// Writes chunks. Those that are not written are already there.
    async fn write(
        &self,
        author: &dyn Signer,
        total: usize,
        chunks: &[Step],
        progress: &dyn Fn(Progress),
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ClientError> {
        let bytes = |step: &Step| step.actions.iter().map(|write| write.data.len().saturating_sub(WRITE_HEAD)).sum();
        let missing: usize = chunks.iter().map(bytes).sum();
        let mut state = Progress { written: total.saturating_sub(missing), total };
        progress(state);

        // All full chunks need the same compute units. A shorter last one can need more: few bytes are copied one by
        // one.
        let full = chunks.iter().map(bytes).max().unwrap_or(0);
        let fit = match chunks.iter().find(|step| bytes(step) == full) {
            Some(step) => Some(self.cluster.fit(&step.actions, &self.signers(step, &[author])).await?),
            None => None,
        };
        let writes = chunks.iter().map(|step| async move {
            let signers = self.signers(step, &[author]);
            let written = match fit.filter(|_| bytes(step) == full) {
                Some(fit) => self.cluster.carry_out(fit, &step.actions, &signers, &[]).await,
                None => self.cluster.execute(&step.actions, &signers, &[]).await,
            };
            let written = match written {
                Err(ClientError::Refused(Reason::OutOfUnits)) => {
                    self.cluster.execute(&step.actions, &signers, &[]).await
                }
                written => written,
            };
            written.map(|receipt| (bytes(step), receipt))
        });
        let mut writes = stream::iter(writes).buffer_unordered(IN_FLIGHT);
        while let Some((length, receipt)) = writes.try_next().await? {
            receipts.push(receipt);
            state.written += length;
            progress(state);
        }
        Ok(())
    }
}

/// Whether it is enough to look again at what is there: a node had shown an older state, or nobody knew whether a part had
/// arrived.
pub(in crate::client) fn is_resolved_by_reading(error: &ClientError) -> bool {
    use MailError::{BodySealed, WrongHash};
    matches!(
        error,
        ClientError::Unknown { .. }
            | ClientError::Refused(Reason::AlreadyExists | Reason::Mail(WrongHash | BodySealed))
    )
}
