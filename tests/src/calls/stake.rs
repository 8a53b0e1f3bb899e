//! Endorsements: given, taken back, and collected from for their endorser's spam.

use bmail_sdk::generated::reputation::layout::roles;
use bmail_sdk::{
    NewAccount, REPUTATION_ID,
    accounts::Endorsement,
    generated::reputation::instructions::{self as generated, BeginUnendorseInstructionArgs, EndorseInstructionArgs},
    pda,
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `endorse`.
pub struct Endorse {
    accounts: generated::Endorse,
    args: EndorseInstructionArgs,
    /// The account that is created first, if any.
    new: Option<NewAccount>,
}

/// Accounts and arguments of `begin_unendorse`.
pub struct BeginUnendorse {
    accounts: generated::BeginUnendorse,
    args: BeginUnendorseInstructionArgs,
}
parts!(BeginUnendorse, "begin_unendorse", roles::BEGIN_UNENDORSE);

/// Accounts and arguments of `finish_unendorse`.
pub struct FinishUnendorse {
    accounts: generated::FinishUnendorse,
}
bare_parts!(FinishUnendorse, "finish_unendorse", roles::FINISH_UNENDORSE);

/// Accounts and arguments of `collect`.
pub struct Collect {
    accounts: generated::Collect,
}
bare_parts!(Collect, "collect", roles::COLLECT);

impl Parts for Endorse {
    const NAME: &'static str = "endorse";
    const ROLES: &'static [&'static str] = roles::ENDORSE;

    fn instruction(&self) -> Instruction {
        self.accounts.instruction(self.args.clone())
    }

    fn before(&self, harness: &Harness) -> Vec<Instruction> {
        let create = |new: &NewAccount| harness.create(new, harness.rent(new.space));
        self.new.as_ref().map(create).unwrap_or_default()
    }
}

impl Harness {
    /// The address of one person's endorsement of another.
    pub fn endorsement_of(&self, endorser: &Person, endorsed: &Person) -> Pubkey {
        pda::endorsement(&endorser.address(), &self.standing_of(endorsed)).0
    }

    /// Stakes shares on the endorsed person. The endorsement's account is created first if it does not exist.
    pub fn endorse(&mut self, endorser: &Person, endorsed: &Person, shares: u64) -> Call<'_, Endorse> {
        let author = endorser.address();
        let (address, seed) = pda::endorsement(&author, &self.standing_of(endorsed));
        let accounts = generated::Endorse {
            endorser: author,
            reputation: pda::reputation(&self.network).0,
            endorser_standing: self.standing_of(endorser),
            endorsed_standing: self.standing_of(endorsed),
            endorsement: address,
        };
        let new = NewAccount { author, address, seed, space: Endorsement::LEN, program: REPUTATION_ID };
        let new = self.find_account::<Endorsement>(address).is_none().then_some(new);
        Call::new(self, Endorse { accounts, args: EndorseInstructionArgs { shares }, new })
    }

    /// Begins to take back all of an endorsement, signed by its endorser.
    pub fn begin_unendorse(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, BeginUnendorse> {
        let accounts = generated::BeginUnendorse {
            signer: endorser.address(),
            network: self.network,
            reputation: pda::reputation(&self.network).0,
            endorser_standing: self.standing_of(endorser),
            endorsed_standing: self.standing_of(endorsed),
            endorsement: self.endorsement_of(endorser, endorsed),
        };
        Call::new(self, BeginUnendorse { accounts, args: BeginUnendorseInstructionArgs { units: u64::MAX } })
    }

    /// Returns what was leaving to the endorser.
    pub fn finish_unendorse(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, FinishUnendorse> {
        let accounts = generated::FinishUnendorse {
            endorser: endorser.address(),
            endorser_standing: self.standing_of(endorser),
            endorsed_standing: self.standing_of(endorsed),
            endorsement: self.endorsement_of(endorser, endorsed),
        };
        Call::new(self, FinishUnendorse { accounts })
    }

    /// Burns the part of an endorsement that its endorser's spam has burned.
    pub fn collect(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, Collect> {
        let accounts = generated::Collect {
            endorser_standing: self.standing_of(endorser),
            endorsed_standing: self.standing_of(endorsed),
            endorsement: self.endorsement_of(endorser, endorsed),
        };
        Call::new(self, Collect { accounts })
    }
}

impl Call<'_, Endorse> {
    /// Does not create the endorsement's account.
    pub fn uncreated(mut self) -> Self {
        self.parts.new = None;
        self
    }

    /// The account that is created for the endorsement, which must not exist yet.
    pub fn new_account(&self) -> NewAccount {
        self.parts.new.clone().expect("an account to create")
    }
}

impl Call<'_, BeginUnendorse> {
    /// Sets another signer, for example the endorsed person.
    pub fn by(mut self, signer: &Person) -> Self {
        self.parts.accounts.signer = signer.address();
        self
    }

    /// Sets the number of units; the maximum means all.
    pub fn units(mut self, units: u64) -> Self {
        self.parts.args.units = units;
        self
    }
}
