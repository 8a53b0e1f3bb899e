//! Plans from files: the example, and the error of each mistake.

use std::{fs, path::Path};

use bounty_core::Terms;
use sha2::{Digest, Sha256};
use units::{Lamports, Reputation};

use super::{BountyPlan, PlanError, terms_hash};
use crate::text::UriError;

const EXAMPLE: &str = include_str!("../../../../docs/examples/bounty.toml");

fn read(text: &str) -> Result<BountyPlan, PlanError> {
    BountyPlan::from_toml(text, Path::new(""))
}

/// The example with one line changed.
fn changed(field: &str, line: &str) -> String {
    let is_meant = |found: &&str| found.starts_with(&format!("{field} ="));
    let found = EXAMPLE.lines().find(is_meant).unwrap_or_else(|| panic!("the example has no {field}"));
    EXAMPLE.replace(found, line)
}

#[test]
fn the_example_of_the_documentation_is_a_plan() {
    let plan = read(EXAMPLE).unwrap();
    let expected = Terms {
        reward: 250_000_000,
        stake: Lamports(5_000_000),
        bond: Lamports(500_000_000),
        min_reputation: Reputation(2_500_000),
        submit_period: 7 * 86_400,
        reveal_period: 86_400,
        review_period: 5 * 86_400 + 12 * 3_600,
        challenge_period: 3 * 86_400,
        max_submissions: 50,
        awards: 3,
        threshold: 2,
        earns_reputation: 1,
        padding: [0; 3],
    };
    assert_eq!(plan.terms, expected);
    assert_eq!(plan.title, "Name the beans of the seed library");
    let text = EXAMPLE.split("\"\"\"\n").nth(1).unwrap();
    assert!(text.starts_with("There are beans"));
    assert_eq!(plan.terms_hash, <[u8; 32]>::from(Sha256::digest(text)));
    assert_eq!(plan.reviewers.len(), 3);
}

#[test]
fn each_wrong_field_is_named_with_what_would_be_right() {
    let cases = [
        ("reward", "reward = 0.25", "SOL as text"),
        ("reward", "reward = \"0.0000000001\"", "at most 9 digits after the point"),
        ("reward", "reward = \"0\"", "reward must be above zero"),
        ("reward", "", "missing field `reward`"),
        ("awards", "awards = \"3\"", "a whole number"),
        ("awards", "awards = 300", "a whole number"),
        ("awards", "awards = 65", "awards must be 1 to 64"),
        ("threshold", "threshold = 4", "threshold must be 1 to the number of reviewers"),
        ("stake", "stake = \"1,5\"", "SOL as text"),
        ("stake", "stake = \"1125900\"", "stake must be at most"),
        ("bond", "bond = 0.5", "SOL as text"),
        ("bond", "bond = \"0.000000049\"", "bond must be zero, or between max_submissions and 2^50 lamports"),
        ("bond", "bond = \"1125900\"", "bond must be zero, or between"),
        ("max_submissions", "max_submissions = 0", "max_submissions must be 1 to 512"),
        ("max_submissions", "max_submissions = 513", "max_submissions must be 1 to 512"),
        ("max_submissions", "max_submissions = 65536", "a whole number"),
        ("max_submissions", "max_submissions = \"50\"", "a whole number"),
        ("min_reputation", "min_reputation = 2", "reputation as text"),
        ("submit_period", "submit_period = 7", "\"7d\", \"12h\""),
        ("reveal_period", "reveal_period = \"1 day\"", "\"7d\", \"12h\""),
        ("review_period", "review_period = \"59m\"", "each period must be between an hour and 180 days"),
        ("challenge_period", "challenge_period = \"181d\"", "each period must be between an hour and 180 days"),
        ("reveal_period", "reveal_period = \"23h\"", "with a stake or a bond, each period must be at least a day"),
        ("earns_reputation", "earns_reputation = \"yes\"", "a boolean"),
        ("title", "titel = \"Beans\"", "unknown field `titel`, expected one of `title`"),
    ];
    for (field, line, says) in cases {
        let error = read(&changed(field, line)).unwrap_err().to_string();
        assert!(error.contains(says), "{line}: {error}");
        let named = if says.contains("each period") { "period" } else { field };
        assert!(error.contains(named), "{line}: {error}");
    }
}

