//! Many clients on one thread, who send as fast as they are answered or when it is time, and count what they hear.

mod client;
mod metronome;
mod shared;
mod window;

use std::{
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow, ensure};
use futures_util::{StreamExt, stream};
use tokio::{task::JoinSet, time::sleep};

pub(crate) use self::window::Window;
use self::{client::Client, metronome::Metronome, shared::Shared, window::Look};
use crate::{
    data::{Home, World},
    machine::cpu_time,
    process::Process,
    tally::Counts,
    ws::{Socket, Stamp},
};

/// Sockets that are being opened at once.
const OPENING: usize = 64;
/// After this long whatever has not come is lost.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the clients talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The server, over its own socket.
    Server,
    /// The relay; each room is an address.
    Relay,
}

/// One client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    /// Who, by their number.
    pub person: u32,
    /// The conversation in which they write, and through the relay the one they hear.
    pub room: u32,
    /// They send.
    pub speaks: bool,
}

/// The clients of one side.
pub(crate) struct Crowd {
    shared: Rc<Shared>,
    _clients: JoinSet<()>,
    pid: u32,
}

impl Crowd {
    /// Seats everybody, and returns when each of them hears. With `window` sends in flight a speaker waits.
    pub(crate) async fn seat(
        side: Side,
        process: &Process,
        (home, world): (&Home, &World),
        seats: &[Seat],
        window: u64,
    ) -> Result<Self> {
        let shared = Rc::new(Shared::new(side, seats, window));
        let mut clients = JoinSet::new();
        let open = |(number, seat): (usize, &Seat)| open(side, process.address, (home, world), number, *seat);
        let mut opened = stream::iter(seats.iter().enumerate().map(open)).buffered(OPENING).enumerate();
        while let Some((number, socket)) = opened.next().await {
            let client = Client::new(&shared, side, (number, seats[number]), socket?);
            clients.spawn_local(client.live());
        }
        drop(opened);
        let crowd = Self { shared, _clients: clients, pid: process.pid() };
        crowd.until("nobody says hello", || crowd.shared.ready.get() == seats.len()).await?;
        Ok(crowd)
    }

    /// Everybody sends as fast as they are answered; measured after a while of warming up.
    pub(crate) async fn rush(&self, length: Duration) -> Result<Window> {
        self.shared.going.set(true);
        self.shared.ring_all();
        sleep((length / 5).max(Duration::from_millis(50))).await;
        let before = self.look()?;
        sleep(length).await;
        let after = self.look()?;
        self.shared.going.set(false);
        self.settle().await?;
        Ok(before.until(&after))
    }

    /// The speakers send in turn, `rate` messages a second in all, each at its time whatever has become of those before
    /// it. Also tells how long after its time each message came to each listener.
    pub(crate) async fn pace(&self, rate: u32, length: Duration) -> Result<(Window, Vec<Duration>)> {
        let mut metronome = Metronome::start(rate, length);
        self.shared.times.replace(Some(Vec::new()));
        let before = self.look()?;
        while let Some(due) = metronome.tick().await {
            self.shared.tell_next(Stamp::at(due));
        }
        let after = self.look()?;
        self.settle().await?;
        let times = self.shared.times.take().unwrap_or_default();
        Ok((before.until(&after), times))
    }

    /// What all have heard so far, and what went wrong.
    pub(crate) fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for (tally, streams) in self.shared.tallies.iter().zip(&self.shared.streams) {
            let mut tally = tally.borrow_mut();
            for &stream in streams {
                tally.end(stream, self.shared.sent.borrow()[stream as usize]);
            }
            sum += tally.counts();
        }
        sum
    }

    /// Waits until all that was sent has come to all, or what is missing is lost.
    async fn settle(&self) -> Result<()> {
        let shared = &self.shared;
        let all = || shared.acked.get() >= shared.all_sent() && shared.heard.get() >= shared.expected.get();
        // The tallies say what did not come.
        let _ = self.until("not all has come", all).await;
        match shared.failure.borrow().as_ref() {
            Some(failure) => Err(anyhow!("a client failed: {failure}")),
            None => Ok(()),
        }
    }

    async fn until(&self, failing: &'static str, so: impl Fn() -> bool) -> Result<()> {
        let start = Instant::now();
        while !so() {
            ensure!(start.elapsed() < PATIENCE, failing);
            if let Some(failure) = self.shared.failure.borrow().as_ref() {
                return Err(anyhow!("a client failed: {failure}"));
            }
            sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    }

    fn look(&self) -> Result<Look> {
        let (at, cpu, generator) = (Instant::now(), cpu_time(self.pid)?, cpu_time(std::process::id())?);
        Ok(Look { at, cpu, generator, heard: self.shared.heard.get(), acked: self.shared.acked.get() })
    }
}

async fn open(
    side: Side,
    address: SocketAddr,
    (home, world): (&Home, &World),
    number: usize,
    seat: Seat,
) -> Result<(Socket, crate::ws::Writer)> {
    match side {
        Side::Server => {
            let token = home.token(&world.people[seat.person as usize])?;
            Socket::open(address, (protocol::route::SOCKET, Some(&token)), number).await
        }
        Side::Relay => Socket::open(address, (&format!("/{}", seat.room), None), number).await,
    }
}
