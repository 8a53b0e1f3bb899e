//! Domains that wallets speak for, as the domain's own record says.
//!
//! The record is a TXT record of the name `_bmail.DOMAIN`: `v=bmail1; wallet=BASE58[,BASE58]`. A domain can have several of
//! them, and all wallets of all of them speak for it.

use std::{borrow::Cow, collections::BTreeSet};

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use solana_pubkey::Pubkey;

use crate::text::check_name;

/// The most bytes of a label in its script.
const LABEL: usize = 256;
/// Begins a record.
const VERSION: &str = "v=bmail1";
/// The most bytes of a record.
pub const LONGEST: usize = 2_048;
/// The most records of a domain.
pub const RECORDS: usize = 16;
/// The most wallets that speak for a domain.
pub const WALLETS: usize = 64;

/// Why a text is no domain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a domain on the internet, such as example.org: check its spelling")]
pub struct DomainError;

/// Why a domain's records do not count. None of them does then: the domain's owner has to correct them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// A record is too long.
    #[error("a record of the domain has more than {LONGEST} bytes: its owner has to divide it")]
    TooLong,
    /// There are too many records.
    #[error("the domain has more than {RECORDS} records: its owner has to put them together")]
    TooManyRecords,
    /// There are too many wallets.
    #[error("the domain names more than {WALLETS} wallets: its owner has to leave some out")]
    TooManyWallets,
    /// A record names something else than wallets, or none, or has a field twice.
    #[error("a record of the domain is not `v=bmail1; wallet=ADDRESS[,ADDRESS]`: its owner has to correct it")]
    Malformed,
}

/// A domain: as the internet has it, and as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Domain {
    ascii: String,
    shown: String,
}

impl Domain {
    /// Parses a domain, in any script or in punycode.
    ///
    /// # Errors
    /// [`DomainError`] unless it can be on the internet: at least two labels, each of letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        let rules = Uts46::new();
        let ascii = rules
            .to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify)
            .map_err(|_| DomainError)?
            .into_owned();
        let top = ascii.rsplit('.').next().unwrap_or_default();
        let is_number = top.bytes().all(|byte| byte.is_ascii_digit()); // an address of the internet protocol
        if !ascii.contains('.') || is_number || self_name(&ascii).len() > 253 {
            return Err(DomainError);
        }
        let shown = ascii.split('.').map(label).collect::<Vec<_>>().join(".");
        Ok(Self { ascii, shown })
    }

    /// The domain in ASCII, as the internet has it.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// The domain as it is shown: in its own script, but in punycode whatever could be taken for other letters.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The name of its records.
    pub fn record(&self) -> String {
        self_name(&self.ascii)
    }
}

fn self_name(ascii: &str) -> String {
    format!("_bmail.{ascii}")
}

/// A label as it is shown.
fn label(ascii: &str) -> Cow<'_, str> {
    if !ascii.starts_with("xn--") {
        return ascii.into();
    }
    let (text, result) = Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    match result.is_ok() && check_name(&text, LABEL).is_ok() {
        true => text.into_owned().into(),
        false => ascii.into(),
    }
}

/// The wallets that speak for a domain, from its TXT records. Records that do not begin with `v=bmail1` are somebody else's.
///
/// # Errors
/// [`RecordError`]: then none of the records counts.
pub fn wallets<'t>(records: impl IntoIterator<Item = &'t str>) -> Result<BTreeSet<Pubkey>, RecordError> {
    let (mut wallets, mut count) = (BTreeSet::new(), 0);
    for fields in records.into_iter().filter_map(fields_of) {
        count += 1;
        if count > RECORDS {
            return Err(RecordError::TooManyRecords);
        }
        wallets.append(&mut named(fields)?);
        if wallets.len() > WALLETS {
            return Err(RecordError::TooManyWallets);
        }
    }
    Ok(wallets)
}

/// What follows the version in a record of ours.
fn fields_of(record: &str) -> Option<&str> {
    let rest = record.trim_start().strip_prefix(VERSION)?.trim_start();
    rest.strip_prefix(';').or_else(|| rest.is_empty().then_some(rest))
}

