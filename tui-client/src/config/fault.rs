//! Faults that tests ask for, to see what the client leaves behind. What is shipped knows none of them.

/// Something that must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The client panics.
    Panic,
    /// It ends with an error.
    Error,
}

impl Fault {
    /// The one that is asked for: it happens when the terminal loses the keyboard.
    pub fn wanted() -> Option<Self> {
        match std::env::var("MESSENGER_FAULT").as_deref() {
            Ok("panic") => Some(Self::Panic),
            Ok("error") => Some(Self::Error),
            _ => None,
        }
    }

    /// Lets it happen.
    pub fn happen(self) -> anyhow::Result<()> {
        match self {
            Self::Panic => std::panic::panic_any("a fault that was asked for"),
            Self::Error => anyhow::bail!("a fault that was asked for"),
        }
    }
}
