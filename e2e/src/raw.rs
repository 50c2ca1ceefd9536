//! Bytes, for what no honest client sends.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{PATIENCE, Reply};

/// Sends these bytes and reads the answer. `Host` and `Connection: close` are put in after the first line.
pub async fn request(url: &str, request: &str) -> Reply {
    let (line, rest) = request.split_once("\r\n").expect("a request line");
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.unwrap();
    let bytes = format!("{line}\r\nHost: {host}\r\nConnection: close\r\n{rest}");
    // The server may answer, and close, before it has read all.
    let _ = stream.write_all(bytes.as_bytes()).await;
    let mut answer = Vec::new();
    // An answer may stand before the connection is closed.
    while !is_whole(&answer)
        && timeout(PATIENCE, stream.read_buf(&mut answer)).await.expect("an answer").unwrap() > 0
    {}
    parse(&String::from_utf8_lossy(&answer))
}

/// There is a head, and as much of a body as it promises.
fn is_whole(answer: &[u8]) -> bool {
    let answer = String::from_utf8_lossy(answer);
    answer.contains("\r\n\r\n")
        && parse(&answer).header("content-length").parse().is_ok_and(|length: usize| {
            answer.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= length)
        })
}

fn parse(answer: &str) -> Reply {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("not HTTP: {answer:?}"));
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let headers: HeaderMap = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| {
            (name.parse::<HeaderName>().unwrap(), value.trim().parse::<HeaderValue>().unwrap())
        })
        .collect();
    Reply { status, headers, body: body.to_owned() }
}

/// A WebSocket whose frames are made by hand.
pub struct Frames {
    stream: TcpStream,
}

impl Frames {
    /// Shakes hands as the holder of that token.
    pub async fn open(url: &str, path: &str, token: &str) -> Self {
        let host = url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.unwrap();
        let handshake = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Authorization: Bearer {token}\r\n\r\n"
        );
        stream.write_all(handshake.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(PATIENCE, stream.read_u8()).await.expect("an answer").unwrap());
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        Self { stream }
    }

    /// What the kernel holds for the server on its side of this connection: bytes that were not taken here; none when the
    /// server has let it go.
    pub fn untaken(&self) -> Option<u64> {
        const ESTABLISHED: &str = "01";
        // By both ends: one port may lead to several servers at once, and to others that are gone.
        let ends = [self.stream.peer_addr().ok()?, self.stream.local_addr().ok()?];
        let ends = ends.map(|end| format!(":{:04X}", end.port()));
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
        let mut rows = table.lines().map(|row| row.split_whitespace().collect::<Vec<_>>());
        let row =
            rows.find(|row| row.len() > 4 && row[1].ends_with(&ends[0]) && row[2].ends_with(&ends[1]))?;
        let waiting = row[4].split(':').next().unwrap();
        (row[3] == ESTABLISHED).then(|| u64::from_str_radix(waiting, 16).unwrap())
    }

    /// Sends bytes; whether they still go through is not asked.
    pub async fn sends(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    /// Sends one frame: its first byte (FIN, reserved bits, opcode) and a masked payload under 126 bytes.
    pub async fn sends_frame(&mut self, first: u8, payload: &[u8]) {
        let length = u8::try_from(payload.len()).ok().filter(|length| *length < 126).expect("a short frame");
        // A mask of zeros leaves the payload as it is.
        let mut frame = vec![first, 0x80 | length, 0, 0, 0, 0];
        frame.extend_from_slice(payload);
        self.sends(&frame).await;
    }

    /// Reads on until the server closes: the close code, or none when the connection just ends.
    pub async fn close_code(&mut self) -> Option<u16> {
        self.closed_within(PATIENCE).await
    }

    /// The same, where nothing may come for so long.
    pub async fn closed_within(&mut self, silence: Duration) -> Option<u16> {
        loop {
            let (opcode, payload) = timeout(silence, self.frame()).await.expect("it stays open")?;
            if opcode == 8 {
                return payload.get(..2).map(|code| u16::from_be_bytes([code[0], code[1]]));
            }
        }
    }

    async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let first = self.stream.read_u8().await.ok()?;
        let length = match self.stream.read_u8().await.ok()? & 0x7f {
            126 => u64::from(self.stream.read_u16().await.ok()?),
            127 => self.stream.read_u64().await.ok()?,
            short => u64::from(short),
        };
        let mut payload = vec![0; usize::try_from(length).ok()?];
        self.stream.read_exact(&mut payload).await.ok()?;
        Some((first & 0x0f, payload))
    }
}
