//! Which program is measured: the server as it is built, never an old one by mistake.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The server's program: the one that is named, or the one beside this one. `cargo run` builds this one alone, so then
/// the server is built first, in the same profile.
pub(crate) fn server(named: Option<&Path>) -> Result<PathBuf> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => {
            let folder = env::current_exe()?.parent().context("this program is in no folder")?.to_owned();
            if let Some(cargo) = env::var_os("CARGO") {
                build(&cargo)?;
            }
            folder.join("messenger-server")
        }
    };
    ensure!(
        path.is_file(),
        "{} is not there: build it with `cargo build --release -p server`, or name it with --server",
        path.display()
    );
    Ok(path.canonicalize()?)
}

/// The profile in which this program was built: its folder says so.
pub(crate) fn profile() -> String {
    let program = env::current_exe().ok();
    let folder = program.as_deref().and_then(Path::parent).and_then(Path::file_name).and_then(OsStr::to_str);
    match folder {
        Some("debug") | None => "dev".to_owned(),
        Some(name) => name.to_owned(),
    }
}

fn build(cargo: &OsStr) -> Result<()> {
    let built = Command::new(cargo)
        .args(["build", "--quiet", "-p", "server", "--profile", &profile()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    ensure!(built.success(), "the server could not be built");
    Ok(())
}
