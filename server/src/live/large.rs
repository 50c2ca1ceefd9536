//! Large frames, such as the list of somebody with many conversations, go to the wire by themselves: the WebSocket would
//! copy them into its buffer, which never becomes smaller again, for every socket that is open.

use tokio::io::AsyncWriteExt;
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

/// Writes it; all that was written before must have been flushed. When it fails, the socket must be closed.
pub(super) async fn write(socket: &mut Socket, text: &Utf8Bytes) -> Result<(), Error> {
    let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
    let mut head = Vec::with_capacity(10);
    header.format(text.len() as u64, &mut head)?;
    let wire = socket.get_mut();
    wire.write_all(&head).await?;
    wire.write_all(text.as_bytes()).await?;
    Ok(())
}
