//! When the computer has slept. Nothing may wake the client until then, and the clock that its timers go by stands still
//! meanwhile; so the system is asked to say it.

#[cfg(target_os = "linux")]
pub(super) use linux::Wakes;

#[cfg(target_os = "linux")]
mod linux {
    use std::{future::pending, io, os::fd::OwnedFd};

    use rustix::{
        io::Errno,
        time::{
            Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
            timerfd_settime,
        },
    };
    use tokio::io::{Interest, unix::AsyncFd};

    /// No clock of ours gets there.
    const NEVER: i64 = i64::MAX / 1_000_000_000;

    /// A timer that never rings. The system cancels it when the clock of the wall leaps, as it does after a sleep, or when somebody
    /// sets it.
    pub(in crate::runtime) struct Wakes(Option<AsyncFd<OwnedFd>>);

    impl Wakes {
        /// From now on.
        pub(in crate::runtime) fn new() -> Self {
            // Where there is no such timer a silent connection is noticed all the same, only later.
            Self(timer().ok())
        }

        /// Waits until it has slept.
        pub(in crate::runtime) async fn next(&mut self) {
            let Some(timer) = &self.0 else { return pending().await };
            let read = |timer: &OwnedFd| Ok(rustix::io::read(timer, &mut [0; 8])?);
            match timer.async_io(Interest::READABLE, read).await {
                Err(error) if Errno::from_io_error(&error) == Some(Errno::CANCELED) => {}
                // It does not do what it should.
                _ => {
                    self.0 = None;
                    pending::<()>().await;
                }
            }
        }
    }

    #[expect(
        deprecated,
        reason = "what replaces it is unsafe, which this house forbids; the timer stays open as long as this"
    )]
    fn timer() -> io::Result<AsyncFd<OwnedFd>> {
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
        let never = Itimerspec {
            it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
            it_value: Timespec { tv_sec: NEVER, tv_nsec: 0 },
        };
        timerfd_settime(&timer, TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET, &never)?;
        AsyncFd::with_interest(timer, Interest::READABLE)
    }

    #[cfg(test)]
    mod tests {
        use std::time::Duration;

        use tokio::time::timeout;

        use super::*;

        #[tokio::test]
        async fn there_is_such_a_timer_and_it_does_not_ring_by_itself() {
            let mut wakes = Wakes::new();
            assert!(timeout(Duration::from_millis(50), wakes.next()).await.is_err());
            assert!(wakes.0.is_some());
        }
    }
}

/// Elsewhere nobody says it, and a silent connection is noticed by its silence.
#[cfg(not(target_os = "linux"))]
pub(super) struct Wakes;

#[cfg(not(target_os = "linux"))]
impl Wakes {
    pub(super) const fn new() -> Self {
        Self
    }

    pub(super) async fn next(&mut self) {
        std::future::pending().await
    }
}
