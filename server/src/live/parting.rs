//! When a socket goes while the server stops: each at a moment of its own, so that they do not all come back at once.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

use crate::app::App;

/// From the last socket's close until a client may try again: a restart takes about as long.
const RESTART: Duration = Duration::from_millis(500);
/// Those who come back are spread over this time at least.
const SHORTEST: Duration = Duration::from_millis(500);

/// Waits for the stop, then for this socket's moment.
pub(super) struct Parting {
    stop: Pin<Box<WaitForCancellationFutureOwned>>,
    leaving: Option<Leaving>,
}

struct Leaving {
    moment: Pin<Box<Sleep>>,
    away: Duration,
}

impl Parting {
    pub(super) fn new(stop: CancellationToken) -> Self {
        Self { stop: Box::pin(stop.cancelled_owned()), leaving: None }
    }

    /// Ready when it is time to go, with how long the client shall stay away.
    pub(super) fn poll(&mut self, app: &App, context: &mut Context<'_>) -> Poll<Duration> {
        let leaving = match &mut self.leaving {
            Some(leaving) => leaving,
            none => {
                ready!(self.stop.as_mut().poll(context));
                none.insert(Leaving::choose(app))
            }
        };
        ready!(leaving.moment.as_mut().poll(context));
        Poll::Ready(leaving.away)
    }
}

impl Leaving {
    fn choose(app: &App) -> Self {
        let spread = app.spread.get().copied().unwrap_or_default();
        let moment = app.clock.chance(spread);
        let later = app.clock.chance(spread.max(SHORTEST));
        Self { moment: Box::pin(sleep_until(Instant::now() + moment)), away: away(spread, moment, later) }
    }
}

/// Whoever goes early stays away longer: nobody is back before the last has gone and the server has had time to start.
fn away(spread: Duration, moment: Duration, later: Duration) -> Duration {
    spread.saturating_sub(moment) + RESTART + later
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f9_nobody_comes_back_before_the_last_has_gone_nor_all_at_once() {
        let second = Duration::from_secs(1);
        let back = |moment: Duration, later| moment + away(5 * second, moment, later);
        for moment in [Duration::ZERO, 2 * second, 5 * second] {
            assert_eq!(back(moment, Duration::ZERO), 5 * second + RESTART);
            assert_eq!(back(moment, 5 * second), 10 * second + RESTART);
        }
    }
}
