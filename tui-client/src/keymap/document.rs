//! The key map as a page: `docs/keys.md` is this, written down.

use std::fmt::Write;

use super::{Context, Keymap};
use crate::words::Lang;

/// The page about the keys, in English, as Markdown.
pub fn markdown(keymap: &Keymap) -> String {
    let mut page = String::from(
        "# Keys of the terminal client\n\n\
         Written from the key map by `UPDATE_DOCS=1 cargo test -p tui-client --test keys`; do not edit.\n\n\
         On a Russian layout the same keys do the same: Ctrl+Й is Ctrl+Q.\n\n\
         Beside one's own messages: `…` on its way, `✓` stored, `✓✓` read by somebody, `✔✔` in bold read by all others, \
         `✕` refused.\n",
    );
    for context in Context::ALL {
        let _ =
            write!(page, "\n## {}\n\n| Keys | What they do |\n| --- | --- |\n", Lang::En.say(context.word()));
        for binding in keymap.bindings().iter().filter(|b| b.context == context) {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(page, "| {} | {} |", keys.join(", "), Lang::En.say(binding.word));
        }
    }
    page
}
