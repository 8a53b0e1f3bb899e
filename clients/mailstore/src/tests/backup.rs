//! Backups, a second device, and mbox.

use bmail_sdk::{
    instructions::mail::Schedule,
    letter::{Attachment, Letter},
};

use super::*;
use crate::{Became, Contact, Filter, Imported, IntentId, Sketch, Wish};

fn key(secret: &SecretKey) -> Key<'_> {
    Key { network: NETWORK, version: 1, secret }
}

fn wish(text: &str) -> Wish<'_> {
    Wish { network: NETWORK, recipient: address(4), text: text.into(), most: 9, offer: 0, strict: false, not_before: 0 }
}

#[test]
fn an_export_has_everything_and_importing_it_twice_changes_nothing() {
    let (folder, other, out) = (Folder::new(), Folder::new(), Folder::new());
    let (store, second) = (open(&folder), open(&other));
    for number in 1..=3 {
        keep(&store, number, &format!("letter {number}"));
    }
    keep(&second, 3, "letter 3");
    keep(&second, 4, "letter 4");
    store.mark(&message(3), |state| state.read = true).unwrap();
    second.mark(&message(3), |state| state.archived = true).unwrap();
    store.ended(&message(3), Outcome::Valuable).unwrap();
    store.delete(&message(2)).unwrap();
    store.set_contact(&address(2), |contact| contact.petname = Some("Ada".into())).unwrap();
    store.intend(IntentId::of(&wish("to be sent")), &wish("to be sent")).unwrap();
    std::fs::create_dir(out.path()).unwrap();
    let file = out.path().join("backup");
    store.export(&file).unwrap();
    assert!(matches!(store.export(&file), Err(StoreError::Io { .. })), "it replaces nothing");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1, "no temporary file is left");
    let before = std::fs::read(&file).unwrap();

    let imported = second.import(&file, key(&secret(1))).unwrap();
    assert_eq!(imported, Imported { letters: 2, notes: 2, skipped: 0 });
    assert_eq!(second.import(&file, key(&secret(1))).unwrap(), Imported::default());
    second.check().unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), before, "the export stays as it is");
    let numbers: Vec<_> = second
        .letters(&Filter { archived: true, ..Filter::default() }, 9)
        .unwrap()
        .iter()
        .map(|letter| letter.facts.sequence)
        .collect();
    assert_eq!(numbers, [4, 3, 1], "what was deleted there does not come back here");
    let third = second.letter(&message(3)).unwrap().unwrap();
    assert!(third.state.read && third.state.archived && third.facts.outcome == Outcome::Valuable);
    assert_eq!(second.contact(&address(2)).unwrap().unwrap().petname.as_deref(), Some("Ada"));
    assert_eq!(second.search("letter", 9).unwrap().len(), 3);
    assert!(
        std::fs::read_dir(other.path()).unwrap().all(|entry| !entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("part"))
    );
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[test]
fn an_intent_that_another_device_began_is_not_sent_from_here_unless_its_owner_says_so() {
    let (folder, other) = (Folder::new(), Folder::new());
    let (store, second) = (open(&folder), open(&other));
    let id = IntentId::of(&wish("to be sent"));
    store.intend(id, &wish("to be sent")).unwrap();
    let file = folder.path().join("backup");
    store.export(&file).unwrap();
    second.import(&file, key(&secret(1))).unwrap();
    assert_eq!(second.intent(&id).unwrap().became, Became::Elsewhere);
    assert_eq!(second.intend(id, &wish("to be sent")).unwrap().became, Became::Elsewhere);
    assert!(second.due(i64::MAX).unwrap().is_empty());
    // Its own one stays its own.
    store.import(&file, key(&secret(1))).unwrap();
    assert_eq!(store.intent(&id).unwrap().became, Became::Waiting);
    second.adopt(&id).unwrap();
    assert_eq!(second.due(i64::MAX).unwrap().len(), 1);
    assert!(second.adopt(&id).is_err());
}

