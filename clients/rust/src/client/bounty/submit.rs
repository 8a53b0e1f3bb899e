//! Submitting to a bounty: committing, revealing, and getting the stake back.

use std::path::Path;

use solana_pubkey::Pubkey;
use solana_signer::{Signer, SignerError};

use super::Committed;
use crate::{
    BuildError, Client, ClientError, Reason, Receipt, Revealed,
    accounts::Submission,
    bounty::{SubmissionRecord, SubmissionSecret},
    client::execute::within,
    error::BountyError,
    instructions::{
        Plan,
        bounty::{self, StakeAt},
    },
};

impl Client {
    /// Commits to a submission and stores its answer, sealed to the reviewers. The submission gets the bounty's next number.
    /// The submitter pays the bounty's stake, at most `max_stake` lamports, and the rent of the submission and of the body
    /// with the answer. The rent of the body comes back with [`Client::close_body`]: call it after the review, since nobody
    /// can read the answer any more then.
    ///
    /// Store the content and nothing else: the content and the same key pair give the same [`SubmissionSecret`] again, and
    /// the same sealed answer. After an error or a crash, call this again. If `record` names a folder, a note of the
    /// content's hash is written there first ([`SubmissionRecord`]), so that you know later which content it was. If that
    /// fails, nothing is sent.
    ///
    /// # Errors
    /// Before anything is sent: [`ClientError::Sign`] if it is somebody else's submission, [`ClientError::OverLimit`] if the
    /// stake is above `max_stake`, [`ClientError::TooFewReaders`] if fewer reviewers have mailboxes than have to agree,
    /// [`ClientError::Answer`] if the content is too long or another one, [`ClientError::Store`] if the note cannot be
    /// written, [`ClientError::AlreadyCommitted`] if the submitter has committed to this content before,
    /// [`Reason::AlreadyExists`] if to another one (the note of that stays), and whatever else the program refuses.
    pub async fn commit(
        &self,
        submitter: &dyn Signer,
        submission: &SubmissionSecret,
        content: &[u8],
        max_stake: u64,
        record: Option<&Path>,
    ) -> Result<Committed, ClientError> {
        if submitter.pubkey() != submission.submitter {
            return Err(ClientError::Sign(SignerError::KeypairPubkeyMismatch));
        }
        let (at, found, _) = self.bounty_found(&submission.bounty).await?;
        within(at.terms.stake.0, max_stake)?;
        let readers = self.readers(&found.header).await?;
        if readers.len() < usize::from(at.terms.threshold) {
            return Err(ClientError::TooFewReaders { readers: readers.len(), threshold: at.terms.threshold });
        }
        let answer = submission.seal_answer(content, &readers)?.to_bytes();
        let plain = bounty::commit(&self.chain().await?, &at, &submitter.pubkey(), &submission.commitment());
        let address = submission.submission(&self.programs);
        if let Err(error) = self.rehearse(&plain.only(), submitter).await {
            return Err(self.already_committed(&address, &submission.commitment(), error).await);
        }
        if let Some(folder) = record {
            SubmissionRecord::write(folder, submission).map_err(ClientError::Store)?;
        }
        let (body, receipts) = self.store_and_commit(submitter, &at, &submission.commitment(), &answer).await?;
        let readers = readers.iter().map(|reader| reader.wallet).collect();
        Ok(Committed { submission: address, body, readers, receipts })
    }

    /// Like [`Client::commit`], with any commitment, and without an answer: get the content to the reviewers in another way.
    ///
    /// # Errors
    /// [`ClientError::OverLimit`] if the stake is above `max_stake`, [`ClientError::AlreadyCommitted`] if the submitter has made
    /// this commitment before, [`Reason::AlreadyExists`] if they have made another one, [`BuildError::Zeros`].
    pub async fn commit_to(
        &self,
        submitter: &dyn Signer,
        bounty: &Pubkey,
        commitment: [u8; 32],
        max_stake: u64,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        if commitment == [0; 32] {
            return Err(BuildError::Zeros("commitment").into());
        }
        let (at, wallet) = (self.bounty_at(bounty).await?, submitter.pubkey());
        within(at.terms.stake.0, max_stake)?;
        let plan = bounty::commit(&self.chain().await?, &at, &wallet, &commitment);
        let address = self.programs.submission(&wallet, bounty).0;
        let receipt = match self.run(plan, submitter).await {
            Err(ClientError::Unknown { signature, network_fee }) if self.has_committed(&address, &commitment).await => {
                self.cluster.receipt_of(signature, network_fee).await
            }
            Err(error) => return Err(self.already_committed(&address, &commitment, error).await),
            Ok(receipt) => receipt,
        };
        Ok((address, receipt))
    }

