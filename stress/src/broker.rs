//! A broker of this run: a `nats-server`, a proxy before it, and somebody who hears everything and says it again, late,
//! twice and in another order.

use std::{net::TcpListener, process::Stdio, time::Duration};

use anyhow::{Context, ensure};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
    sync::{Mutex, mpsc},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::proxy::{Proxy, Target};

/// A running broker.
pub(crate) struct Broker {
    /// What the servers connect to.
    pub(crate) proxy: Proxy,
    port: u16,
    process: Mutex<Child>,
    mischief: JoinHandle<()>,
}

impl Broker {
    /// Starts one on a free port.
    pub(crate) async fn start(seed: u64) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = Mutex::new(spawn(port)?);
        reachable(port).await?;
        let proxy = Proxy::before(Target::Tcp(format!("127.0.0.1:{port}"))).await?;
        let mischief = tokio::spawn(async move {
            let mut rng = StdRng::seed_from_u64(seed);
            loop {
                // It ends with the broker, and begins again with it.
                _ = repeat_everything(port, &mut rng).await;
                sleep(Duration::from_millis(100)).await;
            }
        });
        Ok(Self { proxy, port, process, mischief })
    }

    /// Its address, through the proxy.
    pub(crate) fn url(&self) -> String {
        format!("nats://{}", self.proxy.address)
    }

    /// Kills it, and starts it again after a while.
    pub(crate) async fn is_killed_for(&self, time: Duration) -> anyhow::Result<()> {
        let mut process = self.process.lock().await;
        process.kill().await?;
        sleep(time).await;
        for _ in 0..50 {
            *process = spawn(self.port)?;
            if reachable(self.port).await.is_ok() && process.try_wait()?.is_none() {
                return Ok(());
            }
        }
        anyhow::bail!("the broker does not start again")
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.mischief.abort();
    }
}

fn spawn(port: u16) -> anyhow::Result<Child> {
    let mut command = Command::new("nats-server");
    command.args(["-a", "127.0.0.1", "-p", &port.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.spawn().context("nats-server is not in the PATH")
}

async fn reachable(port: u16) -> anyhow::Result<()> {
    let trying = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(5), trying).await.context("the broker does not listen")
}

/// A message of the broker, as its own text protocol has it.
struct Hint {
    subject: String,
    payload: Vec<u8>,
}

/// Every third message is said again once or twice, up to two seconds late; so later ones overtake it.
async fn repeat_everything(port: u16, rng: &mut StdRng) -> anyhow::Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let (from, mut to) = stream.into_split();
    let mut from = BufReader::new(from);
    // Without `echo` it does not hear itself.
    to.write_all(b"CONNECT {\"verbose\":false,\"echo\":false}\r\nSUB > 1\r\n").await?;
    let (say, mut said) = mpsc::unbounded_channel::<Vec<u8>>();
    loop {
        tokio::select! {
            hint = next(&mut from) => match hint? {
                Some(hint) if rng.random_ratio(1, 3) => {
                    for _ in 0..rng.random_range(1..3) {
                        later(&hint, Duration::from_millis(rng.random_range(0..2_000)), say.clone());
                    }
                }
                Some(_) => {}
                None => to.write_all(b"PONG\r\n").await?,
            },
            Some(bytes) = said.recv() => to.write_all(&bytes).await?,
        }
    }
}

fn later(hint: &Hint, wait: Duration, say: mpsc::UnboundedSender<Vec<u8>>) {
    let mut bytes = format!("PUB {} {}\r\n", hint.subject, hint.payload.len()).into_bytes();
    bytes.extend_from_slice(&hint.payload);
    bytes.extend_from_slice(b"\r\n");
    tokio::spawn(async move {
        sleep(wait).await;
        // The connection may be gone by then.
        _ = say.send(bytes);
    });
}

/// The next message; none for a ping, which wants an answer.
async fn next(from: &mut BufReader<tokio::net::tcp::OwnedReadHalf>) -> anyhow::Result<Option<Hint>> {
    loop {
        let mut line = String::new();
        ensure!(from.read_line(&mut line).await? > 0, "the broker has gone");
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["PING"] => return Ok(None),
            ["MSG", subject, .., size] => {
                let mut payload = vec![0; size.parse::<usize>()? + 2];
                from.read_exact(&mut payload).await?;
                payload.truncate(payload.len() - 2);
                return Ok(Some(Hint { subject: (*subject).to_owned(), payload }));
            }
            _ => {}
        }
    }
}
