//! Uploads a body in chunks, several at a time, and resumes an interrupted upload.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::sleep;

use super::{LongDraft, read::decode};
use crate::{
    Client, ClientError, Reason, Receipt, accounts::StoredBody, error::MailError,
    generated::mail::instructions::CloseBodyBuilder, transaction::Format,
};

/// How many chunks are in flight at once: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;
/// Attempts to complete the body, in case a node lags behind.
const ROUNDS: usize = 5;
const PAUSE: Duration = Duration::from_secs(1);
/// The size of the chunk that measures a transaction. It is large enough that its encoded length takes as many bytes as
/// that of a full chunk.
const PROBE: usize = 512;

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
    pub async fn upload(
        &self,
        author: &dyn Signer,
        long: &LongDraft,
        progress: &dyn Fn(Progress),
    ) -> Result<(Pubkey, Vec<Receipt>), ClientError> {
        let mut receipts = Vec::new();
        for _ in 0..ROUNDS {
            if self.upload_once(author, long, progress, &mut receipts).await? {
                return Ok((long.body(), receipts));
            }
            sleep(PAUSE).await;
        }
        Err(Reason::Mail(MailError::WrongHash).into())
    }

    /// Closes a body that no open message refers to, and returns its rent to its author.
    pub async fn close_body(&self, author: &dyn Signer, body: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(CloseBodyBuilder::new().author(author.pubkey()).body(*body).instruction(), author).await
    }

    /// One attempt. Returns whether the body is sealed. It may not be if a node showed an older state.
    async fn upload_once(
        &self,
        author: &dyn Signer,
        long: &LongDraft,
        progress: &dyn Fn(Progress),
        receipts: &mut Vec<Receipt>,
    ) -> Result<bool, ClientError> {
        let found = self.accounts_at(&[long.body()], CommitmentConfig::confirmed()).await?;
        let written = match decode::<StoredBody>(found.first().and_then(Option::as_ref))? {
            Some(body) if body.header.sealed != 0 => {
                progress(Progress { written: long.size(), total: long.size() });
                return Ok(true);
            }
            Some(body) => body.content,
            None => match self.open_body(author, long).await {
                Ok(receipt) => {
                    receipts.push(receipt);
                    vec![0; long.size()]
                }
                Err(ClientError::Refused(Reason::AlreadyExists)) => return Ok(false),
                Err(error) => return Err(error),
            },
        };
        self.write_missing(author, long, &written, progress, receipts).await?;
        match self.run(long.seal_body(), author).await {
            Ok(receipt) => {
                receipts.push(receipt);
                Ok(true)
            }
            Err(ClientError::Refused(Reason::Mail(MailError::WrongHash | MailError::BodySealed))) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn open_body(&self, author: &dyn Signer, long: &LongDraft) -> Result<Receipt, ClientError> {
        let account = long.account();
        let rent = self.rpc().get_minimum_balance_for_rent_exemption(account.space).await?;
        self.run_with_new(&[(account, rent)], &[long.open_body()], author).await
    }

    /// Writes the chunks that differ from `written`.
    async fn write_missing(
        &self,
        author: &dyn Signer,
        long: &LongDraft,
        written: &[u8],
        progress: &dyn Fn(Progress),
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ClientError> {
        let size = self.chunk_size(long, self.cluster.longest_format().await?);
        let chunks = long.ciphertext().chunks(size).enumerate().map(|(index, chunk)| (index * size, chunk));
        let missing: Vec<_> =
            chunks.filter(|(offset, chunk)| written.get(*offset..offset + chunk.len()) != Some(*chunk)).collect();
        let bytes = |chunks: &[(usize, &[u8])]| chunks.iter().map(|(_, chunk)| chunk.len()).sum::<usize>();
        let mut state = Progress { written: long.size() - bytes(&missing), total: long.size() };
        progress(state);

        // All full chunks need the same compute units. A shorter last one can need more: few bytes are copied one by
        // one.
        let plan = match missing.iter().find(|(_, chunk)| chunk.len() == size) {
            Some((offset, chunk)) => Some(self.cluster.plan(&[long.write_body(*offset, chunk)], &[author]).await?),
            None => None,
        };
        let writes = missing.iter().map(|(offset, chunk)| async move {
            let write = [long.write_body(*offset, chunk)];
            let written = match plan.filter(|_| chunk.len() == size) {
                Some(plan) => self.cluster.carry_out(plan, &write, &[author]).await,
                None => self.cluster.execute(&write, &[author]).await,
            };
            written.map(|receipt| (chunk.len(), receipt))
        });
        let mut writes = stream::iter(writes).buffer_unordered(IN_FLIGHT);
        while let Some((length, receipt)) = writes.try_next().await? {
            receipts.push(receipt);
            state.written += length;
            progress(state);
        }
        Ok(())
    }

    /// The size of a chunk that fills a transaction.
    fn chunk_size(&self, long: &LongDraft, format: Format) -> usize {
        let probe = long.write_body(0, &[0; PROBE]);
        PROBE + format.spare(&[probe], &long.author(), self.cluster.priority)
    }
}
