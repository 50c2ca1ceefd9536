//! The whole of it for some seconds: nothing lost, nothing doubled, nothing out of order.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

/// Runs for some seconds with these arguments; it must say that it has done what it is for.
fn soaks(args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stress"));
    command.args(["--seconds", "6", "--people", "8", "--crowd", "16"]).args(args);
    let output = command.output().unwrap();
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    let last = told.lines().last().unwrap_or_default();
    for word in ["Acked", "Kills", "Checks 1", "lost 0 · doubled 0 · disorder 0 · other violations 0"] {
        assert!(last.contains(word), "no {word} in {told}");
    }
}

#[test]
fn f2_f8_f11_on_sqlite_with_kills_nothing_is_lost() {
    soaks(&[
        "--database",
        "sqlite",
        "--row",
        "f1",
        "--row",
        "f2",
        "--row",
        "f3",
        "--row",
        "f8",
        "--row",
        "f11",
    ]);
}

#[test]
fn f10_on_sqlite_what_changes_while_some_sleep_is_held_as_it_is_told() {
    soaks(&["--database", "sqlite", "--row", "f10", "--row", "f2"]);
}

#[test]
fn f12_on_sqlite_the_power_may_be_cut() {
    soaks(&["--database", "sqlite", "--row", "f12", "--row", "f2"]);
}

#[test]
fn f2_f5_f11_on_postgresql_with_kills_nothing_is_lost() {
    let Ok(cluster) = std::env::var("TEST_POSTGRES_URL") else {
        assert!(std::env::var("CI").is_err(), "TEST_POSTGRES_URL is not set; scripts/test sets it");
        return;
    };
    soaks(&["--database", &cluster, "--row", "f2", "--row", "f5", "--row", "f11"]);
}

#[test]
fn f2_f5_f10_on_two_nodes_with_gossip_nothing_is_lost() {
    let Ok(cluster) = std::env::var("TEST_POSTGRES_URL") else {
        assert!(std::env::var("CI").is_err(), "TEST_POSTGRES_URL is not set; scripts/test sets it");
        return;
    };
    soaks(&[
        "--database",
        &cluster,
        "--nodes",
        "2",
        "--row",
        "f1",
        "--row",
        "f2",
        "--row",
        "f5",
        "--row",
        "f10",
    ]);
}
