//! One full life of a message in `solana-program-test`, that is in Agave's own bank, in addition to LiteSVM and
//! Surfpool.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

use bmail_sdk::{
    MAIL_ID, NewAccount,
    accounts::{Content, Correspondence, Mailbox, Message, Network, ProgramAccount, StoredMessage, Verdict},
    generated::mail::instructions::{
        AcknowledgeBuilder, CreateNetworkBuilder, ExpireBuilder, OpenMailboxBuilder, SendBuilder,
    },
    pda,
    quote::quote,
    sealing::{self, Envelope, SecretKey},
};
use postage::{Rules, settle};
use solana_account::Account;
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_message::{Message as TransactionMessage, VersionedMessage};
use solana_program_test::{ProgramTest, ProgramTestContext};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use units::{Reputation, Timestamp};

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
    let bos_mailbox = pda::mailbox(&bank.network, &bo.pubkey()).0;
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
    let expire = ExpireBuilder::new().message(second).sender(ada.pubkey()).instruction();
    bank.set_time(deadline).await;
    assert!(
        bank.execute(std::slice::from_ref(&expire), &[]).await.is_err(),
        "it expired at its deadline, not after it"
    );
    bank.set_time(deadline + 1).await;
    bank.execute(&[expire], &[]).await.unwrap();
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
        let network = pda::network(&founder.pubkey(), &name).0;
        let mut bank = Self { context: genesis.start_with_context().await, network };
        let found = CreateNetworkBuilder::new()
            .founder(founder.pubkey())
            .network(network)
            .ledger(pda::ledger(&network).0)
            .name(name)
            .treasury(Keypair::new().pubkey())
            .rules(Rules::PERSONAL)
            .instruction();
        bank.execute(&[found], &[&founder]).await.unwrap();
        bank.open_mailbox(&ada).await;
        bank.open_mailbox(&bo).await;
        (bank, ada, bo)
    }

    async fn open_mailbox(&mut self, owner: &Keypair) {
        let key = SecretKey::from_keypair(owner, &self.network, 1).encryption_key();
        let open = OpenMailboxBuilder::new()
            .owner(owner.pubkey())
            .network(self.network)
            .ledger(pda::ledger(&self.network).0)
            .mailbox(pda::mailbox(&self.network, &owner.pubkey()).0)
            .encryption_key(key.to_bytes())
            .instruction();
        self.execute(&[open], &[owner]).await.unwrap();
    }

    /// Sends the text. Returns the message, its fee, and the rent that it holds.
    async fn send(&mut self, sender: &Keypair, recipient: &Keypair) -> (Pubkey, u64, u64) {
        let [from, to] = [sender, recipient].map(|person| pda::mailbox(&self.network, &person.pubkey()).0);
        let rules = self.account::<Network>(&self.network.clone()).await;
        let (sender_mailbox, recipient_mailbox): (Mailbox, Mailbox) =
            (self.account(&from).await, self.account(&to).await);
        let correspondence = pda::correspondence(&from, &to).0;
        let pair = self.find::<Correspondence>(&correspondence).await;
        let (sequence, key_version) = (sender_mailbox.next_sequence, 1);
        let envelope = Envelope {
            network: self.network,
            sender: sender.pubkey(),
            recipient: recipient.pubkey(),
            sequence,
            key_version,
        };
        let sealed = sealing::seal(TEXT, &recipient_mailbox.encryption_key.into(), &envelope).unwrap();
        let size = sealed.ciphertext.len();
        let now = Timestamp(self.clock().await.unix_timestamp);
        let quote =
            quote(&rules, (&from, &sender_mailbox, Reputation(0)), &recipient_mailbox, pair.as_ref(), size as u32, now)
                .unwrap();

        let (message, seed) = pda::message(&sender.pubkey(), &from, sequence);
        let account = NewAccount {
            author: sender.pubkey(),
            address: message,
            seed,
            space: StoredMessage::space(size),
            program: MAIL_ID,
        };
        let rent = self.rent(Message::LEN + size).await;
        let send = SendBuilder::new()
            .sender(sender.pubkey())
            .network(self.network)
            .sender_mailbox(from)
            .sender_standing(pda::standing(&self.network, &sender.pubkey()).0)
            .recipient_mailbox(to)
            .correspondence(correspondence)
            .message(message)
            .max_fee(quote.postage.0)
            .sequence(sequence)
            .rules_version(rules.rules_version)
            .key_version(key_version)
            .encryption_key(recipient_mailbox.encryption_key)
            .sealed([&sealed.sealed_key[..], &sealed.ciphertext].concat())
            .instruction();
        let instructions = [account.create(rent + quote.postage.0), vec![send]].concat();
        self.execute(&instructions, &[sender]).await.unwrap();
        (message, quote.postage.0, rent)
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
        let sealed_key = [&header.sealed_key.encapsulated[..], &header.sealed_key.ciphertext].concat();
        let secret = SecretKey::from_keypair(recipient, &self.network, header.key_version);
        sealing::open(sealed_key.first_chunk().unwrap(), &ciphertext, &secret, &envelope).unwrap()
    }

    async fn acknowledge(&mut self, recipient: &Keypair, message: &Pubkey) {
        let header = self.account::<StoredMessage>(message).await.header;
        let acknowledge = AcknowledgeBuilder::new()
            .recipient(recipient.pubkey())
            .recipient_mailbox(header.recipient)
            .message(*message)
            .sender(header.sender)
            .verdict(Verdict::Valuable)
            .instruction();
        self.execute(&[acknowledge], &[recipient]).await.unwrap();
    }

    async fn execute(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Result<(), String> {
        // A new blockhash each time, because a transaction sent twice is refused.
        let blockhash = self.context.get_new_latest_blockhash().await.unwrap();
        let payer = self.context.payer.pubkey();
        let message = TransactionMessage::new_with_blockhash(instructions, Some(&payer), &blockhash);
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
        Some(T::decode(&account.owner, &account.data).unwrap())
    }
}
