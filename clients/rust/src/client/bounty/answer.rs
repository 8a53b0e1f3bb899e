//! Answers: storing one for the reviewers, and reading and revealing it as one of them.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::sleep;

use crate::{
    Client, ClientError, Receipt, Revealed,
    accounts::{Bounty, Mailbox, StoredBody},
    bounty::{Answer, AnswerError, Reader, SealedAnswer},
    client::{
        mail::{PAUSE, ROUNDS, is_resolved_by_reading},
        read::decode,
        transaction::{Done, Past, find_first},
    },
    generated::{
        bounty::{instructions::COMMIT_DISCRIMINATOR, layout::roles},
        mail::layout::fields,
    },
    instructions::bounty::{self, BountyAt},
    sealing::SecretKey,
};

/// A submission with a stored answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The submission's address.
    pub submission: Pubkey,
    /// The address of the body that stores the answer.
    pub body: Pubkey,
    /// The reviewers who can read it. The others had no mailbox.
    pub readers: Vec<Pubkey>,
    /// The receipts of the transactions; the last one committed.
    pub receipts: Vec<Receipt>,
}

impl Client {
    /// The answer to a bounty that a submitter has stored for a reviewer. `secret` is the reviewer's key of the version that
    /// was theirs when the submitter committed. It can be read as soon as it is committed to.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no submission,
    /// [`ClientError::NoAnswer`], and [`ClientError::Answer`] if it is not sealed to this reviewer, to another key, or is not
    /// what was committed to.
    pub async fn read_answer(
        &self,
        bounty: &Pubkey,
        submitter: &Pubkey,
        reviewer: &Pubkey,
        secret: &SecretKey,
    ) -> Result<Answer, ClientError> {
        let header = self.bounty(bounty).await?.header;
        let place = header.judges().iter().position(|judge| judge == reviewer).and_then(|place| place.try_into().ok());
        let place = place.ok_or(AnswerError::NotForReviewer)?;
        let (submission, committed) = self.submission_of(bounty, submitter).await?;
        let open = |bodies: &[(Pubkey, StoredBody)]| {
            let mut last = ClientError::NoAnswer { submission };
            for (_, body) in bodies {
                let opened = SealedAnswer::from_bytes(&body.content).and_then(|sealed| {
                    sealed.open((bounty, submitter), &committed.commitment, (place, reviewer), secret)
                });
                match opened {
                    Ok(answer) => return Ok(answer),
                    // Another body of theirs, such as a letter's.
                    Err(AnswerError::Malformed) => {}
                    Err(error) => last = error.into(),
                }
            }
            Err(last)
        };
        let stored = self.committed_with(&submission, submitter).await?;
        let error = match open(&stored) {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        // The author may have stored it in another transaction, or the node has forgotten that one.
        let all = self.bodies_of(submitter).await.and_then(|all| open(&all));
        if stored.is_empty() { all } else { all.map_err(|_| error) }
    }

    /// Reveals an answer for its submitter. Any of the reviewers can do this, and anyone to whom one of them gives it.
    ///
    /// # Errors
    /// The program refuses this outside the reveal period.
    pub async fn reveal_answer(&self, caller: &dyn Signer, answer: &Answer) -> Result<Revealed, ClientError> {
        let Answer { bounty, submitter, content_hash, salt, .. } = answer;
        self.reveal_once(caller, (bounty, submitter), content_hash, salt).await
    }

    /// The bodies of a submitter that may hold their answer to a bounty, by the transaction that committed. If the node does
    /// not have that any more, all bodies of the submitter.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node lists bodies.
    pub async fn stored_answers(
        &self,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Vec<(Pubkey, StoredBody)>, ClientError> {
        let submission = self.programs.submission(submitter, bounty).0;
        let bodies = self.committed_with(&submission, submitter).await?;
        if bodies.is_empty() { self.bodies_of(submitter).await } else { Ok(bodies) }
    }

    /// The sealed bodies of a submitter that the transaction names which committed, as far as the node shows it. Others can
    /// name both in a transaction, too, before and after.
    async fn committed_with(
        &self,
        submission: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Vec<(Pubkey, StoredBody)>, ClientError> {
        let commits = |done: &Done| {
            done.arguments(&self.programs.bounty, &COMMIT_DISCRIMINATOR).is_some()
                && done.account(roles::COMMIT, "submission") == Some(submission)
        };
        let named = |past: &Past| past.instructions.iter().any(commits).then(|| past.named.clone());
        match find_first(self.rpc(), submission, named).await? {
            Some(named) => self.bodies_among(&named, submitter).await,
            None => Ok(Vec::new()),
        }
    }

    /// All bodies of an author.
    async fn bodies_of(&self, author: &Pubkey) -> Result<Vec<(Pubkey, StoredBody)>, ClientError> {
        Ok(self.accounts_with(fields::body::AUTHOR, author).await?.entries)
    }

    /// The sealed bodies of an author among accounts.
    async fn bodies_among(
        &self,
        addresses: &[Pubkey],
        author: &Pubkey,
    ) -> Result<Vec<(Pubkey, StoredBody)>, ClientError> {
        let accounts = self.accounts_at(addresses).await?;
        let bodies = addresses.iter().zip(accounts).filter_map(|(address, account)| {
            let body = decode::<StoredBody>(&self.programs, account.as_ref()).ok().flatten()?;
            (body.header.author == *author && body.header.sealed != 0).then_some((*address, body))
        });
        Ok(bodies.collect())
    }

    /// The reviewers who have a mailbox on the bounty's network, with a key that something can be sealed to.
    pub(super) async fn readers(&self, bounty: &Bounty) -> Result<Vec<Reader>, ClientError> {
        let mailbox = |judge: &Pubkey| self.programs.mailbox(&bounty.network, judge).0;
        let addresses: Vec<_> = bounty.judges().iter().map(mailbox).collect();
        let accounts = self.accounts_at(&addresses).await?;
        let readers = (0..).zip(bounty.judges()).zip(accounts).filter_map(|((place, wallet), account)| {
            let mailbox: Mailbox = decode(&self.programs, account.as_ref()).ok().flatten()?;
            let (key, key_version) = (mailbox.encryption_key.try_into().ok()?, mailbox.key_version);
            Some(Reader { place, wallet: *wallet, key, key_version })
        });
        Ok(readers.collect())
    }

    /// Uploads a sealed answer, as far as it is missing, and commits in the transaction that seals its body.
    pub(super) async fn store_and_commit(
        &self,
        submitter: &dyn Signer,
        at: &BountyAt,
        commitment: &[u8; 32],
        answer: &[u8],
    ) -> Result<(Pubkey, Vec<Receipt>), ClientError> {
        let (chain, wallet) = (self.chain().await?, submitter.pubkey());
        let (limits, body) = (self.limits(&wallet).await?, bounty::answer_body(&chain, &wallet, answer));
        let submission = self.programs.submission(&wallet, &at.address).0;
        let (mut receipts, mut rounds) = (Vec::new(), 1);
        loop {
            let stored: Option<StoredBody> = self.account(&body).await?;
            let plan = bounty::commit_with_answer(&chain, at, &wallet, commitment, answer, stored.as_ref(), &limits)?;
            let error = match self.upload_steps(submitter, answer.len(), plan.steps, &|_| (), &mut receipts).await {
                Ok(()) => return Ok((body, receipts)),
                Err(error) if rounds < ROUNDS && is_resolved_by_reading(&error) => error,
                Err(error) => return Err(error.after(receipts)),
            };
            sleep(PAUSE).await;
            rounds += 1;
            if self.has_committed(&submission, commitment).await {
                if let ClientError::Unknown { signature, network_fee } = error {
                    receipts.push(self.cluster.receipt_of(signature, network_fee).await);
                }
                return Ok((body, receipts));
            }
        }
    }
}
