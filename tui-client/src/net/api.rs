//! HTTP: every request with its session, whose access token is renewed when it is over, once for all who wait for it.

use std::{sync::Arc, time::Duration};

use protocol::{ErrorCode, Problem, Profile, request, route};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, header};
use rustls::ClientConfig;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::tls;
use crate::{
    effect::Credentials,
    message::Failure,
    session::{Account, AccountName, OpenError, Session, Store},
};

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A server that can be asked.
#[derive(Clone)]
pub(super) struct Door {
    http: Client,
    base: Url,
    pub(super) tls: Arc<ClientConfig>,
}

/// A server that can be asked as somebody.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) door: Door,
    pub(super) account: Arc<Account>,
    pub(super) user: Profile,
    session: Arc<Mutex<Session>>,
}

impl Door {
    pub(super) fn new(server: &str) -> Result<Self, Failure> {
        let base = parse(server).ok_or_else(|| Failure::BadServer(server.to_owned()))?;
        let unusable = |why: &dyn std::fmt::Display| Failure::Unreachable(why.to_string());
        let tls = tls::config().map_err(|e| unusable(&e))?;
        let json = header::HeaderMap::from_iter([(
            header::ACCEPT,
            header::HeaderValue::from_static("application/json"),
        )]);
        let http = Client::builder()
            .tls_backend_preconfigured(tls.as_ref().clone())
            .user_agent(concat!("messenger-tui/", env!("CARGO_PKG_VERSION")))
            .default_headers(json)
            .connect_timeout(CONNECT_WITHIN)
            .timeout(ANSWER_WITHIN)
            .no_proxy()
            .build()
            .map_err(|e| unusable(&e))?;
        Ok(Self { http, base, tls })
    }

    /// The address of a path of the server, which may itself lie under a path.
    pub(super) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    /// Makes the account when that is wanted, signs in, and keeps the session.
    pub(super) async fn sign_in(self, credentials: &Credentials, store: &Store) -> Result<Api, Failure> {
        let Credentials { email, password, .. } = credentials;
        let (email, password) = (email.clone(), password.clone());
        if let Some(name) = credentials.register.clone() {
            let register = request::Register { name, email: email.clone(), password: password.clone() };
            checked(self.http.post(self.url(route::REGISTER)).json(&register)).await?;
        }
        let login = request::Login { email: email.clone(), password, next: None };
        let answer: request::SignedIn =
            read(checked(self.http.post(self.url(route::LOGIN)).json(&login)).await?).await?;
        let account = open(store, &AccountName { server: credentials.server.clone(), email })?;
        let request::SignedIn { access_token, refresh_token, user, .. } = answer;
        let session = Session { user, access_token, refresh_token };
        account.save(&session).map_err(|e| Failure::Unreachable(e.to_string()))?;
        Ok(Api::new(self, account, session))
    }

    /// Goes on with the session that is kept, without asking the server.
    pub(super) fn resume(self, name: &AccountName, store: &Store) -> Result<Option<Api>, Failure> {
        let account = open(store, name)?;
        Ok(account.load().map(|session| Api::new(self, account, session)))
    }
}

impl Api {
    fn new(door: Door, account: Account, session: Session) -> Self {
        let user = session.user.clone();
        Self { door, account: Arc::new(account), user, session: Arc::new(Mutex::new(session)) }
    }

    pub(super) async fn access_token(&self) -> String {
        self.session.lock().await.access_token.clone()
    }

    /// Asks as the user; `Unauthenticated` means that the session is over for good.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> Result<T, Failure> {
        read(self.tell(request).await?).await
    }

    /// The same, when the answer does not matter.
    pub(super) async fn tell(
        &self,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> Result<Response, Failure> {
        let token = self.access_token().await;
        let answer = checked(request(&self.door.http).bearer_auth(&token)).await;
        if !matches!(answer, Err(Failure::Refused(ErrorCode::Unauthenticated, _))) {
            return answer;
        }
        let token = self.renew(&token).await?;
        checked(request(&self.door.http).bearer_auth(token)).await
    }

    /// A new access token in place of `old`, unless somebody has renewed it meanwhile.
    pub(super) async fn renew(&self, old: &str) -> Result<String, Failure> {
        let mut session = self.session.lock().await;
        if session.access_token != old {
            return Ok(session.access_token.clone());
        }
        let body = request::Refresh { refresh_token: Some(session.refresh_token.clone()) };
        let request = self.door.http.post(self.door.url(route::REFRESH)).json(&body);
        let fresh: request::Refreshed = read(checked(request).await?).await?;
        session.access_token = fresh.access_token;
        if let Some(refresh_token) = fresh.refresh_token {
            session.refresh_token = refresh_token;
        }
        // An old refresh token on disk would end the session at the next start: better to say so now.
        self.account.save(&session).map_err(|e| Failure::Unreachable(e.to_string()))?;
        Ok(session.access_token.clone())
    }
}

fn open(store: &Store, name: &AccountName) -> Result<Account, Failure> {
    store.open(name).map_err(|error| match error {
        OpenError::Locked(process) => Failure::Locked(process),
        OpenError::Io(error) => Failure::Unreachable(error.to_string()),
    })
}

/// The address of a server; without a scheme it is `http` on this machine and `https` elsewhere.
fn parse(server: &str) -> Option<Url> {
    let server = server.trim();
    let url = if server.contains("://") {
        Url::parse(server).ok()?
    } else {
        let url = Url::parse(&format!("http://{server}")).ok()?;
        let here = matches!(url.host_str()?, "localhost" | "127.0.0.1" | "[::1]");
        if here { url } else { Url::parse(&format!("https://{server}")).ok()? }
    };
    let usable = matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty();
    usable.then_some(url)
}

async fn checked(request: RequestBuilder) -> Result<Response, Failure> {
    let answer = request.send().await.map_err(|e| Failure::Unreachable(cause(&e)))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let problem: Option<Problem> = answer.json().await.ok();
    Err(problem.map_or_else(|| unexplained(status), refused))
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Failure> {
    answer.json().await.map_err(|e| Failure::Unreachable(cause(&e)))
}

fn refused(problem: Problem) -> Failure {
    let fields: Vec<String> =
        problem.errors.into_iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
    let detail = if fields.is_empty() { problem.detail } else { fields.join("; ") };
    Failure::Refused(problem.code, detail)
}

/// A refusal by something that is not our server, like a proxy before it.
fn unexplained(status: StatusCode) -> Failure {
    let code = match status {
        StatusCode::UNAUTHORIZED => ErrorCode::Unauthenticated,
        StatusCode::TOO_MANY_REQUESTS => ErrorCode::RateLimited,
        _ => return Failure::Unreachable(format!("HTTP {status}")),
    };
    Failure::Refused(code, String::new())
}

/// The innermost cause: `Connection refused`, not where and during what.
pub(super) fn cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_be_written_as_people_write_it() {
        for (written, meant) in [
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000/api/v1/auth/login"),
            ("localhost:8000", "http://localhost:8000/api/v1/auth/login"),
            ("chat.example.com", "https://chat.example.com/api/v1/auth/login"),
            ("https://example.com/chat/", "https://example.com/chat/api/v1/auth/login"),
        ] {
            assert_eq!(Door::new(written).ok().unwrap().url(route::LOGIN).as_str(), meant);
        }
        for nonsense in ["", "ftp://example.com", "http://", "http://user@example.com"] {
            assert!(matches!(Door::new(nonsense), Err(Failure::BadServer(_))), "{nonsense}");
        }
    }
}
