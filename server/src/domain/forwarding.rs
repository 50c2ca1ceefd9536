//! What a send that forwards may say beside: nothing. The words are another's, and they are not mixed with one's own.

use crate::error::{Error, Result};

/// Whether a send with this text, which answers a message or does not, may forward one.
pub fn alone(text: &str, answers: bool) -> Result<()> {
    if !text.trim().is_empty() {
        return Err(Error::invalid("text", "not_allowed", "A forwarded message has no text beside it"));
    }
    if answers {
        return Err(Error::invalid("reply_to", "not_allowed", "A forwarded message answers nothing"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use protocol::FieldError;

    use super::*;

    #[test]
    fn nothing_is_said_beside_what_is_forwarded() {
        let refused = |text, answers| match alone(text, answers) {
            Err(Error::Invalid(fields)) => fields.first().map(|FieldError { field, .. }| field.clone()),
            _ => None,
        };
        assert_eq!(refused("", false), None);
        assert_eq!(refused(" \n", false), None);
        assert_eq!(refused("look", false).as_deref(), Some("text"));
        assert_eq!(refused("", true).as_deref(), Some("reply_to"));
    }
}
