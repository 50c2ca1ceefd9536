//! Requests over one connection that stays open, read no further than is needed to find the next.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An open connection.
pub(crate) struct Http {
    stream: TcpStream,
    address: SocketAddr,
    answer: Vec<u8>,
}

impl Http {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address, answer: Vec::new() })
    }

    /// GET with one more header line; the body.
    pub(crate) async fn get(&mut self, path: &str, header: &str) -> Result<&[u8]> {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{header}\r\n\r\n", self.address);
        self.ask(&head).await
    }

    /// POST of JSON; the body of the answer.
    pub(crate) async fn post(&mut self, path: &str, json: &str) -> Result<&[u8]> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{json}",
            self.address,
            json.len()
        );
        self.ask(&head).await
    }

    async fn ask(&mut self, request: &str) -> Result<&[u8]> {
        self.stream.write_all(request.as_bytes()).await?;
        self.answer.clear();
        loop {
            if let Some((status, body)) = whole(&self.answer)? {
                ensure!(status == 200, "answered {status}");
                return Ok(&self.answer[body..]);
            }
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "closed before it answered");
        }
    }
}

/// The status, and where the body begins, once all of it is there.
fn whole(answer: &[u8]) -> Result<Option<(u16, usize)>> {
    let Some(end) = memchr::memmem::find(answer, b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&answer[..end]).context("a head that is no text")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let body = end + 4;
    Ok((answer.len() >= body + length.context("an answer without a length")?).then_some((status, body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(whole(answer).unwrap(), Some((200, answer.len() - 3)));
        for cut in 0..answer.len() {
            assert_eq!(whole(&answer[..cut]).unwrap(), None);
        }
        assert!(whole(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }
}
