//! Transactions whose signatures come from elsewhere: a machine without a network, or a multisig.

use solana_message::{Hash, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_signer::{Signer, null_signer::NullSigner};
use solana_system_interface::instruction::advance_nonce_account;
use solana_transaction::versioned::VersionedTransaction;

use super::transport::CONFIRMED;
use crate::{
    BuildError, Client, ClientError, Priority, PriorityFee, Receipt,
    accounts::DecodeError,
    format::{Budget, Format, MAX_COMPUTE_UNITS},
    instructions::Step,
};

/// The compute units of a prepared transaction, if they suffice. They are not those of a simulation, so that the same command
/// makes the same message twice.
const UNITS: u32 = 400_000;
const SYSTEM: Pubkey = Pubkey::from_str_const("11111111111111111111111111111111");
/// The bytes of a nonce account: its version and its state, its authority, its value and a fee.
const NONCE: usize = 80;
const IS_INITIALIZED: u32 = 1;

/// How long a prepared transaction can land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// As long as this blockhash is recent: about a minute.
    Recent(Hash),
    /// Until a nonce account is advanced, which the transaction does.
    Durable(Nonce),
}

/// A nonce account, whose value stands for a blockhash that does not expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nonce {
    /// Its address.
    pub account: Pubkey,
    /// Who has to sign.
    pub authority: Pubkey,
    /// Its value.
    pub value: Hash,
}

impl Lifetime {
    /// What stands in the message.
    pub fn blockhash(&self) -> Hash {
        match self {
            Self::Recent(blockhash) => *blockhash,
            Self::Durable(nonce) => nonce.value,
        }
    }
}

impl Client {
    /// A recent blockhash.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn blockhash(&self) -> Result<Hash, ClientError> {
        Ok(self.rpc().get_latest_blockhash_with_commitment(CONFIRMED).await?.0)
    }

    /// A nonce account.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if there is no account, [`ClientError::Decode`] if it is no nonce account, or was never
    /// initialized.
    pub async fn nonce(&self, address: &Pubkey) -> Result<Nonce, ClientError> {
        let account = self.account_at(address).await?;
        let account = account.ok_or(BuildError::NotFound { kind: "nonce account", address: *address })?;
        if account.owner != SYSTEM {
            return Err(DecodeError::WrongOwner(account.owner).into());
        }
        nonce(*address, &account.data).ok_or_else(|| DecodeError::WrongKind("nonce account").into())
    }

    /// The instructions of a step for the present state, in order: how its accounts are created depends on whether their
    /// addresses hold something. For whoever runs them in another way, such as a multisig.
    ///
    /// # Errors
    /// [`ClientError::OverLimit`], [`ClientError::Rpc`], and [`ClientError::Refused`] if an account exists already.
    pub async fn fitted(&self, step: &Step) -> Result<Step, ClientError> {
        let step = self.fit(step.clone(), &step.signers()).await?;
        self.check_limit(std::slice::from_ref(&step))?;
        Ok(step)
    }

    /// The message of a step, which its signers and `payer` have to sign. With the same arguments and the same state, it is
    /// the same again. It was simulated, so that what would be refused is refused before anyone signs. An automatic priority
    /// is none, because others' would be another the next time.
    ///
    /// # Errors
    /// Those of [`Client::fitted`], [`ClientError::Refused`], and [`BuildError::TooLong`].
    pub async fn prepare(
        &self,
        step: &Step,
        payer: &Pubkey,
        lifetime: &Lifetime,
    ) -> Result<VersionedMessage, ClientError> {
        let step = self.fitted(step).await?;
        let instructions = step.instructions();
        let absent: Vec<_> =
            [*payer].into_iter().chain(step.signers()).map(|signer| NullSigner::new(&signer)).collect();
        let mut signers: Vec<&dyn Signer> = Vec::new();
        for signer in &absent {
            if signers.iter().all(|other| other.pubkey() != signer.pubkey()) {
                signers.push(signer);
            }
        }
        let used = self.cluster.free_fit(&instructions, &signers).await?.budget().limit;
        let priority = match self.cluster.priority {
            PriorityFee::Fixed(priority) => priority,
            PriorityFee::Automatic { .. } | PriorityFee::Off => Priority::default(),
        };
        let budget = Budget { limit: if used <= UNITS { UNITS } else { MAX_COMPUTE_UNITS }, priority };
        let advance = match lifetime {
            Lifetime::Recent(_) => None,
            Lifetime::Durable(nonce) => Some(advance_nonce_account(&nonce.account, &nonce.authority)),
        };
        Ok(Format::V0.compile_after(advance, &instructions, payer, lifetime.blockhash(), budget)?)
    }

    /// Sends a transaction that is signed, and waits until it is confirmed. Sending it again is safe: it lands once.
    ///
    /// # Errors
    /// [`ClientError::Refused`] if it would be refused, or was. [`ClientError::Expired`] if it can not land any more, because
    /// its blockhash is not recent, or its nonce was advanced. [`ClientError::Unknown`] if nobody can tell whether it landed.
    pub async fn send_signed(&self, transaction: &VersionedTransaction) -> Result<Receipt, ClientError> {
        self.cluster.send_signed(transaction).await
    }
}

