//! What the log is told of the connection: that something did not work and in which way, never with whom or about what.

use tokio_tungstenite::tungstenite::{self, Message as Frame};

use crate::{
    log::{self, Fact},
    message::{Failure, Silence},
};

/// Something did not work.
pub(super) fn failed(what: &'static str, failure: &Failure) {
    let why = match failure {
        Failure::Unreachable(Silence::Other(why)) => Fact::foreign(why),
        Failure::Unreachable(why) => Fact::kind(why),
        Failure::Refused(code, _) | Failure::NotNow(code, _) => Fact::kind(code),
        Failure::BadServer(_) | Failure::Locked(_) => Fact::kind(failure),
    };
    log::warn(what, &[("why", why)]);
}

/// Something was answered otherwise than was hoped.
pub(super) fn answered(status: u16) {
    log::warn("the server refused", &[("status", i64::from(status).into())]);
}

/// Nothing comes any more, and the connection is given up.
pub(super) fn silent() {
    log::warn("the connection is silent", &[]);
}

/// What came of a socket may be its end.
pub(super) fn heard(frame: Option<&Result<Frame, tungstenite::Error>>) {
    match frame {
        Some(Ok(Frame::Close(why))) => {
            let code = why.as_ref().map_or(0, |why| u16::from(why.code));
            log::info("the server closed the connection", &[("code", i64::from(code).into())]);
        }
        Some(Ok(_)) => {}
        Some(Err(error)) => {
            log::warn("the connection broke", &[("why", Fact::foreign(&error.to_string()))]);
        }
        None => log::warn("the connection ended", &[]),
    }
}
