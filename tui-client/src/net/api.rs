//! Requests as somebody: with a session, whose access token is renewed when it is over, once for all who wait for it, in this
//! process and in the others that share the session.

use std::{path::PathBuf, sync::Arc};

use protocol::{ErrorCode, Profile, request, route};
use reqwest::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::{
    door::{Door, checked, read},
    held::{Held, forget, save, secret},
};
use crate::{
    message::Failure,
    session::{Account, Session},
};

/// How often the access token is renewed for one question. A token that another process has renewed may be over when its turn
/// comes here; one that is refused after that is refused for good.
const RENEWALS: u32 = 2;

/// A server that can be asked as somebody.
#[derive(Clone)]
pub struct Api {
    pub(super) door: Door,
    pub(super) user: Profile,
    held: Arc<Held>,
    session: Arc<Mutex<Session>>,
}

impl Api {
    pub(super) fn new(door: Door, held: Held, session: Session) -> Self {
        let user = session.user.clone();
        Self { door, held: Arc::new(held), user, session: Arc::new(Mutex::new(session)) }
    }

    /// Who asks.
    pub const fn user(&self) -> &Profile {
        &self.user
    }

    /// Where its cache is, when no other process shows the account.
    pub(super) fn cache(&self) -> Option<PathBuf> {
        self.held.alone.as_ref().map(Account::cache)
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
        let mut token = self.access_token().await;
        for _ in 0..RENEWALS {
            let answer = checked(request(&self.door.http).bearer_auth(&token)).await;
            if !matches!(answer, Err(Failure::Refused(ErrorCode::Unauthenticated, _))) {
                return answer;
            }
            token = self.renew(&token).await?;
        }
        checked(request(&self.door.http).bearer_auth(token)).await
    }

    /// A new access token in place of `old`, unless somebody has renewed it meanwhile: a task of this process or another
    /// process. A session that is not kept any more was ended by another process.
    pub(super) async fn renew(&self, old: &str) -> Result<String, Failure> {
        let mut session = self.session.lock().await;
        if session.access_token != old {
            return Ok(session.access_token.clone());
        }
        let turn = self.held.turn().await?;
        let kept = self.held.device.load();
        *session = kept.ok_or_else(|| Failure::Refused(ErrorCode::Unauthenticated, String::new()))?;
        if session.access_token != old {
            return Ok(session.access_token.clone());
        }
        let (turn, secret) = secret(turn, session.clone()).await?;
        let body = request::Refresh { refresh_token: Some(secret.clone()) };
        let request = self.door.http.post(self.door.url(route::REFRESH)).json(&body);
        let fresh: request::Refreshed = read(checked(request).await?).await?;
        session.access_token = fresh.access_token;
        session.refresh_token = fresh.refresh_token.or(Some(secret));
        // An old refresh token on disk would end the session at the next start: better to say so now.
        save(turn, session.clone()).await?;
        Ok(session.access_token.clone())
    }

    /// Forgets the session, unless another process has signed in anew meanwhile.
    pub async fn forget(&self) -> Result<(), Failure> {
        let session = self.session.lock().await;
        let turn = self.held.turn().await?;
        match self.held.device.load() {
            Some(kept) if kept.access_token != session.access_token => Ok(()),
            _ => forget(turn).await,
        }
    }
}
