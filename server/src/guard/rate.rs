//! How often is too often. Each limit on one page; a limit is counted by address, by account or by person.

use std::{
    fmt,
    hash::{BuildHasher, Hash, RandomState},
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};

use crate::{
    config::Switch,
    error::{Error, Result},
};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Accounts made, by address.
    Register,
    /// Sign-ins, by address: somebody tries one password on many accounts.
    LoginAddress,
    /// Sign-ins, by account and address: somebody tries many passwords on one.
    LoginHere,
    /// Sign-ins, by account: many do that. Wide, since it also keeps the owner out.
    LoginAccount,
    /// New access tokens, by address.
    Refresh,
    /// Sockets opened, by address.
    Socket,
    /// Searches for people and groups, by person.
    Search,
    /// Conversations made, by person.
    Create,
    /// Messages sent over HTTP, by person.
    Send,
    /// Edits, deletions and reactions, by person.
    Amend,
    /// Groups joined and left, by person: all who are in one are told.
    Join,
    /// Members added and removed, roles given and titles changed, by person.
    Lead,
    /// Searches among messages, by person.
    Find,
    /// Changes of their own profile, by person.
    Profile,
    /// Conversations muted, pinned and marked, by person.
    Settings,
}

const ALL: [Limit; 15] = [
    Limit::Register,
    Limit::LoginAddress,
    Limit::LoginHere,
    Limit::LoginAccount,
    Limit::Refresh,
    Limit::Socket,
    Limit::Search,
    Limit::Create,
    Limit::Send,
    Limit::Amend,
    Limit::Join,
    Limit::Lead,
    Limit::Find,
    Limit::Profile,
    Limit::Settings,
];

impl Limit {
    /// How many at once, and after what time there is one more.
    const fn quota(self) -> (u32, Duration) {
        match self {
            Self::Register => (20, Duration::from_mins(3)),
            Self::LoginAddress => (60, Duration::from_secs(2)),
            Self::LoginHere => (10, Duration::from_secs(30)),
            Self::LoginAccount => (100, Duration::from_secs(5)),
            Self::Join => (30, Duration::from_secs(2)),
            Self::Refresh | Self::Lead => (60, Duration::from_secs(1)),
            Self::Socket => (100, Duration::from_millis(200)),
            Self::Search | Self::Find => (60, Duration::from_millis(500)),
            Self::Create => (60, Duration::from_secs(10)),
            Self::Send | Self::Amend | Self::Settings => (120, Duration::from_millis(500)),
            Self::Profile => (20, Duration::from_secs(5)),
        }
    }
}

/// All that is counted.
pub struct Limits {
    switch: Switch,
    state: RandomState,
    clock: DefaultClock,
    counters: [DefaultKeyedRateLimiter<u64>; ALL.len()],
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Limits({:?})", self.switch)
    }
}

impl Limits {
    /// Nothing counted yet. Switched off, nothing ever is.
    pub fn new(switch: Switch) -> Self {
        let counters = ALL.map(|limit| {
            let (burst, every) = limit.quota();
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::with_period(every).unwrap_or(Quota::per_second(burst));
            RateLimiter::keyed(quota.allow_burst(burst))
        });
        Self { switch, state: RandomState::new(), clock: DefaultClock::default(), counters }
    }

    /// Counts one; [`Error::RateLimited`] when that is too many.
    pub fn count(&self, limit: Limit, key: impl Hash) -> Result<()> {
        if !self.switch.is_on() {
            return Ok(());
        }
        let place = ALL.iter().position(|known| *known == limit).unwrap_or_default();
        self.counters[place].check_key(&self.state.hash_one(key)).map_err(|until| {
            let retry_after = until.wait_time_from(self.clock.now());
            tracing::debug!(?limit, "too often");
            // A whole second, and none too early.
            Error::RateLimited { retry_after: Duration::from_secs(retry_after.as_secs() + 1) }
        })
    }

    /// Counts a registration.
    pub fn register(&self, client: IpAddr) -> Result<()> {
        self.count(Limit::Register, network(client))
    }

    /// Counts a sign-in; `account` is whatever was typed, in one spelling.
    pub fn login(&self, client: IpAddr, account: &str) -> Result<()> {
        let client = network(client);
        self.count(Limit::LoginAddress, client)?;
        self.count(Limit::LoginHere, (client, account))?;
        self.count(Limit::LoginAccount, account)
    }

    /// Counts something that is limited by address.
    pub fn visit(&self, limit: Limit, client: IpAddr) -> Result<()> {
        self.count(limit, network(client))
    }

    /// Forgets who has been quiet; to be called now and then.
    pub fn tidy(&self) {
        for counter in &self.counters {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }
}

/// Whoever has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 5));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 6));

    fn allowed(times: u32, mut attempt: impl FnMut(u32) -> Result<()>) -> usize {
        (0..times).filter(|time| attempt(*time).is_ok()).count()
    }

    #[test]
    fn d2_one_account_or_many_guessing_ends_and_the_owner_elsewhere_gets_in() {
        let limits = Limits::new(Switch::On);
        assert_eq!(allowed(20, |_| limits.login(HERE, "a@example.com")), 10);
        assert!(limits.login(THERE, "a@example.com").is_ok());
        let Err(Error::RateLimited { retry_after }) = limits.login(HERE, "a@example.com") else {
            panic!("allowed");
        };
        assert!((1..=31).contains(&retry_after.as_secs()), "{retry_after:?}");
        let limits = Limits::new(Switch::On);
        assert_eq!(allowed(200, |time| limits.login(HERE, &format!("{time}@example.com"))), 60);
    }

    #[test]
    fn d3_registrations_from_one_address_or_network_end() {
        let limits = Limits::new(Switch::On);
        assert_eq!(allowed(50, |_| limits.register(HERE)), 20);
        assert!(limits.register(THERE).is_ok());
        let neighbour = |time: u32| format!("2001:db8::{time:x}").parse().unwrap();
        assert_eq!(allowed(50, |time| limits.register(neighbour(time))), 20);
    }

    #[test]
    fn switched_off_nothing_is_too_often() {
        let limits = Limits::new(Switch::Off);
        assert_eq!(allowed(500, |_| limits.register(HERE)), 500);
    }

    #[test]
    fn every_limit_has_a_counter_of_its_own() {
        let limits = Limits::new(Switch::On);
        for limit in ALL {
            let (burst, _) = limit.quota();
            assert_eq!(allowed(burst, |_| limits.count(limit, 1)), burst as usize, "{limit:?}");
            assert!(limits.count(limit, 1).is_err(), "{limit:?}");
            assert!(limits.count(limit, 2).is_ok(), "{limit:?}");
        }
        limits.tidy();
    }
}
