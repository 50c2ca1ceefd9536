//! Messages by pages, which never pretend to be without a hole.

use proptest::prelude::*;
use tui_client::model::{Entry, Held, Page};

use crate::{Disk, listed, seqs, support::*};

#[test]
fn what_is_kept_comes_back_by_pages() {
    let (disk, cache) = Disk::with(talk(CHAT, 250));
    drop(cache);
    let (cache, snapshot) = disk.open();
    assert_eq!(snapshot.conversations[0].conversation.last_seq, 250);
    assert!(snapshot.conversations[0].has_messages);
    let page = |page| seqs(&cache.page(id(CHAT), page, 100).unwrap());
    assert_eq!(page(Page::Newest), (151..=250).collect::<Vec<_>>());
    assert_eq!(page(Page::Before(151)), (51..=150).collect::<Vec<_>>());
    assert_eq!(page(Page::Before(51)), (1..=50).collect::<Vec<_>>());
    assert_eq!(page(Page::After(200)), (201..=250).collect::<Vec<_>>());
    assert_eq!(page(Page::Around(100)), (51..=150).collect::<Vec<_>>());
    assert_eq!(cache.page(id(CHAT), Page::Before(51), 100).unwrap()[0], talk(CHAT, 1)[0]);
    assert_eq!(cache.page(id(NEWS), Page::Newest, 100).unwrap(), []);
}

#[test]
fn a_newer_form_replaces_an_older_one_and_never_the_other_way() {
    let (_disk, mut cache) = Disk::with(talk(CHAT, 3));
    let mut changed = says(CHAT, 2, BORIS, "changed");
    changed.version = 9;
    let late = says(CHAT, 2, BORIS, "as it was");
    cache.keep(&[Entry::Messages(vec![changed, late])]).unwrap();
    assert_eq!(cache.page(id(CHAT), Page::Newest, 10).unwrap()[1].text, "changed");
}

#[test]
fn another_life_of_the_database_leaves_nothing_but_what_was_written() {
    let (disk, mut cache) = Disk::with(talk(CHAT, 3));
    cache.keep(&[Entry::ForgetAll, listed(NEWS, None)]).unwrap();
    assert_eq!(cache.page(id(CHAT), Page::Newest, 10).unwrap(), []);
    drop(cache);
    let (_, snapshot) = disk.open();
    assert_eq!(snapshot.conversations.len(), 1);
    assert_eq!(snapshot.conversations[0].conversation.id, id(NEWS));
}

#[test]
fn what_is_known_less_far_than_the_list_says_stays_so() {
    let (disk, mut cache) = Disk::with(talk(CHAT, 3));
    let fresh = conversation(CHAT, Some(&says(CHAT, 9, BORIS, "nine")));
    let held = Held { version: 3, last_seq: 3 };
    cache.keep(&[Entry::Conversation(Box::new(fresh.clone()), held)]).unwrap();
    drop(cache);
    let known = &disk.open().1.conversations[0];
    assert_eq!((&known.conversation, known.held), (&fresh, held));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_page_ends_before_a_hole(known in prop::collection::btree_set(1_i64..40, 0..30), at in 1_i64..40, size in 1_u32..20) {
        let messages = known.iter().map(|seq| says(CHAT, *seq, BORIS, "text")).collect();
        let (_disk, cache) = Disk::with(messages);
        for page in [Page::Newest, Page::Before(at), Page::After(at), Page::Around(at)] {
            let found = seqs(&cache.page(id(CHAT), page, size).unwrap());
            prop_assert!(found.windows(2).all(|pair| pair[1] == pair[0] + 1), "{:?} {:?}", page, found);
            prop_assert!(found.len() <= usize::try_from(size).unwrap());
            prop_assert!(found.iter().all(|seq| known.contains(seq)));
            match (page, found.first(), found.last()) {
                (Page::Newest, _, last) => prop_assert_eq!(last, known.last()),
                (Page::Before(at), _, Some(last)) => prop_assert_eq!(*last, at - 1),
                (Page::After(at), Some(first), _) => prop_assert_eq!(*first, at + 1),
                (Page::Before(at), _, None) => prop_assert!(!known.contains(&(at - 1))),
                (Page::After(at), None, _) => prop_assert!(!known.contains(&(at + 1))),
                _ => {}
            }
        }
    }
}
