//! A person with an account, speaking JSON with a bearer token. The verbs succeed or fail the test; what a story wants to
//! see refused goes through [`Actor::get`], [`Actor::post`] and [`Actor::delete`].

mod amend;
mod conversations;
mod live;

use protocol::{
    Found, Profile, Session, SessionId, User,
    request::{Login, Register, SignedIn},
    route,
};
use reqwest::{Client, RequestBuilder};
use serde::Serialize;
use serde_json::json;

use crate::Reply;

/// Somebody.
#[derive(Clone)]
pub struct Actor {
    /// Who they are; known once they have registered.
    pub profile: Option<Profile>,
    /// What they sign in with.
    pub password: String,
    /// Proves who they are.
    pub token: String,
    /// Gets the next token.
    pub refresh_token: String,
    /// The server's address.
    pub url: String,
    http: Client,
}

impl Actor {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            profile: None,
            password: String::new(),
            token: String::new(),
            refresh_token: String::new(),
            url: url.to_owned(),
            http: http(),
        }
    }

    /// Who they are.
    pub fn id(&self) -> protocol::UserId {
        self.profile.as_ref().expect("they have no account").id
    }

    /// What they sign in with.
    pub fn email(&self) -> &str {
        &self.profile.as_ref().expect("they have no account").email
    }

    /// What others call them.
    pub fn name(&self) -> &str {
        &self.profile.as_ref().expect("they have no account").name
    }

    /// Makes their account.
    pub async fn registers(&mut self, account: &Register) {
        self.profile = Some(self.post(route::REGISTER, account).await.gives(201));
        self.password.clone_from(&account.password);
    }

    /// Signs in, from one more device.
    pub async fn signs_in(&mut self) -> SignedIn {
        let login = Login { email: self.email().to_owned(), password: self.password.clone(), next: None };
        let stranger = Self::new(&self.url);
        let signed_in: SignedIn = stranger.post(route::LOGIN, &login).await.gives(200);
        self.token.clone_from(&signed_in.access_token);
        self.refresh_token.clone_from(&signed_in.refresh_token);
        signed_in
    }

    /// The same person at another device.
    pub async fn at_another_device(&self) -> Self {
        let mut other = Self { http: http(), ..self.clone() };
        other.signs_in().await;
        other
    }

    /// The same device, connected to another node.
    #[must_use]
    pub fn at_node(&self, node: &crate::Server) -> Self {
        Self { url: node.url.clone(), http: http(), ..self.clone() }
    }

    /// Signs out.
    pub async fn signs_out(&self) -> Reply {
        self.post(route::LOGOUT, &json!({})).await
    }

    /// Asks for a new access token.
    pub async fn refreshes(&self, refresh_token: &str) -> Reply {
        Self::new(&self.url).post(route::REFRESH, &json!({ "refresh_token": refresh_token })).await
    }

    /// Looks at their devices.
    pub async fn sessions(&self) -> Vec<Session> {
        self.get(route::SESSIONS).await.gives(200)
    }

    /// Signs a device out.
    pub async fn revokes(&self, session: SessionId) -> Reply {
        self.delete(&route::session(session)).await
    }

    /// Looks for people.
    pub async fn finds_people(&self, query: &str) -> Vec<User> {
        self.asks(self.request("GET", route::USERS).query(&[("query", query)])).await.gives(200)
    }

    /// Looks for messages, in one way or another.
    pub async fn searches(&self, query: &[(&str, &str)]) -> Reply {
        self.asks(self.request("GET", route::SEARCH).query(query)).await
    }

    /// What their messages are found to say.
    pub async fn finds(&self, q: &str) -> Vec<String> {
        let found: Found = self.searches(&[("q", q)]).await.gives(200);
        found.hits.into_iter().map(|hit| hit.snippet).collect()
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.asks(self.request("GET", path)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.asks(self.request("POST", path).json(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.asks(self.request("DELETE", path)).await
    }

    /// A request of theirs, to be changed before it is sent.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let request = self.http.request(method.parse().unwrap(), format!("{}{path}", self.url));
        let request = request.header("accept", "application/json");
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// Sends exactly this request.
    pub async fn sends_as_is(&self, request: reqwest::Request) -> Reply {
        Reply::read(self.http.execute(request).await.unwrap()).await
    }

    /// Sends a request.
    pub async fn asks(&self, request: RequestBuilder) -> Reply {
        Reply::read(request.send().await.unwrap()).await
    }
}

/// A client that follows no redirect and keeps no cookie.
pub(crate) fn http() -> Client {
    crate::visitor::client().build().unwrap()
}
