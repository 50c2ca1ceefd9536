//! The opening handshake.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// Ports that one source address has for sockets to one listener, with some to spare.
const PORTS: usize = 20_000;

/// Opens a socket at that path. `number` chooses a source address, since one has only so many ports; `receive` is how
/// much the kernel keeps for us, if not the usual.
pub(crate) async fn shake_hands(
    address: SocketAddr,
    (path, token): (&str, Option<&str>),
    number: usize,
    receive: Option<u32>,
) -> Result<(TcpStream, Vec<u8>)> {
    let socket = TcpSocket::new_v4()?;
    if let Some(bytes) = receive {
        socket.set_recv_buffer_size(bytes)?;
    }
    if address.ip().is_loopback() && number >= PORTS {
        let host = u8::try_from(1 + number / PORTS).context("so many sockets have no address")?;
        socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, host), 0)))?;
    }
    let mut stream = socket.connect(address).await.context("cannot connect")?;
    stream.set_nodelay(true)?;
    let authorization = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{authorization}\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::with_capacity(1024);
    let head = loop {
        if let Some(at) = memchr::memmem::find(&answer, b"\r\n\r\n") {
            break at + 4;
        }
        ensure!(stream.read_buf(&mut answer).await? > 0, "closed during the handshake");
    };
    ensure!(
        answer.starts_with(b"HTTP/1.1 101"),
        "no socket was opened: {}",
        String::from_utf8_lossy(&answer[..head]).lines().next().unwrap_or_default()
    );
    // What came with the answer belongs to the frames.
    let rest = answer.split_off(head);
    Ok((stream, rest))
}
