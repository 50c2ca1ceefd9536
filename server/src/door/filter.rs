//! The one warp filter: takes a request apart and hands it to the table.

use std::sync::{Arc, OnceLock};

use bytes::{Buf, Bytes};
use futures_util::{Stream, StreamExt};
use http::{HeaderMap, Method};
use hyper::upgrade::OnUpgrade;
use uuid::Uuid;
use warp::{Filter, filters::BoxedFilter, path::FullPath};

use super::{
    Head, Response,
    accept::Arrival,
    body,
    head::client,
    table::{Rest, Table},
};
use crate::app::App;

/// Everything this server answers.
pub(super) fn filter(app: Arc<App>, table: Arc<Table>) -> BoxedFilter<(Response,)> {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    let head = warp::method().and(warp::path::full()).and(query).and(warp::header::headers_cloned());
    let head = head.and(warp::ext::get::<Arrival>()).map(
        move |method: Method, path: FullPath, query: String, headers: HeaderMap, arrival: Arrival| {
            let peer = arrival.peer.ip();
            let head = Head {
                client: client(peer, &app.config.trusted_proxies, &headers),
                id: app.clock.id::<Uuid>().simple().to_string(),
                app: Arc::clone(&app),
                method,
                path: path.as_str().to_owned(),
                query,
                headers,
                typed: OnceLock::new(),
            };
            (head, arrival)
        },
    );
    head.and(warp::ext::optional::<OnUpgrade>())
        .and(warp::body::stream())
        .then(move |(head, arrival), on, stream| {
            Arc::clone(&table).answer(head, Rest { arrival, on, body: incoming(stream) })
        })
        .boxed()
}

fn incoming<S, B>(stream: S) -> body::Incoming
where
    S: Stream<Item = Result<B, warp::Error>> + Send + Sync + 'static,
    B: Buf,
{
    Box::pin(stream.map(|chunk| chunk.map(|mut chunk| -> Bytes { chunk.copy_to_bytes(chunk.remaining()) })))
}
