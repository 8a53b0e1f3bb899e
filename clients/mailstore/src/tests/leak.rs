//! No word of anything stands on the disk.

use std::path::{Path, PathBuf};

use super::*;
use crate::{Contact, Filter, IntentId, Link, LinkWish, Rule, Sketch, Tray, Wish};

/// Words of seven letters or more, which no chance puts into random bytes.
const SECRETS: [&str; 12] = [
    "rhubarb",
    "Grandmother",
    "gooseberries",
    "lieutenant",
    "Überraschung",
    "wheelbarrow",
    "cabbages",
    "Sauerkraut",
    "chrysanthemum",
    "marmalade",
    "trellises",
    "vegetables",
];

/// Everything that a store keeps, each with a word of its own, and several times, so that it would deflate.
fn fill(store: &Store) {
    for number in 0..300 {
        let text = format!("rhubarb {} {number}", "gooseberries and cabbages ".repeat(9));
        keep(store, number, &text);
    }
    let contact = |contact: &mut Contact| {
        contact.petname = Some("Grandmother".into());
        contact.remark = "has the wheelbarrow".into();
    };
    store.set_contact(&address(2), contact).unwrap();
    let sketch = Sketch {
        id: "lieutenant".into(),
        network: Some(NETWORK),
        recipients: vec![address(77)],
        in_reply_to: None,
        subject: "Überraschung".into(),
        text: "chrysanthemum".into(),
    };
    store.put(&sketch).unwrap();
    let recipient = address(78);
    let wish = Wish {
        network: NETWORK,
        recipient,
        text: b"marmalade".into(),
        most: 5,
        offer: 0,
        strict: false,
        not_before: 0,
    };
    store.intend(IntentId::of(&wish), &wish).unwrap();
    let link = Link {
        network: NETWORK,
        sequence: 5,
        address: address(79),
        remark: "Sauerkraut".into(),
        deadline: 9,
        settled: false,
    };
    store.put(&link).unwrap();
    let (text, remark) = (b"marmalade".into(), "wheelbarrow");
    let wish = LinkWish { network: NETWORK, text, offer: 5, most: 5, remark };
    store.intend_link(IntentId::named(b"lieutenant"), &wish).unwrap();
    store.put(&Tray { network: NETWORK, rules: vec![Rule::HideBelow(7)] }).unwrap();
    for query in ["trellises", "vegetables", "rhubarb", "gooseb"] {
        store.search(query, 5).unwrap();
    }
    store.mark(&message(3), |state| state.archived = true).unwrap();
}

/// How a secret could stand on a disk.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let texts = [secret.to_owned(), secret.to_lowercase(), secret.to_uppercase()];
    let wide = |text: &String, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let forms = texts.iter().flat_map(|text| {
        let base64 = |skip: usize| base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &text.as_bytes()[skip..]);
        let whole = |skip| base64(skip).into_bytes()[..4 * ((text.len() - skip) / 3)].to_vec();
        [
            text.clone().into_bytes(),
            wide(text, u16::to_le_bytes),
            wide(text, u16::to_be_bytes),
            text.bytes().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect(),
            whole(0),
            whole(1),
            whole(2),
        ]
    });
    forms.collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window[0] == part[0] && window == part)
}

/// All files of a folder.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

/// Shows security.md: A mail store, or a backup of it, in the wrong hands.
#[test]
fn no_word_stands_in_the_database_its_log_a_temporary_file_or_a_backup() {
    let folder = Folder::new();
    let store = open(&folder);
    fill(&store);
    store.export(&folder.path().join("backup")).unwrap();
    assert!(folder.path().join("backup").metadata().unwrap().len() > 100_000);
    let mut seen = Vec::new();
    let mut look = || {
        for (path, bytes) in files(folder.path()) {
            seen.push(path.file_name().unwrap().to_string_lossy().into_owned());
            for secret in SECRETS {
                let form = forms(secret).into_iter().find(|form| contains(&bytes, form));
                assert_eq!(form, None, "{secret} stands in {}", path.display());
            }
            // Whom the owner knows, or wants to write to, is no less a secret, as long as the chain does not show it.
            for hidden in [77, 78, 79].map(address) {
                assert!(!contains(&bytes, hidden.as_ref()) && !contains(&bytes, hidden.to_string().as_bytes()));
            }
        }
    };
    look();
    // With what SQLite leaves when it is closed, and when rows are deleted.
    store.delete(&message(5)).unwrap();
    drop(store);
    look();
    assert!(seen.iter().any(|name| name.ends_with("-wal")), "{seen:?}");
    assert!(seen.iter().any(|name| name == "backup"), "{seen:?}");
}