#[test]
fn of_two_versions_of_a_note_the_later_one_stays() {
    let (folder, other) = (Folder::new(), Folder::new());
    let (store, second) = (open(&folder), open(&other));
    let name = |store: &Store, name: &str| {
        store.set_contact(&address(2), |contact: &mut Contact| contact.petname = Some(name.into())).unwrap();
    };
    name(&store, "older");
    let file = folder.path().join("backup");
    store.export(&file).unwrap();
    name(&second, "newer");
    second.import(&file, key(&secret(1))).unwrap();
    assert_eq!(second.contact(&address(2)).unwrap().unwrap().petname.as_deref(), Some("newer"));
    // What was removed later does not come back.
    let sketch = Sketch {
        id: "one".into(),
        network: None,
        recipients: Vec::new(),
        in_reply_to: None,
        subject: String::new(),
        text: "text".into(),
    };
    store.put(&sketch).unwrap();
    let file = folder.path().join("backup-2");
    store.export(&file).unwrap();
    assert!(store.remove::<Sketch>(b"one").unwrap());
    assert!(!store.remove::<Sketch>(b"one").unwrap());
    store.import(&file, key(&secret(1))).unwrap();
    assert_eq!(store.notes::<Sketch>().unwrap(), []);
}

/// Shows security.md: An intent, a store or a backup of another cluster.
#[test]
fn an_export_that_is_not_ours_is_refused() {
    let (folder, other) = (Folder::new(), Folder::new());
    let store = open(&folder);
    let file = folder.path().join("backup");
    for content in [&b""[..], b"SQLite format 3", b"no database at all, but a longer text"] {
        std::fs::write(&file, content).unwrap();
        assert!(matches!(store.import(&file, key(&secret(1))), Err(StoreError::NotAnExport(_))));
    }
    std::fs::remove_file(&file).unwrap();
    let elsewhere = Owner { genesis: Hash::new_from_array([8; 32]), ..owner() };
    open_with(&other, elsewhere, 1, &secret(1)).unwrap().export(&file).unwrap();
    assert!(matches!(store.import(&file, key(&secret(1))), Err(StoreError::OtherCluster { .. })));
    store.export(&folder.path().join("own")).unwrap();
    assert!(matches!(store.import(&folder.path().join("own"), key(&secret(2))), Err(StoreError::WrongKey { .. })));
}

#[test]
fn letters_come_back_from_an_mbox_as_they_were_and_are_marked() {
    let texts = [
        "Dear Bo,\n\nFrom here the beans look well.\n>From there, too.\n>>From\nAda",
        "",
        "\n",
        "no end of line",
        "ends\n",
        "two\n\n",
        "caf\u{e9} \u{1f33b}",
        "carriage\r\nreturn",
        "From the start",
        &"long line ".repeat(200),
    ];
    let (folder, other) = (Folder::new(), Folder::new());
    let (store, second) = (open(&folder), open(&other));
    for (number, text) in texts.iter().enumerate() {
        keep(&store, number as u32, text);
    }
    let bytes = Content::Text(vec![0xff, 0, b'\n', 0x80]);
    let _stored = store.keep(&[(Facts { direction: Direction::Sent, ..facts(50) }, bytes.clone())]).unwrap();
    store.mark(&message(1), |state| state.archived = true).unwrap();
    let mut mbox = Vec::new();
    assert_eq!(store.export_mbox(&mut mbox).unwrap(), texts.len() + 1);
    let says = String::from_utf8(mbox.clone()).unwrap();
    assert!(says.starts_with("From bmail1") && says.contains(".bmail Thu Jan  1 00:16:40 1970\nX-BMail: "), "{says}");
    assert!(says.contains(&format!("\nMessage-ID: <{}@{NETWORK}.bmail.invalid>\n", message(0))));
    assert_eq!(says.lines().filter(|line| line.starts_with("From ")).count(), texts.len() + 1);

    let imported = second.import_mbox(mbox.as_slice()).unwrap();
    assert_eq!(imported, Imported { letters: texts.len() + 1, notes: 0, skipped: 0 });
    for (number, text) in texts.iter().enumerate() {
        let letter = second.letter(&message(number as u32)).unwrap().unwrap();
        assert_eq!(second.content(&message(number as u32)).unwrap(), Content::Text(text.as_bytes().to_vec()));
        assert_eq!((letter.facts, letter.state.archived), (facts(number as u32), number == 1));
        assert!(letter.head.imported);
        assert_eq!(second.stored(&letter.facts.message).unwrap(), None, "a file is no proof that it is from the chain");
    }
    assert_eq!(second.content(&message(50)).unwrap(), bytes);
    assert_eq!(second.import_mbox(mbox.as_slice()).unwrap().letters, 0);
    keep(&second, 0, "what the chain says");
    assert_eq!(second.content(&message(0)).unwrap(), Content::Text(b"what the chain says".to_vec()));
    assert!(matches!(second.import_mbox(&b"nothing of the kind"[..]), Err(StoreError::NotAnExport("mbox"))));
    let foreign = b"From x Thu Jan  1 00:16:40 1970\nFrom: <x@example.org>\nMessage-ID: <1@example.org>\n\nhello\n\n";
    assert_eq!(second.import_mbox(&foreign[..]).unwrap(), Imported { skipped: 1, ..Imported::default() });
}

