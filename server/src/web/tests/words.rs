//! The templates and the words fit together.

use std::{fs, path::Path};

use crate::web::{language::Language, words::Words};

/// Every `t("…")` of the templates; one that is put together at run time shows in the snapshots.
fn keys_of(source: &str) -> Vec<&str> {
    let starts = ["t(\"", "t('"].map(|start| source.split(start).skip(1).collect::<Vec<_>>());
    starts
        .concat()
        .into_iter()
        .filter_map(|tail| tail.split_once(['"', '\'']))
        .filter(|(_, after)| !after.trim_start().starts_with('~'))
        .map(|(key, _)| key)
        .collect()
}

#[test]
fn every_word_that_a_template_uses_is_there() {
    let words = Words::get().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        for key in keys_of(&source) {
            assert!(words.find(Language::En, key, 1).is_some(), "{} uses {key}", path.display());
        }
    }
}

#[test]
fn every_word_that_a_script_uses_is_sent_to_it() {
    let live = Words::get().unwrap().live(Language::Ru).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static");
    for file in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        for key in source.split("word('").skip(1).filter_map(|tail| tail.split_once('\'')) {
            assert!(live.contains(&format!("\"{}\"", key.0)), "a script uses {}", key.0);
        }
    }
}