/// The search above is worth something only if it finds what is there.
#[test]
fn what_is_not_sealed_would_be_found() {
    for secret in SECRETS {
        for form in forms(secret) {
            assert!(contains(&[&b"before"[..], &form, b"after"].concat(), &form));
        }
        let json = serde_json::to_vec(&secret).unwrap();
        assert!(forms(secret).iter().any(|form| contains(&json, form)), "{secret}");
    }
}

/// Shows security.md: A mail store, or a backup of it, in the wrong hands.
#[test]
fn sealed_bytes_do_not_deflate() {
    let folder = Folder::new();
    let store = open(&folder);
    fill(&store);
    let connection = store.connection();
    for query in [
        "SELECT sealed FROM bodies",
        "SELECT head FROM letters",
        "SELECT sealed FROM notes",
        "SELECT sealed FROM segments",
    ] {
        let mut statement = connection.prepare(query).unwrap();
        let sealed: Vec<Vec<u8>> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).take(50).collect();
        let all = sealed.concat();
        let zeros = all.windows(8).filter(|window| *window == [0; 8]).count();
        let mut counts = [0_usize; 256];
        all.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
        let most = counts.into_iter().max().unwrap();
        // Random bytes have each value about as often as any other.
        assert_eq!(zeros, 0, "{query}");
        assert!(most < all.len() / 256 * 2 + 40, "{query}: {most} of {}", all.len());
    }
}

#[test]
fn lists_show_what_is_asked_for() {
    let folder = Folder::new();
    let store = open(&folder);
    for number in 1..=6 {
        keep(&store, number, &format!("letter {number}"));
    }
    store.mark(&message(2), |state| state.read = true).unwrap();
    store.mark(&message(3), |state| state.archived = true).unwrap();
    store.delete(&message(4)).unwrap();
    store.ended(&message(5), Outcome::Spam).unwrap();
    let listed = |filter: Filter| {
        let letters = store.letters(&filter, 99).unwrap();
        letters.iter().map(|letter| letter.facts.sequence).collect::<Vec<_>>()
    };
    assert_eq!(listed(Filter::default()), [6, 5, 2, 1]);
    assert_eq!(listed(Filter { archived: true, ..Filter::default() }), [6, 5, 3, 2, 1]);
    assert_eq!(listed(Filter { unread: true, ..Filter::default() }), [6, 5, 1]);
    assert_eq!(listed(Filter { open: true, ..Filter::default() }), [6, 2, 1]);
    assert_eq!(listed(Filter { other: Some(address(9)), ..Filter::default() }), [0; 0]);
    assert_eq!(
        listed(Filter { network: Some(NETWORK), direction: Some(Direction::Sent), ..Filter::default() }),
        [0; 0]
    );
    let page = store.letters(&Filter::default(), 2).unwrap();
    assert_eq!(listed(Filter { before: Some(page[1].place()), ..Filter::default() }), [2, 1]);
    // What was deleted does not come back from the chain, and what is known of an end stays.
    keep(&store, 4, "letter 4");
    assert!(matches!(store.content(&message(4)), Err(StoreError::Missing(_))));
    store.ended(&message(5), Outcome::Ended).unwrap();
    assert_eq!(store.letter(&message(5)).unwrap().unwrap().facts.outcome, Outcome::Spam);
}
