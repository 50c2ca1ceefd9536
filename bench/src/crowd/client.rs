//! One client: a task that reads, counts, and sends when it may.

use std::{cell::RefCell, rc::Rc};

use anyhow::{Result, bail};
use tokio::io::AsyncWriteExt;

use super::{
    Seat, Side,
    shared::{Bell, Shared},
};
use crate::{
    data::World,
    tally::Tally,
    ws::{Frame, Heard, Socket, Stamp, Writer, due_in, heard, put_pong, put_text, relayed, send},
};

pub(super) struct Client {
    socket: Socket,
    writer: Writer,
    ear: Ear,
    bell: Option<Rc<Bell>>,
    /// Frames that are still to be written.
    out: Vec<u8>,
}

struct Ear {
    shared: Rc<Shared>,
    tally: Rc<RefCell<Tally>>,
    side: Side,
    seat: Seat,
    in_flight: u64,
}

impl Client {
    pub(super) fn new(
        shared: &Rc<Shared>,
        side: Side,
        (number, seat): (usize, Seat),
        (socket, writer): (Socket, Writer),
    ) -> Self {
        let ear = Ear {
            shared: Rc::clone(shared),
            tally: Rc::clone(&shared.tallies[number]),
            side,
            seat,
            in_flight: 0,
        };
        Self { socket, writer, ear, bell: seat.speaks.then(|| shared.bell()), out: Vec::new() }
    }

    /// Until the crowd goes, or something is wrong.
    pub(super) async fn live(mut self) {
        let outcome = match self.bell.take() {
            Some(bell) => self.speak(&bell).await,
            None => self.listen().await,
        };
        if let Err(error) = outcome {
            self.ear.shared.fail(&error);
        }
    }

    async fn listen(&mut self) -> Result<()> {
        loop {
            self.socket.read(|frame| self.ear.hear(&frame, &mut self.out)).await?;
            self.write().await?;
        }
    }

    async fn speak(&mut self, bell: &Bell) -> Result<()> {
        loop {
            tokio::select! {
                read = self.socket.read(|frame| self.ear.hear(&frame, &mut self.out)) => read?,
                () = bell.ring.notified() => {}
            }
            while self.ear.shared.may_send(self.ear.in_flight) {
                self.ear.say(Stamp::now(), &mut self.out);
            }
            while let Some(due) = bell.due.borrow_mut().pop_front() {
                self.ear.say(due, &mut self.out);
            }
            self.write().await?;
        }
    }

    async fn write(&mut self) -> Result<()> {
        if !self.out.is_empty() {
            self.writer.write_all(&self.out).await?;
            self.out.clear();
        }
        Ok(())
    }
}

impl Ear {
    fn hear(&mut self, frame: &Frame<'_>, out: &mut Vec<u8>) -> Result<()> {
        match *frame {
            Frame::Text(text) => self.understand(text)?,
            Frame::Ping(payload) => put_pong(out, payload),
            Frame::Pong => {}
            Frame::Close(code, why) => bail!("it was closed: {code} {}", String::from_utf8_lossy(why)),
        }
        Ok(())
    }

    fn understand(&mut self, text: &[u8]) -> Result<()> {
        match heard(text) {
            Heard::Message { stream, seq } => {
                self.tally.borrow_mut().hear(stream, seq);
                self.shared.hears(seq);
                if let Some(times) = self.shared.times.borrow_mut().as_mut() {
                    times.extend(due_in(text).map(Stamp::elapsed));
                }
                if self.side == Side::Relay && stream == self.seat.person && self.seat.speaks {
                    self.ack();
                }
            }
            Heard::Ack => self.ack(),
            Heard::Hello => self.shared.ready.set(self.shared.ready.get() + 1),
            Heard::Refused => bail!("it was refused: {}", String::from_utf8_lossy(text)),
            Heard::Other => {}
        }
        Ok(())
    }

    fn ack(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.shared.acked.set(self.shared.acked.get() + 1);
    }

    fn say(&mut self, due: Stamp, out: &mut Vec<u8>) {
        self.in_flight += 1;
        let Seat { person, room, .. } = self.seat;
        let text = match self.side {
            Side::Server => {
                self.shared.sends(room, room);
                send(World::room(room), due)
            }
            Side::Relay => relayed(person, self.shared.sends(person, room), due),
        };
        put_text(out, text.as_bytes());
    }
}
