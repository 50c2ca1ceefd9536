//! The key map: no key means two things at once, every action has a key, and the page about the keys is fresh.

use std::collections::HashSet;

use tui_client::keymap::{Code, Context, Key, Keymap, markdown};

const NARROWEST: [Context; 7] = [
    Context::List,
    Context::Chat,
    Context::SignIn,
    Context::Picker,
    Context::Form,
    Context::Help,
    Context::Confirm,
];

#[test]
fn no_key_means_two_things_in_the_same_place() {
    let keymap = Keymap::default();
    for context in NARROWEST {
        let mut seen = HashSet::new();
        for binding in keymap.bindings().iter().filter(|b| context.stack().contains(&b.context)) {
            for key in &binding.keys {
                assert!(seen.insert(*key), "{key} means two things in {context:?}");
            }
        }
    }
}

#[test]
fn every_binding_is_reached_by_each_of_its_keys() {
    let keymap = Keymap::default();
    for binding in keymap.bindings() {
        let reached = NARROWEST.iter().filter(|context| context.stack().contains(&binding.context));
        for (context, key) in reached.flat_map(|context| binding.keys.iter().map(move |key| (context, key))) {
            assert_eq!(keymap.action(*context, *key), Some(binding.action), "{key} in {context:?}");
        }
    }
}

#[test]
fn no_key_that_writes_does_anything_where_text_is_written() {
    let keymap = Keymap::default();
    for context in NARROWEST.iter().filter(|context| context.stack().contains(&Context::Edit)) {
        for binding in keymap.bindings().iter().filter(|b| context.stack().contains(&b.context)) {
            assert!(binding.keys.iter().all(|key| key.writes().is_none()), "{binding:?} in {context:?}");
        }
    }
}

#[test]
fn a_russian_layout_quits_with_the_same_key() {
    let keymap = Keymap::default();
    let cyrillic = keymap.action(Context::Chat, Key::ctrl(Code::Char('й')));
    assert_eq!(cyrillic, keymap.action(Context::Chat, Key::ctrl(Code::Char('q'))));
    assert!(cyrillic.is_some());
}

#[test]
fn the_page_about_the_keys_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/keys.md");
    let page = markdown(&Keymap::default());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs")).unwrap();
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, page, "run UPDATE_DOCS=1 cargo test -p tui-client --test keys");
}
