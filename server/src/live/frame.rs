//! Reading what a client says: a frame is a JSON object of a known kind, or it is refused and the socket lives on.

use protocol::{ErrorCode, limits::BAD_FRAMES};
use serde::de::DeserializeOwned;

/// Why a frame could not be understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub(super) code: ErrorCode,
    pub(super) detail: String,
}

/// Reads one frame.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Bad> {
    if !text.trim_start().starts_with('{') {
        return Err(Bad { code: ErrorCode::Malformed, detail: "A frame is a JSON object".into() });
    }
    serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => {
            Bad { code: ErrorCode::Invalid, detail: format!("This frame is not understood: {error}") }
        }
        _ => Bad { code: ErrorCode::Malformed, detail: format!("This frame is not JSON: {error}") },
    })
}

/// Counts the frames that were not understood; too many of them end the socket.
#[derive(Debug, Default)]
pub(super) struct Patience {
    bad: u32,
}

impl Patience {
    /// One more; false when that is enough.
    pub(super) fn bear(&mut self) -> bool {
        self.bad += 1;
        self.bad < BAD_FRAMES
    }
}

#[cfg(test)]
mod tests {
    use protocol::ClientCommand;

    use super::*;

    #[test]
    fn a11_what_is_not_a_known_object_is_refused() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let nested = format!(r#"{{"event":"typing","conversation_id":{deep}}}"#);
        for text in [
            nested.as_str(),
            "[]",
            r#"{"event":"typing""#,
            r#"{"event":"explode"}"#,
            r#"{"event":"read","conversation_id":"00000000-0000-7000-8000-000000000001","seq":1e400}"#,
            r#"{"event":"typing","event":"typing","conversation_id":"00000000-0000-7000-8000-000000000001"}"#,
            r#"{"event":"send","text":"\ud800"}"#,
            "",
        ] {
            assert!(read::<ClientCommand>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn patience_ends_at_the_tenth_bad_frame() {
        let mut patience = Patience::default();
        assert_eq!((1..=10).map(|_| patience.bear()).filter(|&borne| borne).count(), 9);
    }
}
