//! The task that owns it all: one loop over what is wished, what has been answered, what the socket says and what time it is.

mod talk;

use std::{future::pending, time::Duration};

use protocol::{AccessToken, ClientCommand, request};
use tokio::{
    sync::mpsc::{Sender, UnboundedReceiver},
    task::JoinSet,
    time::{Instant, sleep_until, timeout},
};
use uuid::Uuid;

use super::{
    api::Api,
    backoff,
    door::Door,
    held::Hold,
    live::{self, Socket},
    pulse::Pulse,
    told,
};
use crate::{
    effect::{Credentials, Effect, Request},
    message::{Failure, Net},
    model::Link,
    session::{Account, AccountName, Store},
};

/// Signing out does not wait longer for the server.
const SIGN_OUT_WITHIN: Duration = Duration::from_secs(3);

/// How to begin.
pub enum Start {
    /// Wait for somebody to sign in.
    Wait,
    /// Sign in.
    SignIn(Credentials),
    /// Go on with the session that is kept of this account, which is held already.
    Resume(AccountName, Account),
    /// The same beside whoever shows the account.
    Beside(AccountName),
    /// Go on as somebody who has been let in already.
    With(Api),
}

/// Works until nobody wishes anything any more.
pub async fn run(store: Store, start: Start, mut wishes: UnboundedReceiver<Effect>, news: Sender<Net>) {
    let mut owner = Owner {
        store,
        news,
        beside: if let Start::Beside(name) = &start { Some(name.clone()) } else { None },
        yields: false,
        api: None,
        socket: None,
        pulse: Pulse::default(),
        retry_at: None,
        attempt: 0,
        hint: None,
        jobs: JoinSet::new(),
    };
    match start {
        Start::Wait => {}
        Start::SignIn(credentials) => owner.sign_in(credentials).await,
        Start::Resume(name, account) => owner.resume(&name, account).await,
        Start::Beside(_) => owner.try_again().await,
        Start::With(api) => owner.enter(api).await,
    }
    loop {
        let due = owner.due();
        tokio::select! {
            // What has come is read before it is judged that nothing has, also after the process was stopped for long.
            biased;
            wish = wishes.recv() => match wish {
                Some(wish) => owner.grant(wish).await,
                None => break,
            },
            Some(Ok(outcome)) = owner.jobs.join_next() => owner.done(outcome).await,
            frame = live::next_frame(&mut owner.socket) => owner.heard(frame).await,
            () = at(owner.retry_at) => owner.try_again().await,
            () = at(due) => owner.attend().await,
        }
    }
    // A renewal that has begun goes on alone; none begins any more.
    owner.jobs.shutdown().await;
    if let Some(mut socket) = owner.socket.take() {
        let _ = timeout(Duration::from_millis(200), socket.close(None)).await;
    }
}

/// Something that ran beside the loop.
enum Outcome {
    SignedIn(Result<Api, Failure>),
    Connected(Result<Socket, Failure>),
    Answered(Net),
    /// The access token, because the socket asked for another one.
    Renewed(Result<String, Failure>),
}

struct Owner {
    store: Store,
    news: Sender<Net>,
    /// Others show this account, now or at another time.
    beside: Option<AccountName>,
    /// It keeps away for those who do, whatever is wished.
    yields: bool,
    api: Option<Api>,
    socket: Option<Socket>,
    pulse: Pulse,
    retry_at: Option<Instant>,
    /// Tries since the last hello.
    attempt: u32,
    /// How long the server asked us to stay away.
    hint: Option<Duration>,
    jobs: JoinSet<Outcome>,
}

impl Owner {
    async fn grant(&mut self, wish: Effect) {
        match wish {
            Effect::SignIn(credentials) => self.sign_in(credentials).await,
            Effect::SignOut => self.sign_out().await,
            Effect::Reconnect if !self.yields => self.connect_anew().await,
            Effect::Say(command) => self.say(&command).await,
            Effect::Ask(request) => self.ask(request),
            // Not of the network.
            _ => {}
        }
    }

    fn ask(&mut self, request: Request) {
        let Some(api) = self.api.clone() else { return };
        self.jobs.spawn(async move { Outcome::Answered(api.answer(request).await) });
    }

    async fn sign_in(&mut self, credentials: Credentials) {
        self.forget().await;
        let store = self.store.clone();
        self.jobs.spawn(async move {
            let door = Door::new(&credentials.server);
            Outcome::SignedIn(match door {
                Ok(door) => door.sign_in(&credentials, &store, Hold::Alone).await,
                Err(failure) => Err(failure),
            })
        });
    }

    async fn resume(&mut self, name: &AccountName, account: Account) {
        // Else the next start asks for the account.
        let _ = self.store.remember(name);
        let kept = Door::new(&name.server).map(|door| door.go_on(account));
        self.begin(kept).await;
    }

