//! The currencies of bounties on a harness: SOL, or a token of either token program.

use bmail_sdk::{PROGRAMS, SPL_TOKEN_ID, TOKEN_2022_ID, accounts::Bounty};
use solana_account::Account;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::create_account;
use spl_token_2022_interface::{extension::ExtensionType, instruction as token, state::Mint};

use crate::{Harness, Money, Person};

impl Harness {
    /// The currency in which a bounty pays.
    pub fn money_of(&self, bounty: Pubkey) -> Money {
        let mint = self.find_account::<Bounty>(bounty).map_or(Pubkey::default(), |bounty| bounty.mint);
        if mint == Pubkey::default() {
            return Money::SOL;
        }
        let account = self.svm.get_account(&mint).expect("the mint exists");
        Money::of_mint(&mint, &account).expect("a token program owns it")
    }

    /// The network's treasury for this currency.
    pub fn treasury_for(&self, money: &Money) -> Pubkey {
        bmail_sdk::instructions::bounty::treasury_for(&PROGRAMS, &self.network, money.mint())
    }

    /// An SPL Token mint with six decimals. [`Harness::mint_to`] gives tokens to anyone.
    pub fn spl_token(&mut self) -> Money {
        self.token(SPL_TOKEN_ID, &[], 6)
    }

    /// A Token-2022 mint without extensions.
    pub fn token_2022(&mut self) -> Money {
        self.token(TOKEN_2022_ID, &[], 6)
    }

    /// A mint with extensions, configured by their instructions.
    pub fn token(&mut self, program: Pubkey, extensions: &[(ExtensionType, Instruction)], decimals: u8) -> Money {
        let kinds: Vec<_> = extensions.iter().map(|(kind, _)| *kind).collect();
        let space = ExtensionType::try_calculate_account_len::<Mint>(&kinds).expect("a length");
        let (minter, mint) = (self.minter(), self.token_address());
        let mut all = vec![create_account(&minter.address(), &mint, self.rent(space), space as u64, &program)];
        all.extend(extensions.iter().map(|(_, instruction)| instruction.clone()));
        let (authority, freezer) = (minter.address(), minter.address());
        all.push(
            token::initialize_mint2(&program, &mint, &authority, Some(&freezer), decimals).expect("a token program"),
        );
        self.execute(&all).succeeded("making a token");
        Money { mint, token_program: program, decimals }
    }

    /// The address of the next [`Harness::token`], which the extensions' instructions need.
    pub fn token_address(&mut self) -> Pubkey {
        let number = (0..).find(|number| {
            let mint = Person::named(&format!("token {number}"));
            self.svm.get_account(&mint.address()).is_none_or(|account| account.data.is_empty())
        });
        let mint = self.person(&format!("token {}", number.expect("an unused name")));
        self.set_lamports(mint.address(), 0);
        mint.address()
    }

    /// The mint authority of the harness's tokens, who can also freeze their accounts.
    pub fn minter(&mut self) -> Person {
        let minter = Person::named("minter");
        if self.keys.contains_key(&minter.address()) { minter } else { self.person("minter") }
    }

    /// Creates an owner's associated account, if there is none, and mints tokens to it.
    pub fn mint_to(&mut self, owner: &Pubkey, money: &Money, amount: u64) {
        let minter = self.minter();
        let account = self.open_account_of(owner, money);
        let program = &money.token_program;
        let mint =
            token::mint_to(program, &money.mint, &account, &minter.address(), &[], amount).expect("a token program");
        self.execute(&[mint]).succeeded("minting");
    }

    /// Creates an owner's associated account, if there is none.
    pub fn open_account_of(&mut self, owner: &Pubkey, money: &Money) -> Pubkey {
        let minter = self.minter();
        let create = bmail_sdk::token::create_associated(&minter.address(), owner, &money.mint, &money.token_program);
        self.execute(&[create]).succeeded("making a token account");
        money.account_of(owner)
    }

    /// A token account's balance; zero if there is none.
    pub fn balance(&self, account: Pubkey) -> u64 {
        let data = self.svm.get_account(&account).map(|Account { data, .. }| data).unwrap_or_default();
        data.get(64..72).map_or(0, |bytes| u64::from_le_bytes(bytes.try_into().expect("eight bytes")))
    }
}
