//! What came back over HTTP.

use protocol::Problem;
use reqwest::{Response, StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An answer, read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Reply {
    /// Reads an answer to its end.
    pub(crate) async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap() }
    }

    /// A header's value; empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body, which must be JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        self.parse()
    }

    /// It succeeded with that status, and this is what it brought.
    #[track_caller]
    pub fn gives<T: DeserializeOwned>(&self, status: u16) -> T {
        self.is(status).parse()
    }

    /// It has that status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// It is a redirect to there.
    #[track_caller]
    pub fn leads_to(&self, location: &str) -> &Self {
        self.is(303);
        assert_eq!(self.header("location"), location);
        self
    }

    /// It is a refusal with that status, said as RFC 9457 has it.
    #[track_caller]
    pub fn refuses(&self, status: u16) -> Problem {
        self.is(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:#?}");
        let problem: Problem = self.parse();
        assert_eq!(problem.status, status);
        assert_eq!(Some(problem.title.as_str()), StatusCode::from_u16(status).unwrap().canonical_reason());
        assert!(!problem.detail.is_empty());
        assert_eq!(
            status == 422,
            !problem.errors.is_empty(),
            "422, and only that, names the fields: {problem:#?}"
        );
        problem
    }

    /// It is a refusal of that one field's value.
    #[track_caller]
    pub fn refuses_field(&self, field: &str) {
        let problem = self.refuses(422);
        assert!(problem.errors.iter().any(|error| error.field == field), "{field}: {problem:#?}");
    }

    /// Nobody could tell it from that other answer: status, headers and body, but for the clock and the request's id.
    #[track_caller]
    pub fn is_the_same_as(&self, other: &Self) {
        assert_eq!(self.without_ids(), other.without_ids());
    }

    /// The cookies that it sets, each as `name=value; attributes`.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
    }

    #[track_caller]
    fn parse<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    fn without_ids(&self) -> Self {
        let mut reply = self.clone();
        reply.headers.remove("date");
        if let Some(id) = reply.headers.remove("x-request-id") {
            reply.body = reply.body.replace(id.to_str().unwrap(), "");
        }
        reply
    }
}
