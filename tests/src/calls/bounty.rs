//! A bounty's life: created, funded, opened, entered, judged and paid, with everything given back.

use bmail_sdk::generated::bounty::layout::roles;
use bmail_sdk::{
    BOUNTY_ID, NewAccount,
    accounts::{Bounty, Contribution, Opinion, Submission, Terms},
    generated::bounty::instructions::{
        self as generated, CommitInstructionArgs, CreateBountyInstructionArgs, FundInstructionArgs,
        RevealInstructionArgs, ReviewInstructionArgs,
    },
    pda,
};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::{bare_parts, parts};
use crate::{Call, Harness, Money, Parts, Person};

/// Accounts and arguments of `create_bounty`.
pub struct CreateBounty {
    issuer: Pubkey,
    network: Pubkey,
    args: CreateBountyInstructionArgs,
}

/// Accounts and arguments of `fund`.
pub struct Fund {
    accounts: generated::Fund,
    args: FundInstructionArgs,
    new: Option<NewAccount>,
    money: Money,
    /// What is transferred with it, if not the amount.
    given: Option<u64>,
}

/// Accounts and arguments of `open`.
pub struct Open {
    accounts: generated::Open,
}
bare_parts!(Open, "open", roles::OPEN);

/// Accounts and arguments of `commit`.
pub struct Commit {
    accounts: generated::Commit,
    args: CommitInstructionArgs,
    new: Option<NewAccount>,
    stake: u64,
}

/// Accounts and arguments of the bounty program's `reveal`.
pub struct RevealSubmission {
    accounts: generated::Reveal,
    args: RevealInstructionArgs,
}
parts!(RevealSubmission, "reveal", roles::REVEAL);

/// Accounts and arguments of `review`.
pub struct Review {
    accounts: generated::Review,
    args: ReviewInstructionArgs,
}
parts!(Review, "review", roles::REVIEW);

/// Accounts and arguments of `veto`.
pub struct Veto {
    accounts: generated::Veto,
}
bare_parts!(Veto, "veto", roles::VETO);

/// Accounts and arguments of `claim`.
pub struct Claim {
    accounts: generated::Claim,
}
bare_parts!(Claim, "claim", roles::CLAIM);

/// Accounts and arguments of `cancel`.
pub struct Cancel {
    accounts: generated::Cancel,
}
bare_parts!(Cancel, "cancel", roles::CANCEL);

/// Accounts and arguments of `withdraw_contribution`.
pub struct WithdrawContribution {
    accounts: generated::WithdrawContribution,
    signed: bool,
}

/// Accounts and arguments of `close_submission`.
pub struct CloseSubmission {
    accounts: generated::CloseSubmission,
}
bare_parts!(CloseSubmission, "close_submission", roles::CLOSE_SUBMISSION);

/// Accounts and arguments of `close_bounty`.
pub struct CloseBounty {
    accounts: generated::CloseBounty,
}
bare_parts!(CloseBounty, "close_bounty", roles::CLOSE_BOUNTY);

/// Accounts and arguments of `earn_reputation`.
pub struct EarnReputation {
    accounts: generated::EarnReputation,
}
bare_parts!(EarnReputation, "earn_reputation", roles::EARN_REPUTATION);

impl Parts for CreateBounty {
    const NAME: &'static str = "create_bounty";
    const ROLES: &'static [&'static str] = roles::CREATE_BOUNTY;

    fn instruction(&self) -> Instruction {
        let (issuer, treasury) = (self.issuer, pda::treasury(&self.network).0);
        generated::CreateBounty { issuer, treasury, bounty: self.place().0 }.instruction(self.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let (address, seed) = self.place();
        let space = Bounty::LEN + self.args.terms_uri.len();
        let new = NewAccount { author: self.issuer, address, seed, space, program: BOUNTY_ID };
        harness.create(&new, harness.rent(space))
    }
}

impl CreateBounty {
    fn place(&self) -> (Pubkey, String) {
        pda::bounty(&self.issuer, &self.network, &self.args)
    }
}

impl Parts for Fund {
    const NAME: &'static str = "fund";
    const ROLES: &'static [&'static str] = roles::FUND;

    fn instruction(&self) -> Instruction {
        self.accounts.instruction(self.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let given = self.given.unwrap_or(self.args.amount);
        let lamports = if self.money.is_sol() { given } else { 0 };
        let mut before = match &self.new {
            Some(new) => harness.create(new, harness.rent(new.space) + lamports),
            None => vec![transfer(&self.accounts.contributor, &self.accounts.contribution, lamports)],
        };
        if !self.money.is_sol() {
            before.push(self.money.transfer(&self.accounts.contributor, &self.accounts.vault, given));
        }
        before
    }
}

impl Parts for Commit {
    const NAME: &'static str = "commit";
    const ROLES: &'static [&'static str] = roles::COMMIT;

    fn instruction(&self) -> Instruction {
        self.accounts.instruction(self.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let create = |new: &NewAccount| harness.create(new, harness.rent(new.space) + self.stake);
        self.new.as_ref().map(create).unwrap_or_default()
    }
}

