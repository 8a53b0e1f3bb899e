//! Founding a network.

use bmail_sdk::{
    accounts::Rules,
    generated::mail::instructions::{self as generated, CreateNetworkInstructionArgs},
    pda,
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use crate::{Call, Person, Stage};

/// The parts of `create_network`.
pub struct CreateNetwork {
    pub(crate) accounts: generated::CreateNetwork,
    pub(crate) args: CreateNetworkInstructionArgs,
}

impl Stage {
    /// A network of default rules, on which people write from now on.
    pub fn network(&mut self) -> Pubkey {
        self.network_with(postage::Rules::PERSONAL)
    }

    /// A network of the rules, on which people write from now on. Its name is new.
    pub fn network_with(&mut self, rules: postage::Rules) -> Pubkey {
        let founder = self.person("Founder");
        self.networks += 1;
        let name = format!("network {}", self.networks);
        let call = self.create_network(&founder).name(&name).rules(rules);
        let network = call.address();
        call.run();
        self.network = network;
        network
    }

    /// Founds a network called "letters", of default rules.
    pub fn create_network(&mut self, founder: &Person) -> Call<'_, CreateNetwork> {
        let accounts =
            generated::CreateNetwork { founder: founder.address(), network: Pubkey::default(), system_program: SYSTEM };
        let treasury = Person::named("treasury").address();
        let args = CreateNetworkInstructionArgs { name: [0; 32], treasury, rules: (&postage::Rules::PERSONAL).into() };
        Call::new(self, CreateNetwork { accounts, args }).name("letters")
    }
}

impl Call<'_, CreateNetwork> {
    /// A name of at most 32 bytes, with the address that it gives.
    pub fn name(self, name: &str) -> Self {
        let mut bytes = [0; 32];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        self.raw_name(bytes)
    }

    /// Any bytes for a name, with the address that they give.
    pub fn raw_name(mut self, name: [u8; 32]) -> Self {
        self.parts.args.name = name;
        self.parts.accounts.network = pda::network(&self.parts.accounts.founder, &name).0;
        self
    }

    /// Where the network's cut goes.
    pub fn treasury(mut self, treasury: Pubkey) -> Self {
        self.parts.args.treasury = treasury;
        self
    }

    /// The network's rules.
    pub fn rules(mut self, rules: postage::Rules) -> Self {
        self.parts.args.rules = Rules::from(&rules);
        self
    }

    /// Where the network will be.
    pub fn address(&self) -> Pubkey {
        self.parts.accounts.network
    }
}
