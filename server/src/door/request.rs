//! What a handler is given.

use std::{ops::Deref, str::FromStr, sync::Arc};

use serde::de::DeserializeOwned;

use super::{Head, Upgrade, body};
use crate::error::{Error, Result};

/// A request whose route was found. It reads like its [`Head`].
pub struct Request {
    pub(super) head: Arc<Head>,
    pub(super) params: Vec<(String, String)>,
    pub(super) body: Option<body::Incoming>,
    pub(super) upgrade: Option<Upgrade>,
}

impl Request {
    /// A part of the path as its type. What is no id is answered like an unknown id, with `missing`.
    pub fn param<T: FromStr>(&self, name: &str, missing: &'static str) -> Result<T> {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(|| Error::not_found(missing))
    }

    /// Reads the body, JSON or form, once. Unknown fields are ignored; no body at all is an object without fields.
    pub async fn body<T: DeserializeOwned>(&mut self) -> Result<T> {
        let Some(body) = self.body.take() else {
            return Err(Error::Internal(anyhow::anyhow!("the body was read twice")));
        };
        let fields = body::fields(&self.head.headers, body).await?;
        let _ = self.head.typed.set(fields.typed());
        fields.read()
    }

    /// The upgrade of a socket's route, once.
    pub fn upgrade(&mut self) -> Result<Upgrade> {
        self.upgrade.take().ok_or_else(|| Error::Malformed("A WebSocket is expected here".into()))
    }
}

impl Deref for Request {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.head
    }
}
