//! What is asked of a large cache is answered before anybody notices, at its best of several tries: the machine may be busy.

use std::time::{Duration, Instant};

use tui_client::{
    cache::Cache,
    model::{Entry, Page, Query},
};

use crate::{Disk, listed, support::*};

const CHATS: u128 = 50;
const MESSAGES: i64 = 20_000;
/// The goals are 16 and 50 ms; this is an unoptimised build on a machine with other work, which gets five times as much.
const OPENED: Duration = Duration::from_millis(16 * 5);
const FOUND: Duration = Duration::from_millis(50 * 5);

const WORDS: [&str; 12] = [
    "встреча",
    "завтра",
    "отчёт",
    "the",
    "meeting",
    "server",
    "готово",
    "спасибо",
    "later",
    "плавник",
    "deploy",
    "как",
];

/// Many messages of eight common words each, in fifty chats.
fn large() -> (Disk, Cache) {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    for chat in 0..CHATS {
        let text = |seq: i64| {
            let at = usize::try_from(seq).unwrap() * 7 + usize::try_from(chat).unwrap();
            let words: Vec<&str> = (0..8).map(|n| WORDS[(at + n * n + n) % WORDS.len()]).collect();
            if seq == 100 && chat == 25 { "иголка в стоге".to_owned() } else { words.join(" ") }
        };
        let each = MESSAGES / i64::try_from(CHATS).unwrap();
        let messages: Vec<_> = (1..=each).map(|seq| says(chat, seq, BORIS, &text(seq))).collect();
        cache.keep(&[listed(chat, messages.last()), Entry::Messages(messages)]).unwrap();
    }
    (disk, cache)
}

fn best<T>(what: &str, limit: Duration, mut deed: impl FnMut() -> T) -> T {
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        deed();
        best = best.min(start.elapsed());
    }
    println!("{what}: {best:?}");
    assert!(best < limit, "{what}: {best:?}");
    deed()
}

#[test]
fn many_messages_slow_nobody_down() {
    let (disk, cache) = large();
    let page = best("open a chat", OPENED, || cache.page(id(7), Page::Newest, 100).unwrap());
    assert_eq!(page.len(), 100);
    let words =
        |words: &[&str]| Query { words: words.iter().map(|w| (*w).to_owned()).collect(), ..Query::default() };
    let find = |query: &Query| cache.search(query, 100).unwrap().len();
    assert_eq!(best("find a rare word", FOUND, || find(&words(&["иголки"]))), 1);
    assert_eq!(best("find common words", FOUND, || find(&words(&["встречи", "deploy"]))), 100);
    assert_eq!(best("find by a letter", FOUND, || find(&words(&["п"]))), 100);
    let within = Query { within: Some(vec![id(3)]), from: vec!["борис".into()], ..words(&["meet"]) };
    assert_eq!(best("find in one chat", FOUND, || find(&within)), 100);
    drop(cache);
    best("begin", FOUND, || disk.open().1.conversations.len());
}
