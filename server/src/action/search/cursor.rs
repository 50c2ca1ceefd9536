//! Where the next page of a search begins. It is good for the same search of the same person only.

use std::hash::{DefaultHasher, Hash, Hasher};

use protocol::{ConversationId, UserId, request::SearchMessages};

use crate::error::{Error, Result};

/// What a cursor is bound to.
pub(super) struct Cursor(u64);

impl Cursor {
    /// The same on every node.
    pub(super) fn of(caller: UserId, wish: &SearchMessages) -> Self {
        let mut hasher = DefaultHasher::new();
        (caller.uuid(), &wish.q, wish.chat_id.map(ConversationId::uuid)).hash(&mut hasher);
        Self(hasher.finish())
    }

    /// As the client keeps it: what comes next is before this key.
    pub(super) fn write(&self, key: i64) -> String {
        format!("{key:016x}{:016x}", self.0)
    }

    /// Before which key to look; without a cursor, before all that will ever be.
    pub(super) fn read(&self, cursor: Option<&str>) -> Result<i64> {
        let Some(cursor) = cursor else { return Ok(i64::MAX) };
        let parts = cursor.split_at_checked(16);
        let parsed = parts.and_then(|(key, bound)| {
            let key = i64::from_str_radix(key, 16).ok()?;
            (u64::from_str_radix(bound, 16).ok()? == self.0).then_some(key)
        });
        parsed.ok_or_else(|| Error::Malformed("The cursor is of another search".into()))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn e3_a_cursor_is_good_for_its_own_search_only() {
        let wish = SearchMessages { q: "a".into(), ..SearchMessages::default() };
        let (ann, ben) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let cursor = Cursor::of(ann, &wish);
        let written = cursor.write(77);
        assert_eq!(cursor.read(Some(&written)).unwrap(), 77);
        assert_eq!(cursor.read(None).unwrap(), i64::MAX);
        let other = SearchMessages { q: "b".into(), ..SearchMessages::default() };
        let elsewhere = SearchMessages { chat_id: Some(Uuid::nil().into()), ..wish.clone() };
        for stranger in [Cursor::of(ben, &wish), Cursor::of(ann, &other), Cursor::of(ann, &elsewhere)] {
            assert!(stranger.read(Some(&written)).is_err());
        }
        for broken in ["", "77", "zz", &"9".repeat(100), &"я".repeat(16), &written[1..]] {
            assert!(cursor.read(Some(broken)).is_err(), "{broken}");
        }
    }
}
