//! Reads accounts, and opens mail.

use sha2::{Digest, Sha256};
use solana_account::Account;
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use units::Timestamp;

use crate::{
    Client, ClientError,
    accounts::{
        Content, Correspondence, Ledger, Mailbox, Network, ProgramAccount, Reputation, Standing, StoredBody,
        StoredMessage,
    },
    pda,
    sealing::{self, Envelope, SecretKey},
};

/// The most accounts that a cluster returns at once.
pub(super) const MAX_ACCOUNTS: usize = 100;

/// The clock's account, and the offset of the unix time in it.
pub(super) const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
const CLOCK_TIME_OFFSET: usize = 32;

/// A message that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The text.
    pub text: Vec<u8>,
    /// The fee in lamports, before the network's cut.
    pub fee: u64,
    /// The last moment to acknowledge it, in unix seconds.
    pub deadline: i64,
}

impl Client {
    /// The cluster's time, which decides prices and deadlines.
    pub async fn now(&self) -> Result<Timestamp, ClientError> {
        time(self.accounts_at(&[CLOCK], self.rpc().commitment()).await?.first().and_then(Option::as_ref))
    }

    /// A network.
    pub async fn network(&self, address: &Pubkey) -> Result<Network, ClientError> {
        self.existing(address).await
    }

    /// A network's ledger: the totals of what its people did, as far as their mailboxes were swept.
    pub async fn ledger(&self, network: &Pubkey) -> Result<Ledger, ClientError> {
        self.existing(&pda::ledger(network).0).await
    }

    /// A mailbox, by its address (see [`pda::mailbox`]).
    pub async fn mailbox(&self, address: &Pubkey) -> Result<Mailbox, ClientError> {
        self.existing(address).await
    }

    /// The correspondence of two mailboxes, if it exists.
    pub async fn correspondence(&self, one: &Pubkey, other: &Pubkey) -> Result<Option<Correspondence>, ClientError> {
        self.account(&pda::correspondence(one, other).0).await
    }

    /// An open message.
    pub async fn message(&self, address: &Pubkey) -> Result<StoredMessage, ClientError> {
        self.existing(address).await
    }

    /// A body with its content, as far as it has been uploaded.
    pub async fn body(&self, address: &Pubkey) -> Result<StoredBody, ClientError> {
        self.existing(address).await
    }

    /// A network's reputation, if it has one.
    pub async fn reputation(&self, network: &Pubkey) -> Result<Option<Reputation>, ClientError> {
        self.account(&pda::reputation(network).0).await
    }

    /// A person's standing on a network, if they have one.
    pub async fn standing(&self, network: &Pubkey, owner: &Pubkey) -> Result<Option<Standing>, ClientError> {
        self.account(&pda::standing(network, owner).0).await
    }

    /// Opens a message. `secret` must be the recipient's secret key of the version that the message was sealed to.
    pub async fn read(&self, message: &Pubkey, secret: &SecretKey) -> Result<Letter, ClientError> {
        let StoredMessage { header, content } = self.message(message).await?;
        if header.revealed == 0 {
            return Err(ClientError::NotRevealed { deadline: header.deadline });
        }
        let ciphertext = self.ciphertext(content).await?;
        let mailbox = self.mailbox(&header.recipient).await?;
        let envelope = Envelope {
            network: mailbox.network,
            sender: header.sender,
            recipient: mailbox.owner,
            sequence: header.sequence,
            key_version: header.key_version,
        };
        let sealed_key = [&header.sealed_key.encapsulated[..], &header.sealed_key.ciphertext].concat();
        let sealed_key = sealed_key.first_chunk().expect("32 and 48 bytes");
        let text = sealing::open(sealed_key, &ciphertext, secret, &envelope)?;
        Ok(Letter { sender: header.sender, text, fee: header.fee, deadline: header.deadline })
    }

    /// The ciphertext of a message, from the message or from its body.
    pub(super) async fn ciphertext(&self, content: Content) -> Result<Vec<u8>, ClientError> {
        let address = match content {
            Content::Ciphertext(ciphertext) => return Ok(ciphertext),
            Content::Body(address) => address,
        };
        let body = self.body(&address).await?;
        match Sha256::digest(&body.content)[..] == body.header.hash {
            true => Ok(body.content),
            false => Err(ClientError::WrongBody { address }),
        }
    }

    pub(super) async fn existing<T: ProgramAccount>(&self, address: &Pubkey) -> Result<T, ClientError> {
        present(self.account(address).await?, address)
    }

    pub(super) async fn account<T: ProgramAccount>(&self, address: &Pubkey) -> Result<Option<T>, ClientError> {
        let account = self.rpc().get_account_with_commitment(address, self.rpc().commitment()).await?.value;
        decode(account.as_ref())
    }

    /// Accounts of any program, all from the same moment. A cluster returns at most a hundred at once.
    pub(super) async fn accounts_at(
        &self,
        addresses: &[Pubkey],
        commitment: CommitmentConfig,
    ) -> Result<Vec<Option<Account>>, ClientError> {
        Ok(self.rpc().get_multiple_accounts_with_commitment(addresses, commitment).await?.value)
    }
}

/// Decodes an account of one of the programs. An address that only received lamports has no account yet.
pub(super) fn decode<T: ProgramAccount>(account: Option<&Account>) -> Result<Option<T>, ClientError> {
    let account = account.filter(|account| !account.data.is_empty());
    Ok(account.map(|account| T::decode(&account.owner, &account.data)).transpose()?)
}

/// Fails if the account does not exist.
pub(super) fn present<T: ProgramAccount>(account: Option<T>, address: &Pubkey) -> Result<T, ClientError> {
    account.ok_or(ClientError::NotFound { kind: T::KIND, address: *address })
}

/// The time in the clock's account.
pub(super) fn time(clock: Option<&Account>) -> Result<Timestamp, ClientError> {
    let time = clock.and_then(|clock| clock.data.get(CLOCK_TIME_OFFSET..)?.first_chunk());
    let time = time.ok_or(ClientError::NotFound { kind: "clock", address: CLOCK })?;
    Ok(Timestamp(i64::from_le_bytes(*time)))
}
