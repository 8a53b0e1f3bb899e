//! One full life of a message in `solana-program-test`, that is in Agave's own bank, in addition to LiteSVM and
//! Surfpool.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

use bmail_sdk::{
    MAIL_ID, PROGRAMS, Plan,
    accounts::{Content, Correspondence, Mailbox, Message, ProgramAccount, StoredMessage, Verdict},
    instructions::{
        Chain,
        mail::{self, MessageAt, Mode, Recipient, Situation},
    },
    pda,
    sealing::{self, Envelope, SecretKey},
};
use postage::{Rules, settle};
use solana_account::Account;
use solana_clock::Clock;
use solana_keypair::Keypair;
use solana_message::{Message as TransactionMessage, VersionedMessage};
use solana_program_test::{ProgramTest, ProgramTestContext};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use units::Timestamp;

/// The program's path without `.so`, as program-test expects it.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/deploy/mail");
const SOL: u64 = 1_000_000_000;
const TEXT: &[u8] = b"Dear Bo, the beans are up. Come on Sunday, and bring gloves. Ada";

/// Shows mail.md: A message is sent, or posted and then revealed.
#[tokio::test]
async fn a_message_is_sent_and_acknowledged_and_another_expires_to_the_lamport() {
    let (mut bank, ada, bo) = Bank::with_ada_and_bo().await;
    let kept = bank.rent(Mailbox::LEN).await + bank.rent(Correspondence::LEN).await;

    // Bo reads the first message and says that it is valuable. He earns the fee minus the cut; Ada gets the rent back.
    let (first, fee, rent) = bank.send(&ada, &bo).await;
    assert_eq!(bank.lamports(&ada.pubkey()).await, 5 * SOL - kept - fee - rent);
    assert_eq!(bank.lamports(&first).await, fee + rent);
    assert_eq!(bank.read(&first, &bo).await, TEXT);
    bank.acknowledge(&bo, &first).await;
    let settled = settle(units::Lamports(fee), Rules::PERSONAL.fee_split(), postage::Verdict::Valuable);
    let (earned, cut) = (settled.recipient.0, settled.treasury.0);
    let bos_mailbox = PROGRAMS.mailbox(&bank.network, &bo.pubkey()).0;
    let mailbox_rent = bank.rent(Mailbox::LEN).await;
    assert_eq!(bank.lamports(&ada.pubkey()).await, 5 * SOL - kept - fee);
    assert_eq!(bank.lamports(&bo.pubkey()).await, 5 * SOL - mailbox_rent + earned);
    assert_eq!(bank.lamports(&bos_mailbox).await, mailbox_rent + cut);
    assert_eq!(bank.account::<Mailbox>(&bos_mailbox).await.cut, cut);
    assert_eq!(bank.lamports(&first).await, 0);

    // The second message is never acknowledged, and all of it returns to Ada.
    let (second, second_fee, second_rent) = bank.send(&ada, &bo).await;
    assert_eq!(bank.lamports(&ada.pubkey()).await, 5 * SOL - kept - fee - second_fee - second_rent);
    let deadline = bank.account::<StoredMessage>(&second).await.header.deadline;
    let expire = mail::expire(&bank.chain().await, &bank.message_at(&second).await);
    bank.set_time(deadline).await;
    assert!(bank.execute(expire.clone(), &[]).await.is_err(), "it expired at its deadline, not after it");
    bank.set_time(deadline + 1).await;
    bank.execute(expire, &[]).await.unwrap();
    assert_eq!(bank.lamports(&ada.pubkey()).await, 5 * SOL - kept - fee);
    assert_eq!(bank.lamports(&second).await, 0);
}

/// Agave's bank with the mail program and one network. The bank's own wallet pays for the signatures.
struct Bank {
    context: ProgramTestContext,
    network: Pubkey,
}

impl Bank {
    async fn with_ada_and_bo() -> (Self, Keypair, Keypair) {
        let [founder, ada, bo] = std::array::from_fn(|_| Keypair::new());
        let mut genesis = ProgramTest::default();
        genesis.prefer_bpf(true);
        genesis.add_program(PROGRAM, MAIL_ID, None);
        for person in [&founder, &ada, &bo] {
            genesis.add_account(person.pubkey(), Account { lamports: 5 * SOL, ..Account::default() });
        }

        let name = pda::network_name("the allotments").unwrap();
        let network = PROGRAMS.network(&founder.pubkey(), &name).0;
        let mut bank = Self { context: genesis.start_with_context().await, network };
        let treasury = Keypair::new().pubkey();
        let found =
            mail::create_network(&bank.chain().await, &founder.pubkey(), &name, &treasury, &Rules::PERSONAL).unwrap();
        bank.execute(found, &[&founder]).await.unwrap();
        bank.open_mailbox(&ada).await;
        bank.open_mailbox(&bo).await;
        (bank, ada, bo)
    }

