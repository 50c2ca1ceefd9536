//! A client's life: connect to any server, hear, speak, fall off the line, come back.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use protocol::{ClientCommand, ErrorCode, RequestId, ServerEvent, close};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use uuid::Uuid;

use super::{
    Client, Model, Nature,
    line::{Heard, Line},
    outbox::Refusal,
};
use crate::{
    hold,
    tally::{Broken, Count},
    whim::{self, Whim},
    world::{Storm, Weather, World},
};

/// Lives until the weather is over.
pub(crate) async fn live(world: Arc<World>, client: Arc<Client>, seed: u64) {
    let mut life = Life {
        rng: StdRng::seed_from_u64(seed),
        deaf_until: None,
        asleep_until: None,
        dropped_at: None,
        world,
        client,
    };
    while life.world.weather() != Weather::Over {
        let why = life.connection().await;
        life.note_end(&why);
        life.sleeps().await;
        let pause = life.rng.random_range(0..200);
        sleep(Duration::from_millis(pause)).await;
    }
}

struct Life {
    world: Arc<World>,
    client: Arc<Client>,
    rng: StdRng,
    deaf_until: Option<Instant>,
    /// It is away until then.
    asleep_until: Option<Instant>,
    /// When a storm took the connection away.
    dropped_at: Option<Instant>,
}

/// Why a connection ended.
enum End {
    NotOpened(String),
    Server(Option<u16>),
    Broken(String),
    Whim,
    Storm,
    Over,
}

impl Life {
    async fn connection(&mut self) -> End {
        let node = self.rng.random_range(0..self.world.nodes.len());
        let address = self.world.nodes[node].address();
        let small = self.client.nature == Nature::Talker && self.rng.random_ratio(1, 4);
        match Line::open(&address, &self.client.account.token, small).await {
            Ok(line) => {
                hold(&self.client.model).note(None, format!("connected to node {node}"));
                self.talk(line).await
            }
            Err(error) => End::NotOpened(format!("{error:#}")),
        }
    }

    async fn talk(&mut self, mut line: Line) -> End {
        let mut storm = self.world.storm.subscribe();
        let every = if self.client.nature == Nature::Crowd { 200 } else { 30 };
        let mut tick = interval(Duration::from_millis(every));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut wishes = Vec::new();
        let end = loop {
            let deaf = self.deaf_until.is_some_and(|until| Instant::now() < until);
            tokio::select! {
                heard = line.next(), if !deaf => match heard {
                    Heard::Event(event) => wishes.extend(self.hear(*event)),
                    Heard::Nonsense(what) => self.world.tally.broken(Broken::Fault, format!("not an event: {what}")),
                    Heard::End(code) => break End::Server(code),
                },
                _ = tick.tick() => {}
                _ = storm.changed() => if self.is_taken_by(*storm.borrow_and_update()) { break End::Storm },
            }
            if self.world.weather() == Weather::Over {
                break End::Over;
            }
            if let Err(error) = self.speak(&mut line, &mut wishes).await {
                break End::Broken(error);
            }
            match self.act(&mut line).await {
                Ok(true) => {}
                Ok(false) => break End::Whim,
                Err(error) => break End::Broken(format!("{error:#}")),
            }
        };
        if matches!(end, End::Whim | End::Over) && self.rng.random_bool(0.5) {
            line.close().await;
        }
        end
    }

    /// Stays away while it sleeps; when all comes to rest it wakes up.
    async fn sleeps(&mut self) {
        let Some(until) = self.asleep_until.take() else { return };
        self.world.tally.one(Count::Sleeps);
        while Instant::now() < until && self.world.weather() == Weather::Busy {
            sleep(Duration::from_millis(100)).await;
        }
    }

    fn is_taken_by(&self, storm: Storm) -> bool {
        (self.client.nature == Nature::Crowd) == (storm == Storm::Crowd)
    }

    fn hear(&mut self, event: ServerEvent) -> Vec<ClientCommand> {
        let now = Instant::now();
        match &event {
            ServerEvent::Ack { client_id, message_id, seq, version, .. } => {
                let acked = hold(&self.client.outbox).acked(*client_id);
                if let Some((pending, overtook)) = acked {
                    if overtook {
                        self.overtaken(&[*client_id]);
                    }
                    self.world.tally.one(Count::Acked);
                    hold(&self.client.model).note(Some(pending.conversation), format!("ack of {seq}"));
                }
                self.world.ledger.acked(*client_id, (*message_id, *seq, *version), &self.world.tally);
            }
            ServerEvent::Error { code, detail, client_id, .. } => {
                self.refused(*code, detail, client_id.as_ref().copied(), now);
            }
            _ => {}
        }
        let mut model = hold(&self.client.model);
        let wishes = model.hear(event, now);
        if let Some(dropped) = self.dropped_at.filter(|_| model.at_rest()) {
            self.world.tally.caught_up(now - dropped);
            self.dropped_at = None;
        }
        self.world.report(&self.client.label, &mut model);
        wishes
    }

