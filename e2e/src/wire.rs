//! A network that can be cut: a proxy between a client and the server.

use std::sync::Arc;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
    sync::watch,
};

/// A way to a server. It goes with this value.
pub struct Wire {
    /// Where the server seems to be.
    pub url: String,
    whole: watch::Sender<bool>,
    /// A thread of its own: a story that waits for a screen holds its own.
    runtime: Option<Runtime>,
}

impl Wire {
    /// A way to the server at this address.
    pub async fn to(url: &str) -> Self {
        let server: Arc<str> = url.trim_start_matches("http://").into();
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let bound = runtime.spawn(TcpListener::bind("127.0.0.1:0"));
        let listener = bound.await.unwrap().unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (whole, is_whole) = watch::channel(true);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, Arc::clone(&server), is_whole.clone()));
            }
        });
        Self { url, whole, runtime: Some(runtime) }
    }

    /// Everything that is open breaks, and nothing new gets through.
    pub fn is_cut(&self) {
        self.whole.send_replace(false);
    }

    /// It works again.
    pub fn is_mended(&self) {
        self.whole.send_replace(true);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.whole.send_replace(false);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn carry(mut client: TcpStream, server: Arc<str>, mut is_whole: watch::Receiver<bool>) {
    let cut = async move { is_whole.wait_for(|whole| !whole).await.is_ok() };
    let carried = async {
        if let Ok(mut server) = TcpStream::connect(&*server).await {
            // Either end may hang up.
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
    };
    tokio::select! {
        biased;
        _ = cut => {}
        () = carried => {}
    }
}
