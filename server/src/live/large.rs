//! Large frames, such as the list of somebody with many conversations, go to the wire by themselves: the WebSocket would
//! copy them into its buffer, which never becomes smaller again, for every socket that is open.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use tokio_tungstenite::tungstenite::{
    Error, Utf8Bytes,
    protocol::frame::{
        FrameHeader,
        coding::{Data, OpCode},
    },
};

use crate::door::Socket;

/// From so many bytes on a frame is large.
pub(super) const LARGE: usize = 8 << 10;

/// A frame goes out in pieces of so many bytes.
const PIECE: usize = 64 << 10;

/// Writes it; all that was written before must have been flushed. The client takes each piece of it within that time. When it fails or is
/// given up, the socket must be closed.
pub(super) async fn write(socket: &mut Socket, text: &Utf8Bytes, within: Duration) -> Result<(), Error> {
    let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
    let mut head = Vec::with_capacity(10);
    header.format(text.len() as u64, &mut head)?;
    let wire = socket.get_mut();
    pour(wire, &head, within).await?;
    pour(wire, text.as_bytes(), within).await?;
    Ok(())
}

/// A slow line takes long for a large frame, which is no reason to give its client up: it would ask for the same again.
async fn pour(wire: &mut (impl AsyncWrite + Unpin), bytes: &[u8], within: Duration) -> io::Result<()> {
    for piece in bytes.chunks(PIECE) {
        timeout(within, wire.write_all(piece)).await.map_err(|_| late())??;
    }
    Ok(())
}

fn late() -> io::Error {
    io::Error::from(io::ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use tokio::{io::AsyncReadExt, time::sleep};

    use super::*;

    const WITHIN: Duration = Duration::from_secs(1);

    #[tokio::test]
    async fn a_slow_client_gets_all_of_a_large_frame_and_one_that_stands_still_is_given_up() {
        let frame = vec![b'x'; 2 << 20];
        let (mut server, mut client) = tokio::io::duplex(8 << 10);
        let reading = async {
            // It takes a second and a half for all of it.
            let (mut piece, mut taken) = (vec![0; 64 << 10], 0);
            while taken < frame.len() {
                client.read_exact(&mut piece).await.unwrap();
                taken += piece.len();
                sleep(Duration::from_millis(50)).await;
            }
        };
        let (written, ()) = tokio::join!(pour(&mut server, &frame, WITHIN), reading);
        assert!(written.is_ok(), "{written:?}");

        let refused = pour(&mut server, &frame, WITHIN).await;
        assert_eq!(refused.map_err(|error| error.kind()), Err(io::ErrorKind::TimedOut));
    }
}
