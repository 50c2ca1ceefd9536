//! A TCP proxy that can be cut and stalled.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
    task::JoinHandle,
};

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Everything goes through.
    Open,
    /// Nothing moves, and nobody is told.
    Stalled,
    /// Connections are cut, and new ones are closed at once.
    Cut,
}

/// What stands behind it.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// host:port
    Tcp(String),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// A proxy on a port of its own.
pub(crate) struct Proxy {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    way: Arc<watch::Sender<Way>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Stands before that.
    pub(crate) async fn before(target: Target) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let way = Arc::new(watch::Sender::new(Way::Open));
        let accepting = tokio::spawn(accept(listener, target, Arc::clone(&way)));
        Ok(Self { address, way, accepting })
    }

    /// Cuts every connection, and takes no new ones.
    pub(crate) fn cut(&self) {
        self.way.send_replace(Way::Cut);
    }

    /// Holds everything back.
    pub(crate) fn stall(&self) {
        self.way.send_replace(Way::Stalled);
    }

    /// Lets everything through again.
    pub(crate) fn mend(&self) {
        self.way.send_replace(Way::Open);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, target: Target, way: Arc<watch::Sender<Way>>) {
    while let Ok((near, _)) = listener.accept().await {
        if *way.borrow() == Way::Cut {
            continue;
        }
        let (target, way) = (target.clone(), way.subscribe());
        // Small commands and answers: waiting for more of them would be the proxy's own delay.
        _ = near.set_nodelay(true);
        tokio::spawn(async move {
            match target {
                Target::Tcp(address) => {
                    if let Ok(far) = TcpStream::connect(&address).await {
                        _ = far.set_nodelay(true);
                        through(near, far.into_split(), way).await;
                    }
                }
                Target::Unix(path) => {
                    if let Ok(far) = UnixStream::connect(&path).await {
                        through(near, far.into_split(), way).await;
                    }
                }
            }
        });
    }
}

async fn through(
    near: TcpStream,
    far: (impl AsyncRead + Unpin, impl AsyncWrite + Unpin),
    mut way: watch::Receiver<Way>,
) {
    let near = near.into_split();
    let (there, back) = (pump(near.0, far.1, way.clone()), pump(far.0, near.1, way.clone()));
    tokio::select! {
        () = there => {}
        () = back => {}
        // Its sender lives as long as the proxy.
        _ = way.wait_for(|way| *way == Way::Cut) => {}
    }
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut way: watch::Receiver<Way>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if way.wait_for(|way| *way != Way::Stalled).await.is_err()
            || to.write_all(&buffer[..count]).await.is_err()
        {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    async fn echo() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mut from, mut to) = stream.into_split();
                tokio::spawn(async move { tokio::io::copy(&mut from, &mut to).await });
            }
        });
        address
    }

    #[tokio::test]
    async fn it_lets_through_holds_back_and_cuts() {
        let proxy = Proxy::before(Target::Tcp(echo().await)).await.unwrap();
        let mut line = TcpStream::connect(proxy.address).await.unwrap();
        let mut byte = [0];
        line.write_all(b"a").await.unwrap();
        line.read_exact(&mut byte).await.unwrap();
        proxy.stall();
        line.write_all(b"b").await.unwrap();
        assert!(timeout(Duration::from_millis(50), line.read_exact(&mut byte)).await.is_err());
        proxy.mend();
        line.read_exact(&mut byte).await.unwrap();
        assert_eq!(&byte, b"b");
        proxy.cut();
        assert!(line.read_exact(&mut byte).await.is_err());
        let mut refused = TcpStream::connect(proxy.address).await.unwrap();
        assert!(refused.read_exact(&mut byte).await.is_err());
    }
}
