//! The way to a server: its address, the client of HTTP, and how its refusals are read.

use std::{
    io::{self, ErrorKind},
    sync::Arc,
    time::Duration,
};

use protocol::{ErrorCode, Problem, request, route};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, header};
use rustls::ClientConfig;
use serde::de::DeserializeOwned;

use super::{
    api::Api,
    held::{Held, Hold, save},
    tls, told,
};
use crate::{
    effect::Credentials,
    message::{Failure, Silence},
    session::{Account, AccountName, Session, Store},
};

/// What the client calls itself.
pub(super) const AGENT: &str = concat!("messenger-tui/", env!("CARGO_PKG_VERSION"));
/// Letters of a computer's name, at most.
const HOST: usize = 64;
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A server that can be asked.
#[derive(Clone, Debug)]
pub struct Door {
    pub(super) http: Client,
    base: Url,
    pub(super) tls: Arc<ClientConfig>,
}

impl Door {
    /// The server at this address; nothing is asked yet.
    pub fn new(server: &str) -> Result<Self, Failure> {
        let base = parse(server).ok_or_else(|| Failure::BadServer(server.to_owned()))?;
        let unusable = |why: &dyn std::fmt::Display| Failure::Unreachable(why.to_string().into());
        let tls = tls::config().map_err(|e| unusable(&e))?;
        let json = header::HeaderMap::from_iter([(
            header::ACCEPT,
            header::HeaderValue::from_static("application/json"),
        )]);
        let http = Client::builder()
            .tls_backend_preconfigured(tls.as_ref().clone())
            .user_agent(AGENT)
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
    pub async fn sign_in(self, credentials: &Credentials, store: &Store, hold: Hold) -> Result<Api, Failure> {
        let Credentials { email, password, .. } = credentials;
        let (email, password) = (email.clone(), password.clone());
        let name = AccountName { server: credentials.server.clone(), email: email.clone() };
        let held = hold.take(store, &name)?;
        if let Some(name) = credentials.register.clone() {
            let register = request::Register { name, email: email.clone(), password: password.clone() };
            checked(self.http.post(self.url(route::REGISTER)).json(&register)).await?;
        }
        let login = request::Login { email, password, next: None };
        let login = self.http.post(self.url(route::LOGIN)).header(header::USER_AGENT, device()).json(&login);
        let answer: request::SignedIn = read(checked(login).await?).await?;
        let request::SignedIn { access_token, refresh_token, user, .. } = answer;
        let session = Session { user, access_token, refresh_token: Some(refresh_token) };
        save(held.turn().await?, session.clone()).await?;
        hold.remember(store, &name);
        Ok(Api::new(self, held, session))
    }

    /// Goes on with the session of an account that is held alone already.
    pub(super) fn go_on(self, account: Account) -> Option<Api> {
        let session = account.device().load()?;
        Some(Api::new(self, Held { device: account.device().clone(), alone: Some(account) }, session))
    }

    /// Goes on with the session that is kept, without asking the server.
    pub fn resume(self, name: &AccountName, store: &Store, hold: Hold) -> Result<Option<Api>, Failure> {
        let held = hold.take(store, name)?;
        hold.remember(store, name);
        Ok(held.device.load().map(|session| Api::new(self, held, session)))
    }
}

/// What the server calls this device in the list of them: the client and, for people who have several, the computer.
fn device() -> String {
    let host = rustix::system::uname();
    let host: String =
        host.nodename().to_string_lossy().chars().filter(char::is_ascii_graphic).take(HOST).collect();
    if host.is_empty() { AGENT.to_owned() } else { format!("{AGENT} ({host})") }
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

pub(super) async fn checked(request: RequestBuilder) -> Result<Response, Failure> {
    let answer = request.send().await.map_err(|e| Failure::Unreachable(cause(&e)));
    let answer = answer.inspect_err(|failure| told::failed("no answer", failure))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    told::answered(status.as_u16());
    // A proxy may say a date; then it is as if it had said nothing.
    let again =
        answer.headers().get(header::RETRY_AFTER).and_then(|seconds| seconds.to_str().ok()?.parse().ok());
    let problem: Option<Problem> = answer.json().await.ok();
    Err(match (problem.map_or_else(|| unexplained(status), refused), again) {
        (Failure::Refused(code @ (ErrorCode::RateLimited | ErrorCode::Unavailable), _), Some(seconds)) => {
            Failure::NotNow(code, seconds)
        }
        (failure, _) => failure,
    })
}

pub(super) async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Failure> {
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
        _ => return Failure::Unreachable(format!("HTTP {status}").into()),
    };
    Failure::Refused(code, String::new())
}

/// The innermost cause, not where and during what.
pub(super) fn cause(error: &(dyn std::error::Error + 'static)) -> Silence {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let said = innermost.to_string();
    match innermost.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(ErrorKind::ConnectionRefused) => Silence::NothingThere,
        Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown) => {
            Silence::NoNetwork
        }
        Some(ErrorKind::TimedOut) => Silence::Late,
        // The system has a kind of its own for neither.
        _ if said.contains("lookup address") => Silence::NoSuchHost,
        _ if said.contains("timed out") => Silence::Late,
        _ => said.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_nobody_answers_is_known_where_it_can_be() {
        let refused = io::Error::from(ErrorKind::ConnectionRefused);
        assert_eq!(cause(&refused), Silence::NothingThere);
        let unknown = "failed to lookup address information: Name or service not known";
        assert_eq!(cause(&io::Error::other(unknown)), Silence::NoSuchHost);
        assert_eq!(cause(&io::Error::other("bad certificate")), "bad certificate".into());
    }

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
