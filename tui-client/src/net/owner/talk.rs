//! What is said on the socket, either way, and what is done when nothing is.

use std::time::Duration;

use futures_util::SinkExt;
use protocol::{ClientCommand, ServerEvent, close};
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::{self, Bytes, Message as Frame};

use super::{Outcome, Owner};
use crate::{
    message::Net,
    model::Link,
    net::{pulse::Due, told},
};

/// A frame that cannot be written for this long means that the connection is dead.
const WRITE_WITHIN: Duration = Duration::from_secs(10);
/// However long the server asks us to stay away, we look again after this.
const LONGEST_HINT: Duration = Duration::from_mins(1);

/// A user may have so many connections; one that nobody looks at leaves the others alone for this long.
const YIELD: Duration = Duration::from_mins(10);

impl Owner {
    pub(super) async fn heard(&mut self, frame: Option<Result<Frame, tungstenite::Error>>) {
        told::heard(frame.as_ref());
        match frame {
            Some(Ok(Frame::Text(text))) => {
                // What cannot be read is of a newer server, or of none of ours.
                let event = serde_json::from_str(&text).unwrap_or(ServerEvent::Unknown);
                self.note(&event);
                let waits_no_more = self.pulse.hear(&event, Instant::now());
                self.tell(Net::Said(Box::new(event))).await;
                if waits_no_more {
                    self.tell(Net::Waits(false)).await;
                }
            }
            Some(Ok(Frame::Close(Some(why)))) if u16::from(why.code) == close::EXPIRED => {
                self.hint = Some(Duration::ZERO);
                self.lost().await;
            }
            Some(Ok(Frame::Close(Some(why))))
                if self.beside.is_some() && u16::from(why.code) == close::REPLACED =>
            {
                (self.socket, self.hint, self.yields) = (None, None, true);
                self.retry_at = Some(Instant::now() + YIELD);
                self.tell(Net::Link(Link::Offline)).await;
            }
            Some(Ok(Frame::Close(_)) | Err(_)) | None => self.lost().await,
            Some(Ok(_)) => {}
        }
    }

    fn note(&mut self, event: &ServerEvent) {
        match event {
            ServerEvent::Hello { .. } => self.attempt = 0,
            ServerEvent::Reauth { .. } => self.renew(),
            ServerEvent::Closing { retry_after_ms, .. } => {
                self.hint = Some(Duration::from_millis(*retry_after_ms).min(LONGEST_HINT));
            }
            _ => {}
        }
    }

    fn renew(&mut self) {
        let Some(api) = self.api.clone() else { return };
        self.jobs.spawn(async move {
            let token = api.access_token().await;
            Outcome::Renewed(api.renew(&token).await)
        });
    }

    pub(super) async fn say(&mut self, command: &ClientCommand) {
        let Ok(text) = serde_json::to_string(command) else { return };
        self.pulse.ask(command, Instant::now());
        self.write(Frame::text(text)).await;
    }

    async fn write(&mut self, frame: Frame) {
        let Some(socket) = &mut self.socket else { return };
        let sent = timeout(WRITE_WITHIN, socket.send(frame)).await;
        if !matches!(sent, Ok(Ok(()))) {
            self.lost().await;
        }
    }

    /// Whoever wishes this doubts the connection: the one that is believed to be there may lead nowhere.
    pub(super) async fn connect_anew(&mut self) {
        let socket = self.socket.take();
        if let Some(socket) = &socket {
            self.tell(Net::Heard(socket.get_ref().heard().at)).await;
        }
        // Else it is being made.
        if socket.is_some() || self.retry_at.is_some() {
            self.try_again().await;
        }
    }

    /// When something is to be done about an open socket even if nothing comes.
    pub(super) fn due(&self) -> Option<Instant> {
        self.socket.as_ref().map(|socket| self.pulse.next(socket.get_ref().heard().since))
    }

    pub(super) async fn attend(&mut self) {
        let Some(heard) = self.socket.as_ref().map(|socket| socket.get_ref().heard().since) else { return };
        match self.pulse.rung(heard, Instant::now()) {
            Some(Due::Word) => self.tell(Net::Waits(true)).await,
            Some(Due::Ping) => self.write(Frame::Ping(Bytes::new())).await,
            Some(Due::Lost) => {
                told::silent();
                self.lost().await;
            }
            None => {}
        }
    }
}
