//! The house rules that a machine can check: sizes, a word at each room's door, who may import whom, twin migrations.
//! STYLE.md says why. A limit here is only ever lowered.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arrows;
mod source;
mod stories;

use std::{collections::BTreeSet, fs, path::Path};

use source::{Source, workspace};

/// Lines in a file.
const FILE_LINES: usize = 300;

/// Files that may be longer: which, up to how many lines, and why no part of it could move to a room of its own.
const LONGER: &[(&str, usize, &str)] = &[];

/// Fails with one line a finding.
fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}

/// The Rust files of the crates that this test watches; the terminal client has a house test of its own.
fn sources() -> Vec<Source> {
    ["protocol", "server", "e2e", "bench", "stress"].iter().flat_map(|member| Source::under(member)).collect()
}

#[test]
fn a_file_fits_in_the_head() {
    let findings: Vec<String> = sources()
        .iter()
        .map(|source| (source, LONGER.iter().find(|(path, ..)| *path == source.path)))
        .filter(|(source, longer)| source.lines() > longer.map_or(FILE_LINES, |(_, lines, _)| *lines))
        .map(|(source, _)| format!("{}: {} lines", source.path, source.lines()))
        .collect();
    assert_none("which idea in these could move to a room of its own?", &findings);
}

#[test]
fn an_exception_is_as_small_as_it_can_be() {
    let sources = sources();
    let findings: Vec<String> = LONGER
        .iter()
        .filter(|(path, lines, reason)| {
            let now = sources.iter().find(|source| source.path == *path).map_or(0, Source::lines);
            now <= FILE_LINES || now + 20 < *lines || reason.is_empty()
        })
        .map(|(path, ..)| (*path).to_owned())
        .collect();
    assert_none("lower these limits, or take them away:", &findings);
}

#[test]
fn a_module_opens_with_what_lives_there() {
    let findings: Vec<String> =
        sources().iter().filter(|source| source.is_silent()).map(|source| source.path.clone()).collect();
    assert_none("these do not begin with a `//!` paragraph:", &findings);
}

#[test]
fn arrows_point_down() {
    assert_none(
        "who may import whom (server/tests/house/arrows.rs):",
        &arrows::forbidden(&Source::under("server/src")),
    );
}

#[test]
fn a_library_stays_in_its_rooms() {
    assert_none("only some rooms know these libraries:", &arrows::strayed(&Source::under("server/src")));
}

/// Ways to tell the sockets of this node, and the two files that may use them: what is told here is told to other nodes.
const TELLING: &[&str] = &["publish(", "fill(", "tell_room(", "tell_user(", "join(", "part(", "end_session("];
const TELLERS: &[&str] = &["server/src/action/publish.rs", "server/src/action/catch_up.rs"];

#[test]
fn whatever_is_told_here_is_told_to_other_nodes() {
    let findings: Vec<String> = Source::under("server/src")
        .iter()
        .filter(|source| !source.is_test() && !TELLERS.contains(&source.path.as_str()))
        .flat_map(|source| {
            let code = source.code();
            let found = TELLING.iter().filter(|word| code.contains(&format!("hub.{word}")));
            found.map(|word| format!("{}: hub.{word}…)", source.path)).collect::<Vec<_>>()
        })
        .collect();
    assert_none("the hub is told by action/publish.rs, which tells the broker as well:", &findings);
}

#[test]
fn every_function_of_the_store_is_told_in_a_story() {
    let untold = stories::untold(&Source::under("server/src/store"), &Source::under("server/tests/store"));
    assert_none("tell these in a story under server/tests/store:", &untold);
}

#[test]
fn every_migration_has_a_twin() {
    let names = |database: &str| -> BTreeSet<String> {
        fs::read_dir(workspace().join("migrations").join(database)).map_or_else(
            |_| BTreeSet::new(),
            |dir| dir.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect(),
        )
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let lonely: Vec<String> = sqlite.symmetric_difference(&postgres).cloned().collect();
    assert_none("migrations/sqlite and migrations/postgres have the same files:", &lonely);
    let odd: Vec<String> = sqlite.iter().filter(|name| !is_numbered(name)).cloned().collect();
    assert_none("a migration is called NNNN_name.sql:", &odd);
}

fn is_numbered(name: &str) -> bool {
    let stem = Path::new(name).file_stem().unwrap().to_str().unwrap();
    let sql = Path::new(name).extension().is_some_and(|extension| extension == "sql");
    sql && stem.split_once('_').is_some_and(|(number, rest)| {
        number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()) && !rest.is_empty()
    })
}
