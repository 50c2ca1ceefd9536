//! What the terminal sends, as soon as it is there. It is read without a thread of its own, and without setting the terminal to
//! return at once, which would hold for the shell as well: the terminal is asked first whether there is something.

use std::io::{self, Stdin, stdin};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::io::{Interest, unix::AsyncFd};

/// What is taken in before a frame is drawn, at most.
const AT_ONCE: usize = 64 << 10;

/// The terminal's other end.
pub(super) struct Keyboard(AsyncFd<Stdin>);

impl Keyboard {
    #[expect(
        deprecated,
        reason = "what replaces it is unsafe, which this house forbids; standard input stays open"
    )]
    pub(super) fn new() -> io::Result<Self> {
        AsyncFd::with_interest(stdin(), Interest::READABLE).map(Self)
    }

    /// What it has sent, so much of it as is taken in at once; nothing when it is gone. Nothing is lost when this is not waited for to its end.
    pub(super) async fn read(&self) -> io::Result<Vec<u8>> {
        loop {
            let mut ready = self.0.readable().await?;
            if !self.has_more() {
                ready.clear_ready();
                continue;
            }
            let mut bytes = vec![0; 4 << 10];
            let mut length = match self.fill(&mut bytes) {
                // It returns at once because somebody else has set it so, and somebody else has read what was there.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
                filled => filled?,
            };
            while length == bytes.len() && length < AT_ONCE && self.has_more() {
                bytes.resize(2 * length, 0);
                // What is wrong is found again by the next read; what is here already is not lost for it.
                let Ok(more) = self.fill(&mut bytes[length..]) else { break };
                length += more;
            }
            bytes.truncate(length);
            return Ok(bytes);
        }
    }

    /// There is something to read, or nothing more will ever come.
    pub(super) fn has_more(&self) -> bool {
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        let asked = &mut [PollFd::new(self.0.get_ref(), PollFlags::IN)];
        poll(asked, Some(&at_once)).is_ok_and(|ready| ready > 0)
    }

    fn fill(&self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match rustix::io::read(self.0.get_ref(), &mut *bytes) {
                Err(rustix::io::Errno::INTR) => {}
                read => return Ok(read?),
            }
        }
    }
}
