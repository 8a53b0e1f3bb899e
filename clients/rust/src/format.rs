//! The wire formats of transactions, and how instructions are compiled to one.

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
        let message = self.message(instructions, payer, blockhash, budget);
        match self.length(&message) {
            length if length > self.limit() => Err(BuildError::TooLong { length, limit: self.limit() }),
            _ => Ok(message),
        }
    }

    /// Whether the instructions fit in a transaction.
    pub fn fits(self, instructions: &[Instruction], payer: &Pubkey, priority: Priority) -> bool {
        let message = self.compile(instructions, payer, Hash::default(), Budget::most(priority));
        // A version 1 message has at most 64 accounts and instructions, even if there is room for more.
        message.is_ok_and(|message| message.sanitize().is_ok())
    }

    /// Checks that the instructions fit in a transaction.
    ///
    /// # Errors
    /// [`BuildError::TooLong`].
    pub fn check_length(
        self,
        instructions: &[Instruction],
        payer: &Pubkey,
        priority: Priority,
    ) -> Result<(), BuildError> {
        self.compile(instructions, payer, Hash::default(), Budget::most(priority)).map(drop)
    }

    /// Bytes of a transaction with the instructions.
    fn needed(self, instructions: &[Instruction], payer: &Pubkey, priority: Priority) -> usize {
        self.length(&self.message(instructions, payer, Hash::default(), Budget::most(priority)))
    }

    fn message(
        self,
        instructions: &[Instruction],
        payer: &Pubkey,
        blockhash: Hash,
        budget: Budget,
    ) -> VersionedMessage {
        match self {
            Self::V0 => {
                let instructions = [budget.instructions(), instructions.to_vec()].concat();
                let compiled = v0::Message::try_compile(payer, &instructions, &[], blockhash);
                VersionedMessage::V0(compiled.expect("fewer than 256 accounts and no lookup tables always compile"))
            }
            Self::V1 => {
                let compiled = v1::Message::try_compile_with_config(payer, instructions, blockhash, budget.config());
                VersionedMessage::V1(compiled.expect("fewer than 256 accounts always compile"))
            }
        }
    }

    /// Bytes of the whole transaction. Only version 0 has a byte for the number of signatures.
    fn length(self, message: &VersionedMessage) -> usize {
        let signatures = SIGNATURE * usize::from(message.header().num_required_signatures);
        let count = if self == Self::V0 { 1 } else { 0 };
        count + signatures + message.serialize().len()
    }
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
    /// [`BuildError::TooLong`].
    pub fn check(&self, steps: &[Step]) -> Result<(), BuildError> {
        match self.length(steps) {
            length if length > self.format.limit() => Err(BuildError::TooLong { length, limit: self.format.limit() }),
            _ => Ok(()),
        }
    }

    /// Whether steps fit in one transaction.
    pub fn fit(&self, steps: &[Step]) -> bool {
        self.check(steps).is_ok() && self.format.fits(&self.instructions(steps), &self.payer, self.priority)
    }

    /// How many more bytes a step could have.
    pub fn spare(&self, step: &Step) -> usize {
        self.format.limit().saturating_sub(self.length(std::slice::from_ref(step)))
    }

    fn length(&self, steps: &[Step]) -> usize {
        let length = self.format.needed(&self.instructions(steps), &self.payer, self.priority);
        length.saturating_add(self.reserved)
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
        let VersionedMessage::V1(large) = Format::V1.message(&[naming(1, 1)], &payer, Hash::default(), budget) else {
            panic!("version 1");
        };
        let config = large.config;
        assert_eq!((config.compute_unit_limit, config.priority_fee), (Some(300_000), Some(3)));
        assert_eq!(config.loaded_accounts_data_size_limit, Some(MAX_LOADED));
        assert_eq!(large.instructions.len(), 1);
        let short = Format::V0.message(&[naming(1, 1)], &payer, Hash::default(), budget);
        assert_eq!(short.instructions().len(), 3);
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
