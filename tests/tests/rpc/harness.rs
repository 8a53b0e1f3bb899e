//! The embedded validator with the programs, a network of default rules, and people on it.

use std::{path::PathBuf, time::Duration};

use bmail_sdk::{
    BOUNTY_ID, Client, ClientError, MAIL_ID, PROGRAMS, Programs, REPUTATION_ID,
    accounts::{Correspondence, Mailbox, Message},
    instructions::mail::{Draft, Mode},
    sealing::SecretKey,
};
use bmail_testing::elsewhere::{self, ELSEWHERE};
use postage::Rules;
use solana_keypair::Keypair;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use surfpool_sdk::{BlockProductionMode, Surfnet, SurfnetBuilder, cheatcodes::builders::DeployProgram};
use tokio::{
    runtime::Handle,
    sync::oneshot,
    task::block_in_place,
    time::{sleep, timeout},
};

use crate::{
    SOL,
    proxy::{self, Fate},
};

/// The feature gate of version 1 transactions.
pub const LARGE_TRANSACTIONS: Pubkey = Pubkey::from_str_const("txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL");

/// How often to try starting a validator. Its ports are free when it chooses them, but may be taken when it opens them.
const STARTS: usize = 5;
/// How long a start may take.
const START: Duration = Duration::from_secs(60);

/// A running validator. Every test has its own, because tests move its clock.
pub struct Harness {
    validator: Surfnet,
    pub client: Client,
    pub network: Pubkey,
}

/// A person with a wallet and the secret of their first key.
pub struct Person {
    pub wallet: Keypair,
    pub secret: SecretKey,
    pub mailbox: Pubkey,
}

impl Person {
    pub fn address(&self) -> Pubkey {
        self.wallet.pubkey()
    }
}

impl Harness {
    /// Starts a validator that makes a block for every transaction, and no other blocks.
    pub async fn open() -> Self {
        Self::on(start(Surfnet::builder).await).await
    }

    /// Starts a validator that makes a block every few milliseconds, so that blockhashes expire soon.
    pub async fn in_a_hurry(milliseconds: u64) -> Self {
        let builder = || Surfnet::builder().block_production_mode(BlockProductionMode::Clock);
        Self::on(start(|| builder().slot_time_ms(milliseconds)).await).await
    }

    /// Starts a validator that takes version 1 transactions and says so.
    pub async fn with_large_transactions() -> Self {
        Self::on(start(|| Surfnet::builder().enable_feature(LARGE_TRANSACTIONS)).await).await
    }

    /// Like [`Harness::open`], on a network with other rules.
    pub async fn with_rules(rules: Rules) -> Self {
        let mut harness = Self::open().await;
        harness.network = harness.found(rules).await;
        harness
    }

    /// Like [`Harness::open`], with the programs at other addresses only.
    pub async fn elsewhere() -> Self {
        Self::with_programs(start(Surfnet::builder).await, ELSEWHERE, elsewhere::programs()).await
    }

    async fn on(validator: Surfnet) -> Self {
        Self::with_programs(validator, PROGRAMS, programs()).await
    }

    async fn with_programs(validator: Surfnet, programs: Programs, files: [(Pubkey, PathBuf); 3]) -> Self {
        let client = Client::connect(validator.rpc_url()).with_programs(programs);
        let mut harness = Self { validator, client, network: Pubkey::default() };
        for (address, file) in files {
            harness.deploy(address, file);
        }
        harness.network = harness.found(Rules::PERSONAL).await;
        harness
    }

    /// Puts a program at an address.
    pub fn deploy(&self, address: Pubkey, file: PathBuf) {
        block_in_place(|| self.validator.cheatcodes().deploy(DeployProgram::new(address).so_path(file))).unwrap();
    }

    /// The validator's URL.
    pub fn url(&self) -> &str {
        self.validator.rpc_url()
    }

    /// The URL of the validator's websocket.
    pub fn websocket(&self) -> &str {
        self.validator.ws_url()
    }

    /// Another client, for the programs at their default addresses.
    pub fn connect(&self) -> Client {
        Client::connect(self.validator.rpc_url())
    }

    async fn found(&self, rules: Rules) -> Pubkey {
        let (founder, treasury) = (Keypair::new(), Keypair::new().pubkey());
        self.fund(&founder.pubkey(), SOL);
        self.client.create_network(&founder, "the allotments", &treasury, &rules).await.unwrap().0
    }

    /// Ada and Bo, with mailboxes and five SOL in addition to their rent.
    pub async fn ada_and_bo(&self) -> (Person, Person) {
        (self.resident().await, self.resident().await)
    }

    /// A person with a mailbox and five SOL in addition to its rent.
    pub async fn resident(&self) -> Person {
        let person = self.newcomer();
        self.client.open_mailbox(&person.wallet, &self.network, person.secret.encryption_key()).await.unwrap();
        self.fund(&person.address(), 5 * SOL);
        person
    }

    /// A person with five SOL and no mailbox.
    pub fn newcomer(&self) -> Person {
        let wallet = Keypair::new();
        self.fund(&wallet.pubkey(), 5 * SOL);
        let secret = SecretKey::from_keypair(&wallet, &self.network, 1);
        let mailbox = self.client.programs().mailbox(&self.network, &wallet.pubkey()).0;
        Person { wallet, secret, mailbox }
    }

    /// Sets a wallet's balance.
    pub fn fund(&self, address: &Pubkey, lamports: u64) {
        block_in_place(|| self.validator.cheatcodes().fund_sol(address, lamports)).unwrap();
    }