    /// Whether a submission is there with this commitment. Its address is that of its submitter and its bounty.
    pub(super) async fn has_committed(&self, submission: &Pubkey, commitment: &[u8; 32]) -> bool {
        let found = self.account::<Submission>(submission).await.ok().flatten();
        found.is_some_and(|found| found.commitment == *commitment)
    }

    /// The error of a commitment, or that this very commitment was made before.
    async fn already_committed(&self, submission: &Pubkey, commitment: &[u8; 32], error: ClientError) -> ClientError {
        match error {
            // Its account is created first, whatever else would be refused.
            ClientError::Refused(Reason::AlreadyExists) if self.has_committed(submission, commitment).await => {
                ClientError::AlreadyCommitted { submission: *submission }
            }
            error => error,
        }
    }

    /// Reveals the content's hash for its submitter. Anyone who has the secret may call this, any number of times.
    ///
    /// # Errors
    /// [`ClientError::WrongContent`] if the commitment is to something else. Nothing is sent then: a wrong reveal would
    /// cost no stake, but would publish the salt.
    pub async fn reveal_submission(
        &self,
        caller: &dyn Signer,
        secret: &SubmissionSecret,
    ) -> Result<Revealed, ClientError> {
        let address = secret.submission(&self.programs);
        let submission: Submission = self.existing(&address).await?;
        if submission.commitment != secret.commitment() {
            return Err(ClientError::WrongContent { submission: address });
        }
        if submission.is_revealed() {
            return Ok(Revealed::Before);
        }
        let SubmissionSecret { bounty, submitter, content_hash, .. } = secret;
        self.reveal_once(caller, (bounty, submitter), content_hash, secret.salt()).await
    }

    /// Reveals, unless another process did meanwhile.
    pub(super) async fn reveal_once(
        &self,
        caller: &dyn Signer,
        (bounty, submitter): (&Pubkey, &Pubkey),
        content_hash: &[u8; 32],
        salt: &[u8; 32],
    ) -> Result<Revealed, ClientError> {
        match self.reveal_with(caller, bounty, submitter, *content_hash, *salt).await {
            Err(ClientError::Refused(Reason::Bounty(BountyError::AlreadyRevealed))) => Ok(Revealed::Before),
            result => result.map(Revealed::Now),
        }
    }

    /// Like [`Client::reveal_submission`], with a salt that you kept yourself. Only the program checks that it fits.
    ///
    /// # Errors
    /// The program refuses what does not open the commitment ([`BountyError::WrongCommitment`]).
    pub async fn reveal_with(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
        content_hash: [u8; 32],
        salt: [u8; 32],
    ) -> Result<Receipt, ClientError> {
        let plan = bounty::reveal(&self.chain().await?, bounty, submitter, &content_hash, &salt);
        self.run(plan, caller).await
    }

    /// Closes a submission after its bounty is settled or cancelled, and returns its rent and stake to the submitter.
    /// Unless the bounty is cancelled, the stake of spam, or of a submission that was not revealed, goes to the
    /// network's treasury. Anyone may call this.
    ///
    /// An award has to be claimed first. If it earns reputation and the winner has a standing, this also records it there,
    /// in the same transaction.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if there is no bounty or no submission. The program refuses
    /// this while the bounty is open, and while an award is not claimed.
    pub async fn close_submission(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let header = self.bounty(bounty).await?.header;
        let address = self.programs.submission(submitter, bounty).0;
        let (submission, lamports) = self.existing_with_lamports::<Submission>(&address).await?;
        let (chain, at) = (self.chain().await?, StakeAt::new(&header, &submission, lamports));
        let mut plan = bounty::close_submission(&chain, bounty, &header.network, submitter, at);
        let can_earn = header.terms.earns_reputation != 0 && submission.paid != 0 && submission.earned == 0;
        if can_earn && self.standing(&header.network, submitter).await?.is_some() {
            plan = Plan::together([bounty::earn_reputation(&chain, bounty, &header.network, submitter), plan]);
        }
        self.run(plan, caller).await
    }
}
