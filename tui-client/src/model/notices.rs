//! When, how much and by what people want to be told of something new. How that is done is for the desk.

use std::str::FromStr;

/// When and how much to tell; how is for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notices {
    /// Show what was written.
    pub previews: bool,
    /// When to be silent.
    pub quiet: Option<Quiet>,
}

/// By what to tell. Where it is by nothing, a command of the user's is not run either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The terminal's bell.
    pub bell: bool,
    /// The terminal's own notifications.
    pub terminal: bool,
    /// Those of the desktop.
    pub desktop: bool,
}

impl Ways {
    /// Nothing is told.
    pub const fn is_silent(self) -> bool {
        !(self.bell || self.terminal || self.desktop)
    }
}

/// What was written are no ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWays;

impl FromStr for Ways {
    type Err = NoWays;

    /// `off` goes before all that stands beside it.
    fn from_str(text: &str) -> Result<Self, NoWays> {
        let (mut ways, mut off) = (Self::default(), false);
        for name in text.split(',') {
            match name.trim() {
                "off" => off = true,
                "bell" => ways.bell = true,
                "terminal" => ways.terminal = true,
                "desktop" => ways.desktop = true,
                _ => return Err(NoWays),
            }
        }
        Ok(if off { Self::default() } else { ways })
    }
}

/// Hours of silence, in minutes since midnight; they may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// When they begin.
    pub from: u16,
    /// When they are over.
    pub until: u16,
}

impl Quiet {
    /// It is within them.
    pub const fn holds(self, minute: u16) -> bool {
        if self.from <= self.until {
            self.from <= minute && minute < self.until
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

/// What was written are no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHours;

impl FromStr for Quiet {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, NoHours> {
        let time = |text: &str| {
            let (hours, minutes) = text.trim().split_once(':')?;
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
        };
        let both = text.split_once('-').and_then(|(from, until)| Some((time(from)?, time(until)?)));
        let (from, until) = both.ok_or(NoHours)?;
        Ok(Self { from, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_go_over_midnight() {
        let night: Quiet = "22:00-08:30".parse().unwrap();
        assert!(night.holds(23 * 60) && night.holds(0) && night.holds(8 * 60 + 29));
        assert!(!night.holds(8 * 60 + 30) && !night.holds(12 * 60));
        let noon: Quiet = "12:00-13:00".parse().unwrap();
        assert!(noon.holds(12 * 60) && !noon.holds(13 * 60));
        for nonsense in ["", "22-8", "24:00-08:00", "22:60-08:00", "22:00"] {
            assert!(nonsense.parse::<Quiet>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn ways_are_a_list_and_off_goes_before_all_of_it() {
        assert_eq!("desktop, bell".parse(), Ok(Ways { bell: true, terminal: false, desktop: true }));
        assert!("off".parse::<Ways>().unwrap().is_silent());
        assert!("bell,off".parse::<Ways>().unwrap().is_silent());
        for nonsense in ["", "bell,", "Bell", "bell terminal", "on"] {
            assert_eq!(nonsense.parse::<Ways>(), Err(NoWays), "{nonsense}");
        }
    }
}