    /// Puts a forged account at an address.
    pub fn forge(&self, address: &Pubkey, lamports: u64, data: &[u8], owner: &Pubkey) {
        block_in_place(|| self.validator.cheatcodes().set_account(address, lamports, data, owner)).unwrap();
    }

    /// Moves the clock to a time in unix seconds.
    pub fn travel_to(&self, seconds: i64) {
        let milliseconds = u64::try_from(seconds).unwrap() * 1_000;
        block_in_place(|| self.validator.cheatcodes().time_travel_to_timestamp(milliseconds)).unwrap();
    }

    /// A client whose requests each meet the given fate; see [`proxy::open`].
    pub fn client_through(&self, fate: impl FnMut(&str, usize) -> Fate + Send + 'static) -> Client {
        Client::connect(&proxy::open(self.validator.rpc_url(), fate))
    }

    /// Like [`Self::client_through`], but `fate` also gets each request's body.
    pub fn client_reading_bodies(&self, fate: impl FnMut(&str, usize, &[u8]) -> Fate + Send + 'static) -> Client {
        Client::connect(&proxy::open_with_bodies(self.validator.rpc_url(), fate))
    }

    /// Sends the validator a request that was withheld from it.
    pub fn deliver(&self, request: &[u8]) {
        block_in_place(|| proxy::ask(self.validator.rpc_url(), request)).unwrap();
    }

    /// The validator's current response to a request, to be forged later.
    pub fn response(&self, request: &str) -> &'static str {
        body_of(block_in_place(|| proxy::ask(self.validator.rpc_url(), request.as_bytes())).unwrap())
    }

    /// The cluster's genesis hash.
    pub async fn genesis(&self) -> Hash {
        self.client.genesis().await.unwrap()
    }

    /// A client whose node lies about an account, in every response to a request that names it.
    pub async fn client_of_a_liar(&self, address: &Pubkey, lie: impl FnOnce(&mut Vec<u8>)) -> Client {
        let truth = self.client.rpc().get_account(address).await.unwrap().data;
        let mut lied = truth.clone();
        lie(&mut lied);
        let (name, validator) = (address.to_string(), self.validator.rpc_url().to_owned());
        let [truth, lied] = [truth, lied].map(|data| data.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        self.client_reading_bodies(move |method, _, body| {
            if method == "sendTransaction" || !String::from_utf8_lossy(body).contains(&name) {
                return Fate::Arrives;
            }
            let says = |data: &str| {
                let account = format!(r#"["{name}",{{"data":"{data}"}}]"#);
                let call = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"surfnet_setAccount","params":{account}}}"#);
                proxy::ask(&validator, call.as_bytes()).unwrap();
            };
            says(&lied);
            let response = proxy::ask(&validator, body).unwrap();
            says(&truth);
            Fate::Forged(body_of(response))
        })
    }

    pub async fn draft(&self, from: &Person, to: &Person, text: &[u8]) -> Result<Draft, ClientError> {
        self.client.draft(&from.address(), &self.network, &to.address(), text, Mode::AtOnce).await
    }

    pub async fn send(&self, from: &Person, to: &Person, text: &[u8]) -> Pubkey {
        let draft = self.draft(from, to, text).await.unwrap();
        self.client.send(&from.wallet, &draft).await.unwrap().0
    }

    pub async fn balance(&self, address: &Pubkey) -> u64 {
        self.client.rpc().get_balance(address).await.unwrap()
    }

    pub async fn mailbox_rent(&self) -> u64 {
        self.rent(Mailbox::LEN).await
    }

    pub async fn correspondence_rent(&self) -> u64 {
        self.rent(Correspondence::LEN).await
    }

    pub async fn message_rent(&self, draft: &Draft) -> u64 {
        self.rent(Message::LEN + draft.size).await
    }

    pub async fn rent(&self, bytes: usize) -> u64 {
        self.client.rpc().get_minimum_balance_for_rent_exemption(bytes).await.unwrap()
    }
}

/// The body of an HTTP response, to be forged later.
fn body_of(response: Vec<u8>) -> &'static str {
    let response = String::from_utf8(response).unwrap();
    let (_, body) = response.split_once("\r\n\r\n").unwrap();
    body.to_owned().leak()
}

/// The programs, each with its file.
pub fn programs() -> [(Pubkey, PathBuf); 3] {
    [(MAIL_ID, "mail.so"), (REPUTATION_ID, "reputation.so"), (BOUNTY_ID, "bounty.so")]
        .map(|(address, file)| (address, bmail_testing::program(file)))
}

/// Starts a validator, on other ports if it does not come up, or says nothing for a while.
async fn start(builder: impl Fn() -> SurfnetBuilder) -> Surfnet {
    for attempt in 1..=STARTS {
        // A start can wait forever, and blocks its thread.
        let (starting, handle, (done, started)) = (builder(), Handle::current(), oneshot::channel());
        std::thread::spawn(move || drop(done.send(handle.block_on(starting.start()))));
        match timeout(START, started).await {
            Ok(Ok(Ok(validator))) => return validator,
            Ok(failed) => eprintln!("the validator did not start: {:?}; trying again", failed.map(Result::err)),
            Err(_) => eprintln!("the validator did not start in time; trying again"),
        }
        sleep(Duration::from_millis(200 << attempt)).await;
    }
    panic!("the validator did not start")
}
