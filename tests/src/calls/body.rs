//! Bodies, and accounts that were created and never used.

use bmail_sdk::{NewAccount, PROGRAMS, generated::mail::instructions::OpenBodyInstructionArgs, instructions::mail};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::planned;
use crate::{Call, Harness, Person};

/// Bytes in a chunk.
const CHUNK: usize = 1_000;

planned!(mail:
    /// `open_body`
    OpenBody "open_body" OPEN_BODY,
    /// `write_body`
    WriteBody "write_body" WRITE_BODY,
    /// `seal_body`
    SealBody "seal_body" SEAL_BODY,
    /// `close_body`
    CloseBody "close_body" CLOSE_BODY,
    /// `reclaim`
    Reclaim "reclaim" RECLAIM,
);

impl Harness {
    /// Creates an account and opens a body for the content in it.
    pub fn open_body(&mut self, author: &Person, content: &[u8]) -> Call<'_, OpenBody> {
        let hash = Sha256::digest(content).into();
        let plan = mail::open_body(&self.chain(), &author.address(), &hash, content.len());
        Call::new(self, OpenBody(plan.expect("a wallet is no program's address")))
    }

    /// Writes one chunk of a body.
    pub fn write_body(&mut self, author: &Person, body: Pubkey, offset: usize, chunk: &[u8]) -> Call<'_, WriteBody> {
        let plan = mail::write_body(&self.chain(), &author.address(), &body, offset, chunk);
        Call::new(self, WriteBody(plan))
    }

    /// Seals a body.
    pub fn seal_body(&mut self, author: &Person, body: Pubkey) -> Call<'_, SealBody> {
        let plan = mail::seal_body(&self.chain(), &author.address(), &body);
        Call::new(self, SealBody(plan))
    }

    /// Closes a body.
    pub fn close_body(&mut self, author: &Person, body: Pubkey) -> Call<'_, CloseBody> {
        let plan = mail::close_body(&self.chain(), &author.address(), &body, self.lamports(body));
        Call::new(self, CloseBody(plan))
    }

    /// Reclaims the lamports of an unused account at a seed of the author's.
    pub fn reclaim(&mut self, author: &Person, unused: &NewAccount) -> Call<'_, Reclaim> {
        let seed = unused.seed.as_bytes().try_into().expect("seeds have 32 bytes");
        let lamports = self.lamports(unused.address);
        let plan = mail::reclaim(&self.chain(), &author.address(), &unused.address, seed, lamports);
        Call::new(self, Reclaim(plan))
    }

    /// Opens, writes and seals a body, and returns its address.
    #[track_caller]
    pub fn body(&mut self, author: &Person, content: &[u8]) -> Pubkey {
        let body = self.unsealed_body(author, content);
        self.seal_body(author, body).run();
        body
    }

    /// Opens and writes a body, and returns its address.
    #[track_caller]
    pub fn unsealed_body(&mut self, author: &Person, content: &[u8]) -> Pubkey {
        self.open_body(author, content).run();
        let body = PROGRAMS.body(&author.address(), &Sha256::digest(content).into()).0;
        for (index, chunk) in content.chunks(CHUNK).enumerate() {
            self.write_body(author, body, index * CHUNK, chunk).run();
        }
        body
    }

    /// Creates an account for the program with its rent and nothing else, to be reclaimed or used later.
    #[track_caller]
    pub fn create_unused(&mut self, new: &NewAccount) {
        let instructions = self.create(new, self.rent(new.space));
        self.execute(&instructions).succeeded("creating an account");
    }

    /// Instructions that create an account for the program, even if its address already holds lamports.
    fn create(&self, new: &NewAccount, lamports: u64) -> Vec<Instruction> {
        match self.lamports(new.address) {
            0 => new.create(lamports),
            _ => new.create_prefunded(lamports),
        }
    }
}

impl Call<'_, OpenBody> {
    /// Sets the account's size in bytes, instead of what fits the content, and its rent accordingly.
    pub fn space(self, bytes: usize) -> Self {
        let rent = self.harness.rent(bytes);
        self.changed(move |step| {
            for creation in &mut step.creations {
                (creation.account.space, creation.lamports) = (bytes, rent);
            }
        })
    }

    /// Sets the account's lamports beforehand, instead of its rent.
    pub fn funded(self, lamports: u64) -> Self {
        self.changed(move |step| step.creations.iter_mut().for_each(|creation| creation.lamports = lamports))
    }

    /// Sets the hash, instead of the content's. The address stays the same.
    pub fn hash(self, hash: [u8; 32]) -> Self {
        self.args(move |args: &mut OpenBodyInstructionArgs| args.hash = hash)
    }

    /// The address of the body.
    pub fn address(&self) -> Pubkey {
        self.new_account().address
    }
}
