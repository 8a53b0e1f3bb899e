//! The wire formats of transactions, and how instructions are compiled to one.

use std::collections::HashSet;

use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_instruction::Instruction;
use solana_message::{Hash, VersionedMessage, v0, v1};
use solana_pubkey::Pubkey;

use crate::{
    BuildError,
    instructions::{Plan, Step},
};

/// The most compute units that a transaction may use.
pub(crate) const MAX_COMPUTE_UNITS: u32 = 1_400_000;
/// The most bytes of a version 0 transaction.
const MAX_V0: usize = 1_232;
/// The most bytes of accounts that a transaction may load. Version 1 has no default.
const MAX_LOADED: u32 = 64 * 1024 * 1024;
const SIGNATURE: usize = 64;
/// The most bytes whose number can be encoded in a message. No transaction is nearly as long.
const MAX_ENCODED: usize = u16::MAX as usize;

/// The wire formats of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Version 0, which every cluster takes.
    V0,
    /// Version 1, which is longer and which not every cluster takes (SIMD-0385).
    V1,
}

/// The priority fee, in micro-lamports for each compute unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Priority(pub u64);

/// The compute units that a transaction may use, and the price of each.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    pub limit: u32,
    pub priority: Priority,
}

impl Budget {
    /// The most that any transaction may use.
    pub fn most(priority: Priority) -> Self {
        Self { limit: MAX_COMPUTE_UNITS, priority }
    }

    /// The priority fee, in lamports, rounded up like the cluster does.
    pub fn priority_fee(self) -> u64 {
        let micro_lamports = u128::from(self.limit) * u128::from(self.priority.0);
        u64::try_from(micro_lamports.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }

    /// The instructions that set it in a transaction that has no fields for it.
    fn instructions(self) -> Vec<Instruction> {
        let mut instructions = vec![ComputeBudgetInstruction::set_compute_unit_limit(self.limit)];
        if self.priority != Priority::default() {
            instructions.push(ComputeBudgetInstruction::set_compute_unit_price(self.priority.0));
        }
        instructions
    }

    fn config(self) -> v1::TransactionConfig {
        let config = v1::TransactionConfig::empty()
            .with_compute_unit_limit(self.limit)
            .with_loaded_accounts_data_size_limit(MAX_LOADED);
        match self.priority_fee() {
            0 => config,
            fee => config.with_priority_fee(fee),
        }
    }
}

impl Format {
    /// The most bytes of a transaction, including its signatures.
    pub fn limit(self) -> usize {
        match self {
            Self::V0 => MAX_V0,
            Self::V1 => v1::MAX_TRANSACTION_SIZE,
        }
    }

    /// Compiles the message to sign.
    pub(crate) fn compile(
        self,
        instructions: &[Instruction],
        payer: &Pubkey,
        blockhash: Hash,
        budget: Budget,
    ) -> Result<VersionedMessage, BuildError> {
        let message = self.message(instructions, payer, blockhash, budget)?;
        match self.length(&message) {
            length if length > self.limit() => Err(BuildError::TooLong { length, limit: self.limit() }),
            _ => Ok(message),
        }
    }

    /// Compiles the message of a version 0 transaction with an instruction before all others, which cannot stand elsewhere:
    /// one that advances a nonce.
    #[cfg(feature = "client")]
    pub(crate) fn compile_after(
        self,
        first: Option<Instruction>,
        instructions: &[Instruction],
        payer: &Pubkey,
        blockhash: Hash,
        budget: Budget,
    ) -> Result<VersionedMessage, BuildError> {
        let Some(first) = first else { return self.compile(instructions, payer, blockhash, budget) };
        let all = [vec![first], budget.instructions(), instructions.to_vec()].concat();
        let too_long = |length| BuildError::TooLong { length, limit: self.limit() };
        let length = least(&all);
        if length > self.limit() {
            return Err(too_long(length));
        }
        let message = v0::Message::try_compile(payer, &all, &[], blockhash).map_err(|_| too_long(length))?;
        let message = VersionedMessage::V0(message);
        match self.length(&message) {
            length if length > self.limit() => Err(too_long(length)),
            _ => Ok(message),
        }
    }

