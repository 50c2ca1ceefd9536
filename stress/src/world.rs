//! What all clients, the chaos and the checks share.

use std::time::Instant;

use tokio::sync::watch;

use crate::{
    amend::Outcome,
    cli::Arguments,
    client::Model,
    database::Database,
    ledger::Ledger,
    node::Node,
    tally::{Count, Tally},
};

/// What everybody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    /// They talk, and things break.
    Busy,
    /// Nobody begins anything; all come to rest.
    Calm,
    /// They go.
    Over,
}

/// Who drops the connection at once, and comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storm {
    /// Those who listen.
    Crowd,
    /// Those who talk.
    Talkers,
}

/// One run.
pub(crate) struct World {
    /// What was asked for.
    pub(crate) arguments: Arguments,
    /// The servers.
    pub(crate) nodes: Vec<Node>,
    /// What they keep their data in.
    pub(crate) database: Database,
    /// The counts.
    pub(crate) tally: Tally,
    /// What was sent.
    pub(crate) ledger: Ledger,
    /// For all requests.
    pub(crate) http: reqwest::Client,
    /// Sent when many shall drop their connections at once.
    pub(crate) storm: watch::Sender<Storm>,
    /// When it began.
    pub(crate) began: Instant,
    weather: watch::Sender<Weather>,
}

impl World {
    /// A calm one.
    pub(crate) fn new(arguments: Arguments, nodes: Vec<Node>, database: Database) -> anyhow::Result<Self> {
        Ok(Self {
            arguments,
            nodes,
            database,
            tally: Tally::default(),
            ledger: Ledger::default(),
            http: crate::http::client()?,
            storm: watch::Sender::new(Storm::Crowd),
            began: Instant::now(),
            weather: watch::Sender::new(Weather::Calm),
        })
    }

    /// How it is now.
    pub(crate) fn weather(&self) -> Weather {
        *self.weather.borrow()
    }

    /// Changes it.
    pub(crate) fn turns(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// Takes the connections of many at once.
    pub(crate) fn storms(&self, who: Storm) {
        self.storm.send_replace(who);
    }

    /// Takes what a client has noticed.
    pub(crate) fn report(&self, label: &str, model: &mut Model) {
        for count in model.counted.drain(..) {
            self.tally.one(count);
        }
        for witness in model.witnessed.drain(..) {
            self.ledger.witness(witness, self.began.elapsed());
        }
        for (request, outcome) in model.amended.drain(..) {
            self.tally.one(if matches!(outcome, Outcome::Done(_)) {
                Count::Amended
            } else {
                Count::Declined
            });
            self.ledger.amended(request, outcome);
        }
        for (what, id, detail) in std::mem::take(&mut model.faults) {
            let trail = model.trail.about(id);
            self.tally.broken(what, format!("{label} in {id}: {detail}{trail}"));
        }
    }
}