    /// Connects; beside others the session may still have to be had before.
    async fn try_again(&mut self) {
        let name = match (&self.api, &self.beside) {
            (None, Some(name)) => name.clone(),
            _ => return self.connect().await,
        };
        self.retry_at = None;
        let kept = Door::new(&name.server).and_then(|door| door.resume(&name, &self.store, Hold::Beside));
        let failed = kept.is_err();
        self.begin(kept).await;
        if failed {
            // Nobody sits there who could try it again.
            self.retry_at = Some(Instant::now() + self.next_delay());
        }
    }

    async fn begin(&mut self, kept: Result<Option<Api>, Failure>) {
        match kept {
            Ok(Some(api)) => self.enter(api).await,
            Ok(None) => self.tell(Net::SessionOver).await,
            Err(failure) => self.tell(Net::SignInFailed(failure)).await,
        }
    }

    async fn enter(&mut self, api: Api) {
        self.tell(Net::SignedIn(api.user.clone())).await;
        self.api = Some(api);
        self.attempt = 0;
        self.connect().await;
    }

    async fn sign_out(&mut self) {
        if let Some(api) = self.api.clone() {
            let told = timeout(SIGN_OUT_WITHIN, api.sign_out()).await;
            let _ = api.forget().await;
            // One that the server knows nothing of any more need not be ended there.
            if !told.is_ok_and(|told| told.as_ref().err().is_none_or(Failure::ends_session)) {
                self.tell(Net::SignedOutHere(api.user.email.clone())).await;
            }
        }
        self.forget().await;
    }

    /// Leaves the account, and with it its lock.
    async fn forget(&mut self) {
        self.jobs.shutdown().await;
        self.socket = None;
        self.retry_at = None;
        self.api = None;
    }

    async fn session_over(&mut self) {
        if let Some(api) = &self.api {
            let _ = api.forget().await;
        }
        self.forget().await;
        self.tell(Net::SessionOver).await;
    }

    async fn done(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::SignedIn(Ok(api)) => {
                if let Some(cache) = api.cache() {
                    self.tell(Net::Holds(cache)).await;
                }
                self.enter(api).await;
            }
            Outcome::SignedIn(Err(failure)) => self.tell(Net::SignInFailed(failure)).await,
            Outcome::Connected(Ok(socket)) => {
                self.socket = Some(socket);
                self.pulse.begin_again();
            }
            Outcome::Connected(Err(failure)) if failure.ends_session() => self.session_over().await,
            Outcome::Connected(Err(failure)) => {
                told::failed("no connection", &failure);
                self.lost().await;
            }
            Outcome::Renewed(Ok(token)) => {
                let (access_token, request_id) = (AccessToken(token), Uuid::new_v4().into());
                self.say(&ClientCommand::Auth { access_token, request_id }).await;
            }
            Outcome::Renewed(Err(failure)) if failure.ends_session() => self.session_over().await,
            // Without another one the server closes the socket, and the next one is opened with a new token.
            Outcome::Renewed(Err(_)) => {}
            Outcome::Answered(net) if net.ends_session() => self.session_over().await,
            Outcome::Answered(net) => self.tell(net).await,
        }
    }

    async fn connect(&mut self) {
        (self.retry_at, self.yields) = (None, false);
        let Some(api) = self.api.clone() else { return };
        self.tell(Net::Link(Link::Connecting)).await;
        let wish = request::Listen { away: self.beside.is_some().then_some(true) };
        self.jobs.spawn(async move { Outcome::Connected(live::connect(&api, wish).await) });
    }

    /// The connection is gone, or could not be made: another try later.
    async fn lost(&mut self) {
        let heard = self.socket.take().map(|socket| socket.get_ref().heard().at);
        if self.api.is_none() {
            return;
        }
        if let Some(at) = heard {
            self.tell(Net::Heard(at)).await;
        }
        let (wait, link) = match self.hint.take() {
            // The server said when to come back: nothing is wrong.
            Some(wait) => (wait, Link::Connecting),
            None => (self.next_delay(), Link::Offline),
        };
        self.retry_at = Some(Instant::now() + wait);
        self.tell(Net::Link(link)).await;
    }

    fn next_delay(&mut self) -> Duration {
        self.attempt = self.attempt.saturating_add(1);
        backoff::delay(self.attempt - 1, random())
    }

    async fn tell(&self, net: Net) {
        // Nobody listens any more only when the client is stopping.
        let _ = self.news.send(net).await;
    }
}

/// What was not given is never due.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}

fn random() -> u64 {
    Uuid::new_v4().as_u64_pair().1
}

#[cfg(test)]
mod tests;
