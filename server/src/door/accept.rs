//! The accept loop. Not `warp::serve`: it leaves Nagle's algorithm on, sets no time for a request's head and no bound
//! on connections.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower_service::Service;

use super::{Response, Table, filter::filter, patience::Patience};
use crate::{app::App, metrics::OpenConnection};

/// A request's head must be here within this time; an idle connection is closed after it.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// Bytes of a request's head, at most.
const HEAD_BYTES: usize = 64 << 10;
/// What the kernel keeps for a reader that does not read: bounds its memory, and ours.
const SEND_BUFFER: u32 = 256 << 10;
/// When told to stop, what is being answered may take this long.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

/// Where a request came from. It holds the connection's place among those that may be open.
#[derive(Clone)]
pub(super) struct Arrival {
    pub(super) peer: SocketAddr,
    pub(super) place: Place,
}

type Place = Arc<(OwnedSemaphorePermit, OpenConnection)>;

/// Opens a listener. Fails when the address is taken or not ours.
pub fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let open = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        // Connections inherit it.
        socket.set_send_buffer_size(SEND_BUFFER)?;
        socket.bind(address)?;
        socket.listen(4096)
    };
    open().with_context(|| {
        format!("cannot listen on {address}: is another server there? Choose another one by --listen")
    })
}

/// Answers what comes to the listener until the app is told to stop, then finishes what it has begun.
pub async fn serve(app: Arc<App>, listener: TcpListener, table: Arc<Table>) {
    let graceful = GracefulShutdown::new();
    let service = warp::service(filter(Arc::clone(&app), table));
    let places = Arc::new(Semaphore::new(app.config.max_connections.min(Semaphore::MAX_PERMITS)));
    let builder = builder();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = next(&listener) => accepted,
            () = app.stop.cancelled() => break,
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tracing::warn!(%peer, "too many connections");
            continue;
        };
        let arrival = Arrival { peer, place: Arc::new((place, app.metrics.connection())) };
        take(&app, &builder, &graceful, (stream, arrival, service.clone()));
    }
    drop(listener);
    if tokio::time::timeout(FINISH_WITHIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                // Out of files, say: waiting is all that helps.
                tracing::warn!(%error, "cannot accept");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).max_buf_size(HEAD_BYTES);
    builder
}

fn take<S>(
    app: &App,
    builder: &auto::Builder<TokioExecutor>,
    graceful: &GracefulShutdown,
    (stream, arrival, service): (TcpStream, Arrival, S),
) where
    S: Service<http::Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    // Else small answers wait 40 ms for an acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(arrival.clone());
        service.clone().call(request)
    });
    let connection =
        builder.serve_connection_with_upgrades(TokioIo::new(Patience::new(stream)), service).into_owned();
    let connection = graceful.watch(connection);
    app.doors.spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection");
        }
    });
}
