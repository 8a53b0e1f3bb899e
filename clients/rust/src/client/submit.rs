//! Answering a bounty: committing, revealing, and getting the stake back.

use std::path::Path;

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::Revealed;
use crate::{
    BOUNTY_ID, Client, ClientError, NewAccount, Reason, Receipt,
    accounts::Submission,
    bounty::{Answer, SubmissionRecord},
    error::BountyError,
    generated::bounty::instructions::{CloseSubmissionBuilder, CommitBuilder, RevealBuilder},
    pda,
};

impl Client {
    /// Commits to an answer, which gets the next number, and returns the submission's address. The submitter puts down the
    /// stake that the bounty asks, and the rent.
    ///
    /// Store nothing but the content: with it and the same key pair, [`Answer`] is found again, after whatever crash. Where
    /// there is a `record` folder, a note of what was committed to is written there first, so that it is not forgotten which
    /// content it was ([`SubmissionRecord`]); if that fails, nothing is sent.
    ///
    /// # Errors
    /// [`ClientError::Store`] where the note cannot be written; [`Reason::AlreadyExists`] where the submitter has
    /// committed before, perhaps to this.
    pub async fn commit(
        &self,
        submitter: &dyn Signer,
        answer: &Answer,
        record: Option<&Path>,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        if let Some(folder) = record {
            SubmissionRecord::write(folder, answer).map_err(ClientError::Store)?;
        }
        self.commit_to(submitter, &answer.bounty, answer.commitment()).await
    }

    /// As [`Client::commit`], to a commitment that was made in another way: for who keeps salts of their own.
    pub async fn commit_to(
        &self,
        submitter: &dyn Signer,
        bounty: &Pubkey,
        commitment: [u8; 32],
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let header = self.bounty(bounty).await?.header;
        let (author, space) = (submitter.pubkey(), Submission::LEN);
        let (address, seed) = pda::submission(&author, bounty);
        let account = NewAccount { author, address, seed, space, program: BOUNTY_ID };
        let commit = CommitBuilder::new()
            .submitter(author)
            .bounty(*bounty)
            .submission(address)
            .standing(pda::standing(&header.network, &author).0)
            .commitment(commitment)
            .instruction();
        let rent = self.rpc().get_minimum_balance_for_rent_exemption(space).await?;
        let lamports = rent.saturating_add(header.terms.stake.0);
        Ok((address, self.run_with_new(&[(account, lamports)], &[commit], submitter).await?))
    }

    /// Shows the reviewers what was committed to: the content's hash. Where they find the content itself, tell them.
    /// Can be called any number of times.
    ///
    /// # Errors
    /// [`ClientError::WrongContent`] if the commitment is to something else: then nothing is sent. To reveal in vain would
    /// cost no stake, but show the salt.
    pub async fn reveal_submission(&self, submitter: &dyn Signer, answer: &Answer) -> Result<Revealed, ClientError> {
        let address = answer.submission();
        let submission: Submission = self.existing(&address).await?;
        if submission.commitment != answer.commitment() {
            return Err(ClientError::WrongContent { submission: address });
        }
        if submission.is_revealed() {
            return Ok(Revealed::Before);
        }
        match self.reveal_with(submitter, &answer.bounty, answer.content_hash, *answer.salt()).await {
            // By another copy of the caller.
            Err(ClientError::Refused(Reason::Bounty(BountyError::AlreadyRevealed))) => Ok(Revealed::Before),
            result => result.map(Revealed::Now),
        }
    }

    /// As [`Client::reveal_submission`], with a salt that was kept in another way; the program alone looks whether it fits.
    pub async fn reveal_with(
        &self,
        submitter: &dyn Signer,
        bounty: &Pubkey,
        content_hash: [u8; 32],
        salt: [u8; 32],
    ) -> Result<Receipt, ClientError> {
        let instruction = RevealBuilder::new()
            .submitter(submitter.pubkey())
            .bounty(*bounty)
            .submission(pda::submission(&submitter.pubkey(), bounty).0)
            .content_hash(content_hash)
            .salt(salt)
            .instruction();
        self.run(instruction, submitter).await
    }

    /// Closes a submission once its bounty is settled or cancelled, and returns rent and stake to its submitter; the stake
    /// goes to the network's treasury for spam, and for what was not revealed. Anybody may call it.
    ///
    /// What has been awarded has to be claimed before. Where it earns reputation, take it to the standing first, too:
    /// [`Client::earn_reputation`] finds no submission that is closed.
    pub async fn close_submission(
        &self,
        payer: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        let instruction = CloseSubmissionBuilder::new()
            .bounty(*bounty)
            .submission(self.submission_of(bounty, submitter).await?.0)
            .submitter(*submitter)
            .treasury(pda::treasury(&network).0)
            .instruction();
        self.run(instruction, payer).await
    }
}
