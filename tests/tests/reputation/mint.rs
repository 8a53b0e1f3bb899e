//! `create_reputation`: the mint, read with Token-2022's own types.

use bmail_sdk::PROGRAMS;
use bmail_testing::{Harness, InstructionError, Person, REPUTATION};
use reputation_core::{Interest, Parameters};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::{
    ID as TOKEN_2022,
    extension::{
        BaseStateWithExtensions, ExtensionType, StateWithExtensions, interest_bearing_mint as interest,
        metadata_pointer::{self, MetadataPointer},
        permanent_delegate::PermanentDelegate,
    },
    instruction::{self as token, AuthorityType},
    state::Mint,
};
use spl_token_metadata_interface::{
    instruction::{update_authority, update_field},
    state::{Field, TokenMetadata},
};

/// Passes the network's mint to a function.
pub fn with_mint<T>(harness: &Harness, look: impl FnOnce(&StateWithExtensions<Mint>) -> T) -> T {
    let account = harness.svm.get_account(&PROGRAMS.mint(&harness.network).0).unwrap();
    assert_eq!(account.owner, TOKEN_2022);
    look(&StateWithExtensions::unpack(&account.data).unwrap())
}

/// What wallets show: name, symbol and URI.
pub fn texts(harness: &Harness) -> [String; 3] {
    let metadata: TokenMetadata = with_mint(harness, |mint| mint.get_variable_len_extension().unwrap());
    [metadata.name, metadata.symbol, metadata.uri]
}

