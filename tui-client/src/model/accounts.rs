//! The accounts that are signed in on this device, to go from one to another.

/// An account on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Where the server is.
    pub server: String,
    /// The account's address.
    pub email: String,
}

impl Login {
    /// They are the same account: neither the case of an address counts nor a slash after a server.
    pub fn is(&self, other: &Self) -> bool {
        let server = |login: &Self| login.server.trim_end_matches('/').to_owned();
        server(self) == server(other) && self.email.to_lowercase() == other.email.to_lowercase()
    }
}

/// The dialog: all of them, and below them adding one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// All of them.
    pub known: Vec<Login>,
    /// The one in use among them.
    pub current: Option<usize>,
    /// The row under the cursor; the one after the accounts adds one.
    pub selected: usize,
    /// Why the one that was chosen last cannot be used.
    pub error: Option<String>,
}

impl Accounts {
    /// With the cursor on the first that is not in use.
    pub fn new(known: Vec<Login>, here: Option<&Login>) -> Self {
        let current = here.and_then(|here| known.iter().position(|login| login.is(here)));
        let selected = usize::from(current == Some(0) && known.len() > 1);
        Self { known, current, selected, error: None }
    }

    /// Moves the cursor.
    pub fn step(&mut self, down: bool) {
        self.error = None;
        self.selected =
            if down { (self.selected + 1).min(self.known.len()) } else { self.selected.saturating_sub(1) };
    }
}
