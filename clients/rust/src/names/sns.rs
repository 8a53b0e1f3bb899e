//! The Solana Name Service, as far as names of people need it: where its accounts are, and what is in them.
//!
//! A name counts only if it is verified both ways: the wallet has chosen it as its primary name, and the name's account, whose
//! address follows from the name, has this wallet as its owner.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use crate::text::check_name;

/// The name service's program.
pub const PROGRAM: Pubkey = Pubkey::from_str_const("namesLPneVptA9Z5rqUDD9tMTWEJwofgaYwp8cawRkX");
/// The program in which a wallet chooses its primary name.
pub const CHOICES: Pubkey = Pubkey::from_str_const("85iDfUvr3HJyLM2zcq5BXSiDvUWfw6cSE1FfNBo8Ap29");
/// The account of the top-level domain.
pub const ROOT: Pubkey = Pubkey::from_str_const("58PwtjSDuFHuUkYjH9BYnnQKHfwo9reZhC2zMJv9JPkx");
/// The class of the accounts that say which name an account is of.
pub const REVERSE: Pubkey = Pubkey::from_str_const("33m47vH6Eav6jr5Ry86XjhRft2jRBLDnDgPSHoquXi2Z");
/// What a name is shown with. Names in `.sol` move to another registry, where others may have them
/// (`docs/decisions/0023-lists-and-names.md`).
pub const SUFFIX: &str = ".sns";

const PREFIX: &str = "SPL Name Service";
const CHOICE: &[u8] = b"favourite_domain";
/// The most bytes of a name.
const LONGEST: usize = 64;
/// Bytes before the data of an account of the name service: parent, owner and class.
const HEADER: usize = 96;

/// Where a wallet's choice of a primary name is.
pub fn choice_of(wallet: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[CHOICE, wallet.as_ref()], &CHOICES).0
}

/// Where a name is, without its suffix.
pub fn account_of(name: &str) -> Pubkey {
    derived(name, &Pubkey::default(), &ROOT)
}

/// Where it stands which name an account is of.
pub fn reverse_of(account: &Pubkey) -> Pubkey {
    derived(&account.to_string(), &REVERSE, &Pubkey::default())
}

fn derived(name: &str, class: &Pubkey, parent: &Pubkey) -> Pubkey {
    let hash = Sha256::new().chain_update(PREFIX).chain_update(name).finalize();
    Pubkey::find_program_address(&[hash.as_slice(), class.as_ref(), parent.as_ref()], &PROGRAM).0
}

/// The account of the name that a wallet has chosen, from the data of its choice.
pub fn chosen(data: &[u8]) -> Option<Pubkey> {
    data.get(1..)?.first_chunk::<32>().map(|address| Pubkey::from(*address))
}

/// A wallet's verified name with its suffix, from the account that the wallet has chosen, its data, and the data of its
/// [reverse](reverse_of) account. `None` if the wallet does not own the name, or the name is not of this account, or no name
/// at the top level, or one that people cannot tell from others when they see it.
///
/// A name that was turned into a token belongs to a program, and is not shown.
pub fn verified(wallet: &Pubkey, account: &Pubkey, data: &[u8], reverse: &[u8]) -> Option<String> {
    let is_owned = owner(data)? == *wallet;
    let name = name_in(reverse).filter(|name| is_owned && account_of(name) == *account)?;
    let is_plain = check_name(name, LONGEST).is_ok() && !name.contains([' ', '.']);
    is_plain.then(|| format!("{name}{SUFFIX}"))
}

/// The owner of a name at the top level, from the data of its account. Of a name that was turned into a token, that is a
/// program's address, which has no mailbox.
pub fn owner(data: &[u8]) -> Option<Pubkey> {
    let part = |at: usize| data.get(at..)?.first_chunk::<32>().map(|address| Pubkey::from(*address));
    let is_name = part(0)? == ROOT && part(64)? == Pubkey::default();
    part(32).filter(|_| is_name)
}

/// The name in a reverse account: its length in four bytes, and its text.
fn name_in(reverse: &[u8]) -> Option<&str> {
    let (length, text) = reverse.get(HEADER..)?.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    std::str::from_utf8(text.get(..length)?).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The data of a name's account.
    pub fn registry(parent: &Pubkey, owner: &Pubkey, class: &Pubkey, data: &[u8]) -> Vec<u8> {
        [parent.as_ref(), owner.as_ref(), class.as_ref(), data].concat()
    }

    /// The data of the account that says which name this is.
    pub fn reverse(name: &str) -> Vec<u8> {
        let length = u32::try_from(name.len()).unwrap().to_le_bytes();
        registry(&Pubkey::default(), &REVERSE, &REVERSE, &[&length, name.as_bytes()].concat())
    }

    /// Where a public name of the service is.
    #[test]
    fn a_names_account_is_where_the_service_has_it() {
        assert_eq!(account_of("bonfida"), Pubkey::from_str_const("Crf8hzfthWGbGbLTVCiqRqV5MVnbpHB1L9KQMd6gsinb"));
    }

    /// Shows security.md: A name that is not the wallet's
    #[test]
    fn a_name_counts_only_if_it_is_verified_both_ways() {
        let (wallet, other) = (Pubkey::from([7; 32]), Pubkey::from([8; 32]));
        let (account, none) = (account_of("ada"), Pubkey::default());
        let own = registry(&ROOT, &wallet, &none, &[]);
        assert_eq!(verified(&wallet, &account, &own, &reverse("ada")).as_deref(), Some("ada.sns"));
        for (data, told) in [
            (registry(&ROOT, &other, &none, &[]), "ada"),
            (registry(&other, &wallet, &none, &[]), "ada"),
            (registry(&ROOT, &wallet, &other, &[]), "ada"),
            (own.clone(), "bo"),
            (own.clone(), "ada\0"),
            (own[..95].to_vec(), "ada"),
            (Vec::new(), "ada"),
        ] {
            assert_eq!(verified(&wallet, &account, &data, &reverse(told)), None, "{told}");
        }
        let mut long = reverse("ada");
        long[HEADER..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        for told in [long, reverse("ada")[..98].to_vec(), Vec::new()] {
            assert_eq!(verified(&wallet, &account, &own, &told), None);
        }
        assert_eq!((chosen(&[1; 32]), chosen(&[7; 40])), (None, Some(wallet)));
    }

    /// Shows security.md: A name that cannot be seen, or that looks like another one.
    #[test]
    fn a_name_that_could_be_taken_for_another_is_not_shown() {
        let wallet = Pubkey::from([7; 32]);
        let long = "n".repeat(65);
        for name in ["раураӏ", "аllotments", "a\u{200b}da", "😀", "two words", "sub.ada", "", &long] {
            let own = registry(&ROOT, &wallet, &Pubkey::default(), &[]);
            assert_eq!(verified(&wallet, &account_of(name), &own, &reverse(name)), None, "{name}");
        }
    }
}
