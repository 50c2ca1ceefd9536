//! Each function of the store is named in a story, so that none is told on one database only, or on none.

use crate::source::Source;

/// The public functions of the store that no file of `stories` names, as `module::function` or `.method`.
pub(crate) fn untold(store: &[Source], stories: &[Source]) -> Vec<String> {
    let told: String = stories.iter().map(Source::code).collect();
    let names = store.iter().flat_map(|source| {
        let module = source.path.trim_end_matches("/mod.rs").trim_end_matches(".rs").rsplit('/').next();
        let module = module.unwrap_or_default().to_owned();
        functions(&source.code()).into_iter().map(move |function| function.name_in(&module))
    });
    let mut untold: Vec<String> = names
        .filter(|names| !names.iter().any(|name| told.contains(name)))
        .map(|names| names.concat())
        .collect();
    untold.sort();
    untold
}

struct Function {
    name: String,
    is_method: bool,
}

impl Function {
    /// As a story may call it.
    fn name_in(&self, module: &str) -> Vec<String> {
        let Self { name, is_method } = self;
        if *is_method {
            vec![format!(".{name}("), format!("Store::{name}(")]
        } else {
            vec![format!("{module}::{name}(")]
        }
    }
}

fn functions(code: &str) -> Vec<Function> {
    let function = |line: &str| {
        let name = line.trim_start().strip_prefix("pub async fn ")?;
        let name = name.split(['(', '<']).next()?.to_owned();
        Some(Function { name, is_method: line.starts_with(' ') })
    };
    code.lines().filter_map(function).collect()
}

#[test]
fn functions_and_methods_are_found_and_a_missing_one_is_named() {
    let file = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
    let store = [file(
        "server/src/store/people.rs",
        "pub async fn one(x: u8) {}\npub async fn two<T>() {}\nimpl Store {\n    pub async fn ping(&self) {}\n}",
    )];
    let stories = [file("server/tests/store/people.rs", "people::one(1);\n// people::two()\nstore.ping();")];
    assert_eq!(untold(&store, &stories), ["people::two("]);
}
