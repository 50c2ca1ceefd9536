//! What the log is told of a run: how it begins and ends, how the connection and the cache are, and of everything its kind.

use protocol::ServerEvent;

use crate::{
    log::{self, Fact},
    message::{Cached, Net},
    model::Link,
};

/// A run begins.
pub(super) fn begins() {
    log::info("the client begins", &[("version", env!("CARGO_PKG_VERSION").into())]);
}

/// It has ended, with this exit code if it was not by an error.
pub(super) fn ended(error: Option<&anyhow::Error>) {
    match error {
        None => log::info("the client ends", &[]),
        Some(error) => log::warn("the client fails", &[("why", Fact::foreign(&format!("{error:#}")))]),
    }
}

/// News of the server.
pub(super) fn net(news: &Net) {
    match news {
        Net::Link(link) => log::info("the connection", &[("is", Fact::kind(link))]),
        Net::Said(event) if matches!(**event, ServerEvent::Hello { .. }) => {
            log::info("the connection", &[("is", Fact::kind(&Link::Online))]);
        }
        Net::SessionOver => log::warn("the session is over", &[]),
        _ => {}
    }
}

/// News of the server of an account that is not shown.
pub(super) fn other(news: &Net) {
    match news {
        Net::Link(link) => log::info("the connection of another account", &[("is", Fact::kind(link))]),
        Net::SessionOver => log::warn("the session of another account is over", &[]),
        _ => {}
    }
}

/// News of the cache.
pub(super) fn cache(news: &Cached) {
    match news {
        Cached::Failed(why) => log::warn("the cache fails", &[("why", Fact::foreign(why))]),
        Cached::Mended => log::info("the cache works again", &[]),
        Cached::Unfit(why) => {
            log::warn("the cache has no place for something", &[("why", Fact::foreign(why))]);
        }
        Cached::SetAside(_, saved) => {
            let saved = saved.and_then(|saved| i64::try_from(saved).ok()).unwrap_or(-1);
            log::warn("the cache was set aside", &[("unsent", saved.into())]);
        }
        _ => {}
    }
}
