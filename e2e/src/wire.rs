//! A network that can be cut: a proxy between a client and the server.

use std::sync::Arc;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
    sync::watch,
};

/// How it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// Nothing gets through, and nobody is told.
    Silent,
    Cut,
}

/// A way to a server. It goes with this value.
pub struct Wire {
    /// Where the server seems to be.
    pub url: String,
    state: watch::Sender<State>,
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
        let (state, states) = watch::channel(State::Whole);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, Arc::clone(&server), states.clone()));
            }
        });
        Self { url, state, runtime: Some(runtime) }
    }

    /// Everything that is open breaks, and nothing new gets through.
    pub fn is_cut(&self) {
        self.state.send_replace(State::Cut);
    }

    /// Nothing gets through any more, and nothing breaks: what is sent waits on the way.
    pub fn is_silent(&self) {
        self.state.send_replace(State::Silent);
    }

    /// It works again.
    pub fn is_mended(&self) {
        self.state.send_replace(State::Whole);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.state.send_replace(State::Cut);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn carry(mut client: TcpStream, server: Arc<str>, mut states: watch::Receiver<State>) {
    let carried = async {
        if let Ok(mut server) = TcpStream::connect(&*server).await {
            // Either end may hang up.
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
    };
    tokio::pin!(carried);
    loop {
        let state = *states.borrow_and_update();
        tokio::select! {
            biased;
            changed = states.changed() => if changed.is_err() { return },
            () = async {}, if state == State::Cut => return,
            () = &mut carried, if state == State::Whole => return,
        }
    }
}
