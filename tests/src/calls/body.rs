//! Bodies, and accounts that were created and never used.

use bmail_sdk::generated::mail::layout::roles;
use bmail_sdk::{
    MAIL_ID, NewAccount,
    accounts::StoredBody,
    generated::mail::instructions::{
        self as generated, OpenBodyInstructionArgs, ReclaimInstructionArgs, WriteBodyInstructionArgs,
    },
    pda,
};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};

/// Bytes in a chunk.
const CHUNK: usize = 1_000;

/// Accounts and arguments of `open_body`.
pub struct OpenBody {
    accounts: generated::OpenBody,
    args: OpenBodyInstructionArgs,
    /// The account that is created first, if any.
    new: Option<NewAccount>,
    /// The account's lamports, if not its rent.
    lamports: Option<u64>,
}

/// Accounts and arguments of `write_body`.
pub struct WriteBody {
    accounts: generated::WriteBody,
    args: WriteBodyInstructionArgs,
}
parts!(WriteBody, "write_body", roles::WRITE_BODY);

/// Accounts and arguments of `seal_body`.
pub struct SealBody {
    accounts: generated::SealBody,
}
bare_parts!(SealBody, "seal_body", roles::SEAL_BODY);

/// Accounts and arguments of `close_body`.
pub struct CloseBody {
    accounts: generated::CloseBody,
}
bare_parts!(CloseBody, "close_body", roles::CLOSE_BODY);

/// Accounts and arguments of `reclaim`.
pub struct Reclaim {
    accounts: generated::Reclaim,
    args: ReclaimInstructionArgs,
}
parts!(Reclaim, "reclaim", roles::RECLAIM);

impl Parts for OpenBody {
    const NAME: &'static str = "open_body";
    const ROLES: &'static [&'static str] = roles::OPEN_BODY;

    fn instruction(&self) -> Instruction {
        self.accounts.instruction(self.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let lamports = |new: &NewAccount| self.lamports.unwrap_or(harness.rent(new.space));
        self.new.as_ref().map_or_else(Vec::new, |new| harness.create(new, lamports(new)))
    }
}

impl Harness {
    /// Creates an account and opens a body for the content in it.
    pub fn open_body(&mut self, author: &Person, content: &[u8]) -> Call<'_, OpenBody> {
        let hash: [u8; 32] = Sha256::digest(content).into();
        let author = author.address();
        let (address, seed) = pda::body(&author, &hash);
        let new = Some(NewAccount { author, address, seed, space: StoredBody::space(content.len()), program: MAIL_ID });
        let accounts = generated::OpenBody { author, body: address };
        Call::new(self, OpenBody { accounts, args: OpenBodyInstructionArgs { hash }, new, lamports: None })
    }

    /// Writes one chunk of a body.
    pub fn write_body(&mut self, author: &Person, body: Pubkey, offset: usize, chunk: &[u8]) -> Call<'_, WriteBody> {
        let accounts = generated::WriteBody { author: author.address(), body };
        let args = WriteBodyInstructionArgs { offset: offset as u32, chunk: chunk.to_vec() };
        Call::new(self, WriteBody { accounts, args })
    }

    /// Seals a body.
    pub fn seal_body(&mut self, author: &Person, body: Pubkey) -> Call<'_, SealBody> {
        let accounts = generated::SealBody { author: author.address(), body };
        Call::new(self, SealBody { accounts })
    }

    /// Closes a body.
    pub fn close_body(&mut self, author: &Person, body: Pubkey) -> Call<'_, CloseBody> {
        let accounts = generated::CloseBody { author: author.address(), body };
        Call::new(self, CloseBody { accounts })
    }

    /// Reclaims the lamports of an unused account at a seed of the author's.
    pub fn reclaim(&mut self, author: &Person, unused: &NewAccount) -> Call<'_, Reclaim> {
        let accounts = generated::Reclaim { author: author.address(), unused: unused.address };
        let seed = unused.seed.as_bytes().try_into().expect("seeds have 32 bytes");
        Call::new(self, Reclaim { accounts, args: ReclaimInstructionArgs { seed } })
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
        let call = self.open_body(author, content);
        let body = call.address();
        call.run();
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
    pub(crate) fn create(&self, new: &NewAccount, lamports: u64) -> Vec<Instruction> {
        match self.lamports(new.address) {
            0 => new.create(lamports),
            _ => new.create_prefunded(lamports),
        }
    }
}

impl Call<'_, OpenBody> {
    /// Sets the account's size in bytes, instead of what fits the content.
    pub fn space(mut self, bytes: usize) -> Self {
        self.parts.new.as_mut().expect("an account to create").space = bytes;
        self
    }

    /// Sets the account's lamports beforehand, instead of its rent.
    pub fn funded(mut self, lamports: u64) -> Self {
        self.parts.lamports = Some(lamports);
        self
    }

    /// Sets the hash, instead of the content's. The address stays the same.
    pub fn hash(mut self, hash: [u8; 32]) -> Self {
        self.parts.args.hash = hash;
        self
    }

    /// Does not create the account.
    pub fn uncreated(mut self) -> Self {
        self.parts.new = None;
        self
    }

    /// The account that is created for the body.
    pub fn new_account(&self) -> NewAccount {
        self.parts.new.clone().expect("an account to create")
    }

    /// The address of the body.
    pub fn address(&self) -> Pubkey {
        self.parts.accounts.body
    }
}
