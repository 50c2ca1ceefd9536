//! Turns a page's values into HTML. Everything is escaped; there is no way around it in the templates.

use std::sync::LazyLock;

use minijinja::{
    AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value,
    value::{Kwargs, Serde},
};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::{
    file,
    frame::Frame,
    language::Language,
    words::{Words, fill},
};
use crate::error::Result;

#[derive(RustEmbed)]
#[folder = "../templates"]
struct Sources;

#[derive(Serialize)]
struct Context<'a, Page> {
    frame: &'a Frame,
    page: Page,
}

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(environment);

/// The page `name` of `templates/`, for this reader, with these values.
pub fn render(name: &str, frame: &Frame, page: impl Serialize) -> Result<String> {
    let template = TEMPLATES.get_template(name).map_err(fault)?;
    template.render(Serde(Context { frame, page })).map_err(fault)
}

fn fault(error: minijinja::Error) -> crate::error::Error {
    anyhow::Error::from(error).context("a page could not be rendered").into()
}

fn environment() -> Environment<'static> {
    let mut templates = Environment::new();
    templates.set_loader(|name| {
        Ok(Sources::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()))
    });
    templates.set_auto_reload(cfg!(debug_assertions));
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_formatter(|out, _, value| write(out, value));
    templates.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    templates.add_function("t", translate);
    templates.add_function("live_words", live_words);
    templates.add_function("file", file::address);
    templates
}

/// Writes a value as text; one that is not there as nothing. Only what a macro has put together is HTML already.
fn write(out: &mut Output, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let done = if value.is_safe() { out.write_str(&text) } else { out.write_str(&escaped(&text)) };
    done.map_err(minijinja::Error::from)
}

/// As text in an element, or in an attribute between quotes of either kind.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#x27;"),
            other => html.push(other),
        }
    }
    html
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of a template's function")]
fn translate(state: &State, key: &str, values: Kwargs) -> Result<String, minijinja::Error> {
    let n = values.get::<Option<i64>>("n")?.unwrap_or(1);
    let word = words()?
        .find(language(state)?, key, n)
        .ok_or_else(|| failed(format!("templates/words.toml has no {key}")))?;
    let filled: Vec<(&str, String)> = values
        .args()
        .map(|name| Ok((name, values.get::<Value>(name)?.to_string())))
        .collect::<Result<_, minijinja::Error>>()?;
    let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(fill(word, &filled))
}

fn live_words(state: &State) -> Result<String, minijinja::Error> {
    words()?.live(language(state)?).map_err(|error| failed(error.to_string()))
}

fn words() -> Result<&'static Words, minijinja::Error> {
    Words::get().map_err(|error| failed(error.to_string()))
}

fn language(state: &State) -> Result<Language, minijinja::Error> {
    let frame = state.lookup("frame").ok_or_else(|| failed("no frame".to_owned()))?;
    let code = frame.get_attr("lang")?;
    Ok(code.as_str().and_then(Language::of_code).unwrap_or_default())
}

fn failed(what: String) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, what)
}
