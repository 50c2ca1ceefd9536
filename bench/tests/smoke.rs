//! The bench itself, on the programs as they are built for tests: small, but the whole way.

use std::{path::Path, process::Command};

#[test]
fn two_listeners_hear_everything_and_the_ratio_is_printed() {
    let bench = Path::new(env!("CARGO_BIN_EXE_bench"));
    let server = bench.with_file_name("messenger-server");
    assert!(server.exists(), "{} is not built: run `cargo build --workspace`", server.display());
    let output = Command::new(bench)
        .args(["deliveries", "--size", "2", "--rounds", "1", "--seconds", "0.2", "--server"])
        .arg(server)
        .output()
        .unwrap();
    let (said, complained) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{complained}");
    assert!(said.contains("ratio ") && said.contains("bare relay"), "{said}");
    assert!(said.contains(" heard, 0 lost, 0 doubled, 0 out of order"), "{said}");
}
