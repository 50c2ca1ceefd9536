//! The file of settings: read with what is wrong in it, written without touching what people have written beside.

use std::{fmt, fs, io, ops::Range, path::Path};

use toml_edit::{Document, DocumentMut, Item, Table, value};

use crate::{
    keymap::Rebinding,
    model::{Preferences, Setting},
    words::{Lang, Word},
};

/// Under which the changed keys stand, context by context.
const KEYS: &str = "keys";

/// Something wrong in the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The line.
    pub(super) line: usize,
    /// What is wrong, and what to do.
    pub(super) text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.text)
    }
}

/// What a file says. What cannot be understood is said, and stays as it was held: a slip shows nobody what was to be hidden,
/// and where nothing was held, at a start, what is written is not shown to others.
pub(super) fn read(text: &str, lang: Lang, held: &Preferences) -> (Preferences, Vec<Problem>) {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let said = lang.fill(Word::FileBad, &[&error.message().lines().next().unwrap_or_default()]);
            let problem = Problem { line: line(text, error.span()), text: said };
            return (held.clone().careful(held), vec![problem]);
        }
    };
    let mut reader = Reader { text, lang, held, preferences: Preferences::default(), problems: Vec::new() };
    for (name, item) in document.iter() {
        match (Setting::named(name), item) {
            (Some(setting), item) => reader.setting(setting, item),
            (None, Item::Table(table)) if name == KEYS => reader.keys(table),
            _ => reader.unknown(name, item),
        }
    }
    let Reader { preferences, problems, .. } = reader;
    (if problems.is_empty() { preferences } else { preferences.careful(held) }, problems)
}

struct Reader<'a> {
    text: &'a str,
    lang: Lang,
    held: &'a Preferences,
    preferences: Preferences,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn setting(&mut self, setting: Setting, item: &Item) {
        match item.as_str().filter(|value| setting.takes(value)) {
            Some(value) => self.preferences.put(setting, value.to_owned()),
            None => {
                if let Some(held) = self.held.set(setting) {
                    self.preferences.put(setting, held.to_owned());
                }
                let said = self.lang.fill(Word::FileValue, &[&setting.name(), &setting.range(self.lang)]);
                self.problem(item.span(), said);
            }
        }
    }

    fn keys(&mut self, table: &Table) {
        for (context, item) in table {
            let Some(bindings) = item.as_table_like() else {
                let said = self.lang.fill(Word::FileKeys, &[&context]);
                self.problem(item.span(), said);
                continue;
            };
            for (keys, action) in bindings.iter() {
                let at = line(self.text, action.span());
                match action.as_str() {
                    Some(action) => self.preferences.keys.push(Rebinding {
                        context: context.to_owned(),
                        keys: keys.to_owned(),
                        action: action.to_owned(),
                        line: at,
                    }),
                    None => {
                        let said = self.lang.fill(Word::FileAction, &[&keys]);
                        self.problem(action.span(), said);
                    }
                }
            }
        }
    }

    fn unknown(&mut self, name: &str, item: &Item) {
        let mut all: Vec<&str> = Setting::ALL.iter().map(|setting| setting.name()).collect();
        all.push("[keys.…]");
        let said = self.lang.fill(Word::FileUnknown, &[&name, &all.join(", ")]);
        self.problem(item.span(), said);
    }

    fn problem(&mut self, span: Option<Range<usize>>, text: String) {
        self.problems.push(Problem { line: line(self.text, span), text });
    }
}

fn line(text: &str, span: Option<Range<usize>>) -> usize {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// Writes one setting into the file; the rest of it stays as it is. Where there is none, one with words to each setting begins.
pub(super) fn write(path: &Path, setting: Setting, chosen: &str, lang: Lang) -> io::Result<()> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => fresh(lang),
        Err(error) => return Err(error),
    };
    let changed =
        with(&text, setting, chosen).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Where it is a link, the file that it leads to is the one that people keep.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    // Whoever reads it at this moment sees the old file or the new one, whole.
    let beside = path.with_extension("toml.new");
    fs::write(&beside, changed)?;
    if let Ok(about) = fs::metadata(&path) {
        fs::set_permissions(&beside, about.permissions())?;
    }
    fs::rename(&beside, path)
}

fn with(text: &str, setting: Setting, chosen: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    match document.get_mut(setting.name()).and_then(Item::as_value_mut) {
        Some(held) => {
            let around = held.decor().clone();
            *held = chosen.into();
            *held.decor_mut() = around;
        }
        None => {
            document.insert(setting.name(), value(chosen));
        }
    }
    Ok(document.to_string())
}

/// A file with everything that can be set, as it is when nothing is.
fn fresh(lang: Lang) -> String {
    let mut text = comment(lang.say(Word::AboutFile));
    for setting in Setting::ALL {
        let first = setting.choices().first().copied().unwrap_or_default();
        let mut about = lang.say(setting.about()).to_owned();
        if setting.has_choices() {
            about.extend([" ", &lang.fill(Word::AboutChoices, &[&setting.range(lang)])]);
        }
        let about = comment(&about);
        text.extend(["\n", &about, setting.name(), &format!(" = {first:?}\n")]);
    }
    let example = "[keys.chat]\n\"Ctrl+G n\" = \"next-unread\"\n\"Ctrl+P\" = \"none\"";
    text.extend(["\n", &comment(lang.say(Word::AboutKeys)), &comment(example)]);
    text
}

