//! Two copies of the same chain: one with our programs, one with the peers in their place.

use bmail_testing::Harness;
use litesvm::{
    LiteSVM,
    types::{FailedTransactionMetadata, SimulatedTransactionInfo},
};
use solana_account::{Account, AccountSharedData};
use solana_clock::Clock;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_message::{Message, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_rent::Rent;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;

use crate::call::Call;

pub struct Twins {
    ours: LiteSVM,
    theirs: LiteSVM,
    payer: Pubkey,
}

/// The effects of a call: its accounts, events and return data.
#[derive(Debug, PartialEq)]
pub struct Left {
    accounts: Vec<(Pubkey, AccountSharedData)>,
    events: Vec<String>,
    returned: Vec<u8>,
}

#[derive(Debug)]
pub struct Refusal {
    /// The program's code, if the program refused the call.
    pub code: Option<u32>,
    #[expect(dead_code, reason = "failures print it")]
    error: TransactionError,
}

impl Twins {
    /// Two copies of a harness that no longer check signatures.
    pub fn new(harness: &Harness) -> Self {
        let twin = |mut harness: Harness| {
            harness.trust_everybody();
            harness.svm
        };
        let payer = Pubkey::new_from_array([0xfe; 32]);
        let mut twins = Self { ours: twin(harness.clone()), theirs: twin(harness.with_peers()), payer };
        twins.set(payer, Account { lamports: bmail_testing::FORTUNE, ..Account::default() });
        twins
    }

    /// Runs a call on both and leaves both unchanged.
    pub fn judge(&mut self, call: &Call) -> (Result<Left, Refusal>, Result<Left, Refusal>) {
        for (address, account) in &call.accounts {
            self.set(*address, account.clone());
        }
        self.set_sysvars(call.time, call.rent);
        let transaction = self.transaction(&call.instruction);
        let judgments = [&self.ours, &self.theirs].map(|svm| judgment(svm.simulate_transaction(transaction.clone())));
        for address in call.accounts.keys() {
            self.set(*address, call.harness().svm.get_account(address).unwrap_or_default());
        }
        self.set_sysvars(call.harness().now(), Some(call.harness().svm.get_sysvar::<Rent>().minimum_balance(0) / 128));
        judgments.into()
    }

    fn set(&mut self, address: Pubkey, account: Account) {
        for svm in [&mut self.ours, &mut self.theirs] {
            svm.set_account(address, account.clone()).unwrap();
        }
    }

    fn set_sysvars(&mut self, unix_timestamp: i64, rent: Option<u64>) {
        for svm in [&mut self.ours, &mut self.theirs] {
            let clock = svm.get_sysvar::<Clock>();
            if clock.unix_timestamp != unix_timestamp {
                svm.set_sysvar(&Clock { unix_timestamp, ..clock });
            }
            if let Some(rate) = rent {
                svm.set_sysvar(&Rent::with_lamports_per_byte(rate));
            }
        }
    }

    fn transaction(&self, instruction: &Instruction) -> VersionedTransaction {
        let blockhash = self.ours.latest_blockhash();
        let message = Message::new_with_blockhash(std::slice::from_ref(instruction), Some(&self.payer), &blockhash);
        let signatures = vec![Default::default(); message.header.num_required_signatures.into()];
        VersionedTransaction { signatures, message: VersionedMessage::Legacy(message) }
    }
}

fn judgment(simulated: Result<SimulatedTransactionInfo, FailedTransactionMetadata>) -> Result<Left, Refusal> {
    match simulated {
        Ok(SimulatedTransactionInfo { meta, post_accounts }) => {
            let events = meta.logs.into_iter().filter(|line| line.starts_with("Program data: ")).collect();
            Ok(Left { accounts: post_accounts, events, returned: meta.return_data.data })
        }
        Err(FailedTransactionMetadata { err: error, .. }) => {
            let code = match &error {
                TransactionError::InstructionError(0, InstructionError::Custom(code)) => Some(*code),
                _ => None,
            };
            Err(Refusal { code, error })
        }
    }
}
