//! A bounty's life: created, funded, opened, entered, judged and paid, with everything given back.

use bmail_sdk::{
    PROGRAMS, Plan,
    accounts::{Bounty, Contribution, Opinion, Submission, Terms},
    bounty::{BountyDraft, BountyPlan},
    generated::bounty::{
        instructions::{
            CommitInstructionArgs, CreateBountyInstructionArgs, FundInstructionArgs, RevealInstructionArgs,
        },
        layout::roles,
    },
    instructions::bounty::{self, BountyAt, Given, Remains, StakeAt},
};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use units::{Lamports, Timestamp};

use super::planned;
use crate::{Call, Harness, Money, Parts, Person, call::change_args};

/// Accounts and arguments of `create_bounty`.
pub struct CreateBounty {
    draft: BountyDraft,
    /// A URI that the SDK would refuse.
    uri: Option<Vec<u8>>,
}

/// Accounts and arguments of `fund`.
pub struct Fund {
    bounty: BountyAt,
    contributor: Pubkey,
    amount: u64,
    is_new: bool,
}

/// Accounts of `withdraw_contribution`.
pub struct WithdrawContribution {
    bounty: BountyAt,
    contributor: Pubkey,
    is_signed: bool,
    given: Given,
}

planned!(bounty:
    /// `open`
    Open "open" OPEN,
    /// `commit`
    Commit "commit" COMMIT,
    /// The bounty program's `reveal`
    RevealSubmission "reveal" REVEAL,
    /// `review`
    Review "review" REVIEW,
    /// `veto`
    Veto "veto" VETO,
    /// `claim`
    Claim "claim" CLAIM,
    /// `cancel`
    Cancel "cancel" CANCEL,
    /// `close_submission`
    CloseSubmission "close_submission" CLOSE_SUBMISSION,
    /// `close_bounty`
    CloseBounty "close_bounty" CLOSE_BOUNTY,
    /// `earn_reputation`
    EarnReputation "earn_reputation" EARN_REPUTATION,
    /// `create_vault`
    CreateVault "create_vault" CREATE_VAULT,
    /// `close_vault`
    CloseVault "close_vault" CLOSE_VAULT,
);

impl Parts for CreateBounty {
    const NAME: &'static str = "create_bounty";
    const ROLES: &'static [&'static str] = roles::CREATE_BOUNTY;

    fn plan(&self, harness: &Harness) -> Plan {
        let mut plan = bounty::create_bounty(&harness.chain(), &self.draft);
        if let Some(uri) = &self.uri {
            let (step, space) = (&mut plan.steps[0], Bounty::LEN + uri.len());
            (step.creations[0].account.space, step.creations[0].lamports) = (space, harness.rent(space));
            step.locks[0].amount = harness.rent(space);
            change_args(&mut step.actions[0], |args: &mut CreateBountyInstructionArgs| args.terms_uri.clone_from(uri));
        }
        plan
    }
}

impl Parts for Fund {
    const NAME: &'static str = "fund";
    const ROLES: &'static [&'static str] = roles::FUND;

    fn plan(&self, harness: &Harness) -> Plan {
        bounty::fund(&harness.chain(), &self.bounty, &self.contributor, self.amount, self.is_new)
    }
}

