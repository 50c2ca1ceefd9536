//! Frames (RFC 6455, 5.2), read where they lie and written as a client writes them.

use anyhow::{Result, bail, ensure};

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
/// Lengths that say how many bytes the length has.
const TWO: u8 = 126;
const EIGHT: u8 = 127;
const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// What a server said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    /// A text.
    Text(&'a [u8]),
    /// It wants to know whether we live.
    Ping(&'a [u8]),
    /// It ends, with a code (1005: without one) and perhaps words.
    Close(u16, &'a [u8]),
    /// An answer to a ping.
    Pong,
}

impl<'a> Frame<'a> {
    /// The frame at the beginning of `bytes`, and how long it is; `None` when it is not whole yet.
    ///
    /// # Errors
    /// When no server of ours writes such a frame.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Option<(Self, usize)>> {
        let &[first, second, ref rest @ ..] = bytes else { return Ok(None) };
        ensure!(second & MASKED == 0, "a server's frame is not masked");
        ensure!(first & FINAL != 0, "a frame in pieces");
        let (length, head) = match second & 0x7f {
            TWO => match rest.first_chunk() {
                Some(length) => (usize::from(u16::from_be_bytes(*length)), 4),
                None => return Ok(None),
            },
            EIGHT => match rest.first_chunk() {
                Some(length) => (usize::try_from(u64::from_be_bytes(*length))?, 10),
                None => return Ok(None),
            },
            short => (usize::from(short), 2),
        };
        let Some(payload) = bytes.get(head..head + length) else { return Ok(None) };
        let frame = match first & 0x0f {
            TEXT => Self::Text(payload),
            CLOSE => match payload {
                [a, b, words @ ..] => Self::Close(u16::from_be_bytes([*a, *b]), words),
                _ => Self::Close(1005, payload),
            },
            PING => Self::Ping(payload),
            PONG => Self::Pong,
            other => bail!("a frame of kind {other}"),
        };
        Ok(Some((frame, head + length)))
    }
}

/// Writes a text frame.
pub(crate) fn put_text(out: &mut Vec<u8>, payload: &[u8]) {
    put(out, TEXT, payload);
}

/// Writes the answer to a ping.
pub(crate) fn put_pong(out: &mut Vec<u8>, payload: &[u8]) {
    put(out, PONG, payload);
}

/// A mask of zeros leaves the payload as it is, and costs the reader as much as any other.
fn put(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    out.push(FINAL | kind);
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(short), _) if short < TWO => out.push(MASKED | short),
        (_, Ok(length)) => {
            out.push(MASKED | TWO);
            out.extend_from_slice(&length.to_be_bytes());
        }
        _ => {
            out.push(MASKED | EIGHT);
            out.extend_from_slice(&(payload.len() as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(payload);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmasked(payload: &[u8]) -> Vec<u8> {
        let mut frame = Vec::new();
        put_text(&mut frame, payload);
        let head = frame.len() - payload.len();
        frame.drain(head - 4..head);
        frame[1] &= 0x7f;
        frame
    }

    #[test]
    fn a_frame_of_every_length_is_read_once_it_is_whole() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let payload = vec![b'x'; length];
            let bytes = unmasked(&payload);
            for part in [0, 1, 3, bytes.len() - 1] {
                assert_eq!(Frame::read(&bytes[..part.min(bytes.len() - 1)]).unwrap(), None, "{length}");
            }
            let more = [bytes.as_slice(), &[0x81]].concat();
            assert_eq!(Frame::read(&more).unwrap(), Some((Frame::Text(&payload), bytes.len())));
        }
    }

    #[test]
    fn a_goodbye_says_why() {
        assert_eq!(
            Frame::read(&[0x88, 4, 0x0f, 0xa1, b'o', b'k']).unwrap(),
            Some((Frame::Close(4001, b"ok"), 6))
        );
        assert_eq!(Frame::read(&[0x88, 0]).unwrap(), Some((Frame::Close(1005, b""), 2)));
        assert_eq!(Frame::read(&[0x89, 1, b'p']).unwrap(), Some((Frame::Ping(b"p"), 3)));
    }

    #[test]
    fn what_no_server_says_is_an_error() {
        assert!(Frame::read(&[0x81, 0x80, 0, 0, 0, 0]).is_err(), "masked");
        assert!(Frame::read(&[0x01, 1, b'x']).is_err(), "in pieces");
        assert!(Frame::read(&[0x82, 1, b'x']).is_err(), "binary");
    }
}
