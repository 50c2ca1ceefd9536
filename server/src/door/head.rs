//! All of a request but its body.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use http::{HeaderMap, Method, header};
use serde::de::DeserializeOwned;

use super::{Face, cookies, decode, face, fields::Fields};
use crate::{
    app::App,
    error::{Error, Result},
};

/// What is known of a request before its body is read.
#[derive(Clone, Debug)]
pub struct Head {
    /// The server.
    pub app: Arc<App>,
    /// Leads to its lines in the log; the answer's `x-request-id`.
    pub id: String,
    /// How it asks.
    pub method: Method,
    /// For what, as it was written.
    pub path: String,
    /// What came after `?`, as it was written.
    pub query: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Who asks: the address of the connection, or what a trusted proxy says it was.
    pub client: IpAddr,
    /// What was typed in a form; see [`Head::typed`].
    pub(super) typed: OnceLock<Vec<(String, String)>>,
}

/// Who somebody says he is. Nothing of it has been checked.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// The cookie's token, which a browser sends by itself.
    Cookie(String),
    /// The token of the `Authorization` header.
    Bearer(String),
}

impl Credential {
    /// The token.
    pub fn token(&self) -> &str {
        match self {
            Self::Cookie(token) | Self::Bearer(token) => token,
        }
    }
}

impl Head {
    /// How the good answer should look.
    pub fn face(&self) -> Face {
        face::face(&self.headers)
    }

    /// Whether a refusal should be a page.
    pub fn wants_html(&self) -> bool {
        face::wants_html(&self.headers)
    }

    /// The access token, if one was sent. A bearer token goes first, so that what exempts a request from the check
    /// of its origin is also what it acts by.
    pub fn credential(&self) -> Option<Credential> {
        match self.bearer() {
            Some(token) => Some(Credential::Bearer(token.to_owned())),
            None => self.cookie(cookies::ACCESS).map(Credential::Cookie),
        }
    }

    /// One of our cookies: [`ACCESS`](super::ACCESS) or [`REFRESH`](super::REFRESH).
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookies::find(&self.app.config, &self.headers, name)
    }

    /// Reads the query. A value of a wrong type is malformed (400): the address was not made by our pages.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T> {
        Fields::from_pairs(decode::pairs(&self.query)?)?.read().map_err(|error| match error {
            Error::Invalid(fields) => {
                let field = fields.first().map_or("", |field| field.field.as_str());
                Error::Malformed(format!("The query's {field} cannot be read").into())
            }
            other => other,
        })
    }

    /// Whether the query names this, with or without a value.
    pub fn asks(&self, name: &str) -> bool {
        self.query.split('&').any(|pair| pair.split('=').next() == Some(name))
    }

    /// What was typed in a field of the form that was sent, once its body has been read: for a page that shows the form
    /// again. Only what may be shown is kept, so never a password.
    pub fn typed(&self, name: &str) -> Option<&str> {
        self.typed.get()?.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A header, if it is there and readable.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Host and port by which we were asked.
    pub fn host(&self) -> Option<&str> {
        self.header(header::HOST.as_str())
    }

    pub(super) fn has_cookie(&self) -> bool {
        [cookies::ACCESS, cookies::REFRESH].into_iter().any(|name| self.cookie(name).is_some())
    }

    pub(super) fn has_bearer(&self) -> bool {
        self.bearer().is_some()
    }

    fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header(header::AUTHORIZATION.as_str())?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    }

    /// Whether an `Origin` is ours: that of the public address if there is one, else that of this request.
    pub(super) fn is_own_origin(&self, origin: &str) -> bool {
        match &self.app.config.public_url {
            Some(own) => origin.eq_ignore_ascii_case(own.as_str()),
            None => origin.strip_prefix("http://").zip(self.host()).is_some_and(|(authority, host)| {
                authority.eq_ignore_ascii_case(host.strip_suffix(":80").unwrap_or(host))
            }),
        }
    }

    /// Refuses a path or query with broken percent-encoding, or a query that says something twice.
    pub(super) fn check_address(&self) -> Result<()> {
        decode::path(&self.path)?;
        Fields::from_pairs(decode::pairs(&self.query)?).map(|_| ())
    }

    #[cfg(test)]
    pub(super) fn for_tests(app: Arc<App>, method: Method) -> Self {
        Self {
            app,
            id: "test".into(),
            method,
            path: "/".into(),
            query: String::new(),
            headers: HeaderMap::new(),
            client: IpAddr::from([127, 0, 0, 1]),
            typed: OnceLock::new(),
        }
    }
}

/// The address of who asks. `X-Forwarded-For` is believed only as far as trusted proxies wrote it: from the right, up
/// to the first address that is none of theirs.
pub(super) fn client(peer: IpAddr, trusted: &[IpAddr], headers: &HeaderMap) -> IpAddr {
    let mut client = peer.to_canonical();
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .collect();
    for hop in hops.into_iter().rev() {
        match hop.parse::<IpAddr>() {
            Ok(address) if trusted.contains(&client) => client = address.to_canonical(),
            _ => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d14_a_forwarded_address_is_believed_only_from_a_trusted_proxy() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
        let table = [
            ("203.0.113.5", "127.0.0.1", "203.0.113.5"),
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "127.0.0.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ];
        for (peer, forwarded, client_is) in table {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            assert_eq!(client(ip(peer), &trusted, &headers), ip(client_is), "{peer} {forwarded}");
        }
    }
}
