//! A network's reputation over JSON-RPC: creating it, changing its parameters, standings, and what is refused.

use bmail_sdk::{BuildError, ClientError, PROGRAMS, Reason, accounts, instructions::reputation::TokenTexts};
use bmail_testing::ReputationError;
use postage::Rules;
use reputation_core::Parameters;
use solana_keypair::Keypair;
use units::{Bps, Reputation};

use crate::{
    SIGNATURE_FEE, SOL, denied,
    harness::{Harness, Person},
    network::founded,
};

/// One reputation, in millionths.
pub const ONE: u64 = 1_000_000;

impl Harness {
    /// Like [`Harness::open`], on a network that has a reputation with default parameters. Also returns its founder.
    pub async fn with_reputation() -> (Self, Keypair) {
        let mut harness = Self::open().await;
        let (founder, _) = founded(&mut harness).await;
        harness.client.create_reputation(&founder, &harness.network, &Parameters::PERSONAL, &token()).await.unwrap();
        (harness, founder)
    }

    /// A person with a mailbox, a standing, this much reputation, and five SOL in addition to their rent.
    pub async fn citizen(&self, founder: &Keypair, amount: u64) -> Person {
        let person = self.resident().await;
        self.client.open_standing(&person.wallet, &self.network).await.unwrap();
        if amount > 0 {
            self.client.seed(founder, &self.network, &person.address(), Reputation(amount)).await.unwrap();
        }
        self.fund(&person.address(), 5 * SOL);
        person
    }

    /// A person's standing, which must exist.
    pub async fn standing(&self, owner: &Person) -> accounts::Standing {
        self.client.standing(&self.network, &owner.address()).await.unwrap().unwrap()
    }
}

pub fn token() -> TokenTexts {
    TokenTexts { name: "Letters".into(), symbol: "LTR".into(), uri: String::new() }
}

/// Shows reputation.md: A network has at most one reputation.
#[tokio::test(flavor = "multi_thread")]
async fn a_network_gets_one_reputation_with_the_parameters_that_its_authority_chose() {
    let mut harness = Harness::open().await;
    let (founder, _) = founded(&mut harness).await;
    let (client, network) = (&harness.client, harness.network);
    assert_eq!(client.reputation(&network).await.unwrap(), None);
    let ada = harness.resident().await;
    let create = async |who: &Keypair, parameters, token| {
        client.create_reputation(who, &network, &parameters, &token).await.map(|(address, _)| address)
    };
    denied(create(&ada.wallet, Parameters::PERSONAL, token()).await, ReputationError::NotAuthority);
    let all = Parameters { spam_burn: Bps(10_001), ..Parameters::PERSONAL };
    denied(create(&founder, all, token()).await, ReputationError::InvalidSpamBurn);
    let nameless = TokenTexts { name: String::new(), ..token() };
    let forward = TokenTexts { symbol: "\u{202e}RTL".into(), ..token() };
    for texts in [nameless, forward] {
        let error = create(&founder, Parameters::PERSONAL, texts).await.unwrap_err();
        assert!(matches!(error, ClientError::Build(BuildError::Name(_))), "{error:?}");
    }
    let script = TokenTexts { uri: "javascript:alert(1)".into(), ..token() };
    let error = create(&founder, Parameters::PERSONAL, script).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::Uri(_))), "{error:?}");

    let before = client.now().await.unwrap().0;
    let address = create(&founder, Parameters::PERSONAL, token()).await.unwrap();
    let reputation = client.reputation(&network).await.unwrap().unwrap();
    assert_eq!((address, reputation.mint), (PROGRAMS.reputation(&network).0, PROGRAMS.mint(&network).0));
    assert_eq!(reputation.parameters, Parameters::PERSONAL);
    assert!((before..before + 60).contains(&reputation.genesis));
    let again = create(&founder, Parameters::PERSONAL, token()).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");
}

