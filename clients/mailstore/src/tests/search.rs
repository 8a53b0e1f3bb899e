//! Search and threads.

use super::*;
use crate::{Filter, Head, Thread};

fn found(store: &Store, query: &str) -> Vec<u64> {
    store.search(query, 99).unwrap().iter().map(|letter| letter.facts.sequence).collect()
}

#[test]
fn letters_are_found_by_all_words_and_the_beginning_of_the_last_one() {
    let folder = Folder::new();
    let store = open(&folder);
    keep(&store, 1, "Dear Bo, the beans are up.");
    keep(&store, 2, "Café at nine? Bring the beanstalk.");
    keep(&store, 3, "明日京都へ行く");
    for (query, numbers) in [
        ("beans", &[2, 1][..]),
        ("BEANS are", &[1][..]),
        ("beanst", &[2][..]),
        ("bean", &[2, 1][..]),
        ("bean ", &[][..]),
        ("bo beans", &[1][..]),
        ("beans bo", &[1][..]),
        ("dear café", &[][..]),
        ("cafe\u{301} NINE", &[2][..]),
        ("京都", &[3][..]),
        ("都京", &[][..]),
        ("", &[][..]),
        ("?!", &[][..]),
    ] {
        assert_eq!(found(&store, query), numbers, "{query}");
    }
}

#[test]
fn every_letter_is_found_whatever_is_indexed_merged_deleted_or_kept_by_another_process() {
    let folder = Folder::new();
    let (store, other) = (open(&folder), open(&folder));
    let letters = |from: u32, to: u32| {
        let all = (from..to)
            .map(|number| (facts(number), Content::Text(format!("word{number} third{} all", number % 3).into_bytes())));
        all.collect::<Vec<_>>()
    };
    assert_eq!(store.keep(&letters(0, 3_000)).unwrap().len(), 3_000);
    assert_eq!(found(&store, "all").len(), 99);
    let segments =
        || -> i64 { store.connection().query_row("SELECT count(*) FROM segments", [], |row| row.get(0)).unwrap() };
    assert_eq!(segments(), 4, "one of 2048 letters, and three of 256");
    for number in [0, 255, 256, 1_500, 2_047, 2_048, 2_900, 2_999] {
        assert_eq!(found(&other, &format!("word{number} ")), [number], "{number}");
    }
    assert_eq!(store.search("third1 all", 5_000).unwrap().len(), 1_000);
    assert_eq!(other.keep(&letters(3_000, 3_300)).unwrap().len(), 300);
    assert_eq!(found(&store, "word3299"), [3_299]);
    store.delete(&message(1_500)).unwrap();
    for store in [&store, &other] {
        assert_eq!(found(store, "word1500 "), [0; 0]);
        assert_eq!(found(store, "word1501 "), [1_501]);
        assert_eq!(store.search("all", 5_000).unwrap().len(), 3_299);
    }
}

#[test]
fn a_letter_is_in_the_thread_of_the_one_that_it_answers() {
    let folder = Folder::new();
    let store = open(&folder);
    let insert = |number: u32, in_reply_to: Option<u32>| {
        let content = Content::Text(format!("letter {number}").into_bytes());
        let head = Head { in_reply_to: in_reply_to.map(message), ..content.head() };
        store.write(|transaction| store.insert(transaction, &facts(number), &content, head)).unwrap();
    };
    // 1 <- 2 <- 4, 90 (not here) <- 3, and 7 <-> 8 in a circle. 5 and 6 answer nothing.
    for (number, answered) in
        [(1, None), (2, Some(1)), (3, Some(90)), (4, Some(2)), (5, None), (6, None), (7, Some(8)), (8, Some(7))]
    {
        insert(number, answered);
    }
    let threads = store.threads(&NETWORK, &address(2)).unwrap();
    let numbers = |thread: &Thread| thread.letters.iter().map(|letter| letter.facts.sequence).collect::<Vec<_>>();
    let all: Vec<_> = threads.iter().map(numbers).collect();
    assert_eq!(all, [vec![7, 8], vec![5, 6], vec![1, 2, 4], vec![3]]);
    assert_eq!(threads[2].root, message(1));
    assert_eq!(threads[3].root, message(90));
    assert_eq!(numbers(&store.thread(&message(4)).unwrap()), [1, 2, 4]);
    assert_eq!(store.letters(&Filter::default(), 99).unwrap().len(), 8);
}