fn comment(text: &str) -> String {
    text.lines().flat_map(|line| ["# ", line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Notices, Quiet, Ways};

    /// Of a file that is read when nothing is held.
    fn first(text: &str, lang: Lang) -> (Preferences, Vec<Problem>) {
        read(text, lang, &Preferences::default())
    }

    fn problems(text: &str) -> Vec<String> {
        first(text, Lang::En).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fresh_file_says_what_holds_anyway() {
        for lang in [Lang::En, Lang::Ru] {
            let (preferences, problems) = first(&fresh(lang), lang);
            assert_eq!(problems, []);
            assert!(
                Setting::ALL
                    .iter()
                    .all(|setting| preferences.set(*setting) == setting.choices().first().copied())
            );
            // The example is one, once it is no comment any more.
            let example = fresh(lang).replace("# [keys", "[keys").replace("# \"Ctrl", "\"Ctrl");
            assert_eq!(first(&example, lang).0.keys.len(), 2);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = "theme = \"mine\"\nlanguage = \"fr\"\nmouse = true\ncolour = 1\n[keys]\nchat = 3\n[keys.list]\n\"F6\" = 7\n\"F7\" = \"quit\"\n";
        let expected = [
            "2: `language` can be \"auto\", \"en\", \"ru\"",
            "3: `mouse` can be \"on\", \"off\"",
            "4: `colour` is no setting; there are: language, theme, mouse, profile, typing, other_accounts, notify, notify_command, previews, quiet_hours, lock_after, emoji, secrets, log, [keys.…]",
            "6: keys stand under [keys.chat], each as \"Ctrl+G\" = \"action\"",
            "8: after \"F6\" stands the name of an action in quotes, or \"none\"",
        ];
        assert_eq!(problems(text), expected);
        let (preferences, _) = first(text, Lang::En);
        assert_eq!(preferences.get(Setting::Theme), "mine");
        let line = Rebinding { context: "list".into(), keys: "F7".into(), action: "quit".into(), line: 9 };
        assert_eq!(preferences.keys, [line]);
        assert!(problems("a = 1\nb = [").first().is_some_and(|problem| problem.starts_with("2: ")));
    }

    #[test]
    fn how_people_are_told_is_looked_at_too() {
        let text =
            "notify = \"bell,horn\"\nquiet_hours = \"22-8\"\nnotify_command = 7\npreviews = \"some\"\n";
        let expected = [
            "1: `notify` can be \"bell,terminal\", \"terminal\", \"bell\", \"desktop\", \"bell,terminal,desktop\", \"off\", or another list of bell, terminal and desktop with commas between them",
            "2: `quiet_hours` can be \"off\", \"22:00-08:00\", \"22:00-07:00\", \"23:00-08:00\", \"23:00-07:00\", or other hours like \"21:30-06:45\"",
            "3: `notify_command` can be a command for `sh`, in quotes",
            "4: `previews` can be \"on\", \"off\"",
        ];
        assert_eq!(problems(text), expected);
        let text = "notify = \"desktop, bell\"\nquiet_hours = \"21:15-6:45\"\nnotify_command = 'echo \"$MESSENGER_TITLE\"'\npreviews = \"off\"\n";
        let (preferences, problems) = first(text, Lang::En);
        assert_eq!(problems, []);
        assert_eq!(preferences.ways(), Ways { bell: true, terminal: false, desktop: true });
        assert_eq!(preferences.notify_command(), Some("echo \"$MESSENGER_TITLE\""));
        let quiet = Some(Quiet { from: 21 * 60 + 15, until: 6 * 60 + 45 });
        assert_eq!(preferences.notices(), Notices { previews: false, quiet });
    }

    #[test]
    fn writing_leaves_what_people_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("messenger/config.toml");
        write(&path, Setting::Theme, "dark", Lang::En).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, fresh(Lang::En).replace("theme = \"auto\"", "theme = \"dark\""));
        fs::write(&path, "# mine\nmouse = \"on\" # yes\n\n[keys.main]\n\"F5\" = \"none\"\n").unwrap();
        write(&path, Setting::Mouse, "off", Lang::En).unwrap();
        write(&path, Setting::Language, "ru", Lang::En).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            "# mine\nmouse = \"off\" # yes\nlanguage = \"ru\"\n\n[keys.main]\n\"F5\" = \"none\"\n"
        );
        fs::write(&path, "mouse = [").unwrap();
        assert!(
            write(&path, Setting::Mouse, "off", Lang::En).is_err(),
            "a file that cannot be read is not written over"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "mouse = [");
    }

    #[test]
    fn writing_leaves_a_link_and_who_may_read_the_file() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (kept, path) = (folder.path().join("dotfiles.toml"), folder.path().join("config.toml"));
        fs::write(&kept, "mouse = \"on\"\n").unwrap();
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&kept, &path).unwrap();
        write(&path, Setting::Mouse, "off", Lang::En).unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&kept).unwrap(), "mouse = \"off\"\n");
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o640);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(text in "(keys|language|theme|\\[keys\\.chat\\]|[=\"\\[\\]\n a-zй])*") {
            first(&text, Lang::Ru);
        }
    }
}