impl Parts for WithdrawContribution {
    const NAME: &'static str = "withdraw_contribution";
    const ROLES: &'static [&'static str] = roles::WITHDRAW_CONTRIBUTION;

    fn instruction(&self) -> Instruction {
        let mut instruction = self.accounts.instruction();
        instruction.accounts[0].is_signer = self.signed;
        instruction
    }
}

/// The content hash and salt of a person's submission on this harness, both derived from their name.
pub fn content(submitter: &Person) -> ([u8; 32], [u8; 32]) {
    let hash = |text: &str| Sha256::digest(format!("{text} of {}", submitter.name)).into();
    (hash("content"), hash("salt"))
}

/// The commitment to a submission.
pub fn commitment(content_hash: &[u8; 32], salt: &[u8; 32], submitter: &Pubkey, bounty: &Pubkey) -> [u8; 32] {
    let parts = [&content_hash[..], salt, submitter.as_ref(), bounty.as_ref()];
    Sha256::digest(parts.concat()).into()
}

impl Harness {
    /// A harness with a network whose treasury holds ten SOL.
    pub fn with_treasury() -> Self {
        let (mut harness, ..) = Self::with_ada_and_bo();
        let founder = harness.founder();
        harness.create_treasury(&founder).run();
        harness.contribute(&founder, 10_000_000_000).run();
        harness
    }

