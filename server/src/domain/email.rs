//! The address that somebody signs in with.

use std::str::FromStr;

use protocol::limits::EMAIL_BYTES;

use crate::error::{Error, Result};

/// An e-mail address, folded: two spellings that differ in case are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Trims, checks (RFC 5321) and folds.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.len() > EMAIL_BYTES {
            let message = format!("An e-mail address has at most {EMAIL_BYTES} bytes");
            return Err(Error::invalid("email", "too_long", message));
        }
        email_address::EmailAddress::from_str(text)
            .ok()
            .filter(|address| address.display_part().is_empty() && !text.contains(char::is_control))
            .ok_or_else(|| Error::invalid("email", "invalid", "This is not an e-mail address"))?;
        Ok(Self::folded(text))
    }

    /// Folds without a check: for looking up, where a wrong address is simply not found.
    pub fn folded(text: &str) -> Self {
        Self(text.trim().to_lowercase())
    }

    /// The folded address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_folded() {
        assert_eq!(Email::parse(" Ann@Example.COM ").unwrap().as_str(), "ann@example.com");
    }

    #[test]
    fn must_look_like_one() {
        for bad in
            ["", "ann", "ann@", "@example.com", "Ann <ann@example.com>", "a b@example.com", "a\0@example.com"]
        {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Email::parse(&format!("{}@example.com", "a".repeat(300))).is_err());
    }
}
