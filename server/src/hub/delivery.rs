//! An event on its way: serialised once, its bytes shared by all sockets.

use std::sync::Arc;

use protocol::ServerEvent;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// An event and its JSON.
#[derive(Debug)]
pub struct Delivery {
    /// For the doors that say it in other words.
    pub event: ServerEvent,
    json: Utf8Bytes,
}

impl Delivery {
    /// Serialises it.
    pub fn new(event: ServerEvent) -> Arc<Self> {
        // Events are plain structs of numbers and strings: serialising them cannot fail.
        let json = serde_json::to_string(&event).unwrap_or_default().into();
        Arc::new(Self { event, json })
    }

    /// The frame; a clone shares the bytes.
    pub fn json(&self) -> Utf8Bytes {
        self.json.clone()
    }

    /// How much it weighs in a queue, in bytes.
    pub fn weight(&self) -> usize {
        self.json.len()
    }
}