/// Shows reputation.md: The network's authority proposes parameters.
#[tokio::test(flavor = "multi_thread")]
async fn parameters_are_proposed_by_the_authority_and_applied_by_anybody_when_they_are_due() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let ada = harness.resident().await;
    let milder = Parameters { spam_burn: Bps(1_000), ..Parameters::PERSONAL };
    denied(client.propose_parameters(&ada.wallet, &network, &milder).await, ReputationError::NotAuthority);
    denied(client.apply_parameters(&ada.wallet, &network).await, ReputationError::NothingProposed);
    let richer = Parameters { seed_budget: Reputation(1), ..milder };
    denied(client.propose_parameters(&founder, &network, &richer).await, ReputationError::FixedParameter);

    client.propose_parameters(&founder, &network, &milder).await.unwrap();
    denied(client.apply_parameters(&ada.wallet, &network).await, ReputationError::ParametersNotDue);
    let delay = i64::try_from(Rules::PERSONAL.rules_delay.0).unwrap();
    harness.travel_to(client.now().await.unwrap().0 + delay);
    client.apply_parameters(&ada.wallet, &network).await.unwrap();
    let applied = client.reputation(&network).await.unwrap().unwrap();
    assert_eq!((applied.parameters, applied.due_at), (milder, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn first_citizens_are_given_what_the_budget_has_and_no_more() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let (ada, bo) = (harness.citizen(&founder, 0).await, harness.citizen(&founder, 0).await);
    let seed = async |who: &Keypair, to: &Person, amount| client.seed(who, &network, &to.address(), amount).await;
    denied(seed(&ada.wallet, &ada, Reputation(ONE)).await, ReputationError::NotAuthority);
    let budget = Parameters::PERSONAL.seed_budget;
    denied(seed(&founder, &ada, Reputation(budget.0 + 1)).await, ReputationError::BudgetSpent);
    seed(&founder, &ada, budget).await.unwrap();
    denied(seed(&founder, &bo, Reputation(1)).await, ReputationError::BudgetSpent);

    let overview = client.standing_overview(&network, &ada.address()).await.unwrap();
    assert!((budget.0 - budget.0 / 100_000..=budget.0).contains(&overview.now.effective.0), "{overview:?}");
    assert_eq!(harness.standing(&bo).await.held(), 0);
}

/// Shows reputation.md: The rent of a standing or an endorsement returns to the person who paid it when the account
///   closes.
#[tokio::test(flavor = "multi_thread")]
async fn a_standing_costs_rent_which_comes_back_when_it_is_given_up() {
    let (harness, founder) = Harness::with_reputation().await;
    let (client, network) = (&harness.client, harness.network);
    let ada = harness.resident().await;
    assert_eq!(client.standing(&network, &ada.address()).await.unwrap(), None);
    for missing in [
        client.standing_overview(&network, &ada.address()).await.map(drop),
        client.sync(&ada.wallet, &network, &ada.address()).await.map(drop),
        client.seed(&founder, &network, &ada.address(), Reputation(ONE)).await.map(drop),
    ] {
        let error = missing.unwrap_err();
        assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "standing", .. })), "{error:?}");
    }

    let (address, _) = client.open_standing(&ada.wallet, &network).await.unwrap();
    assert_eq!(address, PROGRAMS.standing(&network, &ada.address()).0);
    let rent = harness.rent(accounts::Standing::LEN).await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - rent - SIGNATURE_FEE);
    let again = client.open_standing(&ada.wallet, &network).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");

    client.seed(&founder, &network, &ada.address(), Reputation(7 * ONE)).await.unwrap();
    client.close_standing(&ada.wallet, &network).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    client.open_standing(&ada.wallet, &network).await.unwrap();
    assert_eq!(harness.standing(&ada).await.held(), 0, "what was given up is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_reputation_nobody_opens_a_standing() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let error = harness.client.open_standing(&ada.wallet, &harness.network).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::Account(_))), "{error:?}");
}