/// A message to sign, from its bytes; `None` if they are none, or if a cluster would read them in another way.
pub fn decode_message(bytes: &[u8]) -> Option<VersionedMessage> {
    let message: VersionedMessage = wincode::deserialize(bytes).ok()?;
    (message.sanitize().is_ok() && message.serialize() == bytes).then_some(message)
}

/// The nonce in an account's data.
fn nonce(account: Pubkey, data: &[u8]) -> Option<Nonce> {
    let state = u32::from_le_bytes(*data.get(4..)?.first_chunk()?);
    if data.len() != NONCE || state != IS_INITIALIZED {
        return None;
    }
    let authority = Pubkey::from(*data.get(8..)?.first_chunk::<32>()?);
    Some(Nonce { account, authority, value: Hash::new_from_array(*data.get(40..)?.first_chunk()?) })
}

/// The nonce account of a message that advances one first, as it must if its blockhash is a nonce.
pub(super) fn advanced(message: &VersionedMessage) -> Option<Pubkey> {
    const ADVANCE: [u8; 4] = 4_u32.to_le_bytes();
    let (first, accounts) = (message.instructions().first()?, message.static_account_keys());
    let is_system = accounts.get(usize::from(first.program_id_index)) == Some(&SYSTEM);
    if !is_system || first.data != ADVANCE {
        return None;
    }
    accounts.get(usize::from(*first.accounts.first()?)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_initialized_nonce_account_has_a_nonce() {
        let account = Pubkey::new_unique();
        let mut data = vec![0; NONCE];
        data[8..40].fill(7);
        data[40..72].fill(9);
        assert_eq!(nonce(account, &data), None);
        data[4] = 1;
        let found = Nonce { account, authority: [7; 32].into(), value: Hash::new_from_array([9; 32]) };
        assert_eq!(nonce(account, &data), Some(found));
        assert_eq!((nonce(account, &data[..79]), nonce(account, &[])), (None, None));
    }

    /// Shows security.md: Bytes that somebody signs and that a cluster reads in another way.
    #[test]
    fn a_message_with_a_nonce_advances_it_first() {
        let [payer, account, authority] = [1, 2, 3].map(|byte| Pubkey::from([byte; 32]));
        let budget = Budget { limit: UNITS, priority: Priority(1) };
        let compiled =
            |advance| Format::V0.compile_after(advance, &[], &payer, Hash::new_from_array([9; 32]), budget).unwrap();
        let durable = compiled(Some(advance_nonce_account(&account, &authority)));
        assert_eq!((advanced(&durable), durable.instructions().len()), (Some(account), 3));
        let bytes = durable.serialize();
        assert_eq!(decode_message(&bytes).as_ref(), Some(&durable));
        assert_eq!(decode_message(&[&bytes[..], &[0]].concat()), None);
        for length in 0..bytes.len() {
            assert_eq!(decode_message(&bytes[..length]), None);
        }
        assert_eq!(advanced(&compiled(None)), None);
    }
}
