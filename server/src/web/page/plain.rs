//! The pages for somebody who is not signed in.

use serde::Serialize;

use crate::{
    error::Result,
    web::{frame::Frame, template},
};

/// The first page.
#[derive(Debug, Serialize)]
pub struct Home {
    /// Where this server is, for the terminal client's command.
    pub public_url: String,
}

impl Home {
    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("home.html", frame, self)
    }
}

/// The form to make an account; what was typed stays, but for the password.
#[derive(Debug, Default, Serialize)]
pub struct Register {
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// What was wrong.
    pub problem: Option<String>,
    /// The fields that were wrong.
    pub wrong: Vec<String>,
}

impl Register {
    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("register.html", frame, self)
    }
}

/// The form to begin a group chat or a group, once more.
#[derive(Debug, Default, Serialize)]
pub struct Begin {
    /// The word for what is begun.
    pub title: &'static str,
    /// It is a group, not a chat.
    pub group: bool,
    /// As typed.
    pub name: String,
    /// As typed.
    pub participants: String,
    /// A private group was chosen.
    pub private: bool,
    /// What was wrong.
    pub problem: Option<String>,
}

impl Begin {
    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("begin.html", frame, self)
    }
}

/// The form to sign in; what was typed stays, but for the password.
#[derive(Debug, Default, Serialize)]
pub struct Login {
    /// As typed.
    pub email: String,
    /// The local path to go to.
    pub next: Option<String>,
    /// What was wrong.
    pub problem: Option<String>,
}

impl Login {
    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("login.html", frame, self)
    }
}
