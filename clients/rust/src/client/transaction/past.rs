//! What a transaction that is over has done: the instructions that it carried, by itself or in calls of programs. Anyone can
//! name an address in a transaction. Only an instruction of ours, with the address in its place, says what was done with it.

use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_transaction_status_client_types::{UiCompiledInstruction, UiInnerInstructions, UiInstruction};

use super::lookup::{Record, first, keeps_no_history, lookup, named};
use crate::ClientError;

/// More characters than the data of an instruction has that a program can call with.
const LONGEST_DATA: usize = 16_384;

/// A successful transaction.
pub(in crate::client) struct Past {
    /// The accounts that it names.
    pub named: Vec<Pubkey>,
    /// Its instructions, each before those with which programs called each other because of it, as far as the node has kept
    /// them.
    pub instructions: Vec<Done>,
}

/// An instruction of a successful transaction.
pub(in crate::client) struct Done {
    program: Pubkey,
    accounts: Vec<Pubkey>,
    data: Vec<u8>,
}

impl Done {
    /// The arguments, if it is the instruction of a program with this discriminator.
    pub fn arguments(&self, program: &Pubkey, discriminator: &[u8]) -> Option<&[u8]> {
        if self.program == *program { self.data.strip_prefix(discriminator) } else { None }
    }

    /// Its accounts, in order.
    pub fn accounts(&self) -> &[Pubkey] {
        &self.accounts
    }

    /// The account that has a role, if the instruction's accounts have these roles in order.
    pub fn account(&self, roles: &[&str], role: &str) -> Option<&Pubkey> {
        self.accounts.get(roles.iter().position(|one| *one == role)?)
    }
}

impl Past {
    /// The instructions, in order.
    pub fn done(&self) -> impl Iterator<Item = &Done> {
        self.instructions.iter()
    }

    /// What a record says; `None` if it cannot be decoded, or failed.
    pub fn of(record: &Record) -> Option<Self> {
        let (named, meta) = (named(record)?, record.transaction.meta.as_ref());
        if meta.is_some_and(|meta| meta.err.is_some()) {
            return None;
        }
        let transaction = record.transaction.transaction.decode()?;
        let called: Option<Vec<UiInnerInstructions>> = meta.and_then(|meta| meta.inner_instructions.clone().into());
        let called = called.unwrap_or_default();
        let mut instructions = Vec::new();
        for (index, own) in transaction.message.instructions().iter().enumerate() {
            instructions.extend(done(&named, own.program_id_index, &own.accounts, own.data.clone()));
            let by_own = called.iter().filter(|called| usize::from(called.index) == index);
            instructions.extend(by_own.flat_map(|called| &called.instructions).filter_map(|called| match called {
                UiInstruction::Compiled(UiCompiledInstruction { program_id_index, accounts, data, .. }) => {
                    done(&named, *program_id_index, accounts, unbase58(data)?)
                }
                UiInstruction::Parsed(_) => None,
            }));
        }
        Some(Self { named, instructions })
    }
}

/// The data of an instruction that a program called. To decode it takes the square of its length, so it must have one.
fn unbase58(data: &str) -> Option<Vec<u8>> {
    (data.len() <= LONGEST_DATA).then(|| bs58::decode(data).into_vec().ok())?
}

fn done(named: &[Pubkey], program: u8, accounts: &[u8], data: Vec<u8>) -> Option<Done> {
    let at = |place: u8| named.get(usize::from(place)).copied();
    Some(Done {
        program: at(program)?,
        accounts: accounts.iter().map(|place| at(*place)).collect::<Option<_>>()?,
        data,
    })
}

/// What `find` finds in the first successful transactions that name an address, oldest first.
///
/// `None` proves nothing: nodes forget, and strangers can make so many transactions that the right one is not looked at.
pub(in crate::client) async fn find_first<T>(
    rpc: &RpcClient,
    address: &Pubkey,
    find: impl Fn(&Past) -> Option<T>,
) -> Result<Option<T>, ClientError> {
    let signatures = match first(rpc, address).await {
        Err(error) if keeps_no_history(&error) => return Ok(None),
        signatures => signatures?,
    };
    for signature in signatures {
        let Ok(record) = lookup(rpc, &signature).await? else { continue };
        let found = Past::of(&record).and_then(|past| find(&past));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows security.md: Strangers whose transactions name a message, a copy or a submission.
    #[test]
    fn only_an_instruction_of_the_program_itself_has_arguments_and_roles() {
        let [ours, other] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let done = |program| Done { program, accounts: vec![ours, other], data: vec![4, 7] };
        assert_eq!(done(ours).arguments(&ours, &[4]), Some(&[7][..]));
        assert_eq!(done(other).arguments(&ours, &[4]), None);
        assert_eq!(done(ours).arguments(&ours, &[5]), None);
        let longest = "1".repeat(LONGEST_DATA);
        assert_eq!(unbase58(&longest), Some(vec![0; LONGEST_DATA]));
        assert_eq!((unbase58(&format!("{longest}1")), unbase58("0")), (None, None));
        let roles = ["sender", "message", "body"];
        assert_eq!(done(ours).account(&roles, "message"), Some(&other));
        assert_eq!(done(ours).account(&roles, "body"), None);
        assert_eq!(done(ours).account(&roles, "bounty"), None);
    }
}
