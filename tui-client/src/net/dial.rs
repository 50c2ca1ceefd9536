//! The way to a computer: of several addresses of one name the first that answers is taken.

use std::{io, net::SocketAddr, time::Duration};

use futures_util::{StreamExt, stream::FuturesUnordered};
use tokio::{
    net::{TcpStream, lookup_host},
    time::sleep,
};

/// An address that has not answered by then is not waited for alone: one of the two kinds of addresses often leads nowhere.
const ALONE: Duration = Duration::from_millis(250);

/// Connects to a computer by its name or its address.
pub(super) async fn reach(host: &str, port: u16) -> io::Result<TcpStream> {
    first(lookup_host((host, port)).await?).await
}

/// The first that answers. The next one is tried when one has failed or takes long.
async fn first(addresses: impl Iterator<Item = SocketAddr>) -> io::Result<TcpStream> {
    let mut addresses = addresses.peekable();
    let mut tries = FuturesUnordered::new();
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    loop {
        tries.extend(addresses.next().map(TcpStream::connect));
        tokio::select! {
            tried = tries.next() => match tried {
                Some(Ok(connection)) => return Ok(connection),
                Some(Err(error)) => failure = error,
                None => return Err(failure),
            },
            () = sleep(ALONE), if addresses.peek().is_some() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::{net::TcpSocket, time::timeout};

    use super::*;

    #[tokio::test]
    async fn an_address_that_leads_nowhere_does_not_hold_up_the_next_one() {
        let here = || "127.0.0.1:0".parse().unwrap();
        let silent = TcpSocket::new_v4().unwrap();
        silent.bind(here()).unwrap();
        let silent = silent.listen(0).unwrap();
        let nowhere = silent.local_addr().unwrap();
        // Whoever comes when its queue is full gets no answer.
        let mut waiting = Vec::new();
        while let Ok(connection) = timeout(Duration::from_millis(300), TcpStream::connect(nowhere)).await {
            waiting.push(connection.unwrap());
        }
        let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let good = server.local_addr().unwrap();
        let connected = timeout(Duration::from_secs(5), first([nowhere, good].into_iter())).await;
        assert_eq!(connected.unwrap().unwrap().peer_addr().unwrap(), good);
    }

    #[tokio::test]
    async fn the_next_one_is_tried_at_once_where_nothing_listens_and_the_last_failure_is_told() {
        let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let good = server.local_addr().unwrap();
        let closed = "127.0.0.1:1".parse().unwrap();
        assert!(first([closed, good].into_iter()).await.is_ok());
        let failure = first([closed, closed].into_iter()).await.unwrap_err();
        assert_eq!(failure.kind(), io::ErrorKind::ConnectionRefused);
        assert!(first(std::iter::empty()).await.is_err());
    }
}