    /// Whether the instructions fit in a transaction.
    pub fn fits(self, instructions: &[Instruction], payer: &Pubkey, priority: Priority) -> bool {
        self.check_length(instructions, payer, priority).is_ok()
    }

    /// Checks that the instructions fit in a transaction.
    ///
    /// # Errors
    /// [`BuildError::TooLong`], [`BuildError::TooMany`].
    pub fn check_length(
        self,
        instructions: &[Instruction],
        payer: &Pubkey,
        priority: Priority,
    ) -> Result<(), BuildError> {
        self.compile(instructions, payer, Hash::default(), Budget::most(priority)).map(drop)
    }

    /// Bytes of a transaction with the instructions, or fewer if it is far too long.
    fn needed(self, instructions: &[Instruction], payer: &Pubkey, priority: Priority) -> Result<usize, BuildError> {
        match self.message(instructions, payer, Hash::default(), Budget::most(priority)) {
            Ok(message) => Ok(self.length(&message)),
            Err(BuildError::TooLong { length, .. }) => Ok(length),
            Err(error) => Err(error),
        }
    }

    /// A message that can be encoded, but may be too long.
    fn message(
        self,
        instructions: &[Instruction],
        payer: &Pubkey,
        blockhash: Hash,
        budget: Budget,
    ) -> Result<VersionedMessage, BuildError> {
        let length = least(instructions);
        let too_long = || BuildError::TooLong { length, limit: self.limit() };
        if length > MAX_ENCODED {
            return Err(too_long());
        }
        // It compiles unless it names more than 256 accounts, and those alone are too long for either format.
        let message = match self {
            Self::V0 => {
                let instructions = [budget.instructions(), instructions.to_vec()].concat();
                v0::Message::try_compile(payer, &instructions, &[], blockhash).map(VersionedMessage::V0)
            }
            Self::V1 => v1::Message::try_compile_with_config(payer, instructions, blockhash, budget.config())
                .map(VersionedMessage::V1),
        };
        let message = message.map_err(|_| too_long())?;
        self.check_counts(&message)?;
        Ok(message)
    }

    /// Checks the counts that version 1 limits, even if there is room for more. They also have to fit in the bytes that
    /// encode them.
    fn check_counts(self, message: &VersionedMessage) -> Result<(), BuildError> {
        let named = message.instructions().iter().map(|instruction| instruction.accounts.len()).max().unwrap_or(0);
        let accounts = message.static_account_keys().len().max(named);
        let instructions = message.instructions().len();
        let signers = usize::from(message.header().num_required_signatures);
        let fits = accounts <= usize::from(v1::MAX_ADDRESSES)
            && instructions <= usize::from(v1::MAX_INSTRUCTIONS)
            && signers <= usize::from(v1::MAX_SIGNATURES);
        if self == Self::V0 || fits { Ok(()) } else { Err(BuildError::TooMany { accounts, instructions, signers }) }
    }

    /// Bytes of the whole transaction. Only version 0 has a byte for the number of signatures.
    fn length(self, message: &VersionedMessage) -> usize {
        let signatures = SIGNATURE * usize::from(message.header().num_required_signatures);
        let count = if self == Self::V0 { 1 } else { 0 };
        count + signatures + message.serialize().len()
    }
}

/// Bytes that the instructions need in any format, at least: each account's address once, and its place in each
/// instruction that names it.
fn least(instructions: &[Instruction]) -> usize {
    let metas = instructions.iter().flat_map(|instruction| &instruction.accounts).map(|meta| &meta.pubkey);
    let addresses: HashSet<_> = instructions.iter().map(|instruction| &instruction.program_id).chain(metas).collect();
    let own = instructions.iter().map(|instruction| {
        let places = instruction.accounts.len().saturating_add(1);
        places.saturating_add(instruction.data.len())
    });
    own.fold(addresses.len().saturating_mul(size_of::<Pubkey>()), usize::saturating_add)
}

/// How the transactions of a plan are going to be sent, which decides how much fits in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Their format.
    pub format: Format,
    /// Their priority fee.
    pub priority: Priority,
    /// Who pays their fees.
    pub payer: Pubkey,
    /// Whether the payer brings what they take from other wallets: see [`Plan::brought_by`].
    pub brings: bool,
    /// Bytes that each transaction needs for something else: what a multisig adds to the instructions that it runs.
    pub reserved: usize,
}

