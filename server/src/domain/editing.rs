//! When a message can still be edited, by somebody who may write where it is.

use protocol::{Message, Timestamp, UserId, limits::EDIT_WITHIN};

use crate::error::{Error, Result};

/// What is answered to changes of what is gone.
pub fn deleted() -> Error {
    Error::Conflict("The message was deleted".into())
}

/// Whether this person may say something else in it now.
pub fn may(message: &Message, editor: UserId, now: Timestamp) -> Result<()> {
    if message.sender_id != editor {
        return Err(Error::forbidden("Only its author can change a message"));
    }
    if message.deleted {
        return Err(deleted());
    }
    if message.forwarded.is_some() {
        return Err(Error::forbidden(
            "A forwarded message bears the words of another person: it cannot be changed",
        ));
    }
    let age = now.millis().saturating_sub(message.created_at.millis());
    if u128::try_from(age).is_ok_and(|age| age > EDIT_WITHIN.as_millis()) {
        return Err(Error::forbidden("The message is too old to be changed"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use protocol::ErrorCode;

    use super::*;

    const AUTHOR: u128 = 3;

    fn message(deleted: bool) -> Message {
        let json = serde_json::json!({
            "id": "00000000-0000-7000-8000-000000000001", "chat_id": "00000000-0000-7000-8000-000000000002",
            "sender_id": uuid::Uuid::from_u128(AUTHOR), "sender_name": "A", "text": "hi", "seq": 1, "version": 1,
            "created_at": "1970-01-01T00:00:00Z", "is_read": false, "deleted": deleted,
        });
        serde_json::from_value(json).unwrap()
    }

    fn refusal(deleted: bool, editor: u128, millis: i64) -> Option<ErrorCode> {
        let message = message(deleted);
        let editor = uuid::Uuid::from_u128(editor).into();
        may(&message, editor, Timestamp::from_millis(millis)).err().map(|error| error.code())
    }

    #[test]
    fn the_words_of_another_are_not_for_their_forwarder_to_change() {
        let forwarded = serde_json::json!({ "user_id": uuid::Uuid::from_u128(4), "name": "B" });
        let mut message = message(false);
        message.forwarded = Some(serde_json::from_value(forwarded).unwrap());
        let refused = may(&message, message.sender_id, Timestamp::from_millis(0)).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Forbidden);
        assert!(refused.to_string().contains("forwarded"), "{refused}");
    }

    #[test]
    fn b7_its_author_for_two_days_and_nobody_else() {
        let window = i64::try_from(EDIT_WITHIN.as_millis()).unwrap();
        assert_eq!(refusal(false, AUTHOR, window), None);
        assert_eq!(refusal(false, AUTHOR, window + 1), Some(ErrorCode::Forbidden));
        assert_eq!(refusal(false, 4, 0), Some(ErrorCode::Forbidden));
        assert_eq!(refusal(true, AUTHOR, 0), Some(ErrorCode::Conflict));
        assert_eq!(refusal(false, AUTHOR, -1000), None, "a clock that was put back");
    }
}
