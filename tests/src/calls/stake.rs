//! Endorsements: given, taken back, and collected from for their endorser's spam.

use bmail_sdk::{
    PROGRAMS, Plan,
    accounts::Endorsement,
    generated::reputation::layout::roles,
    instructions::reputation::{self, ALL},
};
use solana_pubkey::Pubkey;

use super::planned;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `begin_unendorse`.
pub struct BeginUnendorse {
    signer: Pubkey,
    endorser: Pubkey,
    endorsed: Pubkey,
    units: u64,
}

planned!(reputation:
    /// `endorse`
    Endorse "endorse" ENDORSE,
    /// `finish_unendorse`
    FinishUnendorse "finish_unendorse" FINISH_UNENDORSE,
    /// `collect`
    Collect "collect" COLLECT,
);

impl Parts for BeginUnendorse {
    const NAME: &'static str = "begin_unendorse";
    const ROLES: &'static [&'static str] = roles::BEGIN_UNENDORSE;

    fn plan(&self, harness: &Harness) -> Plan {
        let Self { signer, endorser, endorsed, units } = self;
        reputation::begin_unendorse(&harness.chain(), &harness.network, signer, endorser, endorsed, *units)
    }
}

impl Harness {
    /// The address of one person's endorsement of another.
    pub fn endorsement_of(&self, endorser: &Person, endorsed: &Person) -> Pubkey {
        PROGRAMS.endorsement(&endorser.address(), &self.standing_of(endorsed)).0
    }

    /// Stakes shares on the endorsed person. The endorsement's account is created first if it does not exist.
    pub fn endorse(&mut self, endorser: &Person, endorsed: &Person, shares: u64) -> Call<'_, Endorse> {
        let is_new = self.find_account::<Endorsement>(self.endorsement_of(endorser, endorsed)).is_none();
        let [endorser, endorsed] = [endorser, endorsed].map(Person::address);
        let plan = reputation::endorse(&self.chain(), &self.network, &endorser, &endorsed, shares, is_new);
        Call::new(self, Endorse(plan))
    }

    /// Begins to take back all of an endorsement, signed by its endorser.
    pub fn begin_unendorse(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, BeginUnendorse> {
        let [endorser, endorsed] = [endorser, endorsed].map(Person::address);
        Call::new(self, BeginUnendorse { signer: endorser, endorser, endorsed, units: ALL })
    }

    /// Returns what was leaving to the endorser.
    pub fn finish_unendorse(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, FinishUnendorse> {
        let endorsement = self.endorsement_of(endorser, endorsed);
        let found = self.find_account::<Endorsement>(endorsement);
        let standings =
            self.find_account(self.standing_of(endorser)).zip(self.find_account(self.standing_of(endorsed)));
        let ends = found.zip(standings).is_some_and(|(found, (giver, taker))| found.ends(&giver, &taker));
        let rent = if ends { self.lamports(endorsement) } else { 0 };
        let [endorser, endorsed] = [endorser, endorsed].map(Person::address);
        let plan = reputation::finish_unendorse(&self.chain(), &self.network, &endorser, &endorsed, rent);
        Call::new(self, FinishUnendorse(plan))
    }

    /// Burns the part of an endorsement that its endorser's spam has burned.
    pub fn collect(&mut self, endorser: &Person, endorsed: &Person) -> Call<'_, Collect> {
        let [endorser, endorsed] = [endorser, endorsed].map(Person::address);
        let plan = reputation::collect(&self.chain(), &self.network, &endorser, &endorsed);
        Call::new(self, Collect(plan))
    }
}

impl Call<'_, BeginUnendorse> {
    /// Sets another signer, for example the endorsed person.
    pub fn by(mut self, signer: &Person) -> Self {
        self.parts.signer = signer.address();
        self
    }

    /// Sets the number of units; the maximum means all.
    pub fn units(mut self, units: u64) -> Self {
        self.parts.units = units;
        self
    }
}
