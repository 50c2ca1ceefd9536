//! An error, said to a person: what happened and what to do next.

use serde::Serialize;

use crate::{
    error::{Error, Result},
    web::{
        frame::Frame,
        language::Language,
        template,
        words::{fill, said, say},
    },
};

/// The page of an error.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What kind of thing happened.
    pub title: String,
    /// What happened, when more can be said.
    pub detail: Option<String>,
    /// What to do.
    pub advice: String,
    /// The page to try again, when that can help.
    pub retry: Option<String>,
    /// Leads to the server's log.
    pub request_id: Option<String>,
}

impl Problem {
    /// The page of `error`, answered with `status`; `here` is what to try again.
    pub fn new(error: &Error, status: u16, language: Language, here: &str) -> Self {
        let word = code_word(error);
        let again =
            matches!(error, Error::RateLimited { .. } | Error::Unavailable { .. } | Error::Internal(_));
        Self {
            status,
            title: say(language, &format!("problem_title.{word}")),
            detail: detail(error, language),
            advice: say(language, &format!("problem_advice.{word}")),
            retry: again.then(|| here.to_owned()),
            request_id: None,
        }
    }

    /// With what leads to the server's log.
    #[must_use]
    pub fn with_request(self, id: &str) -> Self {
        Self { request_id: Some(id.to_owned()), ..self }
    }

    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("problem.html", frame, self)
    }
}

/// What happened, in the reader's language; `None` when the title says all there is to say.
pub fn detail(error: &Error, language: Language) -> Option<String> {
    match error {
        Error::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| said_of_field(field, language)).collect();
            Some(said.join(" ")).filter(|text| !text.is_empty())
        }
        Error::Malformed(_) | Error::Forbidden(_) | Error::Conflict(_) | Error::Unauthenticated(_) => {
            let sentence = error.to_string();
            // A sentence of the server that nobody has translated is better than silence in English only.
            said(language, &format!("said.{sentence}")).or((language == Language::En).then_some(sentence))
        }
        Error::RateLimited { retry_after } => {
            let seconds = retry_after.as_secs().max(1).to_string();
            Some(fill(&say(language, "problem.wait"), &[("n", &seconds)]))
        }
        _ => None,
    }
}

/// The fields that an error is about.
pub fn wrong_fields(error: &Error) -> Vec<String> {
    match error {
        Error::Invalid(fields) => fields.iter().map(|field| field.field.clone()).collect(),
        _ => Vec::new(),
    }
}

fn said_of_field(wrong: &protocol::FieldError, language: Language) -> String {
    let exact = said(language, &format!("said.{}", wrong.message));
    let rule = || said(language, &format!("rule.{}", wrong.code));
    let field = || said(language, &format!("field.{}", wrong.field));
    exact.or_else(|| Some(fill(&rule()?, &[("field", &field()?)]))).unwrap_or_else(|| wrong.message.clone())
}

/// The error's code, as it is said on the wire.
fn code_word(error: &Error) -> String {
    serde_json::to_value(error.code())
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_else(|| "internal".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_is_named_in_the_readers_language() {
        let error = Error::invalid("password", "too_short", "Password must have at least 8 bytes");
        assert_eq!(detail(&error, Language::Ru).as_deref(), Some("Пароль: слишком коротко."));
        assert_eq!(detail(&error, Language::En).as_deref(), Some("Password: too short."));
        let error = Error::invalid("mystery", "odd", "Mystery is odd");
        assert_eq!(detail(&error, Language::Ru).as_deref(), Some("Mystery is odd"));
    }

    #[test]
    fn every_kind_of_error_has_its_words() {
        let retry_after = std::time::Duration::from_secs(1);
        let errors = [
            Error::Malformed("".into()),
            Error::Unauthenticated("".into()),
            Error::Forbidden("".into()),
            Error::not_found(""),
            Error::MethodNotAllowed { allow: String::new() },
            Error::Conflict("".into()),
            Error::TooLarge,
            Error::UnsupportedType("".into()),
            Error::Invalid(Vec::new()),
            Error::RateLimited { retry_after },
            Error::Unavailable { retry_after },
            Error::Internal(anyhow::anyhow!("secret cause")),
        ];
        for language in [Language::En, Language::Ru] {
            let frame = Frame { lang: language, path: "/x".into(), user: None };
            for error in &errors {
                let problem = Problem::new(error, 400, language, "/x");
                assert!(
                    !problem.title.contains("problem_") && !problem.advice.contains("problem_"),
                    "{error}"
                );
                assert!(!problem.render(&frame).unwrap().contains("secret cause"));
            }
        }
    }
}
