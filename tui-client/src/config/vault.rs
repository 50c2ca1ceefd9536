//! Where the secrets of sessions lie: what was set, and whether this machine has a keyring.

use std::{env, fs, os::unix::fs::MetadataExt, path::PathBuf};

use crate::session::{Place, Tool, Vault};

const TOOL: &str = "secret-tool";

/// The vault for a value of the setting.
pub(super) fn vault(wanted: &str) -> Vault {
    let has = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let place = match wanted {
        "file" => Place::File,
        "keyring" => Place::Keyring,
        _ => Place::Auto,
    };
    // Over SSH its owner does not see that the keyring asks to be unlocked.
    let at_desktop = (has("WAYLAND_DISPLAY") || has("DISPLAY")) && !has("SSH_CONNECTION");
    let bus = if has("DBUS_SESSION_BUS_ADDRESS") { None } else { bus() };
    let tool = program().map(|program| Tool { program, bus });
    Vault { place, at_desktop, tool }
}

fn program() -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths).map(|folder| folder.join(TOOL)).find(|program| program.is_file())
}

/// The bus of the user as systemd lays it: a job that runs by itself is told of none.
fn bus() -> Option<String> {
    let owner = fs::metadata(env::var_os("HOME")?).ok()?.uid();
    let path = PathBuf::from(format!("/run/user/{owner}/bus"));
    path.exists().then(|| format!("unix:path={}", path.display()))
}