    /// Where the database may fail for a moment and work again, what was said behind a message need not be stored behind
    /// it: each is answered for itself.
    fn overtaken(&self, ids: &[protocol::ClientId]) {
        if !self.world.arguments.is_sqlite() {
            self.world.ledger.overtaken(ids);
        }
    }

    fn refused(&self, code: ErrorCode, detail: &str, id: Option<protocol::ClientId>, now: Instant) {
        if code == ErrorCode::Internal {
            self.world.tally.broken(Broken::Fault, format!("{}: {code:?} {detail}", self.client.label));
        }
        let Some(id) = id else { return };
        match hold(&self.client.outbox).refused(id, code, now) {
            Refusal::Again { overtaken } => {
                self.world.tally.one(Count::Unavailable);
                self.world.ledger.overtaken(&overtaken);
            }
            Refusal::ForGood { tries } => {
                self.world.tally.one(Count::Refused);
                self.world.ledger.refused(id, tries);
            }
            Refusal::Unknown => {}
        }
    }

    /// Says what must be said.
    async fn speak(&mut self, line: &mut Line, wishes: &mut Vec<ClientCommand>) -> Result<(), String> {
        let now = Instant::now();
        wishes.extend(hold(&self.client.model).due(now));
        for wish in wishes.drain(..) {
            line.say(&wish).await.map_err(|error| format!("{error:#}"))?;
        }
        loop {
            let Some((send, tries)) = hold(&self.client.outbox).next(now) else { break };
            self.world.tally.one(if tries == 1 { Count::Sent } else { Count::Retried });
            line.say(&send).await.map_err(|error| format!("{error:#}"))?;
        }
        let deaf = self.deaf_until.is_some();
        if !deaf && (hold(&self.client.outbox).overdue(now) || hold(&self.client.model).overdue(now)) {
            return Err("no answer".into());
        }
        Ok(())
    }

    /// Does something of its own accord; false when that is to drop the connection.
    async fn act(&mut self, line: &mut Line) -> anyhow::Result<bool> {
        let now = Instant::now();
        if self.deaf_until.is_some_and(|until| now >= until) || self.world.weather() != Weather::Busy {
            self.deaf_until = None;
        }
        if self.world.weather() != Weather::Busy || self.client.nature == Nature::Crowd {
            return Ok(true);
        }
        match whim::next(&self.world, &self.client, &mut self.rng) {
            Some(Whim::Drop) => return Ok(false),
            Some(Whim::Deaf(time)) => {
                self.world.tally.one(Count::Stalls);
                self.deaf_until = Some(now + time);
            }
            Some(Whim::Say(command)) => line.say(&command).await?,
            Some(Whim::Write(page)) => {
                let mut outbox = hold(&self.client.outbox);
                if outbox.len() < 5 {
                    self.world.ledger.writes(&self.client, page, &mut outbox);
                }
            }
            Some(Whim::Amend(amend)) => {
                let request = RequestId::from(Uuid::new_v4());
                let command = amend.command(request);
                self.world.ledger.wants(request, amend);
                line.say(&command).await?;
            }
            Some(Whim::Sleep(time)) => {
                self.asleep_until = Some(now + time);
                return Ok(false);
            }
            None => {}
        }
        Ok(true)
    }

    fn note_end(&mut self, end: &End) {
        let tally = &self.world.tally;
        let why = match end {
            End::NotOpened(why) => {
                // The next server, or the same one in a moment.
                return hold(&self.client.model).note(None, format!("not connected: {why}"));
            }
            End::Server(Some(close::RESYNC)) => {
                tally.one(Count::Resyncs);
                "resync".to_owned()
            }
            End::Server(code) => format!("closed with {code:?}"),
            End::Broken(why) => why.clone(),
            End::Whim => "by a whim".to_owned(),
            End::Storm => {
                self.dropped_at = Some(Instant::now());
                "by the storm".to_owned()
            }
            End::Over => return,
        };
        tally.one(Count::Reconnects);
        self.deaf_until = None;
        hold(&self.client.model).disconnected(&why);
        let behind = hold(&self.client.outbox).disconnected();
        self.overtaken(&behind);
    }
}

/// Everything that a client without a cache is told now: all rooms with their newest pages.
pub(crate) async fn fresh(world: &World, client: &Client, node: usize) -> anyhow::Result<Model> {
    let mut line = Line::open(&world.nodes[node].address(), &client.account.token, false).await?;
    let mut model = Model::new(client.account.id, world.began);
    let until = Instant::now() + Duration::from_secs(30);
    while !model.at_rest() {
        anyhow::ensure!(Instant::now() < until, "a fresh client is not told everything");
        match timeout(Duration::from_secs(10), line.next()).await? {
            Heard::Event(event) => {
                for wish in model.hear(*event, Instant::now()) {
                    line.say(&wish).await?;
                }
            }
            Heard::Nonsense(what) => anyhow::bail!("not an event: {what}"),
            Heard::End(code) => anyhow::bail!("closed with {code:?}"),
        }
    }
    line.close().await;
    Ok(model)
}
