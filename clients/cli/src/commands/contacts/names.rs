//! Which names can be given to people.

use bmail_sdk::{names::sns, text::check_name};
use solana_pubkey::Pubkey;

use crate::{
    failure::{Failure, Outcome},
    people::People,
};

/// The longest name, in bytes.
const LONGEST: usize = 64;

/// Checks that somebody can have a name, and returns whom they would look like with it.
///
/// # Errors
/// If it is no name, or could be taken for something else: another person, oneself, an address, a name of the name service.
pub fn check(people: &People, wallet: &Pubkey, name: &str) -> Outcome<Vec<String>> {
    let refused = |why: String| Err(Failure::usage(format!("{why}; nothing was changed")));
    if let Err(error) = check_name(name, LONGEST) {
        return refused(error.to_string());
    }
    let is_taken = name.eq_ignore_ascii_case("me");
    if is_taken || name.starts_with('-') || name.ends_with(sns::SUFFIX) || name.ends_with(".sol") {
        return refused(format!("{name} means something else to commands: choose another name"));
    }
    if name.parse::<Pubkey>().is_ok() {
        return refused(format!("{name} is an address, and a name that is one could hide another: choose a name"));
    }
    if let Some(other) = people.named(name).filter(|other| other != wallet) {
        return refused(format!("{name} is already your name for {other}: choose another one, or rename that one"));
    }
    Ok(people.alike(wallet, name))
}

#[cfg(test)]
mod tests {
    use bmail_sdk::names::Acquaintance;

    use super::*;
    use crate::failure::Code;

    #[test]
    fn a_name_stands_for_one_person_and_for_nothing_else() {
        let [bo, other] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let known = Acquaintance { address: bo, petname: Some("Bo Berg".to_owned()), name: None };
        let people = People::knowing(vec![known]);
        let like = |wallet, name| check(&people, wallet, name).unwrap();
        assert!(like(&other, "Ada").is_empty());
        assert!(like(&bo, "bo berg").is_empty(), "their own name in other letters");
        assert_eq!(like(&other, "bo-berg"), ["Bo Berg"]);
        let address = other.to_string();
        for name in ["", "me", "Me", "-q", "bo.sol", "bo.sns", &address, "BO BERG", "a\nb", "\u{202e}ob", "Аda", " x"]
        {
            let failure = check(&people, &other, name).unwrap_err();
            assert_eq!(failure.code, Code::Usage, "{name:?}");
            assert!(failure.message.ends_with("; nothing was changed"), "{}", failure.message);
        }
        assert!(check(&people, &other, &"x".repeat(64)).is_ok());
        assert!(check(&people, &other, &"x".repeat(65)).is_err());
    }
}