    async fn open_mailbox(&mut self, owner: &Keypair) {
        let key = SecretKey::from_keypair(owner, &self.network, 1).encryption_key();
        let open = mail::open_mailbox(&self.chain().await, &self.network, &owner.pubkey(), key);
        self.execute(open, &[owner]).await.unwrap();
    }

    /// Sends the text. Returns the message, its fee, and the rent that it holds.
    async fn send(&mut self, sender: &Keypair, recipient: &Keypair) -> (Pubkey, u64, u64) {
        let situation = self.situation(&sender.pubkey(), &recipient.pubkey()).await;
        let draft = situation.draft(&PROGRAMS, &situation.recipients[0], TEXT, Mode::AtOnce).unwrap();
        let plan = mail::send(&self.chain().await, &draft).unwrap();
        self.execute(plan, &[sender]).await.unwrap();
        let rent = self.rent(Message::LEN + draft.size).await;
        (draft.message(&PROGRAMS), draft.quote.postage.0, rent)
    }

    async fn situation(&mut self, sender: &Pubkey, recipient: &Pubkey) -> Situation {
        let network = self.network;
        let [from, to] = [sender, recipient].map(|person| PROGRAMS.mailbox(&network, person).0);
        Situation {
            genesis: Chain::default().genesis,
            network_address: network,
            network: self.account(&network).await,
            mailbox_address: from,
            mailbox: self.account(&from).await,
            standing: None,
            now: Timestamp(self.clock().await.unix_timestamp),
            recipients: vec![Recipient {
                wallet: *recipient,
                mailbox_address: to,
                mailbox: self.find(&to).await,
                correspondence: self.find(&PROGRAMS.correspondence(&from, &to).0).await,
                unreadable: None,
            }],
        }
    }

    async fn read(&mut self, message: &Pubkey, recipient: &Keypair) -> Vec<u8> {
        let StoredMessage { header, content } = self.account(message).await;
        let Content::Ciphertext(ciphertext) = content else { panic!("no body was used") };
        let envelope = Envelope {
            network: self.network,
            sender: header.sender,
            recipient: recipient.pubkey(),
            sequence: header.sequence,
            key_version: header.key_version,
        };
        let secret = SecretKey::from_keypair(recipient, &self.network, header.key_version);
        sealing::open(&header.sealed_key, &ciphertext, &secret, &envelope).unwrap().bytes
    }

    async fn message_at(&mut self, address: &Pubkey) -> MessageAt {
        MessageAt::new(address, &self.account(address).await, self.lamports(address).await)
    }

    async fn acknowledge(&mut self, recipient: &Keypair, message: &Pubkey) {
        let message = self.message_at(message).await;
        let plan = mail::acknowledge(&self.chain().await, &recipient.pubkey(), &message, Verdict::Valuable);
        self.execute(plan, &[recipient]).await.unwrap();
    }

    async fn chain(&mut self) -> Chain {
        Chain { rent: self.context.banks_client.get_rent().await.unwrap(), ..Chain::default() }
    }

    async fn execute(&mut self, plan: Plan, signers: &[&Keypair]) -> Result<(), String> {
        // A new blockhash each time, because a transaction sent twice is refused.
        let blockhash = self.context.get_new_latest_blockhash().await.unwrap();
        let payer = self.context.payer.pubkey();
        let message = TransactionMessage::new_with_blockhash(&plan.only().instructions(), Some(&payer), &blockhash);
        let signers: Vec<&Keypair> = [&[&self.context.payer], signers].concat();
        let transaction = VersionedTransaction::try_new(VersionedMessage::Legacy(message), &signers).unwrap();
        let processed = self.context.banks_client.process_transaction(transaction).await;
        processed.map_err(|error| error.to_string())
    }

    async fn clock(&mut self) -> Clock {
        self.context.banks_client.get_sysvar().await.unwrap()
    }

    async fn set_time(&mut self, unix_timestamp: i64) {
        let clock = self.clock().await;
        self.context.set_sysvar(&Clock { unix_timestamp, ..clock });
    }

    async fn rent(&mut self, bytes: usize) -> u64 {
        self.context.banks_client.get_rent().await.unwrap().minimum_balance(bytes)
    }

    async fn lamports(&mut self, address: &Pubkey) -> u64 {
        self.context.banks_client.get_balance(*address).await.unwrap()
    }

    async fn account<T: ProgramAccount>(&mut self, address: &Pubkey) -> T {
        self.find(address).await.unwrap_or_else(|| panic!("there should be a {} at {address}", T::KIND))
    }

    async fn find<T: ProgramAccount>(&mut self, address: &Pubkey) -> Option<T> {
        let account = self.context.banks_client.get_account(*address).await.unwrap()?;
        Some(T::decode(&PROGRAMS, &account.owner, &account.data).unwrap())
    }
}
