//! Finding messages without a network.

use tui_client::model::{Entry, Query};

use crate::{Disk, listed, support::*};

/// A cache in which these were said, in this order, one a minute, by Boris.
fn said(texts: &[&str]) -> (Disk, tui_client::cache::Cache) {
    let messages = texts.iter().zip(1..).map(|(text, seq)| says(CHAT, seq, BORIS, text)).collect();
    Disk::with(messages)
}

fn words(words: &[&str]) -> Query {
    Query { words: words.iter().map(|word| (*word).to_owned()).collect(), ..Query::default() }
}

fn found(cache: &tui_client::cache::Cache, query: &Query) -> Vec<String> {
    cache.search(query, 100).unwrap().into_iter().map(|message| message.text).collect()
}

#[test]
fn words_are_found_by_their_beginnings_and_in_all_their_forms_newest_first() {
    let (_disk, cache) =
        said(&["Первая встреча в пять", "Ёлка стоит", "о встречах потом", "Two meetings today", "café"]);
    assert_eq!(found(&cache, &words(&["встречи"])), ["о встречах потом", "Первая встреча в пять"]);
    assert_eq!(found(&cache, &words(&["встр"])).len(), 2);
    assert_eq!(found(&cache, &words(&["ВСТРЕЧУ", "пят"])), ["Первая встреча в пять"]);
    assert_eq!(found(&cache, &words(&["елка"])), ["Ёлка стоит"]);
    assert_eq!(found(&cache, &words(&["ёлки"])), ["Ёлка стоит"]);
    assert_eq!(found(&cache, &words(&["meeting"])), ["Two meetings today"]);
    assert_eq!(found(&cache, &words(&["cafe"])), ["café"]);
    assert_eq!(found(&cache, &words(&["стреча"])), Vec::<String>::new());
}

#[test]
fn it_is_narrowed_by_author_chat_and_time() {
    let (_disk, mut cache) = said(&["report one", "report two"]);
    let own = says(TEAM, 1, SASHA, "report three");
    cache.keep(&[listed(TEAM, Some(&own)), Entry::Messages(vec![own])]).unwrap();
    let report = || words(&["report"]);
    let from = |name: &str| Query { from: vec![name.into()], ..report() };
    assert_eq!(found(&cache, &from("саш")), ["report three"]);
    assert_eq!(found(&cache, &Query { within: Some(vec![id(TEAM)]), ..report() }), ["report three"]);
    assert_eq!(found(&cache, &Query { within: Some(vec![id(NEWS)]), ..report() }), Vec::<String>::new());
    // Message n stands at (n - 100) minutes from noon.
    let second = time(-98 * 60_000);
    assert_eq!(
        found(&cache, &Query { before: Some(second), within: Some(vec![id(CHAT)]), ..report() }),
        ["report one"]
    );
    assert_eq!(found(&cache, &Query { after: Some(second), ..report() }), ["report two"]);
    let only_filters = Query { after: Some(second), ..Query::default() };
    assert_eq!(found(&cache, &only_filters), ["report two"]);
}

#[test]
fn what_is_changed_deleted_or_forgotten_is_found_no_more() {
    let (_disk, mut cache) = said(&["first thing", "second thing"]);
    let mut changed = says(CHAT, 1, BORIS, "other");
    changed.version = 5;
    let mut deleted = says(CHAT, 2, BORIS, "");
    (deleted.version, deleted.deleted) = (6, true);
    cache.keep(&[Entry::Messages(vec![changed, deleted])]).unwrap();
    assert_eq!(found(&cache, &words(&["thing"])), Vec::<String>::new());
    assert_eq!(found(&cache, &words(&["other"])), ["other"]);
    cache.keep(&[Entry::ForgetMessages(id(CHAT))]).unwrap();
    assert_eq!(found(&cache, &words(&["other"])), Vec::<String>::new());
}

#[test]
fn nothing_that_is_typed_is_an_operator() {
    let (_disk, cache) = said(&["fish AND chips", "NEAR the sea"]);
    for odd in ["AND", "OR", "NOT", "NEAR", "text", "c1", "\"", "*", "'", "日本", "a\"b"] {
        let _ = found(&cache, &words(&[odd]));
    }
    assert_eq!(found(&cache, &words(&["and"])), ["fish AND chips"]);
    assert_eq!(
        found(&cache, &words(&["c1"])),
        Vec::<String>::new(),
        "a chat's own word is none of the text's"
    );
}
