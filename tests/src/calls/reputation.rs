//! A network's reputation, its standings, what is recorded for them, and the token that mirrors them.

use bmail_sdk::generated::reputation::layout::roles;
use bmail_sdk::{
    TOKEN_2022_ID,
    accounts::Verdict,
    generated::reputation::instructions::{
        self as generated, CreateReputationInstructionArgs, RecordAwardInstructionArgs, RecordVerdictInstructionArgs,
        SeedInstructionArgs, SyncInstructionArgs,
    },
    pda,
};
use reputation_core::Parameters;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `create_reputation`.
pub struct CreateReputation {
    accounts: generated::CreateReputation,
    args: CreateReputationInstructionArgs,
}
parts!(CreateReputation, "create_reputation", roles::CREATE_REPUTATION);

/// Accounts and arguments of `open_standing`.
pub struct OpenStanding {
    accounts: generated::OpenStanding,
}
bare_parts!(OpenStanding, "open_standing", roles::OPEN_STANDING);

/// Accounts and arguments of `seed`.
pub struct Seed {
    accounts: generated::Seed,
    args: SeedInstructionArgs,
}
parts!(Seed, "seed", roles::SEED);

/// Accounts and arguments of `record_verdict`.
pub struct RecordVerdict {
    accounts: generated::RecordVerdict,
    args: RecordVerdictInstructionArgs,
}
parts!(RecordVerdict, "record_verdict", roles::RECORD_VERDICT);

/// Accounts and arguments of `record_award`.
pub struct RecordAward {
    accounts: generated::RecordAward,
    args: RecordAwardInstructionArgs,
}
parts!(RecordAward, "record_award", roles::RECORD_AWARD);

/// Accounts and arguments of `sync`.
pub struct Sync {
    accounts: generated::Sync,
    args: SyncInstructionArgs,
}
parts!(Sync, "sync", roles::SYNC);

/// Accounts and arguments of `close_standing`.
pub struct CloseStanding {
    accounts: generated::CloseStanding,
}
bare_parts!(CloseStanding, "close_standing", roles::CLOSE_STANDING);

impl Harness {
    /// A harness with a network that has a reputation with default parameters. Ada and Bo have mailboxes and standings.
    pub fn with_reputation() -> (Self, Person, Person) {
        let (mut harness, ada, bo) = Self::with_ada_and_bo();
        harness.reputation(Parameters::PERSONAL);
        harness.open_standing(&ada).run();
        harness.open_standing(&bo).run();
        (harness, ada, bo)
    }

    /// Creates the network's reputation.
    pub fn reputation(&mut self, parameters: Parameters) {
        let founder = self.founder();
        self.create_reputation(&founder).parameters(&parameters).run();
    }

    /// Adds a person with a fortune, a mailbox, a standing, and this much reputation from the seed budget, in
    /// millionths.
    pub fn citizen(&mut self, name: &str, millionths: u64) -> Person {
        let person = self.resident(name);
        self.open_standing(&person).run();
        if millionths != 0 {
            self.seed(&person, millionths).run();
        }
        person
    }

