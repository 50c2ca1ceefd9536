//! A bare relay on tokio-tungstenite: what comes in a room goes to all in it, the sender included, whose copy is the
//! answer. No names, no numbers, no store. One thread, bytes shared, a bounded queue a socket, one flush for all that
//! waits.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    io::Write,
    net::Ipv4Addr,
    rc::Rc,
};

use anyhow::Result;
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::{LocalSet, spawn_local},
};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async_with_config,
    tungstenite::{
        Message,
        handshake::server::{Request, Response},
        protocol::WebSocketConfig,
    },
};

/// The first frame of every socket: from here on it hears its room.
const HELLO: &str = r#"{"event":"hello"}"#;
/// Messages that may wait for a socket; a slower one is dropped.
const WAITING: usize = 1_024;
const READ_BUFFER: usize = 8 << 10;

/// Where what is to be written waits.
#[derive(Default)]
struct Queue {
    waiting: RefCell<VecDeque<Message>>,
    wake: Notify,
    closed: std::cell::Cell<bool>,
}

type Room = Rc<RefCell<Vec<Rc<Queue>>>>;
type Rooms = Rc<RefCell<HashMap<String, Room>>>;

/// Listens on a free port, says which, and relays until it is killed.
pub(crate) fn run() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        writeln!(std::io::stdout().lock(), "The relay is ready: http://{}", listener.local_addr()?)?;
        let rooms = Rooms::default();
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let rooms = Rc::clone(&rooms);
            spawn_local(async move {
                // A socket that breaks is gone, and nobody else minds.
                let _ = serve(stream, rooms).await;
            });
        }
    })
}

async fn serve(stream: TcpStream, rooms: Rooms) -> Result<()> {
    let mut path = String::new();
    let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
    let socket = accept_hdr_async_with_config(stream, name(&mut path), Some(config)).await?;
    let room = Rc::clone(rooms.borrow_mut().entry(path).or_default());
    let queue = Rc::new(Queue::default());
    queue.waiting.borrow_mut().push_back(Message::text(HELLO));
    queue.wake.notify_one();
    room.borrow_mut().push(Rc::clone(&queue));
    let outcome = talk(socket, &room, &queue).await;
    room.borrow_mut().retain(|other| !Rc::ptr_eq(other, &queue));
    outcome
}

/// Keeps the path of the request: it names the room.
#[expect(clippy::result_large_err, reason = "the library's own type")]
fn name(
    path: &mut String,
) -> impl FnOnce(
    &Request,
    Response,
) -> Result<Response, tokio_tungstenite::tungstenite::handshake::server::ErrorResponse> {
    move |request, response| {
        request.uri().path().clone_into(path);
        Ok(response)
    }
}

async fn talk(socket: WebSocketStream<TcpStream>, room: &Room, queue: &Queue) -> Result<()> {
    let (mut sink, mut stream) = socket.split();
    loop {
        tokio::select! {
            biased;
            () = queue.wake.notified() => {
                if queue.closed.get() {
                    return Ok(());
                }
                let batch = std::mem::take(&mut *queue.waiting.borrow_mut());
                for message in batch {
                    sink.feed(message).await?;
                }
                sink.flush().await?;
            }
            message = stream.next() => match message {
                Some(Ok(message @ Message::Text(_))) => tell(room, &message),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(()),
                Some(Ok(_)) => {}
            },
        }
    }
}

fn tell(room: &Room, message: &Message) {
    for queue in room.borrow().iter() {
        let mut waiting = queue.waiting.borrow_mut();
        if waiting.len() >= WAITING {
            queue.closed.set(true);
        } else {
            waiting.push_back(message.clone());
        }
        drop(waiting);
        queue.wake.notify_one();
    }
}
