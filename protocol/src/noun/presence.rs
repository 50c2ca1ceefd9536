//! Whether somebody is here.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, limits::LAST_SEEN_STEP};

/// Whether a person is here, told to those who have a personal chat with them, if both let others see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Presence {
    /// They are connected, or were a moment ago.
    pub online: bool,
    /// When they were here last, to the minute. Absent when that is not known or not told; without meaning while they are
    /// online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
}

impl Presence {
    /// Nothing is told.
    pub const HIDDEN: Self = Self { online: false, last_seen_at: None };
    /// They are here.
    pub const ONLINE: Self = Self { online: true, last_seen_at: None };

    /// They left at that time, if they were ever here. Nobody is told the second.
    pub fn left(at: Option<Timestamp>) -> Self {
        let step = i64::try_from(LAST_SEEN_STEP.as_millis()).unwrap_or(i64::MAX);
        let coarse =
            |at: Timestamp| Timestamp::from_millis(at.millis().div_euclid(step).saturating_mul(step));
        Self { online: false, last_seen_at: at.map(coarse) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_in_which_somebody_left_is_not_told() {
        let left =
            |millis| Presence::left(Some(Timestamp::from_millis(millis))).last_seen_at.unwrap().millis();
        assert_eq!(left(119_999), 60_000);
        assert_eq!(left(120_000), 120_000);
        assert_eq!(left(-1), -60_000);
    }
}
