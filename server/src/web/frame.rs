//! What every page knows: who reads it, in which language, and where it is.

use protocol::Profile;
use serde::Serialize;

use super::language::Language;

/// How many colours an avatar can have; `static/app.css` names as many.
const HUES: u64 = 8;

/// What every page knows.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The language of the page.
    pub lang: Language,
    /// The path and query of the page: where the language switch comes back to.
    pub path: String,
    /// Who is signed in.
    pub user: Option<Profile>,
}

/// The picture of a person or a conversation: a letter on a colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Avatar {
    /// The first letter of the name.
    pub initial: String,
    /// Which of the colours; always the same one for the same id.
    pub hue: u64,
}

impl Avatar {
    /// The picture of `id`, called `name`.
    pub fn new(id: uuid::Uuid, name: &str) -> Self {
        let initial = name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect());
        Self { initial: initial.unwrap_or_else(|| "#".to_owned()), hue: hue(id) }
    }
}

/// The colour of an id: the sum of its bytes, so that a script can say it too.
pub fn hue(id: uuid::Uuid) -> u64 {
    id.as_bytes().iter().map(|byte| u64::from(*byte)).sum::<u64>() % HUES
}
