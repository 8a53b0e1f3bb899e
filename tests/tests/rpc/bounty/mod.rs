//! Bounties over JSON-RPC: whole lives, crashes, lists, files, and what is refused.

mod answers;
mod bond;
mod economy;
mod lists;
mod lives;
mod money;
mod plans;
mod refusals;
mod submissions;
mod tokens;

use bmail_sdk::{
    Client, ClientError, Receipt,
    accounts::Opinion,
    bounty::{BountyOverview, BountyPlan, SubmissionSecret, content_hash},
    pda,
};
use bounty_core::Terms;
use postage::Rules;
use reputation_core::Parameters;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::{Lamports, Seconds};

use crate::{
    SOL,
    harness::{Harness, Person},
    reputation::token,
};

/// Two awards of 0.1 SOL, approved by two of three reviewers, with a stake.
pub const TERMS: Terms =
    Terms { awards: 2, threshold: 2, stake: Lamports(5_000_000), earns_reputation: 1, ..Terms::EXAMPLE };
pub const REWARD: u64 = TERMS.reward;
pub const TOTAL: u64 = 2 * REWARD;
/// What the authority can allocate in a week.
pub const LIMIT: u64 = SOL / 2;

/// A network with a reputation and a treasury, and an issuer who creates bounties with three reviewers.
pub struct Scenario {
    pub harness: Harness,
    pub founder: Keypair,
    pub issuer: Person,
    pub reviewers: [Person; 3],
}

impl Scenario {
    pub async fn new() -> Self {
        Self::on(Harness::open().await).await
    }

    pub async fn on(mut harness: Harness) -> Self {
        let founder = Keypair::new();
        harness.fund(&founder.pubkey(), 5 * SOL);
        let name = "the orchard";
        let programs = *harness.client.programs();
        harness.network = programs.network(&founder.pubkey(), &pda::network_name(name).unwrap()).0;
        let (client, treasury) = (&harness.client, programs.treasury(&harness.network).0);
        client.create_network(&founder, name, &treasury, &Rules::PERSONAL).await.unwrap();
        client.create_reputation(&founder, &harness.network, &Parameters::PERSONAL, &token()).await.unwrap();
        client.create_treasury(&founder, &harness.network, LIMIT, Seconds::days(7)).await.unwrap();
        let (issuer, reviewers) = (harness.newcomer(), [(); 3].map(|()| harness.newcomer()));
        Self { harness, founder, issuer, reviewers }
    }

    /// A scenario with an unfunded bounty.
    pub async fn with_draft() -> (Self, Pubkey) {
        let scenario = Self::new().await;
        let bounty = scenario.create(scenario.plan()).await;
        (scenario, bounty)
    }

    /// A scenario with a bounty that its issuer has funded and opened.
    pub async fn with_open() -> (Self, Pubkey) {
        let (scenario, bounty) = Self::with_draft().await;
        scenario.harness.client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
        (scenario, bounty)
    }

    /// All reviewers open mailboxes, so that answers can be sealed to them.
    pub async fn reviewers_have_mailboxes(&self) {
        for reviewer in &self.reviewers {
            let key = reviewer.secret.encryption_key();
            self.harness.client.open_mailbox(&reviewer.wallet, &self.harness.network, key).await.unwrap();
        }
    }

    /// The issuer's plan for a bounty.
    pub fn plan(&self) -> BountyPlan {
        BountyPlan {
            title: "Beans".into(),
            mint: None,
            terms: TERMS,
            terms_hash: content_hash(b"name the beans"),
            terms_uri: "https://example.org/beans".into(),
            reviewers: self.reviewers.iter().map(Person::address).collect(),
        }
    }

    pub async fn create(&self, plan: BountyPlan) -> Pubkey {
        let client = &self.harness.client;
        let draft = client.draft_bounty(&self.issuer.address(), &self.harness.network, plan).await.unwrap();
        let (address, _) = client.create_bounty(&self.issuer.wallet, &draft).await.unwrap();
        assert_eq!(address, draft.address(client.programs()));
        address
    }

    /// Lets time pass until a bounty's next phase.
    pub async fn next_phase(&self, bounty: &Pubkey) {
        let now = self.harness.client.now().await.unwrap();
        let bounty = self.harness.client.bounty(bounty).await.unwrap();
        self.harness.travel_to(bounty.header.ends_at(now).unwrap().0);
    }

    pub async fn overview(&self, bounty: &Pubkey) -> BountyOverview {
        self.harness.client.bounty_overview(bounty).await.unwrap()
    }

    /// Commits for these people in this order, and reveals for all of them. Then the review period has begun.
    pub async fn submitted(&self, bounty: &Pubkey, submitters: &[&Person]) {
        let client = &self.harness.client;
        for submitter in submitters {
            commit(client, submitter, bounty).await.unwrap();
        }
        self.next_phase(bounty).await;
        for submitter in submitters {
            client.reveal_submission(&submitter.wallet, &secret(submitter, bounty)).await.unwrap();
        }
        self.next_phase(bounty).await;
    }

    /// Two of the reviewers give the same opinion on a person's submission.
    pub async fn judge(&self, bounty: &Pubkey, submitter: &Person, opinion: Opinion) {
        for reviewer in &self.reviewers[1..] {
            let client = &self.harness.client;
            client.review(&reviewer.wallet, bounty, &submitter.address(), opinion).await.unwrap();
        }
    }
}

/// Commits to a person's submission. The answer is stored nowhere.
pub async fn commit(client: &Client, submitter: &Person, bounty: &Pubkey) -> Result<(Pubkey, Receipt), ClientError> {
    client.commit_to(&submitter.wallet, bounty, secret(submitter, bounty).commitment(), u64::MAX).await
}

/// A person's submission in these tests: their own address.
pub fn secret(submitter: &Person, bounty: &Pubkey) -> SubmissionSecret {
    SubmissionSecret::from_keypair(&submitter.wallet, bounty, content_hash(submitter.address().as_ref()))
}