impl Parts for WithdrawContribution {
    const NAME: &'static str = "withdraw_contribution";
    const ROLES: &'static [&'static str] = roles::WITHDRAW_CONTRIBUTION;

    fn plan(&self, harness: &Harness) -> Plan {
        let Self { bounty, contributor, is_signed, .. } = self;
        bounty::withdraw_contribution(&harness.chain(), bounty, contributor, *is_signed, self.given, None)
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
    /// Creates a bounty with these reviewers.
    pub fn create_bounty(&mut self, issuer: &Person, reviewers: &[&Person], of: &Terms) -> Call<'_, CreateBounty> {
        let plan = BountyPlan {
            title: String::new(),
            mint: None,
            terms: *of,
            terms_hash: [9; 32],
            terms_uri: "https://example.org/terms".to_owned(),
            reviewers: reviewers.iter().map(|reviewer| reviewer.address()).collect(),
        };
        let draft = BountyDraft { network: self.network, issuer: issuer.address(), number: 0, plan };
        Call::new(self, CreateBounty { draft, uri: None })
    }

    /// Contributes to a bounty.
    pub fn fund(&mut self, contributor: &Person, bounty: Pubkey, amount: u64) -> Call<'_, Fund> {
        let (bounty, contributor) = (self.bounty_at(bounty), contributor.address());
        let address = PROGRAMS.contribution(&contributor, &bounty.address).0;
        let is_new = self.find_account::<Contribution>(address).is_none();
        Call::new(self, Fund { bounty, contributor, amount, is_new })
    }

    /// Opens a bounty.
    pub fn open(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, Open> {
        let bond = self.missing_bond(bounty);
        let plan = bounty::open(&self.chain(), &bounty, &issuer.address(), bond);
        Call::new(self, Open(plan))
    }

    /// The address of a person's submission to a bounty.
    pub fn submission_of(&self, submitter: &Person, bounty: Pubkey) -> Pubkey {
        PROGRAMS.submission(&submitter.address(), &bounty).0
    }

    /// Commits to a person's submission.
    pub fn commit(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Commit> {
        let ((content_hash, salt), wallet) = (content(submitter), submitter.address());
        let commitment = commitment(&content_hash, &salt, &wallet, &bounty);
        let plan = bounty::commit(&self.chain(), &self.bounty_at(bounty), &wallet, &commitment);
        Call::new(self, Commit(plan))
    }

    /// Reveals a person's submission.
    pub fn reveal_submission(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, RevealSubmission> {
        let (content_hash, salt) = content(submitter);
        let plan = bounty::reveal(&self.chain(), &bounty, &submitter.address(), &content_hash, &salt);
        Call::new(self, RevealSubmission(plan))
    }

    /// Records a reviewer's opinion of a person's submission.
    pub fn review(
        &mut self,
        reviewer: &Person,
        submitter: &Person,
        bounty: Pubkey,
        opinion: Opinion,
    ) -> Call<'_, Review> {
        let plan = bounty::review(&self.chain(), &bounty, &reviewer.address(), &submitter.address(), opinion);
        Call::new(self, Review(plan))
    }

    /// Vetoes a person's award, signed by the founder.
    pub fn veto(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Veto> {
        let (chain, founder) = (self.chain(), self.founder().address());
        let plan = bounty::veto(&chain, &bounty, &self.network, &founder, &submitter.address());
        Call::new(self, Veto(plan))
    }

    /// Pays a person's award.
    pub fn claim(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, Claim> {
        let plan = bounty::claim(&self.chain(), &self.bounty_at(bounty), &submitter.address(), None);
        Call::new(self, Claim(plan))
    }

    /// Cancels a bounty.
    pub fn cancel(&mut self, signer: &Person, bounty: Pubkey) -> Call<'_, Cancel> {
        let plan = bounty::cancel(&self.chain(), &bounty, &self.network, &signer.address());
        Call::new(self, Cancel(plan))
    }

    /// Returns a person's contribution, with their signature.
    pub fn withdraw_contribution(&mut self, contributor: &Person, bounty: Pubkey) -> Call<'_, WithdrawContribution> {
        let (bounty, contributor) = (self.bounty_at(bounty), contributor.address());
        let given = self.given(&bounty.address, &contributor);
        Call::new(self, WithdrawContribution { bounty, contributor, is_signed: true, given })
    }

    /// Closes a person's submission.
    pub fn close_submission(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, CloseSubmission> {
        let (chain, held) = (self.chain(), self.stake_at(bounty, self.submission_of(submitter, bounty)));
        let plan = bounty::close_submission(&chain, &bounty, &self.network, &submitter.address(), held);
        Call::new(self, CloseSubmission(plan))
    }

    /// Closes a bounty.
    pub fn close_bounty(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, CloseBounty> {
        let plan = bounty::close_bounty(&self.chain(), &bounty, &issuer.address(), self.remains(bounty));
        Call::new(self, CloseBounty(plan))
    }

    /// Returns what is left of a bounty's bond, while somebody still has to take what is theirs.
    pub fn return_bond(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, CloseBounty> {
        let bond = self.account::<Bounty>(bounty).bond;
        let plan = bounty::return_bond(&self.chain(), &bounty, &issuer.address(), bond);
        Call::new(self, CloseBounty(plan))
    }

    /// Applies a person's paid award to their standing.
    pub fn earn_reputation(&mut self, submitter: &Person, bounty: Pubkey) -> Call<'_, EarnReputation> {
        let plan = bounty::earn_reputation(&self.chain(), &bounty, &self.network, &submitter.address());
        Call::new(self, EarnReputation(plan))
    }

    /// Creates the vault of a bounty that pays in a token.
    pub fn create_vault(&mut self, issuer: &Person, bounty: Pubkey, money: &Money) -> Call<'_, CreateVault> {
        let plan = bounty::create_vault(&self.chain(), &bounty, &issuer.address(), money);
        Call::new(self, CreateVault(plan))
    }

    /// Closes a bounty's vault.
    pub fn close_vault(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, CloseVault> {
        let rent = self.lamports(PROGRAMS.vault(&bounty).0);
        let plan = bounty::close_vault(&self.chain(), &self.bounty_at(bounty), &issuer.address(), rent, None);
        Call::new(self, CloseVault(plan))
    }

    /// What a contribution gets back; nothing if it is gone.
    fn given(&self, bounty: &Pubkey, contributor: &Pubkey) -> Given {
        let address = PROGRAMS.contribution(contributor, bounty).0;
        let (now, rent) = (Timestamp(self.now()), self.lamports(address));
        let found = self.find_account::<Contribution>(address).zip(self.find_account::<Bounty>(*bounty));
        let part = found.map_or(0, |(contribution, bounty)| bounty.part_of(contribution.amount, now));
        Given { part, rent }
    }

    /// What a submission holds; nothing if it is gone.
    fn stake_at(&self, bounty: Pubkey, submission: Pubkey) -> StakeAt {
        let found = self.find_account::<Bounty>(bounty).zip(self.find_account::<Submission>(submission));
        let lamports = self.lamports(submission);
        found.map_or_else(StakeAt::default, |(bounty, submission)| StakeAt::new(&bounty, &submission, lamports))
    }

    /// What the account of a bounty lacks to open with its bond; nothing if it is gone.
    fn missing_bond(&self, bounty: Pubkey) -> u64 {
        let space = self.svm.get_account(&bounty).map_or(0, |account| account.data.len());
        let (found, rent) = (self.find_account::<Bounty>(bounty), self.rent(space));
        found.map_or(0, |header| header.missing_bond(self.lamports(bounty), rent))
    }

    /// What is left in a bounty; nothing if it is gone.
    fn remains(&self, bounty: Pubkey) -> Remains {
        let (found, lamports) = (self.find_account::<Bounty>(bounty), self.lamports(bounty));
        found.map_or_else(Remains::default, |header| Remains::new(&header, lamports))
    }

    /// What plans need to know of a bounty. If it is gone, it paid in SOL, without a stake.
    pub fn bounty_at(&self, address: Pubkey) -> BountyAt {
        let gone = Terms { stake: Lamports(0), ..Terms::EXAMPLE };
        let terms = self.find_account::<Bounty>(address).map_or(gone, |bounty| bounty.terms);
        BountyAt { address, network: self.network, money: self.money_of(address), terms }
    }
}

impl Call<'_, CreateBounty> {
    /// Sets the issuer's number for the bounty.
    pub fn number(mut self, number: u64) -> Self {
        self.parts.draft.number = number;
        self
    }

    /// Changes the terms.
    pub fn terms(mut self, change: impl FnOnce(&mut Terms)) -> Self {
        change(&mut self.parts.draft.plan.terms);
        self
    }

    /// Sets the currency in which it pays, instead of SOL.
    pub fn pays_in(mut self, money: &Money) -> Self {
        self.parts.draft.plan.mint = money.mint().copied();
        self
    }

    /// Sets the hash of the terms' text.
    pub fn hash(mut self, hash: [u8; 32]) -> Self {
        self.parts.draft.plan.terms_hash = hash;
        self
    }

    /// Sets where the terms can be read.
    pub fn uri(mut self, uri: &[u8]) -> Self {
        self.parts.uri = Some(uri.to_vec());
        self
    }

    /// The address of the bounty.
    pub fn address(&self) -> Pubkey {
        self.parts.draft.address(&PROGRAMS)
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
        let amount = std::mem::replace(&mut self.parts.amount, given);
        self.args(move |args: &mut FundInstructionArgs| args.amount = amount)
    }
}

impl Call<'_, Commit> {
    /// Sets the stake that the account holds, instead of what the terms require.
    pub fn stake(self, lamports: u64) -> Self {
        let rent = self.harness.rent(Submission::LEN);
        self.changed(move |step| step.creations.iter_mut().for_each(|new| new.lamports = rent + lamports))
    }

    /// Sets the commitment.
    pub fn commitment(self, commitment: [u8; 32]) -> Self {
        self.args(move |args: &mut CommitInstructionArgs| args.commitment = commitment)
    }
}

impl Call<'_, RevealSubmission> {
    /// Sets the content hash and the salt.
    pub fn content(self, content_hash: [u8; 32], salt: [u8; 32]) -> Self {
        self.args(move |args: &mut RevealInstructionArgs| *args = RevealInstructionArgs { content_hash, salt })
    }
}

impl Call<'_, Claim> {
    /// Adds the winner's signature, with which the award can go to any of their token accounts.
    pub fn by_winner(self, winner: &Person) -> Self {
        self.account("submitter", winner.address()).signed("submitter")
    }
}

impl Call<'_, WithdrawContribution> {
    /// Removes the contributor's signature.
    pub fn by_anybody(mut self) -> Self {
        self.parts.is_signed = false;
        self
    }
}
