//! What moved a wallet's lamports, transaction by transaction. It adds up: each transaction's parts and its fee are what the
//! wallet had after it, less what it had before.

mod parts;

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_transaction_status_client_types::UiTransactionStatusMeta;
use units::Timestamp;

use super::transaction::{Record, RecordGap, keeps_no_history, lookup, named, naming};
use crate::{Client, ClientError};

/// How many transactions are requested at the same time: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;

/// A part of what moved a wallet's lamports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyPage {
    /// The transactions, newest first.
    pub entries: Vec<MoneyEntry>,
    /// The `before` of the page with what happened earlier; `None` if the node knows of nothing earlier.
    pub older: Option<Signature>,
    /// Why the node shows nothing, if it keeps no history.
    pub gap: Option<RecordGap>,
}

/// A transaction that names a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyEntry {
    /// The time; `None` if the cluster does not know it.
    pub at: Option<Timestamp>,
    /// The transaction.
    pub signature: Signature,
    /// What it did to the wallet's lamports. If the transaction cannot be read, this says why.
    pub moved: Result<Moved, RecordGap>,
}

/// What a transaction did to a wallet's lamports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What the wallet had before it, in lamports.
    pub before: u64,
    /// What the wallet had after it, in lamports.
    pub after: u64,
    /// What the wallet paid for its signatures and its priority, in lamports; zero if somebody else did.
    pub fee: u64,
    /// Whether it failed. Then only the fee was paid.
    pub failed: bool,
    /// What the wallet got and gave otherwise. With the fee, they are exactly the difference of `after` and `before`.
    pub parts: Vec<MoneyPart>,
}

/// An amount that a wallet got, or gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyPart {
    /// Why.
    pub why: Why,
    /// Lamports: positive if the wallet got them, negative if it gave them.
    pub lamports: i128,
    /// The account that holds or held it, such as the message, or the other wallet of a transfer.
    pub account: Option<Pubkey>,
}

/// Why a wallet got or gave lamports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The postage of a message, in escrow from then on.
    Postage,
    /// The postage came back: the message expired, or its recipient gave it back.
    PostageReturned,
    /// The wallet earned the postage of a message, without the network's cut.
    Earned,
    /// The rent or the stake of an account, by the role in which an instruction names it.
    SetAside(&'static str),
    /// What was set aside came back.
    CameBack(&'static str),
    /// A contribution to a treasury or a bounty.
    Contribution,
    /// A contribution, or what was left of it, came back.
    ContributionReturned,
    /// An award of a bounty.
    Award,
    /// A transfer to or from another wallet.
    Transfer,
    /// Something else, which this client cannot explain.
    Other,
}

impl Client {
    /// What moved a wallet's lamports: by the last `limit` transactions that name it, or the last ones before the transaction
    /// `before`. Also those that failed, which cost a fee. Go on with [`MoneyPage::older`].
    ///
    /// # Errors
    /// [`ClientError::Rpc`]. A node that keeps no history is a gap of the page, and a transaction that it has forgotten is an
    /// entry that says so.
    pub async fn movements(
        &self,
        wallet: &Pubkey,
        before: Option<Signature>,
        limit: usize,
    ) -> Result<MoneyPage, ClientError> {
        let page = match naming(self.rpc(), wallet, before).await {
            Err(error) if keeps_no_history(&error) => {
                return Ok(MoneyPage { entries: Vec::new(), older: None, gap: Some(RecordGap::Missing) });
            }
            page => page?,
        };
        let signed = page
            .iter()
            .filter_map(|entry| Some((entry.signature.parse::<Signature>().ok()?, entry.block_time.map(Timestamp))));
        let signed: Vec<_> = signed.take(limit.max(1)).collect();
        let older = signed.last().map(|(signature, _)| *signature);
        let entries = signed.into_iter().map(|(signature, at)| async move {
            let moved = match lookup(self.rpc(), &signature).await? {
                Ok(record) => self.moved(&record, wallet),
                Err(gap) => Err(gap),
            };
            Ok::<_, ClientError>(MoneyEntry { at, signature, moved })
        });
        let entries = stream::iter(entries).buffered(IN_FLIGHT).try_collect().await?;
        Ok(MoneyPage { entries, older, gap: None })
    }

    fn moved(&self, record: &Record, wallet: &Pubkey) -> Result<Moved, RecordGap> {
        let accounts = named(record).ok_or(RecordGap::NewerVersion)?;
        let meta = record.transaction.meta.as_ref().ok_or(RecordGap::Malformed)?;
        let changes = Changes::of(&accounts, meta).ok_or(RecordGap::Malformed)?;
        let (before, after) = changes.of_account(wallet).ok_or(RecordGap::Malformed)?;
        let fee = if accounts.first() == Some(wallet) { meta.fee } else { 0 };
        let failed = meta.err.is_some();
        let rest = i128::from(after) - i128::from(before) + i128::from(fee);
        let parts = if rest == 0 && failed { Vec::new() } else { self.parts(record, wallet, &changes, rest) };
        Ok(Moved { before, after, fee, failed, parts })
    }
}

impl Moved {
    /// What the wallet has more or less after it, in lamports.
    pub fn change(&self) -> i128 {
        i128::from(self.after) - i128::from(self.before)
    }
}

/// What a transaction did to the lamports of the accounts that it names.
struct Changes(Vec<(Pubkey, u64, u64)>);

impl Changes {
    /// `None` if the record does not say it of each account.
    fn of(accounts: &[Pubkey], meta: &UiTransactionStatusMeta) -> Option<Self> {
        if accounts.len() != meta.pre_balances.len() || accounts.len() != meta.post_balances.len() {
            return None;
        }
        let balances = meta.pre_balances.iter().zip(&meta.post_balances);
        Some(Self(accounts.iter().zip(balances).map(|(account, (pre, post))| (*account, *pre, *post)).collect()))
    }

    /// What an account had before and after it.
    fn of_account(&self, account: &Pubkey) -> Option<(u64, u64)> {
        self.0.iter().find(|(other, ..)| other == account).map(|(_, before, after)| (*before, *after))
    }
}