#[test]
fn without_a_stake_and_a_bond_periods_can_be_short_and_512_people_can_submit() {
    let lines = ["stake", "bond", "max_submissions"].map(|field| format!("{field} ="));
    let kept = EXAMPLE.lines().filter(|line| !lines.iter().any(|field| line.starts_with(field)));
    let without: String = kept.flat_map(|line| [line, "\n"]).collect();
    let plan = read(&without.replace("\"1d\"", "\"1h\"")).unwrap();
    let Terms { stake, bond, max_submissions, reveal_period, .. } = plan.terms;
    assert_eq!((stake, bond, max_submissions, reveal_period), (Lamports(0), Lamports(0), 512, 3_600));
    assert_eq!(plan.terms.bond_share(), Lamports(0));
}

#[test]
fn reviewers_are_wallets_and_each_is_listed_once() {
    let wrong = EXAMPLE.replacen("reviewers = [\n    \"", "reviewers = [\n    \"0", 1);
    let error = read(&wrong).unwrap_err().to_string();
    assert!(error.contains("a reviewer's wallet, or a mint: its address in base58"), "{error}");
    let first = read(EXAMPLE).unwrap().reviewers[0];
    let twice = EXAMPLE.replacen("reviewers = [", &format!("reviewers = [\"{first}\","), 1);
    assert!(matches!(read(&twice).unwrap_err(), PlanError::Reviewer(wallet) if wallet == first));
    let many: String =
        (1..=8).map(|byte| format!("\"{}\",", solana_pubkey::Pubkey::new_from_array([byte; 32]))).collect();
    let start = EXAMPLE.find("reviewers = [").unwrap();
    let end = start + EXAMPLE[start..].find(']').unwrap();
    let many = format!("{}reviewers = [{many}{}", &EXAMPLE[..start], &EXAMPLE[end..]);
    assert_eq!(read(&many).unwrap_err().to_string(), "there must be 1 to 7 reviewers");
}