/// A network with a token called "Letters".
fn with_token() -> (Harness, Pubkey, Pubkey) {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    harness.reputation(Parameters::PERSONAL);
    let (mint, authority) = (PROGRAMS.mint(&harness.network).0, PROGRAMS.reputation(&harness.network).0);
    (harness, mint, authority)
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
#[test]
fn it_has_six_decimals_and_the_reputation_as_its_authority_and_nobody_freezes_it() {
    let (harness, _, authority) = with_token();
    with_mint(&harness, |mint| {
        let Mint { mint_authority, supply, decimals, is_initialized, freeze_authority } = mint.base;
        assert_eq!((supply, decimals, is_initialized), (0, 6, true));
        assert_eq!((mint_authority, freeze_authority), (Some(authority).into(), None.into()));
    });
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
#[test]
fn it_is_non_transferable_and_interest_bearing_with_a_permanent_delegate_and_metadata_and_no_more() {
    let (harness, address, authority) = with_token();
    with_mint(&harness, |mint| {
        let mut extensions = mint.get_extension_types().unwrap();
        extensions.sort_by_key(|extension| u16::from(*extension));
        let expected = [
            ExtensionType::NonTransferable,
            ExtensionType::InterestBearingConfig,
            ExtensionType::PermanentDelegate,
            ExtensionType::MetadataPointer,
            ExtensionType::TokenMetadata,
        ];
        assert_eq!(extensions, expected);

        let delegate = mint.get_extension::<PermanentDelegate>().unwrap();
        assert_eq!(Option::<Pubkey>::from(delegate.delegate), Some(authority));
        let pointer = mint.get_extension::<MetadataPointer>().unwrap();
        let (owner, metadata) = (Option::<Pubkey>::from(pointer.authority), pointer.metadata_address);
        assert_eq!((owner, metadata.into()), (None, Some(address)));
    });
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
#[test]
fn its_interest_is_that_of_the_half_life_and_starts_now() {
    for days in [78, 365, 730, 3_650] {
        let wanted = Interest::for_half_life(units::Seconds::days(days)).unwrap();
        let (mut harness, ..) = Harness::with_ada_and_bo();
        harness.advance(days as i64);
        harness.reputation(Parameters { half_life: wanted.half_life, ..Parameters::PERSONAL });
        let now = harness.now();
        with_mint(&harness, |mint| {
            let config = mint.get_extension::<interest::InterestBearingConfig>().unwrap();
            assert_eq!(Option::<Pubkey>::from(config.rate_authority), None);
            assert_eq!(i16::from(config.current_rate), wanted.rate_bps);
            assert_eq!(i64::from(config.initialization_timestamp), now);
        });
    }
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
#[test]
fn its_metadata_are_the_texts() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    harness.create_reputation(&founder).name("Briefe").symbol("BRF").uri("https://example.org/brf.json").run();
    let (mint, authority) = (PROGRAMS.mint(&harness.network).0, PROGRAMS.reputation(&harness.network).0);
    let metadata: TokenMetadata = with_mint(&harness, |mint| mint.get_variable_len_extension().unwrap());
    let expected = TokenMetadata {
        update_authority: authority.into(),
        mint,
        name: "Briefe".to_owned(),
        symbol: "BRF".to_owned(),
        uri: "https://example.org/brf.json".to_owned(),
        additional_metadata: Vec::new(),
    };
    assert_eq!(metadata, expected);
}

/// Changes to the token that someone would make in the name of an authority.
fn changes(mint: &Pubkey, holder: &Pubkey, authority: &Pubkey) -> Vec<(&'static str, Instruction)> {
    use AuthorityType::*;
    let id = TOKEN_2022;
    let mut all = vec![
        ("minting", token::mint_to(&id, mint, holder, authority, &[], 1).unwrap()),
        ("freezing", token::freeze_account(&id, holder, mint, authority, &[]).unwrap()),
        ("changing the rate", interest::instruction::update_rate(&id, mint, authority, &[], 10_000).unwrap()),
        ("pointing elsewhere", metadata_pointer::instruction::update(&id, mint, authority, &[], None).unwrap()),
        ("another name", update_field(&id, mint, authority, Field::Name, "Mine".to_owned())),
        ("taking the metadata over", update_authority(&id, mint, authority, Some(*authority).try_into().unwrap())),
    ];
    for kind in [MintTokens, FreezeAccount, InterestRate, PermanentDelegate, MetadataPointer, CloseMint] {
        all.push(("taking it over", token::set_authority(&id, mint, Some(authority), kind, authority, &[]).unwrap()));
    }
    all
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
/// Shows reputation.md: The token cannot be transferred, frozen or changed.
#[test]
fn neither_the_founder_nor_a_holder_mints_freezes_or_changes_anything_of_the_token() {
    let (mut harness, ada, _) = Harness::with_citizens();
    harness.open_token_account(&ada);
    harness.sync(&ada).run();
    let (mint, account) = (PROGRAMS.mint(&harness.network).0, harness.token_account_of(&ada));
    let before = harness.svm.get_account(&mint);
    for somebody in [harness.founder(), ada, Person::named("fee payer")] {
        for (what, instruction) in changes(&mint, &account, &somebody.address()) {
            let outcome = harness.execute(&[instruction]);
            assert!(outcome.result.is_err(), "{what}: {}", somebody.name);
        }
    }
    assert_eq!(harness.svm.get_account(&mint), before);
}

/// Shows reputation.create_reputation: `mint` is a new Token-2022 mint at an address derived from the network.
/// Shows reputation.md: The token cannot be transferred, frozen or changed.
#[test]
fn not_even_the_reputation_could_freeze_tokens_or_change_rate_and_pointer() {
    let (mut harness, ada, _) = Harness::with_citizens();
    harness.open_token_account(&ada);
    // The harness accepts the claim that the reputation has signed.
    harness.trust_everybody();
    let (mint, account) = (PROGRAMS.mint(&harness.network).0, harness.token_account_of(&ada));
    let authority = PROGRAMS.reputation(&harness.network).0;
    let fails = ["freezing", "changing the rate", "pointing elsewhere"];
    let mut tried = changes(&mint, &account, &authority);
    tried.retain(|(what, _)| fails.contains(what));
    assert_eq!(tried.len(), fails.len());
    for (what, instruction) in tried {
        // `MintCannotFreeze`, `NoAuthorityExists`.
        let error = if what == "freezing" { 16 } else { 29 };
        harness.execute(&[instruction]).failed_at(0, what, InstructionError::Custom(error));
    }
    // Without a signature these are refused above. The program's source shows that it signs for nothing else.
    let minted = token::mint_to(&TOKEN_2022, &mint, &account, &authority, &[], REPUTATION).unwrap();
    harness.execute(&[minted]).succeeded("minting by the authority itself");
}