    /// Creates the network's reputation with default parameters and a token called "Letters" (LTR).
    pub fn create_reputation(&mut self, authority: &Person) -> Call<'_, CreateReputation> {
        let accounts = generated::CreateReputation {
            authority: authority.address(),
            network: self.network,
            reputation: pda::reputation(&self.network).0,
            mint: pda::mint(&self.network).0,
            token_program: TOKEN_2022_ID,
            system_program: SYSTEM,
        };
        let args = CreateReputationInstructionArgs {
            parameters: Parameters::PERSONAL,
            name: "Letters".to_owned(),
            symbol: "LTR".to_owned(),
            uri: String::new(),
        };
        Call::new(self, CreateReputation { accounts, args })
    }

    /// Opens a person's standing on the network.
    pub fn open_standing(&mut self, owner: &Person) -> Call<'_, OpenStanding> {
        let accounts = generated::OpenStanding {
            owner: owner.address(),
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(owner),
            system_program: SYSTEM,
        };
        Call::new(self, OpenStanding { accounts })
    }

    /// Seeds a first citizen with this many millionths of reputation, signed by the founder.
    pub fn seed(&mut self, citizen: &Person, millionths: u64) -> Call<'_, Seed> {
        let accounts = generated::Seed {
            authority: self.founder().address(),
            network: self.network,
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(citizen),
        };
        Call::new(self, Seed { accounts, args: SeedInstructionArgs { amount: millionths } })
    }

    /// Records that `recipient` found a message from `sender` valuable. Only the mail program may do this.
    pub fn record_verdict(&mut self, recipient: &Person, sender: &Person) -> Call<'_, RecordVerdict> {
        let accounts = generated::RecordVerdict {
            recipient_mailbox: self.mailbox_of(recipient),
            reputation: pda::reputation(&self.network).0,
            sender_standing: self.standing_of(sender),
            recipient_standing: self.standing_of(recipient),
        };

        let args =
            RecordVerdictInstructionArgs { verdict: Verdict::Valuable, cut: 1_000_000, earlier: 0, now: self.now() };
        Call::new(self, RecordVerdict { accounts, args })
    }

    /// Records an award of `spent` lamports. Only the bounty program may do this.
    pub fn record_award(&mut self, winner: &Person, spent: u64) -> Call<'_, RecordAward> {
        let accounts = generated::RecordAward {
            awards: pda::awards(&self.network).0,
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(winner),
        };
        Call::new(self, RecordAward { accounts, args: RecordAwardInstructionArgs { spent } })
    }

    /// Mints or burns a person's tokens until they match their standing.
    pub fn sync(&mut self, owner: &Person) -> Call<'_, Sync> {
        let mint = pda::mint(&self.network).0;
        let (token_account, bump) = pda::token_account(&owner.address(), &mint);
        let accounts = generated::Sync {
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(owner),
            mint,
            token_account,
            token_program: TOKEN_2022_ID,
        };
        Call::new(self, Sync { accounts, args: SyncInstructionArgs { bump } })
    }

    /// Closes a person's standing.
    pub fn close_standing(&mut self, owner: &Person) -> Call<'_, CloseStanding> {
        let mint = pda::mint(&self.network).0;
        let (token_account, _) = pda::token_account(&owner.address(), &mint);
        let accounts = generated::CloseStanding {
            owner: owner.address(),
            reputation: pda::reputation(&self.network).0,
            standing: self.standing_of(owner),
            mint,
            token_account,
            token_program: TOKEN_2022_ID,
        };
        Call::new(self, CloseStanding { accounts })
    }

    /// The address of a person's reputation token account.
    pub fn token_account_of(&self, owner: &Person) -> Pubkey {
        pda::token_account(&owner.address(), &pda::mint(&self.network).0).0
    }

    /// A person's token balance in millionths; none if they have no token account.
    pub fn tokens_of(&self, owner: &Person) -> Option<u64> {
        let account = self.svm.get_account(&self.token_account_of(owner)).filter(|a| a.owner == TOKEN_2022_ID)?;
        Some(u64::from_le_bytes(account.data[64..72].try_into().unwrap()))
    }

    /// Creates a person's associated token account.
    #[track_caller]
    pub fn open_token_account(&mut self, owner: &Person) {
        let mint = pda::mint(&self.network).0;
        let instruction =
            bmail_sdk::token::create_associated(&owner.address(), &owner.address(), &mint, &TOKEN_2022_ID);
        self.execute(&[instruction]).succeeded("creating a token account");
    }
}

impl Call<'_, CreateReputation> {
    /// Sets the parameters.
    pub fn parameters(mut self, parameters: &Parameters) -> Self {
        self.parts.args.parameters = *parameters;
        self
    }

    /// Sets the token's name.
    pub fn name(mut self, name: &str) -> Self {
        self.parts.args.name = name.to_owned();
        self
    }

    /// Sets the token's symbol.
    pub fn symbol(mut self, symbol: &str) -> Self {
        self.parts.args.symbol = symbol.to_owned();
        self
    }

    /// Sets the token's URI.
    pub fn uri(mut self, uri: &str) -> Self {
        self.parts.args.uri = uri.to_owned();
        self
    }
}

impl Call<'_, RecordVerdict> {
    /// Sets the recipient's verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.args.verdict = verdict;
        self
    }
}
