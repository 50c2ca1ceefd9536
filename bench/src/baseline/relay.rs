//! A bare relay on tokio-tungstenite: what comes in a room goes to all in it, the sender included, whose copy is the
//! answer. No names, no numbers, no store. One thread, bytes shared, a bounded queue a socket, one flush for all that
//! waits.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    future::poll_fn,
    io::Write,
    net::Ipv4Addr,
    rc::Rc,
    task::{Context, Poll, Waker, ready},
};

use anyhow::Result;
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpListener, TcpStream},
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
/// Zero-filled before every read.
const READ_BUFFER: usize = 4 << 10;

/// Where what is to be written waits.
#[derive(Default)]
struct Queue {
    waiting: RefCell<VecDeque<Message>>,
    waker: Cell<Option<Waker>>,
    closed: Cell<bool>,
}

impl Queue {
    fn push(&self, message: Message) {
        let mut waiting = self.waiting.borrow_mut();
        if waiting.len() >= WAITING {
            self.closed.set(true);
        } else {
            waiting.push_back(message);
        }
        drop(waiting);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
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
    queue.push(Message::text(HELLO));
    room.borrow_mut().push(Rc::clone(&queue));
    let mut line = Line { socket, room: Rc::clone(&room), queue: Rc::clone(&queue) };
    let outcome = poll_fn(|context| line.poll(context)).await;
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

struct Line {
    socket: WebSocketStream<TcpStream>,
    room: Room,
    queue: Rc<Queue>,
}

impl Line {
    /// Tells the room all that has come, then writes all that waits and flushes once.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        loop {
            match self.socket.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(message @ Message::Text(_)))) => {
                    self.room.borrow().iter().for_each(|queue| queue.push(message.clone()));
                }
                Poll::Ready(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Pending => break,
            }
        }
        self.queue.waker.set(Some(context.waker().clone()));
        if self.queue.closed.get() {
            return Poll::Ready(Ok(()));
        }
        let mut waiting = self.queue.waiting.borrow_mut();
        while !waiting.is_empty() {
            ready!(self.socket.poll_ready_unpin(context))?;
            if let Some(message) = waiting.pop_front() {
                self.socket.start_send_unpin(message)?;
            }
        }
        drop(waiting);
        ready!(self.socket.poll_flush_unpin(context))?;
        Poll::Pending
    }
}
