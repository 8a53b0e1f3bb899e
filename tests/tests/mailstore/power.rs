//! The power is cut at any write: what the store has said to have is there afterwards.

use std::collections::BTreeMap;

use bmail_mailstore::{Content, IntentId, Sketch, Stored, Wish};
use bmail_testing::vfs::{Dice, Fault};
use serde_json::json;
use solana_message::Hash;

use crate::{
    child::{Seed, Task, say},
    desk::{Folder, NETWORK, address, facts, message},
};

fn task(folder: &Folder, seed: u64, fault: Option<(usize, Fault)>) -> Task {
    Task {
        what: "power",
        folder: folder.path().to_owned(),
        wallet: Seed([5; 32]),
        network: NETWORK,
        genesis: Hash::new_from_array([9; 32]),
        url: String::new(),
        more: json!(seed.to_string()),
        fault,
    }
}

fn text(number: u64, length: u64) -> String {
    format!("letter{number} {}", "beans ".repeat(length as usize))
}

/// Does what a seed says, and says what is done.
pub fn child(task: &Task) {
    let seed: u64 = task.more.as_str().unwrap().parse().unwrap();
    let (store, mut dice) = (task.open(), Dice(seed));
    let begin = store.outbox().unwrap().len() as u64 * 1_000;
    store.intend(IntentId::named(format!("first {begin}").as_bytes()), &wish("the first")).unwrap();
    for step in begin..begin + 40 {
        match dice.roll(6) {
            0..=2 => {
                let length = dice.roll(1_500);
                let content = Content::Text(text(step, length).into_bytes());
                let stored: Vec<Stored> = store.keep(&[(facts(step as u32), content)]).unwrap();
                say(format!("letter {step} {length} {}", stored[0].message()));
            }
            3 => {
                let sketch = Sketch {
                    id: "one".to_owned(),
                    network: None,
                    recipients: Vec::new(),
                    in_reply_to: None,
                    subject: String::new(),
                    text: step.to_string(),
                };
                store.put(&sketch).unwrap();
                say(format!("sketch {step}"));
            }
            4 => {
                store.intend(IntentId::named(&step.to_le_bytes()), &wish(&step.to_string())).unwrap();
                say(format!("intent {step}"));
            }
            _ => drop(store.search("beans", 3).unwrap()),
        }
    }
    store.index().unwrap();
    drop(store);
    say(format!("writes {}", bmail_testing::vfs::writes()));
}

fn wish(text: &str) -> Wish<'_> {
    Wish { network: NETWORK, recipient: address(4), text: text.into(), most: 1, offer: 0, strict: false, not_before: 0 }
}

/// Shows security.md: A power cut, a crash or a full disk while mail is stored.
#[test]
fn nothing_that_was_stored_is_lost_when_the_power_is_cut() {
    let seeds: u64 = std::env::var("BMAIL_POWER_CUTS").map_or(20, |cuts| cuts.parse().unwrap());
    let whole = Folder::new();
    let ended = task(&whole, 0, Some((usize::MAX, Fault::Kill))).run();
    let writes: u64 = ended.said.last().unwrap().strip_prefix("writes ").unwrap().parse().unwrap();
    assert!(writes > 100, "{writes}");
    let mut cuts = 0;
    for seed in 1..=seeds {
        let (folder, mut dice, mut promised) = (Folder::new(), Dice(seed), BTreeMap::new());
        // The store is cut off several times, and goes on with what is left.
        for round in 0..3 {
            let at = 1 + dice.roll(writes) as usize;
            let ended = task(&folder, seed * 10 + round, Some((at, Fault::PowerCut(dice.roll(u64::MAX))))).run();
            cuts += usize::from(!ended.is_done);
            for line in ended.said {
                let (what, rest) = line.split_once(' ').unwrap();
                let key = if what == "sketch" {
                    what.to_owned()
                } else {
                    line.split(' ').take(2).collect::<Vec<_>>().join(" ")
                };
                promised.insert(key, rest.to_owned());
            }
            check(&folder, seed, &promised);
        }
    }
    assert!(cuts as u64 > seeds, "the power was cut {cuts} times only");
}

fn check(folder: &Folder, seed: u64, promised: &BTreeMap<String, String>) {
    let store = task(folder, seed, None).open();
    store.check().unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    for (key, rest) in promised {
        let mut words = rest.split(' ');
        let number: u64 = words.next().unwrap().parse().unwrap();
        match key.split(' ').next().unwrap() {
            "letter" => {
                let length: u64 = words.next().unwrap().parse().unwrap();
                let content = store.content(&message(number as u32)).unwrap();
                assert_eq!(content, Content::Text(text(number, length).into_bytes()), "seed {seed}");
                assert_eq!(store.search(&format!("letter{number} "), 3).unwrap().len(), 1, "seed {seed}");
            }
            "sketch" => {
                let found: Sketch = store.note(b"one").unwrap().unwrap();
                assert!(found.text.parse::<u64>().unwrap() >= number, "seed {seed}: an older sketch is back");
            }
            "intent" => {
                let intent = store.intent(&IntentId::named(&number.to_le_bytes())).unwrap();
                assert_eq!(intent.text, number.to_string().as_bytes(), "seed {seed}");
            }
            _ => {}
        }
    }
}
