//! Bounties over JSON-RPC: whole lives, crashes, lists, files, and what is refused.

mod answers;
mod economy;
mod lists;
mod lives;
mod money;
mod plans;
mod refusals;
mod tokens;

use bmail_sdk::{
    accounts::Opinion,
    bounty::{Answer, BountyPlan, BountyReport, content_hash},
    pda,
};
use bounties::Terms;
use postage::{Lamports, Rules, Seconds};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use standing::Parameters;

use crate::{
    SOL,
    reputation::token,
    stage::{Person, Stage},
};

/// Two awards of a tenth of a SOL, by two of three reviewers, with a stake.
pub const TERMS: Terms = Terms { awards: 2, reviewers: 3, threshold: 2, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
pub const REWARD: u64 = TERMS.reward;
pub const TOTAL: u64 = 2 * REWARD;
/// What the authority can give away in a week.
pub const LIMIT: u64 = SOL / 2;

/// A network with a reputation and a treasury, and somebody who makes bounties on it with three reviewers.
pub struct Scene {
    pub stage: Stage,
    pub founder: Keypair,
    pub issuer: Person,
    pub reviewers: [Person; 3],
}

impl Scene {
    pub async fn new() -> Self {
        let mut stage = Stage::open().await;
        let founder = Keypair::new();
        stage.fund(&founder.pubkey(), 5 * SOL);
        let name = "the orchard";
        stage.network = pda::network(&founder.pubkey(), &pda::network_name(name).unwrap()).0;
        let (client, treasury) = (&stage.client, pda::treasury(&stage.network).0);
        client.create_network(&founder, name, &treasury, &Rules::PERSONAL).await.unwrap();
        client.create_reputation(&founder, &stage.network, &Parameters::PERSONAL, &token()).await.unwrap();
        client.create_treasury(&founder, &stage.network, LIMIT, Seconds::days(7)).await.unwrap();
        let (issuer, reviewers) = (stage.newcomer(), [(); 3].map(|()| stage.newcomer()));
        Self { stage, founder, issuer, reviewers }
    }

    /// With a bounty that nobody has funded.
    pub async fn with_draft() -> (Self, Pubkey) {
        let scene = Self::new().await;
        let bounty = scene.create(scene.plan()).await;
        (scene, bounty)
    }

    /// With a bounty that its issuer has funded and opened.
    pub async fn with_open() -> (Self, Pubkey) {
        let (scene, bounty) = Self::with_draft().await;
        scene.stage.client.fund_and_open(&scene.issuer.wallet, &bounty).await.unwrap();
        (scene, bounty)
    }

    /// What the issuer has in mind.
    pub fn plan(&self) -> BountyPlan {
        BountyPlan {
            title: "Beans".into(),
            mint: None,
            terms: TERMS,
            earns_reputation: true,
            terms_hash: content_hash(b"name the beans"),
            terms_uri: "https://example.org/beans".into(),
            reviewers: self.reviewers.iter().map(Person::address).collect(),
        }
    }

    pub async fn create(&self, plan: BountyPlan) -> Pubkey {
        let client = &self.stage.client;
        let draft = client.draft_bounty(&self.issuer.address(), &self.stage.network, plan).await.unwrap();
        let (address, _) = client.create_bounty(&self.issuer.wallet, &draft).await.unwrap();
        assert_eq!(address, draft.address());
        address
    }

    /// Lets time pass until a bounty's next phase.
    pub async fn next_phase(&self, bounty: &Pubkey) {
        let now = self.stage.client.now().await.unwrap();
        let bounty = self.stage.client.bounty(bounty).await.unwrap();
        self.stage.travel_to(bounty.header.ends_at(now).unwrap().0);
    }

    pub async fn report(&self, bounty: &Pubkey) -> BountyReport {
        self.stage.client.bounty_report(bounty).await.unwrap()
    }

    /// Commits for some people, in this order, and reveals for all of them; then the review period has begun.
    pub async fn answered(&self, bounty: &Pubkey, submitters: &[&Person]) {
        let client = &self.stage.client;
        for submitter in submitters {
            client.commit(&submitter.wallet, &answer(submitter, bounty), None).await.unwrap();
        }
        self.next_phase(bounty).await;
        for submitter in submitters {
            client.reveal_submission(&submitter.wallet, &answer(submitter, bounty)).await.unwrap();
        }
        self.next_phase(bounty).await;
    }

    /// Two of the reviewers say the same of somebody's submission.
    pub async fn judge(&self, bounty: &Pubkey, submitter: &Person, opinion: Opinion) {
        for reviewer in &self.reviewers[1..] {
            let client = &self.stage.client;
            client.review(&reviewer.wallet, bounty, &submitter.address(), opinion).await.unwrap();
        }
    }
}

/// What somebody submits here: their own address.
pub fn answer(submitter: &Person, bounty: &Pubkey) -> Answer {
    Answer::from_keypair(&submitter.wallet, bounty, content_hash(submitter.address().as_ref()))
}
