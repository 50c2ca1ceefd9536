//! The key map as a page: `docs/keys.md` and `messenger --keys` are this, written down.

use std::fmt::Write;

use super::{Binding, Context, Keymap, Profile};
use crate::words::{Lang, Word};

/// The page about the keys of both profiles: `docs/keys.md`.
pub fn book() -> String {
    let (plain, vim) = (Keymap::default(), Keymap::of(Profile::Vim));
    let differs = |binding: &&Binding| !plain.bindings().contains(binding);
    let bindings: Vec<Binding> = vim.bindings().iter().filter(differs).cloned().collect();
    let mut page = markdown(&plain);
    page.push_str("\n# The vim profile\n\nWith `profile = \"vim\"` in the file of settings these keys are different or new.\n");
    sections(&mut page, &bindings);
    page
}

/// The page about the keys, in English, as Markdown.
pub fn markdown(keymap: &Keymap) -> String {
    let mut page = String::from(
        "# Keys of the terminal client\n\n\
         Written from the key map by `UPDATE_DOCS=1 cargo test -p tui-client --test keys`; do not edit.\n\n\
         On a Russian layout the same keys do the same: Ctrl+Й is Ctrl+Q. The last column is what an action is called in the \
         file of settings.\n\n\
         Beside one's own messages: `…` waits to be sent, `↑` on its way, `✓` stored, `✓✓` read by somebody, `✔✔` in bold read by all others, \
         `✕` refused.\n",
    );
    sections(&mut page, keymap.bindings());
    page
}

fn sections(page: &mut String, bindings: &[Binding]) {
    for context in Context::ALL {
        let here: Vec<&Binding> = of(bindings, *context).collect();
        if here.is_empty() {
            continue;
        }
        let heading = Lang::En.say(context.word());
        let _ = write!(
            page,
            "\n## {heading}: `{}`\n\n| Keys | What they do | Action |\n| --- | --- | --- |\n",
            context.name()
        );
        for binding in here {
            let keys: Vec<String> = binding.chords.iter().map(|chord| format!("`{chord}`")).collect();
            let said = Lang::En.say(binding.action.word());
            let _ = writeln!(page, "| {} | {said} | `{}` |", keys.join(", "), binding.action.name());
        }
    }
}

/// The keys as plain text.
pub fn plain(keymap: &Keymap, lang: Lang) -> String {
    let mut page = format!("{}\n", lang.say(Word::Keys));
    for context in Context::ALL {
        let _ = writeln!(page, "\n{} [{}]", lang.say(context.word()), context.name());
        for binding in of(keymap.bindings(), *context) {
            let keys: Vec<String> = binding.chords.iter().map(ToString::to_string).collect();
            let said = lang.say(binding.action.word());
            let _ = writeln!(
                page,
                "  {}  {said}  ({})",
                format_args!("{:<30}", keys.join(", ")),
                binding.action.name()
            );
        }
    }
    page
}

fn of(bindings: &[Binding], context: Context) -> impl Iterator<Item = &Binding> {
    bindings.iter().filter(move |binding| binding.context == context && !binding.chords.is_empty())
}