/// The wallets of one record. Fields of other names are left to later versions.
fn named(fields: &str) -> Result<BTreeSet<Pubkey>, RecordError> {
    if fields.len() > LONGEST {
        return Err(RecordError::TooLong);
    }
    let mut wallets = None;
    for field in fields.split(';').map(str::trim).filter(|field| !field.is_empty()) {
        let (name, value) = field.split_once('=').ok_or(RecordError::Malformed)?;
        if name.trim_end() == "wallet" {
            let list = value.split(',').map(|one| one.trim().parse::<Pubkey>());
            let list = list.collect::<Result<_, _>>().map_err(|_| RecordError::Malformed)?;
            if wallets.replace(list).is_some() {
                return Err(RecordError::Malformed);
            }
        }
    }
    wallets.ok_or(RecordError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows security.md: A domain that looks like another one
    #[test]
    fn domains_are_shown_in_their_script_unless_they_could_be_taken_for_others() {
        for (text, ascii, shown) in [
            ("Example.ORG", "example.org", "example.org"),
            ("kleingärten.example", "xn--kleingrten-v5a.example", "kleingärten.example"),
            ("xn--kleingrten-v5a.example", "xn--kleingrten-v5a.example", "kleingärten.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah", "例え.テスト"),
            // All of it is Cyrillic, and then some of it.
            ("раураӏ.example", "xn--80aa0cbo65f.example", "xn--80aa0cbo65f.example"),
            ("аpple.example", "xn--pple-43d.example", "xn--pple-43d.example"),
        ] {
            let domain = Domain::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((domain.ascii(), domain.shown()), (ascii, shown), "{text}");
            assert_eq!(domain.record(), format!("_bmail.{ascii}"));
        }
        let long = format!("{}.example", "a".repeat(64));
        let deep = "a.".repeat(124) + "example";
        for text in
            ["", "example", ".", "a..b", "-a.example", "a_b.example", "127.0.0.1", "a b.example", &long, &deep, "[::1]"]
        {
            assert_eq!(Domain::parse(text), Err(DomainError), "{text}");
        }
    }

    #[test]
    fn the_wallets_of_all_records_speak_for_a_domain() {
        let [ada, bo] = [7, 8].map(|byte| Pubkey::from([byte; 32]));
        let both = format!("v=bmail1; wallet={ada}, {bo}");
        let one = format!("  v=bmail1 ;note=x;; wallet = {bo};");
        for (records, expected) in [
            (vec![&both[..]], Ok(vec![ada, bo])),
            (vec!["v=spf1 -all", &one, "", "wallet=x", "v=bmail10; wallet=x"], Ok(vec![bo])),
            (vec![&one, &both], Ok(vec![ada, bo])),
            (vec![], Ok(vec![])),
        ] {
            assert_eq!(wallets(records.clone()), expected.map(|list| list.into_iter().collect()), "{records:?}");
        }
    }

    /// Shows security.md: A domain's record without an end, or that is none
    #[test]
    fn a_record_that_is_wrong_or_too_long_ends_all_of_them() {
        let ada = Pubkey::from([7; 32]);
        let good = format!("v=bmail1; wallet={ada}");
        let many = (0..=u8::try_from(WALLETS).unwrap()).map(|byte| Pubkey::from([byte; 32]).to_string());
        let many: Vec<_> = many.collect();
        let parts: Vec<_> = many.chunks(30).map(|some| format!("v=bmail1; wallet={}", some.join(","))).collect();
        let long = format!("v=bmail1; note={}; wallet={ada}", "x".repeat(LONGEST));
        for (wrong, error) in [
            ("v=bmail1", RecordError::Malformed),
            ("v=bmail1; wallet=", RecordError::Malformed),
            ("v=bmail1; wallet=abc", RecordError::Malformed),
            ("v=bmail1; wallet", RecordError::Malformed),
            (&format!("{good},"), RecordError::Malformed),
            (&format!("{good}; wallet={ada}"), RecordError::Malformed),
            (&long, RecordError::TooLong),
        ] {
            assert_eq!(wallets([&good[..], wrong]), Err(error), "{wrong}");
        }
        assert_eq!(wallets(parts.iter().map(String::as_str)), Err(RecordError::TooManyWallets));
        assert_eq!(wallets(vec![&good[..]; RECORDS]).unwrap().len(), 1);
        assert_eq!(wallets(vec![&good[..]; RECORDS + 1]), Err(RecordError::TooManyRecords));
    }
}