#[test]
fn letters_have_subjects_replies_and_files_in_lists_searches_threads_and_mbox() {
    let (folder, other) = (Folder::new(), Folder::new());
    let (store, second) = (open(&folder), open(&other));
    let mut letter = Letter::from("From here on, the beans.\nAda");
    letter.subject = "Gooseberries \u{1f33b}".to_owned();
    letter.in_reply_to = Some(message(1));
    letter.attachments.push(Attachment::new("trellis.txt", "text/plain", b"From wood\n".to_vec()));
    keep(&store, 1, "What did you sow?");
    let content = Content::from(letter.encode().unwrap());
    let _stored = store.keep(&[(facts(2), content.clone())]).unwrap();
    let hostile = Content::Letter(vec![b'x'; 20_000]);
    let _stored = store.keep(&[(facts(3), hostile.clone())]).unwrap();
    let check = |store: &Store| {
        let listed = store.letter(&message(2)).unwrap().unwrap();
        assert_eq!(listed.head.subject.as_deref(), Some("Gooseberries \u{1f33b}"));
        assert_eq!(
            (listed.head.in_reply_to, listed.head.attachments),
            (Some(message(1)), vec!["trellis.txt".to_owned()])
        );
        assert_eq!(store.content(&message(2)).unwrap(), content);
        for query in ["gooseberries", "trellis", "beans"] {
            assert_eq!(store.search(query, 9).unwrap()[0].facts.message, message(2), "{query}");
        }
        assert_eq!(store.thread(&message(1)).unwrap().letters.len(), 2);
    };
    check(&store);
    assert_eq!(store.content(&message(3)).unwrap(), hostile, "it is kept, and can be answered");
    assert!(store.letter(&message(3)).unwrap().unwrap().head.preview.len() > 10, "it says why it cannot be read");
    let mut mbox = Vec::new();
    assert_eq!(store.export_mbox(&mut mbox).unwrap(), 2);
    assert_eq!(second.import_mbox(mbox.as_slice()).unwrap().letters, 2);
    check(&second);
}

#[test]
fn a_schedule_becomes_intents_that_are_due_at_their_times_and_the_same_one_again_stays() {
    let folder = Folder::new();
    let store = open(&folder);
    let schedule = |sender: u8, genesis: u8| -> Schedule {
        let letter = |recipient: u8, at: i64| serde_json::json!({"recipient": address(recipient).to_string(), "at": at, "postage": 7, "max_fee": 8});
        let schedule = serde_json::json!({
            "genesis": Hash::new_from_array([genesis; 32]).to_string(), "network": NETWORK.to_string(),
            "sender": address(sender).to_string(), "rules_version": 1, "made_at": 0,
            "letters": [letter(40, 10), letter(41, 20), letter(42, 30)], "refused": [],
        });
        serde_json::from_value(schedule).unwrap()
    };
    let intend = |schedule: &Schedule| store.intend_all(b"the newsletter of May", schedule, "beans".into(), 0);
    assert!(matches!(intend(&schedule(2, 9)), Err(StoreError::OtherWallet { .. })));
    assert!(matches!(intend(&schedule(1, 8)), Err(StoreError::Client(_))));
    assert_eq!(store.outbox().unwrap().len(), 0);
    for _ in 0..2 {
        let intents = intend(&schedule(1, 9)).unwrap();
        let says: Vec<_> = intents.iter().map(|intent| (intent.recipient, intent.not_before, intent.most)).collect();
        assert_eq!(says, [(address(40), 10, 8), (address(41), 20, 8), (address(42), 30, 8)]);
        assert_eq!(store.outbox().unwrap().len(), 3);
        assert_eq!([9, 10, 25, 99].map(|now| store.due(now).unwrap().len()), [0, 1, 2, 3]);
    }
}