impl Limits {
    /// Checks that steps fit in one transaction, even if accounts have to be created in the longer way.
    ///
    /// # Errors
    /// [`BuildError::TooLong`], [`BuildError::TooMany`].
    pub fn check(&self, steps: &[Step]) -> Result<(), BuildError> {
        match self.length(steps)? {
            length if length > self.format.limit() => Err(BuildError::TooLong { length, limit: self.format.limit() }),
            _ => Ok(()),
        }
    }

    /// Whether steps fit in one transaction.
    pub fn fit(&self, steps: &[Step]) -> bool {
        self.check(steps).is_ok()
    }

    /// How many more bytes a step could have; zero if it does not fit.
    pub fn spare(&self, step: &Step) -> usize {
        let length = self.length(std::slice::from_ref(step));
        length.map_or(0, |length| self.format.limit().saturating_sub(length))
    }

    fn length(&self, steps: &[Step]) -> Result<usize, BuildError> {
        let length = self.format.needed(&self.instructions(steps), &self.payer, self.priority)?;
        Ok(length.saturating_add(self.reserved))
    }

    fn instructions(&self, steps: &[Step]) -> Vec<Instruction> {
        let longest = Plan::from(Step::merged(steps.to_vec())).prefunded(|_| true);
        let longest = if self.brings { longest.brought_by(&self.payer, |_| 0) } else { longest };
        longest.only().instructions()
    }
}

/// Packs groups of parts into as few transactions as possible, in order, after those in `first`. A group stays whole.
pub(crate) fn pack<T: Clone>(
    first: Vec<T>,
    groups: impl IntoIterator<Item = Vec<T>>,
    fits: impl Fn(&[T]) -> bool,
) -> Vec<Vec<T>> {
    let mut transactions = vec![first];
    for group in groups {
        let current = transactions.last().map_or(&[][..], Vec::as_slice);
        let longer = [current, &group[..]].concat();
        match transactions.last_mut() {
            Some(last) if last.is_empty() || fits(&longer) => *last = longer,
            _ => transactions.push(group),
        }
    }
    transactions
}

#[cfg(test)]
mod tests {
    use solana_instruction::AccountMeta;

    use super::*;

    const FREE: Priority = Priority(0);

    fn naming(accounts: usize, data: usize) -> Instruction {
        let accounts = (0..accounts).map(|_| AccountMeta::new(Pubkey::new_unique(), false)).collect();
        Instruction { program_id: crate::MAIL_ID, accounts, data: vec![7; data] }
    }

    #[test]
    fn the_spare_bytes_can_be_added_but_not_one_more() {
        let payer = Pubkey::new_unique();
        let step = |data| Step::from(naming(3, data));
        for (format, priority) in [Format::V0, Format::V1].into_iter().flat_map(|one| [(one, FREE), (one, Priority(1))])
        {
            let all = Limits { format, priority, payer, brings: false, reserved: 0 };
            for reserved in [0, 1, 300] {
                let limits = Limits { reserved, ..all };
                let spare = limits.spare(&step(200));
                assert_eq!(spare, all.spare(&step(200)) - reserved);
                assert!(limits.fit(&[step(200 + spare)]) && limits.check(&[step(200 + spare)]).is_ok(), "{limits:?}");
                let error = limits.check(&[step(201 + spare)]).unwrap_err();
                let BuildError::TooLong { length, limit } = error else { panic!("{error:?}") };
                assert_eq!((length, limit), (format.limit() + 1, format.limit()));
                assert!(!limits.fit(&[step(201 + spare)]));
            }
        }
    }

    #[test]
    fn a_large_transaction_names_at_most_64_accounts() {
        let payer = Pubkey::new_unique();
        // The payer and the program are two more.
        assert!(Format::V1.fits(&[naming(62, 0)], &payer, FREE));
        assert!(!Format::V1.fits(&[naming(63, 0)], &payer, FREE));
        let error = Format::V1.check_length(&[naming(63, 0)], &payer, FREE).unwrap_err();
        assert_eq!(error, BuildError::TooMany { accounts: 65, instructions: 1, signers: 1 });
    }