    /// Creates a bounty with these reviewers.
    pub fn create_bounty(
        &mut self,
        issuer: &Person,
        reviewers: &[&Person],
        of: &bounty_core::Terms,
    ) -> Call<'_, CreateBounty> {
        let mut judges = [Pubkey::default(); 7];
        reviewers.iter().zip(&mut judges).for_each(|(reviewer, judge)| *judge = reviewer.address());
        let args = CreateBountyInstructionArgs {
            number: 0,
            terms: *of,
            mint: Pubkey::default(),
            terms_hash: [9; 32],
            reviewers: judges,
            terms_uri: b"https://example.org/terms".to_vec(),
        };
        let (issuer, network) = (issuer.address(), self.network);
        Call::new(self, CreateBounty { issuer, network, args })
    }

    /// Contributes to a bounty.
    pub fn fund(&mut self, contributor: &Person, bounty: Pubkey, amount: u64) -> Call<'_, Fund> {
        let author = contributor.address();
        let (address, seed) = pda::contribution(&author, &bounty);
        let weekly_stats = pda::weekly_stats(&self.network).0;
        let (vault, money) = (pda::vault(&bounty).0, self.money_of(bounty));
        let accounts = generated::Fund { contributor: author, bounty, contribution: address, weekly_stats, vault };
        let new = NewAccount { author, address, seed, space: Contribution::LEN, program: BOUNTY_ID };
        let new = self.find_account::<Contribution>(address).is_none().then_some(new);
        Call::new(self, Fund { accounts, args: FundInstructionArgs { amount }, new, money, given: None })
    }

    /// Opens a bounty.
    pub fn open(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, Open> {
        Call::new(self, Open { accounts: generated::Open { issuer: issuer.address(), bounty } })
    }

    /// The address of a person's submission to a bounty.
    pub fn submission_of(&self, submitter: &Person, bounty: Pubkey) -> Pubkey {
        pda::submission(&submitter.address(), &bounty).0
    }

    /// Commits to a person's submission.
    pub fn commit(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Commit> {
        let author = submitter.address();
        let (address, seed) = pda::submission(&author, &bounty);
        let standing = self.standing_of(submitter);
        let accounts = generated::Commit { submitter: author, bounty, submission: address, standing };
        let (content_hash, salt) = content(submitter);
        let args = CommitInstructionArgs { commitment: commitment(&content_hash, &salt, &author, &bounty) };
        let new = Some(NewAccount { author, address, seed, space: Submission::LEN, program: BOUNTY_ID });
        let stake = self.find_account::<Bounty>(bounty).map_or(0, |bounty| bounty.terms.stake.0);
        Call::new(self, Commit { accounts, args, new, stake })
    }

    /// Reveals a person's submission.
    pub fn reveal_submission(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, RevealSubmission> {
        let submission = self.submission_of(submitter, bounty);
        let accounts = generated::Reveal { submitter: submitter.address(), bounty, submission };
        let (content_hash, salt) = content(submitter);
        Call::new(self, RevealSubmission { accounts, args: RevealInstructionArgs { content_hash, salt } })
    }

    /// Records a reviewer's opinion of a person's submission.
    pub fn review(
        &mut self,
        reviewer: &Person,
        submitter: &Person,
        bounty: Pubkey,
        opinion: Opinion,
    ) -> Call<'_, Review> {
        let submission = self.submission_of(submitter, bounty);
        let accounts = generated::Review { reviewer: reviewer.address(), bounty, submission };
        Call::new(self, Review { accounts, args: ReviewInstructionArgs { opinion } })
    }

    /// Vetoes a person's award, signed by the founder.
    pub fn veto(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Veto> {
        let submission = self.submission_of(submitter, bounty);
        let accounts =
            generated::Veto { authority: self.founder().address(), network: self.network, bounty, submission };
        Call::new(self, Veto { accounts })
    }

    /// Pays a person's award.
    pub fn claim(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Claim> {
        let (money, wallet) = (self.money_of(bounty), submitter.address());
        let accounts = generated::Claim {
            bounty,
            submission: self.submission_of(submitter, bounty),
            payee: if money.is_sol() { wallet } else { money.account_of(&wallet) },
            contribution: pda::contribution(&wallet, &bounty).0,
            weekly_stats: pda::weekly_stats(&self.network).0,
            vault: pda::vault(&bounty).0,
            token_program: money.token_program,
        };
        Call::new(self, Claim { accounts })
    }

    /// Cancels a bounty.
    pub fn cancel(&mut self, signer: &Person, bounty: Pubkey) -> Call<'_, Cancel> {
        let accounts = generated::Cancel { signer: signer.address(), network: self.network, bounty };
        Call::new(self, Cancel { accounts })
    }

    /// Returns a person's contribution, with their signature.
    pub fn withdraw_contribution(&mut self, contributor: &Person, bounty: Pubkey) -> Call<'_, WithdrawContribution> {
        let (money, wallet) = (self.money_of(bounty), contributor.address());
        let accounts = generated::WithdrawContribution {
            contributor: wallet,
            bounty,
            contribution: pda::contribution(&wallet, &bounty).0,
            vault: pda::vault(&bounty).0,
            destination: money.account_of(&wallet),
            token_program: money.token_program,
        };
        Call::new(self, WithdrawContribution { accounts, signed: true })
    }

    /// Closes a person's submission.
    pub fn close_submission(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, CloseSubmission> {
        let accounts = generated::CloseSubmission {
            bounty,
            submission: self.submission_of(submitter, bounty),
            submitter: submitter.address(),
            treasury: pda::treasury(&self.network).0,
        };
        Call::new(self, CloseSubmission { accounts })
    }

    /// Closes a bounty.
    pub fn close_bounty(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, CloseBounty> {
        Call::new(self, CloseBounty { accounts: generated::CloseBounty { issuer: issuer.address(), bounty } })
    }

    /// Applies a person's paid award to their standing.
    pub fn earn_reputation(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, EarnReputation> {
        let accounts = generated::EarnReputation {
            bounty,
            submission: self.submission_of(submitter, bounty),
            awards: pda::awards(&self.network).0,
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(submitter),
            reputation_program: bmail_sdk::REPUTATION_ID,
        };
        Call::new(self, EarnReputation { accounts })
    }
}

impl Call<'_, CreateBounty> {
    /// Sets the issuer's number for the bounty.
    pub fn number(mut self, number: u64) -> Self {
        self.parts.args.number = number;
        self
    }

    /// Changes the terms.
    pub fn terms(mut self, change: impl FnOnce(&mut Terms)) -> Self {
        change(&mut self.parts.args.terms);
        self
    }

    /// Sets the currency in which it pays, instead of SOL.
    pub fn pays_in(mut self, money: &Money) -> Self {
        self.parts.args.mint = money.mint;
        self
    }

    /// Sets the hash of the terms' text.
    pub fn hash(mut self, hash: [u8; 32]) -> Self {
        self.parts.args.terms_hash = hash;
        self
    }

    /// Sets where the terms can be read.
    pub fn uri(mut self, uri: &[u8]) -> Self {
        self.parts.args.terms_uri = uri.to_vec();
        self
    }

    /// The address of the bounty.
    pub fn address(&self) -> Pubkey {
        self.parts.place().0
    }

    /// Runs it and returns the bounty's address.
    #[track_caller]
    pub fn run_and_find(self) -> Pubkey {
        let address = self.address();
        self.run();
        address
    }
}

impl Call<'_, Fund> {
    /// Sets what is transferred with it, instead of the amount.
    pub fn funded(mut self, given: u64) -> Self {
        self.parts.given = Some(given);
        self
    }
}

impl Call<'_, Commit> {
    /// Sets the stake that the account holds, instead of what the terms require.
    pub fn stake(mut self, lamports: u64) -> Self {
        self.parts.stake = lamports;
        self
    }

    /// Sets the commitment.
    pub fn commitment(mut self, commitment: [u8; 32]) -> Self {
        self.parts.args.commitment = commitment;
        self
    }
}

impl Call<'_, RevealSubmission> {
    /// Sets the content hash and the salt.
    pub fn content(mut self, content_hash: [u8; 32], salt: [u8; 32]) -> Self {
        self.parts.args = RevealInstructionArgs { content_hash, salt };
        self
    }
}

impl Call<'_, WithdrawContribution> {
    /// Removes the contributor's signature.
    pub fn by_anybody(mut self) -> Self {
        self.parts.signed = false;
        self
    }
}
