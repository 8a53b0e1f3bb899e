//! Submitting to a bounty: committing, revealing, and getting the stake back.

use std::path::Path;

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Reason, Receipt, Revealed,
    accounts::Submission,
    bounty::{SubmissionRecord, SubmissionSecret},
    error::BountyError,
    instructions::bounty::{self, StakeAt},
};

impl Client {
    /// Commits to a submission and returns its address. The submission gets the bounty's next number. The submitter
    /// pays the bounty's stake, and the rent.
    ///
    /// Store the content and nothing else: the content and the same key pair give the same [`SubmissionSecret`] again,
    /// even after a crash. If `record` names a folder, a note of the content's hash is written there first
    /// ([`SubmissionRecord`]), so that you know later which content it was. If that fails, nothing is sent.
    ///
    /// # Errors
    /// [`ClientError::Store`] if the note cannot be written. [`Reason::AlreadyExists`] if the submitter has committed
    /// before, perhaps to the same content.
    pub async fn commit(
        &self,
        submitter: &dyn Signer,
        submission: &SubmissionSecret,
        record: Option<&Path>,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        if let Some(folder) = record {
            SubmissionRecord::write(folder, submission).map_err(ClientError::Store)?;
        }
        self.commit_to(submitter, &submission.bounty, submission.commitment()).await
    }

    /// Like [`Client::commit`], with a commitment whose salt you keep yourself.
    ///
    /// # Errors
    /// [`Reason::AlreadyExists`] if the submitter has committed before.
    pub async fn commit_to(
        &self,
        submitter: &dyn Signer,
        bounty: &Pubkey,
        commitment: [u8; 32],
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let (at, wallet) = (self.bounty_at(bounty).await?, submitter.pubkey());
        let plan = bounty::commit(&self.chain().await?, &at, &wallet, &commitment);
        Ok((self.programs.submission(&wallet, bounty).0, self.run(plan, submitter).await?))
    }

    /// Reveals the content's hash. The content itself is not on the chain: send it to the reviewers. This can be called
    /// any number of times.
    ///
    /// # Errors
    /// [`ClientError::WrongContent`] if the commitment is to something else. Nothing is sent then: a wrong reveal would
    /// cost no stake, but would publish the salt.
    pub async fn reveal_submission(
        &self,
        submitter: &dyn Signer,
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
        match self.reveal_with(submitter, &secret.bounty, secret.content_hash, *secret.salt()).await {
            // Another process revealed it meanwhile.
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
        submitter: &dyn Signer,
        bounty: &Pubkey,
        content_hash: [u8; 32],
        salt: [u8; 32],
    ) -> Result<Receipt, ClientError> {
        let plan = bounty::reveal(&self.chain().await?, bounty, &submitter.pubkey(), &content_hash, &salt);
        self.run(plan, submitter).await
    }

    /// Closes a submission after its bounty is settled or cancelled, and returns its rent and stake to the submitter.
    /// Unless the bounty is cancelled, the stake of spam, or of a submission that was not revealed, goes to the
    /// network's treasury. Anyone may call this.
    ///
    /// An award has to be claimed first. If it earns reputation, call [`Client::earn_reputation`] first, too: it needs
    /// the submission's account.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no submission. The program refuses
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
        let at = StakeAt::new(&header, &submission, lamports);
        self.run(bounty::close_submission(&self.chain().await?, bounty, &header.network, submitter, at), caller).await
    }
}
