//! The thread of the cache, and another process beside it.

use std::{sync::mpsc, time::Duration};

use protocol::request::ChangeSettings;
use rusqlite::{Connection, OpenFlags};
use tui_client::{
    cache::{Memory, muted},
    effect::Recall,
    message::Cached,
    model::{Entry, Page},
};

use crate::{Disk, listed, support::*, writing::pending};

const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn it_answers_in_order_and_says_what_is_on_the_disk() {
    let disk = Disk::new();
    let (tell, told) = mpsc::channel();
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    assert!(matches!(memory.open(&disk.path())[..], [Cached::Opened(_)]));
    memory.keep(listed(CHAT, None));
    memory.keep(Entry::Messages(talk(CHAT, 3)));
    memory.keep(Entry::Pending(pending(1, "text")));
    memory.recall(Recall::Page(id(CHAT), Page::Newest));
    let Cached::Kept(kept) = told.recv_timeout(PATIENCE).unwrap() else { panic!("nothing is kept") };
    assert_eq!(kept, [id(1)]);
    let beside = Connection::open_with_flags(disk.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let count: i64 = beside.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1, "what is said to be kept can be read by another process");
    let Cached::Page(_, _, page) = told.recv_timeout(PATIENCE).unwrap() else { panic!("no page") };
    assert_eq!(page.len(), 3);
    memory.erase();
    assert!(!disk.path().exists());
}

#[test]
fn a_folder_that_cannot_be_written_does_not_stop_anybody() {
    let (tell, told) = mpsc::channel();
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    let news = memory.open(std::path::Path::new("/nowhere/at/all/cache.db"));
    assert!(matches!(news[..], [Cached::Opened(_), Cached::Failed(_)]), "{news:?}");
    memory.keep(Entry::Pending(pending(1, "text")));
    assert!(matches!(told.recv_timeout(PATIENCE).unwrap(), Cached::Kept(_)));
}

#[test]
fn what_the_disk_does_not_take_is_kept_as_soon_as_it_does() {
    let disk = Disk::new();
    let (tell, told) = mpsc::channel();
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    memory.open(&disk.path());
    let hears = || told.recv_timeout(PATIENCE).unwrap();
    memory.keep(listed(CHAT, None));
    memory.keep(Entry::Pending(pending(1, "before")));
    assert!(matches!(hears(), Cached::Kept(kept) if kept == [id(1)]));

    let beside = Connection::open(disk.path()).unwrap();
    beside.busy_timeout(PATIENCE).unwrap();
    beside.execute_batch("ALTER TABLE outbox RENAME TO away").unwrap();
    memory.keep(Entry::Messages(talk(CHAT, 2)));
    memory.keep(Entry::Pending(pending(2, "meanwhile")));
    assert!(matches!(hears(), Cached::Failed(_)));
    assert!(matches!(hears(), Cached::Kept(kept) if kept == [id(2)]), "it is sent all the same");
    memory.keep(Entry::Pending(pending(3, "and this")));
    assert!(matches!(hears(), Cached::Kept(kept) if kept == [id(3)]), "the trouble is told once");
    memory.recall(Recall::Page(id(CHAT), Page::Newest));
    assert!(matches!(hears(), Cached::Page(_, _, page) if page.len() == 2), "from memory");

    beside.execute_batch("ALTER TABLE away RENAME TO outbox").unwrap();
    assert!(matches!(hears(), Cached::Mended), "nobody has to ask for it");
    let texts = "SELECT group_concat(text, ', ') FROM (SELECT text FROM outbox ORDER BY number)";
    let texts: String = beside.query_row(texts, [], |row| row.get(0)).unwrap();
    assert_eq!(texts, "before, meanwhile, and this");
    memory.recall(Recall::Page(id(CHAT), Page::Newest));
    assert!(matches!(hears(), Cached::Page(_, _, page) if page.len() == 2));
}

