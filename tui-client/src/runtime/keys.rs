//! What comes from the terminal, in turns: however much it is, a frame is drawn and everybody else is heard between two of them.
//! Nothing more is read while something waits here, so a terminal that sends faster than it is listened to has to wait.

use std::{collections::VecDeque, io, time::Duration};

use tokio::{task::yield_now, time::Instant};

use super::{Client, FRAME, Next};
use crate::{message::Event, terminal::Input};

/// Taken in one turn, at most. So many waiting ones were not pressed by anybody.
const AT_ONCE: usize = 1_000;
/// No turn is longer, but for the last thing done in it.
const TURN: Duration = Duration::from_millis(30);
/// A flood that pauses for so long is over.
const PAUSE: Duration = Duration::from_millis(50);

/// What has come and waits for its turn.
#[derive(Default)]
pub(super) struct Keys {
    input: Input,
    waiting: VecDeque<Event>,
    /// Until when the rest of something is waited for.
    held: Option<Instant>,
    /// Until when what comes belongs to a flood.
    flood: Option<Instant>,
    /// A turn has just ended.
    turned: bool,
}

impl Keys {
    /// There are some.
    pub(super) fn wait(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The others are asked first, after each turn once.
    pub(super) const fn let_others(&mut self) -> bool {
        std::mem::replace(&mut self.turned, false)
    }

    /// Takes in what the terminal has sent. One that is gone has nothing more to say.
    pub(super) fn come(&mut self, sent: io::Result<Vec<u8>>) -> Next {
        let Some(bytes) = sent.ok().filter(|bytes| !bytes.is_empty()) else { return Next::Stop };
        self.waiting.extend(self.input.read(&bytes));
        self.hold();
        Next::Again
    }

    /// When the rest of what has begun does not come any more. Whatever waits comes before it.
    pub(super) fn given_up_at(&self) -> Option<Instant> {
        self.held.filter(|_| !self.wait())
    }

    /// It has not come; unless it is there and nobody has had the time to read it.
    pub(super) fn give_up(&mut self, has_more: bool) {
        if !has_more {
            self.waiting.extend(self.input.give_up());
        }
        self.hold();
    }

    /// Somebody else has had the terminal, and may have read the rest of what had begun.
    pub(super) fn begin_again(&mut self) {
        self.waiting.extend(self.input.begin_again());
        self.hold();
    }

    fn hold(&mut self) {
        self.held = self.input.holds().map(|wait| Instant::now() + wait);
    }

    /// The next thing that has happened: letters that follow each other are one, because together they may be a paste.
    fn next(&mut self, room: &mut usize, is_flood: bool) -> Option<Event> {
        let more = |event: &Event| matches!(event, Event::Key(key) if key.pastes().is_some());
        let letters = self.waiting.iter().take(*room).take_while(|event| more(event)).count();
        if letters == 0 || (letters == 1 && !is_flood) {
            *room = room.checked_sub(1)?;
            return self.waiting.pop_front();
        }
        *room -= letters;
        let key = |event| if let Event::Key(key) = event { Some(key) } else { None };
        let keys = self.waiting.drain(..letters).filter_map(key).collect();
        Some(if is_flood { Event::Flood(keys) } else { Event::Keys(keys) })
    }
}

impl Client {
    /// Takes in what waits, as much as there is room for in a turn, and draws: a key is answered in the next frame.
    pub(super) async fn take_turn(&mut self) -> anyhow::Result<Next> {
        let (begin, mut room) = (Instant::now(), AT_ONCE);
        let is_flood =
            self.keys.waiting.len() >= AT_ONCE || self.keys.flood.is_some_and(|until| begin < until);
        while let Some(event) = self.keys.next(&mut room, is_flood) {
            if matches!(self.step(event)?, Next::Stop) {
                return Ok(Next::Stop);
            }
            // The rest is for whoever has the screen then.
            let is_left = self.outside.is_some() || self.wanted.is_some();
            if is_left || begin.elapsed() > TURN {
                break;
            }
        }
        if !self.keys.wait() || self.drawn.is_none_or(|drawn| drawn.elapsed() >= FRAME) {
            self.recall().await?;
            self.draw()?;
        }
        self.keys.turned = true;
        self.keys.flood = is_flood.then(|| Instant::now() + PAUSE);
        // The connection is a task beside this one.
        yield_now().await;
        Ok(Next::Again)
    }
}
