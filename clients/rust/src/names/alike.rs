//! Who looks like somebody else.

use solana_pubkey::Pubkey;
use unicode_security::skeleton;

use super::{Acquaintance, person::END, sns::SUFFIX};

/// Whom somebody looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The beginning or the end of the address is that of somebody whom one knows. Whoever wants to be taken for them searches
    /// for such an address.
    Address(Pubkey),
    /// The name looks like that of somebody whom one knows, or like one's own name for them.
    Name(Pubkey),
}

/// Whom a person looks like among those whom one knows, without being them. `name` is a name that they have, or that they are
/// about to get.
///
/// Addresses are alike if their first four or their last four characters are the same, or both are but for upper and lower
/// case. Names are alike if Unicode's rules say that one can be taken for the other (UTS #39), or differ only in case, blanks,
/// signs between words, or the suffix.
pub fn alike(address: &Pubkey, name: Option<&str>, known: &[Acquaintance]) -> Vec<Alike> {
    let text = address.to_string();
    let name = name.map(looks);
    let others = known.iter().filter(|one| one.address != *address);
    others
        .flat_map(|other| {
            let ends = ends_are_alike(&text, &other.address.to_string()).then_some(Alike::Address(other.address));
            let mut names = [&other.petname, &other.name].into_iter().flatten().map(|name| looks(name));
            let is_named_alike = name.as_ref().is_some_and(|name| names.any(|other| are_alike(name, &other)));
            [ends, is_named_alike.then_some(Alike::Name(other.address))]
        })
        .flatten()
        .collect()
}

fn ends_are_alike(one: &str, other: &str) -> bool {
    let ends = |text: &str| (text[..END].to_owned(), text[text.len() - END..].to_owned()); // ASCII, 32 characters or more
    let ((begin, end), (other_begin, other_end)) = (ends(one), ends(other));
    let are_both = begin.eq_ignore_ascii_case(&other_begin) && end.eq_ignore_ascii_case(&other_end);
    begin == other_begin || end == other_end || are_both
}

/// What a name looks like: as it is, and in lower case. Some letters look alike only in one of the two.
fn looks(name: &str) -> [String; 2] {
    let stem = name.strip_suffix(SUFFIX).unwrap_or(name);
    let bare: String = stem.chars().filter(|one| !one.is_whitespace() && !"-_.".contains(*one)).collect();
    [skeleton(&bare).collect(), skeleton(&bare.to_lowercase()).collect()]
}

fn are_alike(one: &[String; 2], other: &[String; 2]) -> bool {
    one.iter().zip(other).any(|(one, other)| one == other && !one.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Acquaintance {
        let text = |text: &str| Some(text.to_owned());
        Acquaintance { address: Pubkey::from([7; 32]), petname: text("Ada Bell"), name: text("paypal.sns") }
    }

    /// Shows security.md: An address that begins and ends like that of somebody known
    #[test]
    fn an_address_is_like_another_by_either_end_or_by_both_without_case() {
        let address = ada().address.to_string();
        for (other, expected) in [
            (address.clone(), true),
            (format!("{}{}", &address[..4], "x".repeat(40)), true),
            (format!("{}{}", "x".repeat(40), &address[address.len() - 4..]), true),
            (format!("{}xxxx{}", &address[..3], &address[address.len() - 3..]), false),
        ] {
            assert_eq!(ends_are_alike(&address, &other), expected, "{other}");
        }
        assert!(ends_are_alike("AbCdxxxxxxxxWxYz", "aBcDyyyyyyyywXyZ"));
        assert!(!ends_are_alike("AbCdxxxxxxxxWxYz", "aBcDyyyyyyyywXyA"));
        assert_eq!(alike(&ada().address, Some("adabell"), &[ada()]), [], "nobody is like themselves");
        assert_eq!(alike(&Pubkey::from([8; 32]), None, &[ada()]), []);
    }

    /// Shows security.md: A name that looks like that of somebody known
    #[test]
    fn a_name_is_like_another_that_could_be_taken_for_it() {
        let other = Pubkey::from([8; 32]);
        let like = [Alike::Name(ada().address)];
        for name in
            ["Ada Bell", "ada-bell", "adabell.sns", "Аda Веll", "ADA BELL", "AdaBe1l", "pаypаl", "PayPal.sns", "paypa1"]
        {
            assert_eq!(alike(&other, Some(name), &[ada()]), like, "{name}");
        }
        for name in ["Ada", "Ida Bell", "pal", "", ".sns"] {
            assert_eq!(alike(&other, Some(name), &[ada()]), [], "{name}");
        }
    }
}