#[test]
fn what_the_disk_does_not_take_lies_over_what_it_has() {
    let disk = Disk::new();
    let (tell, told) = mpsc::channel();
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    memory.open(&disk.path());
    let shown = |memory: &Memory, page| {
        memory.recall(Recall::Page(id(CHAT), page));
        loop {
            let news = told.recv_timeout(PATIENCE).unwrap();
            let Cached::Page(_, _, page) = news else { continue };
            return page.into_iter().map(|message| message.text).collect::<Vec<_>>();
        }
    };
    memory.keep(listed(CHAT, None));
    memory.keep(Entry::Messages(talk(CHAT, 3)));
    assert_eq!(shown(&memory, Page::Newest).len(), 3);

    let beside = Connection::open(disk.path()).unwrap();
    beside.busy_timeout(PATIENCE).unwrap();
    beside.execute_batch("ALTER TABLE outbox RENAME TO away").unwrap();
    memory.keep(Entry::Pending(pending(1, "not on the disk")));
    let mut changed = says(CHAT, 2, BORIS, "changed");
    changed.version = 9;
    memory.keep(Entry::Messages(vec![changed, says(CHAT, 4, BORIS, "new"), says(CHAT, 9, BORIS, "far")]));
    assert_eq!(shown(&memory, Page::Newest), ["far"]);
    assert_eq!(shown(&memory, Page::Before(5)), ["message 1", "changed", "message 3", "new"]);
    assert_eq!(shown(&memory, Page::After(2)), ["message 3", "new"]);
    assert_eq!(shown(&memory, Page::Around(2)), ["message 1", "changed", "message 3", "new"]);

    memory.keep(Entry::ForgetMessages(id(CHAT)));
    assert!(shown(&memory, Page::Before(4)).is_empty(), "that is worthless");
    memory.keep(Entry::Messages(talk(CHAT, 2)));
    assert_eq!(shown(&memory, Page::Newest), ["message 1", "message 2"]);
}

#[test]
fn what_can_never_be_kept_does_not_hold_up_the_rest() {
    let disk = Disk::new();
    let (tell, told) = mpsc::channel();
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    memory.open(&disk.path());
    let beside = Connection::open(disk.path()).unwrap();
    let refuses = "CREATE TRIGGER refuses BEFORE INSERT ON outbox WHEN new.text = 'unfit'
        BEGIN SELECT RAISE(ABORT, 'unfit'); END";
    beside.execute_batch(refuses).unwrap();
    for (number, text) in [(1, "one"), (2, "unfit"), (3, "three")] {
        memory.keep(Entry::Pending(pending(number, text)));
    }
    memory.close();
    assert!(told.try_iter().all(|news| matches!(news, Cached::Kept(_) | Cached::Unfit(_))));
    let count: i64 = beside.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 2);
}

#[test]
fn another_process_that_writes_is_waited_for() {
    let (disk, mut cache) = Disk::with(talk(CHAT, 3));
    let mut other = Connection::open(disk.path()).unwrap();
    let writing = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let waits = std::thread::spawn(move || cache.keep(&[Entry::Pending(pending(1, "text"))]));
    writing.execute("DELETE FROM drafts", []).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    writing.commit().unwrap();
    waits.join().unwrap().unwrap();
    assert_eq!(disk.open().1.outbox.len(), 1);
}

#[test]
fn what_is_muted_is_known_to_whoever_asks_beside_and_nothing_is_made_for_it() {
    let disk = Disk::new();
    assert_eq!(muted(&disk.path()), Some(Vec::new()));
    assert!(!disk.path().exists());
    let (mut cache, _) = disk.open();
    let wish = |muted, pinned| ChangeSettings { muted, pinned, marked_unread: None };
    let entries = [
        Entry::Wished(id(CHAT), wish(Some(true), None)),
        Entry::Wished(id(TEAM), wish(None, Some(true))),
        Entry::Wished(id(NEWS), wish(Some(false), None)),
    ];
    cache.keep(&entries).unwrap();
    let mut expected = vec![(id(CHAT), true), (id(NEWS), false)];
    expected.sort_unstable();
    for what in ["while it is open", "and when it is not"] {
        let mut found = muted(&disk.path()).unwrap();
        found.sort_unstable();
        assert_eq!(found, expected, "{what}");
        cache = disk.open().0;
    }
    drop(cache);
    std::fs::write(disk.path(), "no database").unwrap();
    assert_eq!(muted(&disk.path()), None, "that is not the same as nothing");
}
