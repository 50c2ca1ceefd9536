//! Percent-encoding, strictly: what a lenient reader would guess at is refused.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// Decodes a part of a path.
pub(super) fn path(text: &str) -> Result<Cow<'_, str>> {
    decode(text, false)
}

/// Decodes a query or an urlencoded form into its pairs, in order.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, String)>> {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decode(name, true)?.into_owned(), decode(value, true)?.into_owned()))
        })
        .collect()
}

fn decode(text: &str, plus: bool) -> Result<Cow<'_, str>> {
    let is_plain = |byte| byte != b'%' && !(plus && byte == b'+');
    if text.bytes().all(is_plain) {
        return Ok(Cow::Borrowed(text));
    }
    let bad = || Error::Malformed("The percent-encoding is wrong".into());
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let high = bytes.next().and_then(hex).ok_or_else(bad)?;
                let low = bytes.next().and_then(hex).ok_or_else(bad)?;
                high << 4 | low
            }
            b'+' if plus => b' ',
            other => other,
        });
    }
    String::from_utf8(out).map(Cow::Owned).map_err(|_| bad())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_well_written() {
        let read = pairs("a=1&b=%D0%90+%2B&c&d=").unwrap();
        let expected = [("a", "1"), ("b", "А +"), ("c", ""), ("d", "")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(path("a+b%20c").unwrap(), "a+b c");
    }

    #[test]
    fn refuses_what_is_not() {
        for bad in ["%", "%4", "%zz", "%ff", "a%D0", "%+1"] {
            assert!(path(bad).is_err(), "{bad}");
            assert!(pairs(&format!("x={bad}")).is_err(), "{bad}");
        }
    }
}
