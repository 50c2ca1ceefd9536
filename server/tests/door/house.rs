//! A server of a few routes, on a port of its own.

use std::{net::SocketAddr, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
use protocol::{Timestamp, request::Login};
use reqwest::Client;
use serde_json::json;
use server::{
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    door::{self, Request, Response, Route, Table, accept, reply},
    error::{Error, Result},
    store::Store,
};

pub(crate) struct House {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
    pub(crate) client: Client,
    _folder: tempfile::TempDir,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(&[]).await
    }

    pub(crate) async fn with(settings: &[(&str, &str)]) -> Self {
        Self::build(settings, vec![routes()]).await
    }

    pub(crate) async fn behind(doors: Vec<Vec<Route>>) -> Self {
        Self::build(&[], doors).await
    }

    async fn build(settings: &[(&str, &str)], doors: Vec<Vec<Route>>) -> Self {
        let config = settings
            .iter()
            .fold(Config::defaults().unwrap(), |config, (name, value)| config.with(name, value).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Clock::stopped(Timestamp::from_millis(1_700_000_000_000));
        let (app, _) =
            App::new(config, clock, &Secret::new("for tests"), store, Broker::Alone).await.unwrap();
        let listener = accept::listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let table = Arc::new(Table::new(doors).unwrap());
        tokio::spawn(door::serve(Arc::clone(&app), listener, table));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { app, address, client, _folder: folder }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.app.stop.cancel();
    }
}

/// Bytes of an answer that fits nowhere between.
pub(crate) const LARGE: usize = 32 << 20;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/thing/{id}", thing),
        Route::post("/thing/{id}", thing),
        Route::post("/login", login),
        Route::get("/fault", async |_: Request| Err(Error::Internal(anyhow::anyhow!("the inner cause")))),
        Route::get("/panic/{at}", async |request: Request| {
            let at: usize = request.param("at", "Not found")?;
            reply::json(StatusCode::OK, &[1, 2, 3][..at])
        }),
        Route::get("/who", async |request: Request| {
            let who = json!({"client": request.client, "token": request.credential().map(|c| c.token().to_owned())});
            reply::json(StatusCode::OK, &who)
        }),
        Route::get("/large", async |_: Request| reply::json(StatusCode::OK, &"x".repeat(LARGE))),
        Route::get("/echo", async |_: Request| reply::json(StatusCode::OK, "not a socket")),
        Route::socket("/echo", echo),
        Route::socket("/only/socket", echo),
    ]
}

async fn thing(request: Request) -> Result<Response> {
    let id: protocol::UserId = request.param("id", "No such thing")?;
    reply::json(StatusCode::OK, &json!({"id": id}))
}

async fn login(mut request: Request) -> Result<Response> {
    let login: Login = request.body().await?;
    match request.face() {
        door::Face::Form => reply::see_other(door::local_path(login.next.as_deref().unwrap_or("/messenger"))),
        door::Face::Json => reply::json(StatusCode::OK, &json!({"email": login.email})),
    }
}

async fn echo(mut request: Request) -> Result<Response> {
    let upgrade = request.upgrade()?;
    Ok(upgrade.run(&request.app, async |mut socket: door::Socket| {
        while let Some(Ok(message)) = socket.next().await {
            if message.is_text() && socket.send(message).await.is_err() {
                return;
            }
        }
    }))
}
