//! What a password may be. How it is hashed is the guard's business.

use protocol::limits::{PASSWORD_MAX_BYTES, PASSWORD_MIN_BYTES};

use crate::error::{Error, Result};

/// Checks a new password.
pub fn check_new(password: &str) -> Result<()> {
    if password.len() < PASSWORD_MIN_BYTES {
        let message = format!("A password has at least {PASSWORD_MIN_BYTES} bytes");
        return Err(Error::invalid("password", "too_short", message));
    }
    check_offered(password)
}

/// Checks what is offered at the sign-in: nothing that could never be a password is worth hashing.
pub fn check_offered(password: &str) -> Result<()> {
    if password.is_empty() {
        return Err(Error::invalid("password", "required", "A password is needed"));
    }
    if password.len() > PASSWORD_MAX_BYTES {
        let message = format!("A password has at most {PASSWORD_MAX_BYTES} bytes");
        return Err(Error::invalid("password", "too_long", message));
    }
    if password.contains('\0') {
        return Err(Error::invalid("password", "invalid", "A password cannot contain a NUL character"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_one_has_8_to_256_bytes_and_no_nul() {
        assert!(check_new("1234567").is_err());
        assert!(check_new("12345678").is_ok());
        assert!(check_new(&"x".repeat(256)).is_ok());
        assert!(check_new(&"x".repeat(257)).is_err());
        assert!(check_new("1234567\0").is_err());
    }

    #[test]
    fn a_demo_account_s_short_one_is_accepted_at_the_sign_in() {
        assert!(check_offered("pass1").is_ok());
        assert!(check_offered("").is_err());
    }
}