    #[test]
    fn what_cannot_even_be_encoded_is_refused_without_a_panic() {
        let payer = Pubkey::new_unique();
        let twice = |count| {
            let meta = AccountMeta::new(payer, true);
            Instruction { program_id: crate::MAIL_ID, accounts: vec![meta; count], data: Vec::new() }
        };
        let signed = |count| {
            let mut all = naming(count, 0);
            all.accounts.iter_mut().for_each(|meta| meta.is_signer = true);
            all
        };
        let cases = [
            vec![naming(300, 0)],
            vec![naming(0, 70_000)],
            vec![naming(0, 40_000), naming(0, 40_000)],
            vec![twice(70_000)],
            vec![twice(4_000)],
            vec![signed(300)],
            vec![signed(70)],
            vec![naming(0, 0); 1_000],
            vec![naming(0, 0); 70_000],
        ];
        for (case, format) in cases.iter().flat_map(|case| [(case, Format::V0), (case, Format::V1)]) {
            let limits = Limits { format, priority: FREE, payer, brings: false, reserved: 0 };
            let steps: Vec<_> = case.iter().cloned().map(Step::from).collect();
            let is_meant = |error| match error {
                BuildError::TooLong { length, limit } => length > limit,
                BuildError::TooMany { .. } => format == Format::V1,
                _ => false,
            };
            assert!(format.check_length(case, &payer, FREE).is_err_and(is_meant));
            assert!(limits.check(&steps).is_err_and(is_meant));
            assert!(!format.fits(case, &payer, FREE) && !limits.fit(&steps));
        }
        assert_eq!(
            Limits { format: Format::V0, priority: FREE, payer, brings: false, reserved: 0 }
                .spare(&naming(300, 0).into()),
            0
        );
    }

    #[test]
    fn a_priority_fee_is_rounded_up_to_whole_lamports() {
        for (limit, price, fee) in [(1_000_000, 1, 1), (1_000_001, 1, 2), (1, 1, 1), (0, 5, 0), (200_000, 0, 0)] {
            assert_eq!(Budget { limit, priority: Priority(price) }.priority_fee(), fee);
        }
    }

    #[test]
    fn version_1_sets_its_limits_in_fields_and_version_0_in_instructions() {
        let (payer, budget) = (Pubkey::new_unique(), Budget { limit: 300_000, priority: Priority(10) });
        let message = |format: Format| format.message(&[naming(1, 1)], &payer, Hash::default(), budget).unwrap();
        let VersionedMessage::V1(large) = message(Format::V1) else { panic!("version 1") };
        let config = large.config;
        assert_eq!((config.compute_unit_limit, config.priority_fee), (Some(300_000), Some(3)));
        assert_eq!(config.loaded_accounts_data_size_limit, Some(MAX_LOADED));
        assert_eq!(large.instructions.len(), 1);
        assert_eq!(message(Format::V0).instructions().len(), 3);
    }

    #[test]
    fn groups_stay_whole_and_in_order() {
        let group = |data: &[usize]| data.iter().map(|bytes| naming(0, *bytes)).collect::<Vec<_>>();
        let lengths = |packed: Vec<Vec<Instruction>>| -> Vec<Vec<usize>> {
            packed.iter().map(|some| some.iter().map(|one| one.data.len()).collect()).collect()
        };
        let fits = |some: &[Instruction]| some.iter().map(|one| one.data.len()).sum::<usize>() <= 10;
        let packed = pack(group(&[1]), [group(&[4, 5]), group(&[1]), group(&[9]), group(&[1])], fits);
        assert_eq!(lengths(packed), [vec![1, 4, 5], vec![1, 9], vec![1]]);
        assert_eq!(lengths(pack(group(&[2]), [], fits)), [vec![2]]);
        assert_eq!(lengths(pack(Vec::new(), [group(&[11]), group(&[1])], fits)), [vec![11], vec![1]]);
    }
}
