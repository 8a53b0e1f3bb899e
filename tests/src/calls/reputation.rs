//! A network's reputation, its standings, what is recorded for them, and the token that mirrors them.

use bmail_sdk::{
    PROGRAMS, Plan, TOKEN_2022_ID,
    accounts::Verdict,
    generated::reputation::{
        instructions::{
            RecordAward as RecordAwardAccounts, RecordAwardInstructionArgs, RecordVerdict as RecordVerdictAccounts,
            RecordVerdictInstructionArgs,
        },
        layout::roles,
    },
    instructions::reputation::{self, TokenTexts},
    pda,
};
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Reputation;

use super::planned;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `create_reputation`.
pub struct CreateReputation {
    authority: Pubkey,
    parameters: Parameters,
    texts: TokenTexts,
}

planned!(reputation:
    /// `open_standing`
    OpenStanding "open_standing" OPEN_STANDING,
    /// `seed`
    Seed "seed" SEED,
    /// `record_verdict`
    RecordVerdict "record_verdict" RECORD_VERDICT,
    /// `record_award`
    RecordAward "record_award" RECORD_AWARD,
    /// `sync`
    Sync "sync" SYNC,
    /// `close_standing`
    CloseStanding "close_standing" CLOSE_STANDING,
    /// `propose_parameters`
    ProposeParameters "propose_parameters" PROPOSE_PARAMETERS,
    /// `apply_parameters`
    ApplyParameters "apply_parameters" APPLY_PARAMETERS,
);

impl Parts for CreateReputation {
    const NAME: &'static str = "create_reputation";
    const ROLES: &'static [&'static str] = roles::CREATE_REPUTATION;

    fn plan(&self, harness: &Harness) -> Plan {
        let Self { authority, parameters, texts } = self;
        reputation::create_reputation_with_any_texts(&harness.chain(), &harness.network, authority, parameters, texts)
    }
}

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
        let texts = TokenTexts { name: "Letters".to_owned(), symbol: "LTR".to_owned(), uri: String::new() };
        let authority = authority.address();
        Call::new(self, CreateReputation { authority, parameters: Parameters::PERSONAL, texts })
    }

    /// Opens a person's standing on the network.
    pub fn open_standing(&mut self, owner: &Person) -> Call<'_, OpenStanding> {
        let plan = reputation::open_standing(&self.chain(), &self.network, &owner.address());
        Call::new(self, OpenStanding(plan))
    }

    /// Seeds a first citizen with this many millionths of reputation, signed by the founder.
    pub fn seed(&mut self, citizen: &Person, millionths: u64) -> Call<'_, Seed> {
        let (founder, amount) = (self.founder().address(), Reputation(millionths));
        let plan = reputation::seed(&self.chain(), &self.network, &founder, &citizen.address(), amount);
        Call::new(self, Seed(plan))
    }

    /// Proposes parameters for the network's reputation.
    pub fn propose_parameters(&mut self, authority: &Person, parameters: &Parameters) -> Call<'_, ProposeParameters> {
        let plan = reputation::propose_parameters(&self.chain(), &self.network, &authority.address(), parameters);
        Call::new(self, ProposeParameters(plan))
    }

    /// Puts the proposed parameters in force.
    pub fn apply_parameters(&mut self) -> Call<'_, ApplyParameters> {
        let plan = reputation::apply_parameters(&self.chain(), &self.network);
        Call::new(self, ApplyParameters(plan))
    }

    /// Records that `recipient` found a message from `sender` valuable. Only the mail program may do this, so the SDK
    /// does not plan it.
    pub fn record_verdict(&mut self, recipient: &Person, sender: &Person) -> Call<'_, RecordVerdict> {
        let accounts = RecordVerdictAccounts {
            recipient_mailbox: self.mailbox_of(recipient),
            reputation: PROGRAMS.reputation(&self.network).0,
            sender_standing: self.standing_of(sender),
            recipient_standing: self.standing_of(recipient),
        };

        let args =
            RecordVerdictInstructionArgs { verdict: Verdict::Valuable, cut: 1_000_000, earlier: 0, now: self.now() };
        Call::new(self, RecordVerdict(accounts.instruction(args).into()))
    }

    /// Records an award of `spent` lamports. Only the bounty program may do this, so the
    /// SDK does not plan it.
    pub fn record_award(&mut self, winner: &Person, spent: u64) -> Call<'_, RecordAward> {
        let accounts = RecordAwardAccounts {
            awards: PROGRAMS.awards(&self.network).0,
            reputation: PROGRAMS.reputation(&self.network).0,
            standing: self.standing_of(winner),
        };
        Call::new(self, RecordAward(accounts.instruction(RecordAwardInstructionArgs { spent }).into()))
    }

    /// Mints or burns a person's tokens until they match their standing.
    pub fn sync(&mut self, owner: &Person) -> Call<'_, Sync> {
        let plan = reputation::sync(&self.chain(), &self.network, &owner.address(), None);
        Call::new(self, Sync(plan))
    }

    /// Closes a person's standing.
    pub fn close_standing(&mut self, owner: &Person) -> Call<'_, CloseStanding> {
        let rent = self.lamports(self.standing_of(owner));
        let plan = reputation::close_standing(&self.chain(), &self.network, &owner.address(), rent);
        Call::new(self, CloseStanding(plan))
    }

    /// The address of a person's reputation token account.
    pub fn token_account_of(&self, owner: &Person) -> Pubkey {
        pda::token_account(&owner.address(), &PROGRAMS.mint(&self.network).0).0
    }

    /// A person's token balance in millionths; none if they have no token account.
    pub fn tokens_of(&self, owner: &Person) -> Option<u64> {
        let account = self.svm.get_account(&self.token_account_of(owner)).filter(|a| a.owner == TOKEN_2022_ID)?;
        Some(u64::from_le_bytes(account.data[64..72].try_into().unwrap()))
    }

    /// Creates a person's associated token account.
    #[track_caller]
    pub fn open_token_account(&mut self, owner: &Person) {
        let mint = PROGRAMS.mint(&self.network).0;
        let instruction =
            bmail_sdk::token::create_associated(&owner.address(), &owner.address(), &mint, &TOKEN_2022_ID);
        self.execute(&[instruction]).succeeded("creating a token account");
    }
}

impl Call<'_, CreateReputation> {
    /// Sets the parameters.
    pub fn parameters(mut self, parameters: &Parameters) -> Self {
        self.parts.parameters = *parameters;
        self
    }

    /// Sets the token's name.
    pub fn name(mut self, name: &str) -> Self {
        self.parts.texts.name = name.to_owned();
        self
    }

    /// Sets the token's symbol.
    pub fn symbol(mut self, symbol: &str) -> Self {
        self.parts.texts.symbol = symbol.to_owned();
        self
    }

    /// Sets the token's URI.
    pub fn uri(mut self, uri: &str) -> Self {
        self.parts.texts.uri = uri.to_owned();
        self
    }
}

impl Call<'_, RecordVerdict> {
    /// Sets the recipient's verdict.
    pub fn verdict(self, verdict: Verdict) -> Self {
        self.args(move |args: &mut RecordVerdictInstructionArgs| args.verdict = verdict)
    }
}
