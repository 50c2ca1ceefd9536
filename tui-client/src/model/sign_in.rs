//! The form to sign in or to make an account.

use super::{Editor, Login};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInField {
    /// Where the server is.
    Server,
    /// The new account's name.
    Name,
    /// The account's address.
    Email,
    /// Its password.
    Password,
}

/// The form.
#[derive(Clone, Default)]
pub struct SignIn {
    /// Where the server is.
    pub server: Editor,
    /// The new account's name.
    pub name: Editor,
    /// The account's address.
    pub email: Editor,
    /// Its password; forgotten with the form, or when it was wrong.
    pub password: Editor,
    /// The account is to be made.
    pub register: bool,
    /// The field with the caret, among [`SignIn::fields`].
    pub field: usize,
    /// The account that was left for it, to go back to.
    pub came_from: Option<Login>,
    /// The server has been asked.
    pub busy: bool,
    /// Why it did not work.
    pub error: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("server", &self.server)
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

impl SignIn {
    /// With what is known; the caret stands in the first empty field.
    pub fn with(server: &str, email: &str) -> Self {
        let mut form = Self { server: Editor::with(server), email: Editor::with(email), ..Self::default() };
        form.field = form.first_empty().unwrap_or(0);
        form
    }

    /// Where something is still to be written.
    pub fn first_empty(&self) -> Option<usize> {
        self.fields().iter().position(|field| self.editor(*field).text().trim().is_empty())
    }

    /// The fields that show, in order.
    pub const fn fields(&self) -> &'static [SignInField] {
        if self.register {
            &[SignInField::Server, SignInField::Name, SignInField::Email, SignInField::Password]
        } else {
            &[SignInField::Server, SignInField::Email, SignInField::Password]
        }
    }

    /// The field with the caret.
    pub fn focused(&self) -> SignInField {
        self.fields().get(self.field).copied().unwrap_or(SignInField::Password)
    }

    /// What stands in a field.
    pub const fn editor(&self, field: SignInField) -> &Editor {
        match field {
            SignInField::Server => &self.server,
            SignInField::Name => &self.name,
            SignInField::Email => &self.email,
            SignInField::Password => &self.password,
        }
    }

    /// The same, to change.
    pub const fn editor_mut(&mut self, field: SignInField) -> &mut Editor {
        match field {
            SignInField::Server => &mut self.server,
            SignInField::Name => &mut self.name,
            SignInField::Email => &mut self.email,
            SignInField::Password => &mut self.password,
        }
    }
}
