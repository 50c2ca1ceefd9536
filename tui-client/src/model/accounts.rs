//! The accounts of this device, signed in or not, to go from one to another.

use super::Model;

/// An account on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Where the server is.
    pub server: String,
    /// The account's address.
    pub email: String,
}

impl Login {
    /// They are on the same server: a slash after it does not count.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.server.trim_end_matches('/') == other.server.trim_end_matches('/')
    }

    /// They are the same account: neither the case of an address counts nor a slash after a server.
    pub fn is(&self, other: &Self) -> bool {
        self.is_beside(other) && self.email.to_lowercase() == other.email.to_lowercase()
    }
}

/// An account of this device, as it was when the list was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub login: Login,
    /// Its session is there.
    pub signed_in: bool,
    /// Another process shows it.
    pub elsewhere: bool,
}

/// The dialog: all of them, and below them adding one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// All of them.
    pub known: Vec<Listed>,
    /// The one in use among them.
    pub current: Option<usize>,
    /// The row under the cursor; the one after the accounts adds one.
    pub selected: usize,
    /// Why the one that was chosen last cannot be used.
    pub error: Option<String>,
}

impl Accounts {
    /// With the cursor on the first that can be gone to at once, if possible one in which something waits.
    pub fn new(known: Vec<Listed>, here: Option<&Login>, waits: impl Fn(&Login) -> bool) -> Self {
        let current = here.and_then(|here| known.iter().position(|listed| listed.login.is(here)));
        let is_free =
            |at: usize, listed: &Listed| current != Some(at) && listed.signed_in && !listed.elsewhere;
        let free = || known.iter().enumerate().filter(|(at, listed)| is_free(*at, listed));
        let awaited = free().find(|(_, listed)| waits(&listed.login)).or_else(|| free().next());
        let selected =
            awaited.map_or_else(|| usize::from(current == Some(0) && known.len() > 1), |(at, _)| at);
        Self { known, current, selected, error: None }
    }

    /// Moves the cursor.
    pub fn step(&mut self, down: bool) {
        self.error = None;
        self.selected =
            if down { (self.selected + 1).min(self.known.len()) } else { self.selected.saturating_sub(1) };
    }
}

impl Model {
    /// The account in use, or the one that is being opened; none while a form is filled in, whatever stands in it.
    pub fn here(&self) -> Option<Login> {
        self.login().filter(|_| self.sign_in.as_ref().is_none_or(|form| form.busy))
    }

    /// The account in use, or the one of the form.
    pub fn login(&self) -> Option<Login> {
        let email = match (&self.sign_in, &self.me) {
            (Some(form), _) => form.email.text().trim().to_owned(),
            (None, me) => me.as_ref()?.email.clone(),
        };
        let server = self.sign_in.as_ref().map_or(self.server.as_str(), |form| form.server.text().trim());
        Some(Login { server: server.to_owned(), email })
    }
}
