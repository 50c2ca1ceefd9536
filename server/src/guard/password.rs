//! Passwords that we choose for somebody, until they choose one themselves.

use rand::{TryRng, rngs::SysRng};

/// Nothing that is easily taken for something else.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS: usize = 4;
const GROUP: usize = 5;

/// A new one: 100 random bits, in groups that can be read out.
pub fn generate() -> anyhow::Result<String> {
    let mut bytes = [0; GROUPS * GROUP];
    SysRng.try_fill_bytes(&mut bytes)?;
    let group = |bytes: &[u8]| -> String {
        bytes.iter().map(|&byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()])).collect()
    };
    let groups: Vec<_> = bytes.chunks(GROUP).map(group).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::password::check_new;

    #[test]
    fn is_long_different_each_time_and_good_enough_for_ourselves() {
        let (one, other) = (generate().unwrap(), generate().unwrap());
        assert_eq!(one.len(), 23);
        assert_ne!(one, other);
        assert!(check_new(&one).is_ok());
    }
}
