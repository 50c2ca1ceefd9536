//! What is asked of the cache with a hundred thousand messages, up to the frame that shows it.

use tempfile::TempDir;
use tui_client::{
    cache::{Cache, open},
    keymap::{Code, Key},
    message::{Cached, Event, Snapshot},
    model::{Entry, Held, Page, Pane, Query},
    words::Lang,
};

use crate::{
    crowd::{MESSAGES, chats, said},
    report::{Budget, Report},
    support::{Bench, andrey, id},
};

/// Chats that have messages; the others are only listed.
const LIVELY: i64 = 50;

pub(crate) fn measure(report: &mut Report) {
    let folder = TempDir::new().unwrap();
    let (mut cache, _, _) = open(&folder.path().join("cache.db")).unwrap();
    fill(&mut cache);
    let mut bench = Bench::online(Lang::En, (120, 40), chats());
    report.times("open a chat from the cache, and draw it", Budget::of(16), 100, |number| {
        shows(&mut bench, &cache, 10_001 + u128::try_from(number % 20).unwrap());
    });
    for (what, words) in [
        ("search, a rare word", vec!["иголка"]),
        ("search, two common words", vec!["встреча", "отчет"]),
        ("search, one letter", vec!["s"]),
    ] {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let query = Query { words, ..Query::default() };
        report.times(what, Budget::of(50), 50, |_| {
            assert!(!cache.search(&query, 100).unwrap().is_empty());
        });
    }
    drop(cache);
    report.times("begin: read what is known, with 2,000 chats, and draw it", Budget::of(50), 20, |_| {
        let (_, snapshot, _) = open(&folder.path().join("cache.db")).unwrap();
        begin(snapshot);
    });
}

fn shows(bench: &mut Bench, cache: &Cache, chat: u128) {
    bench.model.timelines.clear();
    bench.model.pane = Pane::List;
    bench.model.chats.selected = Some(id(chat));
    bench.happens_alone(Event::Key(Key::plain(Code::Enter)));
    let page = cache.page(id(chat), Page::Newest, 100).unwrap();
    bench.happens_alone(Event::Cache(Cached::Page(id(chat), Page::Newest, page)));
    assert_eq!(bench.model.timeline().unwrap().messages.len(), 100);
    assert!(!bench.screen().is_empty());
}

fn begin(snapshot: Snapshot) {
    let mut bench = Bench::new(Lang::En, (120, 40));
    bench.happens(Event::Cache(Cached::Opened(Box::new(snapshot))));
    assert!(bench.screen().contains("Chat 1"));
}

fn fill(cache: &mut Cache) {
    let each = MESSAGES / LIVELY;
    let held = Held { version: MESSAGES, last_seq: MESSAGES };
    let listed = |chat: protocol::Conversation| Entry::Conversation(Box::new(chat), held);
    let all: Vec<Entry> = chats().into_iter().map(listed).collect();
    cache.keep(&[Entry::Greeted { epoch: id(1), user: andrey() }]).unwrap();
    cache.keep(&all).unwrap();
    for number in 1..=u128::try_from(LIVELY).unwrap() {
        let chat = 10_000 + number;
        let messages = (MESSAGES - each + 1..=MESSAGES).map(|seq| {
            let mut message = said(chat, seq);
            message.id = id(chat << 64 | u128::try_from(seq).unwrap());
            if number == 25 && seq == MESSAGES - 10 {
                message.text = "иголка в стоге".into();
            }
            message
        });
        cache.keep(&[Entry::Messages(messages.collect())]).unwrap();
    }
}
