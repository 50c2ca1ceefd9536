//! Small files that only their owner reads, and names that are safe for files.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use serde::{Serialize, de::DeserializeOwned};

/// A name that is safe for a file, and another one for another text.
pub(super) fn plain(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::new(), |mut name, byte| {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'@' => name.push(char::from(byte)),
            _ => drop(write!(name, "%{byte:02X}")),
        }
        name
    })
}

/// The text behind such a name.
pub(super) fn unplain(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).ok()?;
                (u8::from_str_radix(digits, 16).ok()?, tail)
            }
            (b'%', _) => return None,
            (byte, tail) => (*byte, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// What was there before is there until the new one is whole.
pub(super) fn write_json<T: Serialize>(folder: &Path, name: &str, value: &T) -> io::Result<()> {
    let part = folder.join(format!("{name}.{}.part", std::process::id()));
    let _ = fs::remove_file(&part);
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&part)?;
    file.write_all(&serde_json::to_vec(value)?)?;
    file.sync_all()?;
    fs::rename(part, folder.join(name))
}