#[test]
fn the_terms_are_in_the_file_or_in_a_file_of_their_own_but_not_in_both() {
    let folder = std::env::temp_dir().join(format!("bmail-plan-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("terms.md"), "# Beans\n").unwrap();
    let start = EXAMPLE.find("terms = ").unwrap();
    let end = start + EXAMPLE[start..].rfind("\"\"\"").unwrap() + 3;
    let with = |terms: &str| format!("{}{terms}{}", &EXAMPLE[..start], &EXAMPLE[end..]);

    let path = folder.join("bounty.toml");
    fs::write(&path, with("terms_file = \"terms.md\"")).unwrap();
    let plan = BountyPlan::read(&path).unwrap();
    assert_eq!(plan.terms_hash, <[u8; 32]>::from(Sha256::digest("# Beans\n")));
    for text in [with(""), with("terms = \"\"\nterms_file = \"terms.md\"")] {
        assert!(matches!(read(&text).unwrap_err(), PlanError::Text));
    }
    let error = BountyPlan::from_toml(&with("terms_file = \"none.md\""), &folder).unwrap_err().to_string();
    assert!(error.contains("none.md cannot be read"), "{error}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn with_a_mint_the_reward_is_in_base_units_and_earns_no_reputation() {
    let mint = "mint = \"So11111111111111111111111111111111111111112\"\n";
    let with = |reward: &str, earns: &str| {
        let text = changed("reward", &format!("{mint}reward = \"{reward}\""));
        read(&text.replace("earns_reputation = true", earns))
    };
    let plan = with("1500000", "").unwrap();
    assert_eq!((plan.terms.reward, plan.mint.is_some(), plan.terms.earns_reputation), (1_500_000, true, 0));
    assert!(matches!(with("1.5", "").unwrap_err(), PlanError::Reward));
    assert!(matches!(with("1500000", "earns_reputation = true").unwrap_err(), PlanError::Reputation));
    let sol = read(&changed("reward", "reward = \"18446744074\"")).unwrap_err();
    assert!(matches!(sol, PlanError::Reward), "as base units it would be a number: {sol}");
}

#[test]
fn the_uri_of_the_terms_fits_the_account() {
    let uri = |uri: &str| read(&changed("terms_uri", &format!("terms_uri = \"{uri}\"")));
    let longest = format!("https://{}", "x".repeat(192));
    assert!(uri(&longest).is_ok());
    for (wrong, why) in [
        (&format!("{longest}x")[..], UriError::Length { length: 201, longest: 200 }),
        ("https://x\\n", UriError::Character),
        ("https://bean s", UriError::Character),
        ("https://böhnen", UriError::Character),
        ("javascript:alert(1)", UriError::Scheme),
        ("data:text/html,x", UriError::Scheme),
    ] {
        let error = uri(wrong).unwrap_err();
        assert!(matches!(error, PlanError::Uri(found) if found == why), "{error}");
    }
}

/// Shows bounties.md: The hash does not depend on how lines end
#[test]
fn the_hash_of_terms_does_not_depend_on_how_their_lines_end() {
    let plan = read(EXAMPLE).unwrap();
    assert_eq!(read(&EXAMPLE.replace('\n', "\r\n")).unwrap(), plan);

    let folder = std::env::temp_dir().join(format!("bmail-lines-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let terms = "# Beans\n\nForty.\n";
    let start = EXAMPLE.find("terms = ").unwrap();
    let end = start + EXAMPLE[start..].rfind("\"\"\"").unwrap() + 3;
    let text = format!("{}terms_file = \"terms.md\"{}", &EXAMPLE[..start], &EXAMPLE[end..]);
    for written in [terms.to_owned(), terms.replace('\n', "\r\n")] {
        fs::write(folder.join("terms.md"), written).unwrap();
        let plan = BountyPlan::from_toml(&text, &folder).unwrap();
        assert_eq!(plan.terms_hash, <[u8; 32]>::from(Sha256::digest(terms)));
    }
    fs::remove_dir_all(folder).unwrap();

    for (text, same) in [("a\r\nb", "a\nb"), ("\r\n", "\n"), ("\r\r\n", "\r\n"), ("a\rb\r", "a\rb\r"), ("", "")] {
        assert_eq!(terms_hash(text.as_bytes()), <[u8; 32]>::from(Sha256::digest(same)), "{text:?}");
    }
}

/// Shows security.md: An address or a hash of zeros, which a program takes for none.
#[test]
fn the_default_address_is_no_reviewer_and_no_mint() {
    let nobody = solana_pubkey::Pubkey::default();
    let reviewers = read(EXAMPLE).unwrap().reviewers;
    for reviewer in &reviewers {
        let text = EXAMPLE.replace(&reviewer.to_string(), &nobody.to_string());
        assert!(matches!(read(&text).unwrap_err(), PlanError::Zeros("a reviewer")));
    }
    let mint = format!("mint = \"{nobody}\"\nreward = \"1500000\"");
    let text = changed("reward", &mint).replace("earns_reputation = true", "");
    assert!(matches!(read(&text).unwrap_err(), PlanError::Zeros("mint")));
}

/// Shows security.md: Hostile text.
#[test]
fn what_a_file_says_is_escaped_in_an_error() {
    let error = read(&changed("reward", "reward = \"\u{202e}5\"")).unwrap_err().to_string();
    assert!(error.contains(r"\u{202e}5") && !error.contains('\u{202e}'), "{error}");
    let error = BountyPlan::read("no\u{1b}[2J".as_ref()).unwrap_err().to_string();
    assert!(error.starts_with(r"no\u{1b}[2J cannot be read"), "{error}");
}

/// Shows security.md: Input without an end.
#[test]
fn a_plan_or_terms_without_an_end_are_refused() {
    let error = BountyPlan::read("/dev/zero".as_ref()).unwrap_err().to_string();
    assert!(error.contains("/dev/zero cannot be read: it has more than 1048576 bytes"), "{error}");
    let start = EXAMPLE.find("terms = ").unwrap();
    let end = start + EXAMPLE[start..].rfind("\"\"\"").unwrap() + 3;
    let text = format!("{}terms_file = \"/dev/urandom\"{}", &EXAMPLE[..start], &EXAMPLE[end..]);
    let error = read(&text).unwrap_err().to_string();
    assert!(error.contains("/dev/urandom cannot be read: it has more than"), "{error}");
}
