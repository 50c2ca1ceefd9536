//! From the text of a setting to its value. Errors say what to write instead.

use std::{net::IpAddr, net::SocketAddr, str::FromStr, time::Duration};

use super::Secret;

/// Bytes of a secret, at least: the length of the hash that it keys.
pub(super) const SECRET_BYTES: usize = 32;

/// With the time that the sockets get, a stop stays below 30 seconds, after which supervisors kill.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Secrets that stand in examples, and so are known to everybody.
const KNOWN: [&str; 6] = ["secret", "changeme", "change-me", "change_me", "password", "example"];

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "give an address and a port, such as 127.0.0.1:8000".into())
}

pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let hint = || "give a number and a unit, such as 90s, 15m, 12h or 7d".to_owned();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let count: u64 = digits.parse().map_err(|_| hint())?;
    let unit = match text.get(digits.len()..) {
        Some("" | "s") => 1,
        Some("m") => 60,
        Some("h") => 60 * 60,
        Some("d") => 24 * 60 * 60,
        _ => return Err(hint()),
    };
    match count.checked_mul(unit) {
        Some(seconds @ 1..=315_360_000) => Ok(Duration::from_secs(seconds)),
        _ => Err("give a time between a second and ten years".into()),
    }
}

pub(super) fn pause(text: &str) -> Result<Duration, String> {
    match text {
        "0" | "0s" => Ok(Duration::ZERO),
        _ => match duration(text) {
            Ok(pause) if pause <= LONGEST_PAUSE => Ok(pause),
            _ => Err("give a time from 0s to 15s".into()),
        },
    }
}

pub(super) fn count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "give a whole number above 0".into())
}

pub(super) fn addresses(text: &str) -> Result<Vec<IpAddr>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| IpAddr::from_str(part).map_err(|_| "give IP addresses with commas between them".into()))
        .collect()
}

pub(super) fn database(text: &str) -> Result<Secret, String> {
    if ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
        Ok(Secret::new(text))
    } else {
        Err("give sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".into())
    }
}

pub(super) fn nats(text: &str) -> Result<Secret, String> {
    let is_one = |text: &str| ["nats://", "tls://"].iter().any(|scheme| text.starts_with(scheme));
    if text.split(',').map(str::trim).all(is_one) {
        Ok(Secret::new(text))
    } else {
        Err("give nats://HOST:4222, nats://USER:PASSWORD@HOST or tls://HOST, several with commas between them".into())
    }
}

pub(super) fn secret(text: &str) -> Result<Secret, String> {
    let lower = text.to_ascii_lowercase();
    let first = text.as_bytes().first().copied();
    if KNOWN.iter().any(|known| lower.contains(known)) || text.bytes().all(|byte| Some(byte) == first) {
        return Err("everybody knows this one; make one by `openssl rand -hex 32`, or leave it out".into());
    }
    if text.len() < SECRET_BYTES {
        return Err(format!(
            "it is shorter than {SECRET_BYTES} bytes; make one by `openssl rand -hex 32`, or leave it out"
        ));
    }
    Ok(Secret::new(text))
}

pub(super) fn token(text: &str) -> Result<Secret, String> {
    if text.len() < 16 { Err("it is shorter than 16 bytes".into()) } else { Ok(Secret::new(text)) }
}
